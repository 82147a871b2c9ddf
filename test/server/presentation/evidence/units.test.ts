import { describe, expect, test } from 'vitest';
import { evidenceOn, type Others } from '../../../support/evidence';
import { answered, NOT_OF_PRODUCT, STANDBY, TOKEN, UNIT } from '../../../support/exchange';

const RULE = 'ftm/token-not-of-product';
const refusedFor = (unit: string, members = [unit]): string =>
  answered({ unit, members, tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
const REFUSED = refusedFor(UNIT);
const status = (unit: string, command = 'FGT # get system status\n', version = '7.4.3'): string =>
  `${command}Version: FortiGate-60F v${version},build2573,240201 (GA.F)\nSerial-Number: ${unit}\nCurrent HA mode: standalone\n`;
const licence = (value = 'FTMTRIAL00000001'): string =>
  `config user fortitoken\n    edit "${TOKEN}"\n        set license "${value}"\n    next\nend\n`;
const BARE = 'get system status\n';
const DETAILS = status(UNIT) + licence();
const PAID = licence('EFTM0000000001');

/** What is said of a trial token as the cause. */
function trial(text: string, others: Others = {}, isOneUnit = false): string | undefined {
  return evidenceOn(text, RULE, others, isOneUnit).causes.find(one => one.split(' ')[1] === 'trial');
}
const OPEN = `? trial decide with \`show user fortitoken ${TOKEN}\``;
const sign = (said: string | undefined): string | undefined => said?.[0];

describe('A problem is judged by another capture', () => {
  test('of its unit, which is named with its line and the name of a masked value', () => {
    expect(trial(REFUSED, { 'status.log': DETAILS })).toBe(
      '✓ trial confirmed by line 7 of status.log: `license "****************"`',
    );
    expect(evidenceOn(REFUSED, RULE, { 'status.log': DETAILS }).causes.join('\n')).toContain(
      '✗ secondary excluded by line 4 of status.log: `Current HA mode: standalone`',
    );
  });

  test.each<readonly [string, Others, sign: string]>([
    ['that has the serial number in a request', { a: REFUSED + licence() }, '✓'],
    ['whose command is abbreviated', { a: status(UNIT, 'FGT # get sys stat\n') + licence() }, '✓'],
    ['whose command has no prompt', { a: status(UNIT, BARE) + licence() }, '✓'],
    ['two of which agree', { a: DETAILS, b: DETAILS }, '✓'],
    ['two of which contradict each other', { a: DETAILS, b: status(UNIT) + PAID }, '?'],
    ['that contradicts itself', { a: DETAILS + PAID }, '?'],
    ['only if that is of its unit', { a: status(STANDBY) + licence() }, '?'],
    ['only if that shows a serial number', { a: licence() }, '?'],
    ['only if that is shown by itself and not of a peer', { a: `FGT # get system ha status\nPrimary: FGT, ${UNIT}, HA cluster index = 0\n${licence()}` }, '?'],
    ['only if the serial number is not masked', { a: status('FGT60F**********') + licence() }, '?'],
    ['only if that is no article that quotes one', { a: `See: Serial-Number: ${UNIT}\n> Serial-Number: ${UNIT}\n${licence()}` }, '?'],
    ['only if the value is not masked', { a: status(UNIT) + licence('****************') }, '?'],
    ['only if the token is the same', { a: status(UNIT) + licence().replace(TOKEN, 'FTKMOB0000000A02') }, '?'],
    ['in the part of its unit', { a: status(STANDBY, BARE) + PAID + status(UNIT, BARE) + licence() }, '✓'],
    ['in no part of an unknown unit', { a: status(UNIT, BARE) + status('****************', BARE) + licence() }, '?'],
  ])('%s', (_, others, expected) => {
    expect(sign(trial(REFUSED, others))).toBe(expected);
  }); // oxfmt-ignore

  test('not by one with a stand-in or the serial number of every unit without a licence', () => {
    for (const unit of ['FGT60F9999900001', 'FGVMEV0000000000'])
      expect(trial(refusedFor(unit), { a: status(unit) + licence() })).toBe(OPEN);
  });

  test('not if its own capture decides', () => {
    expect(trial(status(UNIT) + PAID + REFUSED, { a: DETAILS })).toMatch(/^✗ trial excluded by line 7: /);
  });

  test('that the user named with it, if neither shows another serial number', () => {
    expect(sign(trial(REFUSED, { a: licence() }, true))).toBe('✓');
  });
});

describe('In a capture of two units whose prompts do not tell them apart', () => {
  const OTHER = status(STANDBY, BARE) + PAID;
  const OWN = status(UNIT, BARE) + licence();

  test.each<readonly [string, text: string, sign: string]>([
    ['what comes after the status of a unit is its own', OWN + OTHER + REFUSED, '✓'],
    ['and not of the other unit', OWN + OTHER + refusedFor(STANDBY), '✗'],
    ['also with the same name in the prompts', status(STANDBY) + PAID + status(UNIT) + licence() + REFUSED, '✓'],
    ['what comes before the first is of an unknown unit', licence() + OTHER + REFUSED, '?'],
    ['what comes before a request of the other may be of that', status(UNIT, BARE) + licence() + refusedFor(STANDBY) + REFUSED, '?'],
    ['what an article quotes is not of the unit', `${REFUSED}As in the article:\n${OTHER}`, '?'],
    ['members of one cluster are one', status(STANDBY, BARE) + licence() + refusedFor(UNIT, [UNIT, STANDBY]), '✓'],
  ])('%s', (_, text, expected) => {
    expect(sign(trial(text))).toBe(expected);
  }); // oxfmt-ignore
});
