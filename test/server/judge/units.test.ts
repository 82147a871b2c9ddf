import { describe, expect, test } from 'vitest';
import { evidenceOn, type Others } from '../../support/evidence';
import { LICENCE, licensed, refused, SECOND, STANDBY, statusOf, TOKEN, UNIT } from '../../support/exchange';

const RULE = 'ftm/token-not-of-product';
const REFUSED = refused(UNIT);
const BARE = 'get system status\n';
const DETAILS = statusOf(UNIT) + LICENCE;
const PAID = licensed('EFTM0000000001');

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
    ['that has the serial number in a request', { a: REFUSED + LICENCE }, '✓'],
    ['whose command is abbreviated', { a: statusOf(UNIT, 'FGT # get sys stat\n') + LICENCE }, '✓'],
    ['whose command has no prompt', { a: statusOf(UNIT, BARE) + LICENCE }, '✓'],
    ['two of which agree', { a: DETAILS, b: DETAILS }, '✓'],
    ['two of which contradict each other', { a: DETAILS, b: statusOf(UNIT) + PAID }, '?'],
    ['that contradicts itself', { a: DETAILS + PAID }, '?'],
    ['only if that is of its unit', { a: statusOf(STANDBY) + LICENCE }, '?'],
    ['only if that shows a serial number', { a: LICENCE }, '?'],
    ['only if that is shown by itself and not of a peer', { a: `FGT # get system ha status\nPrimary: FGT, ${UNIT}, HA cluster index = 0\n${LICENCE}` }, '?'],
    ['only if the serial number is not masked', { a: statusOf('FGT60F**********') + LICENCE }, '?'],
    ['only if that is no article that quotes one', { a: `See: Serial-Number: ${UNIT}\n> Serial-Number: ${UNIT}\n${LICENCE}` }, '?'],
    ['only if the value is not masked', { a: statusOf(UNIT) + licensed('****************') }, '?'],
    ['only if the token is the same', { a: statusOf(UNIT) + licensed('FTMTRIAL00000001', SECOND) }, '?'],
    ['in the part of its unit', { a: statusOf(STANDBY, BARE) + PAID + statusOf(UNIT, BARE) + LICENCE }, '✓'],
    ['in no part of an unknown unit', { a: statusOf(UNIT, BARE) + statusOf('****************', BARE) + LICENCE }, '?'],
  ])('%s', (_, others, expected) => {
    expect(sign(trial(REFUSED, others))).toBe(expected);
  }); // oxfmt-ignore

  test('not by one with a stand-in or the serial number of every unit without a licence', () => {
    for (const unit of ['FGT60F9999900112', 'FGVMEV0000000000'])
      expect(trial(refused(unit), { a: statusOf(unit) + LICENCE })).toBe(OPEN);
  });

  test('not if its own capture decides', () => {
    expect(trial(statusOf(UNIT) + PAID + REFUSED, { a: DETAILS })).toMatch(/^✗ trial excluded by line 7: /);
  });

  test('that the user named with it, if neither shows another serial number', () => {
    expect(sign(trial(REFUSED, { a: LICENCE }, true))).toBe('✓');
  });
});

describe('In a capture of two units whose prompts do not tell them apart', () => {
  const OTHER = statusOf(STANDBY, BARE) + PAID;
  const OWN = statusOf(UNIT, BARE) + LICENCE;

  test.each<readonly [string, text: string, sign: string]>([
    ['what comes after the status of a unit is its own', OWN + OTHER + REFUSED, '✓'],
    ['and not of the other unit', OWN + OTHER + refused(STANDBY), '✗'],
    ['also with the same name in the prompts', statusOf(STANDBY) + PAID + statusOf(UNIT) + LICENCE + REFUSED, '✓'],
    ['what comes before the first is of an unknown unit', LICENCE + OTHER + REFUSED, '?'],
    ['what comes before a request of the other may be of that', statusOf(UNIT, BARE) + LICENCE + refused(STANDBY) + REFUSED, '?'],
    ['what an article quotes is not of the unit', `${REFUSED}As in the article:\n${OTHER}`, '?'],
    ['members of one cluster are one', statusOf(STANDBY, BARE) + LICENCE + refused(UNIT, [UNIT, STANDBY]), '✓'],
  ])('%s', (_, text, expected) => {
    expect(sign(trial(text))).toBe(expected);
  }); // oxfmt-ignore
});

describe('A setting in another capture', () => {
  const LOGIN = [
    '[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10',
    "[1] __fnbamd_cfg_get_ldap_list_by_group-Loaded LDAP server 'corp' for usergroup 'vpn'",
    '[1] __ldap_connect-tcps_connect(192.0.2.20) failed: ssl_connect() failed: 1 (error:1408F10B:SSL routines:ssl3_get_record:wrong version number).',
    '[239] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1001, len=2524',
    '',
  ].join('\n');
  const server = (vdom: string): string =>
    `FGT (${vdom}) # show user ldap\nconfig user ldap\n    edit "corp"\n        set secure ldaps\n        set port 389\n    next\nend\n\n`;
  const port = (other: string): string | undefined =>
    evidenceOn(LOGIN, 'login/ldap-tls', { a: other }, true).causes.find(
      one => one.split(' ')[1] === 'port',
    )?.[0];

  test('decides if that names one VDOM only', () => {
    expect(port(server('root'))).toBe('✓');
    expect(port(server('root') + server('dmz'))).toBe('?');
  });

  test('decides nothing if it was changed there later', () => {
    const changed =
      'FGT (root) # config user ldap\n\nFGT (ldap) # edit corp\n\nFGT (corp) # unset port\n\nFGT (corp) # end\n\n';
    expect(port(server('root') + changed)).toBe('?');
  });
});
