import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { chosenSeverity, type Severities } from '../../../../server/src/presentation/findings';
import { expectFindings, findingsOf, mark, messagesOf } from '../../../support/findings';
import {
  answered,
  error,
  NO_VALID_TOKEN,
  NOT_OF_PRODUCT,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';
import { every, firstTwo } from '../../../support/rows';

const RULE = 'ftm/service-error';
const LICENCE = error(12, 'Invalid License');

describe('ftm/service-error fires', () => {
  test('for words that are known from elsewhere, and says what is known of them', () => {
    const tokens = [{ token: TOKEN, error: mark(RULE, LICENCE) }];
    const [found] = expectFindings(answered({ tokens }));
    expect(found?.message).toBe(
      `${TOKEN}: the licence was refused; after 'migrate-ftm' it cannot be migrated (error 12, Invalid License)`,
    );
    expect(found).toMatchObject({ severity: 'error', entry: 'error/invalid-license' });
  });

  test('for a cluster member', () => {
    const members = [UNIT, { sn: STANDBY, error: mark(RULE, LICENCE) }];
    expect(expectFindings(answered({ members }))[0]?.message).toMatch(
      new RegExp(`^${STANDBY}: the licence was refused; .*\\(error 12, Invalid License\\)$`),
    );
  });
});

describe('ftm/service-error does not fire', () => {
  test('for what has a rule of its own, and for what no source knows', () => {
    for (const other of [NOT_OF_PRODUCT, NO_VALID_TOKEN, error(55, 'token is asleep')])
      expect(findingsOf(answered({ error: other })).map(({ rule }) => rule)).not.toContain(RULE);
  });
});

describe('ftm/service-error of a sentence that any command can be answered with', () => {
  const isReported = (command: string, answer: string): boolean =>
    analyze(`${command}\n${answer}\n`).findings.some(({ rule }) => rule === RULE);

  const CASES = [
    ['FGT (local) # edit user01', 'input value is invalid', true],
    ['FGT (interface) # set ip 300.1.1.1 255.255.255.0', 'input value is invalid', false],
    ['FGT # execute fortitoken-cloud migrate-ftm EFTM000000000 root', 'Invalid License', true],
    ['FGT # execute update-now', 'Invalid License', false],
    ['FGT # execute fortitoken activate', 'Registration failed', true],
    ['FGT # execute log display', 'Registration failed', false],
    ['FGT # execute update-now', 'forticare license expired', true],
    ['FGT # execute fortitoken activate', 'Registration failed (-1)', true],
    ['FGT # execute update-now', 'SSL session failed', true],
    ['FAC # execute log', 'Failed. Forticare: FTM token Activation Code is invalid', false],
  ] as const;

  test('is reported if that command can fail so', () => {
    every(CASES, firstTwo, ([command, answer, expected]) => {
      expect(isReported(command, answer)).toBe(expected);
    });
  });
});

test('ftm/service-error quotes such a sentence after what it means', () => {
  const found = expectFindings(`FAC # execute log\n${mark(RULE, 'SSL session failed')}\n`);
  expect(found[0]?.message).toBe(
    'An error: the TLS connection to the FortiToken service broke (SSL session failed)',
  );
});

test('ftm/service-error is one problem for each unit of another account', () => {
  const answer = (unit: string): string => `"${unit}" does not belong the specified account.\n`;
  const text = `FGT # diagnose forticare direct-registration\n${answer(UNIT)}${answer(UNIT)}${answer(STANDBY)}`;
  expect(messagesOf(RULE, text)).toEqual(
    [UNIT, STANDBY].map(unit => `${unit}: this unit is registered in another FortiCloud account`),
  );
});

test('ftm/service-error names the other account, not the answer after it', () => {
  const answer = '"FGT60F0000000001" does not belong the specified account.\nRegistration failed\n';
  const { findings } = analyze(`FGT # diagnose forticare direct-registration\n${answer}`);
  const found = findings.filter(({ rule }) => rule === RULE);
  expect(found.map(({ variant }) => variant)).toEqual(['account']);
});

describe('A severity that was chosen for ftm/unknown-error, which once reported these errors,', () => {
  const severities = (chosen: Severities): string[] => {
    const text = answered({
      tokens: [{ token: TOKEN, error: LICENCE }],
      error: error(55, 'token is asleep'),
    });
    return analyze(text).findings.map(one => `${one.rule} ${chosenSeverity(one, chosen)}`);
  };

  test('counts for both', () => {
    expect(severities({ 'ftm/unknown-error': 'hint', 'ftm/*': 'off' })).toEqual([
      'ftm/service-error hint',
      'ftm/unknown-error hint',
    ]);
  });

  test('counts less than one for ftm/service-error itself', () => {
    expect(severities({ 'ftm/unknown-error': 'hint', 'ftm/service-error': 'warning' })).toEqual([
      'ftm/service-error warning',
      'ftm/unknown-error hint',
    ]);
  });
});
