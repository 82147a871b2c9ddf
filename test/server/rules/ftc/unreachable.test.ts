import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';

const RULE = 'ftc/unreachable';
const NOT_FOUND = 'Cannot find ftc server!';

describe('ftc/unreachable fires', () => {
  test('for a sync that finds no server; that the command failed follows from it', () => {
    const text = [
      `FGT # ${mark('command', 'exec fortitoken-cloud sync')}`,
      mark(RULE, NOT_FOUND),
      mark('consequence', 'Cannot retrieve user information from FortiToken Cloud!'),
      mark('consequence', 'Command fail. Return code -1'),
      '',
    ].join('\n');
    const [found] = expectFindings(text);
    expect(found).toMatchObject({
      severity: 'error',
      message: `FortiIdentity Cloud: the unit could not reach it (${NOT_FOUND})`,
    });
    expect(found?.related.map(({ message }) => message)).toEqual([
      'the command',
      'this follows from it',
      'this follows from it',
    ]);
  });

  test('for the sentence alone, without a command', () => {
    const [found] = expectFindings(mark(RULE, NOT_FOUND));
    expect(found?.related).toEqual([]);
  });

  test('once for two tries', () => {
    const again = `FGT # exec fortitoken-cloud sync\n${NOT_FOUND}\nCommand fail. Return code -1\n`;
    const [found] = expectFindings(
      `FGT # exec fortitoken-cloud sync\n${mark(RULE, NOT_FOUND)}\nCommand fail. Return code -1\n` + again,
    );
    expect(found?.related.map(({ role, message }) => [role, message])).toContainEqual([
      'again',
      'it could not be reached here either',
    ]);
  });
});

describe('ftc/unreachable does not fire', () => {
  test('for a sync that ran to its end', () => {
    expectFindings(
      'FGT # exec fortitoken-cloud sync\nSync status: {"status": "complete", "msg": {"create": {"success": 3, "failure": 0}}}\nUser synchronization completed!\n',
    );
  });

  test('for another command that failed with the same number', () => {
    expectFindings(`FGT # exec reboot now\n${mark('cli/command-failed', 'Command fail. Return code -1')}\n`);
  });

  test('for the words in prose', () => {
    expectFindings('It said: Cannot find ftc server!\n');
  });
});
