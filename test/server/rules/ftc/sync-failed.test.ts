import { describe, expect, test } from 'vitest';
import { expectFindings, mark, messagesOf } from '../../../support/findings';

const RULE = 'ftc/sync-failed';
const sync = (create: string, modify = '0', remove = '0'): string => {
  const count = (name: string, failure: string): string => `"${name}": {"success": 1, "failure": ${failure}}`;
  const counts = [count('delete', remove), count('modify', modify), count('create', create)].join(', ');
  return `FGT # exec fortitoken-cloud sync\nSync status: {"status": "complete", "msg": {${counts}}}\nUser synchronization completed!\n`;
};

describe('ftc/sync-failed fires', () => {
  test('for users that could not be made, at their number', () => {
    const [found] = expectFindings(sync(mark(RULE, '3')));
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'FortiIdentity Cloud: 3 users could not be synchronised (create: 3)',
    });
  });

  test('once for a sync that could neither change nor remove users, with their total', () => {
    const [found] = expectFindings(sync('0', mark(RULE, '2'), '4'));
    expect(found?.message).toBe(
      'FortiIdentity Cloud: 6 users could not be synchronised (modify: 2, delete: 4)',
    );
  });

  test('for one user, in good English', () => {
    expect(expectFindings(sync(mark(RULE, '1')))[0]?.message).not.toContain('1 users');
  });

  test('once for a sync that fails twice in the same way', () => {
    const [found] = expectFindings(sync(mark(RULE, '3')) + sync('3'));
    expect(found?.related.map(({ role, on }) => [role, on])).toEqual([['again', '3']]);
  });
});

describe('ftc/sync-failed does not fire', () => {
  test('for a sync without failures', () => {
    expectFindings(sync('0'));
  });

  test('for counts of something else', () => {
    expectFindings('{"status": "complete", "msg": {"create": {"success": 0, "failure": 3}}}\n');
  });
});

test('ftc/sync-failed fires for users without a mail address, once', () => {
  const skipped = (user: string): string => `[ftc] user '${user}' skipped: no valid email address\n`;
  expect(messagesOf(RULE, skipped('user01') + skipped('user02'))).toEqual([
    `FortiIdentity Cloud: a user has no valid mail address, so it is not synchronised (${skipped('…').trim()})`,
  ]);
});
