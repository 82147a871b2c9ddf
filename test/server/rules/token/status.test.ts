import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';

const RULE = 'token/status';
const HARD = 'FTK200BAA0000001';
const SOFT = 'FTKMOB0000000A01';
const table = (...rows: string[]): string =>
  [
    'FGT # diagnose fortitoken info',
    'FORTITOKEN        DRIFT  STATUS',
    ...rows,
    '',
    'Token server status: reachable',
    '',
  ].join('\n');
const LOCKED_SEED = "token already activated, and seed won't be returned";
const NOT_EXIST = 'activation error (token not exist in FortiGuard)';

describe('token/status fires', () => {
  test.each([
    ['provisioning', 'information', `waiting for the user's phone`, 'token-status/provisioning'],
    ['provision timeout', 'warning', 'not activated in time', 'token-status/provision-timeout'],
    ['locked', 'warning', 'locked', 'token-status/locked'],
    [
      LOCKED_SEED,
      'error',
      'hard token locked on the FortiGuard side',
      'token-status/token-already-activated',
    ],
    [NOT_EXIST, 'error', 'the unit had no contact with FortiGuard', 'token-status/activation-error'],
  ])('for %s', (status, severity, title, entry) => {
    const [found] = expectFindings(table(`${HARD} 0 ${mark(RULE, status)}`));
    expect(found).toMatchObject({ severity, entry, message: `${HARD}: ${title} (${status})`, related: [] });
  });

  test('for a state that no source explains, with its own words', () => {
    const [found] = expectFindings(table(`${HARD} 0 ${mark(RULE, 'asleep')}`));
    expect(found).toMatchObject({
      severity: 'information',
      entry: undefined,
      message: `${HARD}: its state is 'asleep'; this version has no source for it`,
    });
  });

  test('for a state that cannot be repeated, without its words', () => {
    const [found] = expectFindings(table(`${HARD} 0 ${mark(RULE, '"provision timeout')}`));
    expect(found).toMatchObject({ message: `${HARD}: this version has no source for its state` });
  });

  test('for the words before an author’s arrow', () => {
    expectFindings(table(`${HARD} 0 ${mark(RULE, 'locked')}   <<<---- this one`));
  });

  test('for a row with a drift and many blanks', () => {
    expectFindings(table(`${HARD}    -12     ${mark(RULE, 'provision timeout')}  `));
  });

  test('for a state in capitals', () => {
    expectFindings(table(`${HARD} 0 ${mark(RULE, 'Locked')}`));
  });

  test('for a row without the header above it', () => {
    expectFindings(`${SOFT} 0 ${mark(RULE, 'provision timeout')}\n`);
  });

  test('for each token', () => {
    expectFindings(table(`${HARD} 0 ${mark(RULE, 'locked')}`, `${SOFT} 0 ${mark(RULE, 'locked')}`));
  });

  test('once for a token that two lists show, at the later one', () => {
    expectFindings(table(`${HARD} 0 locked`) + table(`${HARD} 0 ${mark(RULE, 'locked')}`));
    expectFindings(table(`${HARD} 0 new`) + table(`${HARD} 0 ${mark(RULE, 'provision timeout')}`));
  });

  test('with CR LF and with CR CR LF', () => {
    for (const end of ['\r\n', '\r\r\n']) {
      expectFindings(table(`${HARD} 0 ${mark(RULE, LOCKED_SEED)}`).replaceAll('\n', end));
    }
  });
});

describe('token/status does not fire', () => {
  test.each(['new', 'active', 'provisioned'])('for %s', status => {
    expectFindings(table(`${HARD} 0 ${status}`));
  });

  test('for a state that a later list shows to be over', () => {
    expectFindings(table(`${HARD} 0 locked`) + table(`${HARD} 0 active`));
  });

  test('for other words of the command', () => {
    expectFindings(table() + 'Total activated token: 21\nTotal global activated token: 21\n');
  });

  test('for lines that only look like a row', () => {
    expectFindings(`${HARD} locked\nFTK locked 0\nthe token ${HARD} 0 locked\n`);
  });
});

test('What was glued after a state is not in the message: it can be a secret', () => {
  const row = 'FTKMOB0123456789 0 provision timeout';
  for (const glued of [' set license "EFTM908070605040"', ' EFTM908070605040'])
    for (const { message } of findingsOf(`${row}${glued}\n`)) expect(message).not.toContain('EFTM9');
});
