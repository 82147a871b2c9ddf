import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';

const RULE = 'token/server-unreachable';
const status = (state: string): string => `Token server status: ${state}\n`;

describe('token/server-unreachable fires', () => {
  test('on the state', () => {
    const [found] = expectFindings(status(mark(RULE, 'unreachable')));
    expect(found).toMatchObject({
      severity: 'error',
      message: 'The token server cannot be reached (status unreachable)',
      related: [],
    });
  });

  test('once, however often it is shown', () => {
    const text = status(mark(RULE, 'unreachable')) + '\n' + status(mark('again', 'unreachable'));
    expect(expectFindings(text)[0]?.related[0]?.message).toBe('unreachable here too');
  });

  test('if it was reachable before', () => {
    expectFindings(status('reachable') + '\n' + status(mark(RULE, 'unreachable')));
  });

  test('in capitals, and with an arrow after it', () => {
    expectFindings(status(mark(RULE, 'Unreachable')));
    expectFindings(status(`${mark(RULE, 'unreachable')}   <--- here`));
  });
});

describe('token/server-unreachable does not fire', () => {
  test.each(['reachable', 'unknown', 'not', ''])('for "%s"', state => {
    expectFindings(status(state));
  });

  test('for the words in prose', () => {
    expectFindings('The Token server status: unreachable was shown.\n');
  });
});
