// Lines that administrators paste from the logs of other authentication servers, and from that of a cloud gateway.
import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { findingsOf } from '../../support/findings';
import { every, first } from '../../support/rows';

const DUO = "2024-02-01T10:00:25.323456-0600 [duoauthproxy.lib.log#info] (('192.0.2.1', 1812), user01, 13): ";
const NPS = 'NPS Extension for Azure MFA: CID: 11111111-2222-3333-4444-555555555555 : ';
const ISE =
  '<181>Feb 12 10:00:00 ise01 CISE_Failed_Attempts 0000011023 1 0 2024-02-12 10:00:00.123 +01:00 0000311023 5400 NOTICE Failed-Attempt: Authentication failed, ConfigVersionId=74, Device IP Address=192.0.2.1, UserName=user01, NetworkDeviceName=FGT, AuthenticationMethod=PAP_ASCII, ';
const XML = '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><EventData>';
const aws = (details: string, more = ''): string =>
  `{"event_timestamp":1645566330,"dpd_enabled":true,"ike_phase1_state":"down","details":"${details}"${more}}`;

const problemsIn = (text: string): string[] =>
  findingsOf(text)
    .filter(({ rule, severity }) => severity !== 'information' && /^(?:login|ike|system)\//.test(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('The log of another server', () => {
  // oxfmt-ignore
  const CASES = [
    [`${DUO}Duo authentication returned 'deny': 'Login request denied.'`, 'login/second-factor: user01: the user refused the push'],
    [`${DUO}Duo authentication returned 'deny': 'Login timed out.'`, 'login/second-factor: user01: nobody answered'],
    [`${DUO}Primary credentials rejected - AD authentication failed: invalid credentials`, 'login/account: user01: wrong name or password'],
    [`${DUO}User is not enrolled: 'The username is not enrolled with Duo Security.'`, 'login/second-factor: user01: the user has set up no method'],
    [`${NPS}Access Rejected for user user01 with Azure MFA response: PhoneAppDenied and message: User denied it,,,`, 'login/second-factor: user01: the user refused the push'],
    [`${NPS}Exception in Authentication Ext for User user01 :: ErrorCode:: CID :11111111-2222-3333-4444-555555555555 ESTS_TOKEN_ERROR Msg:: Verify the client certificate`, 'login/second-factor: user01: the MFA extension of NPS cannot sign in'],
    ['NPS Extension for Azure MFA: NPS Extension for Azure MFA only performs Secondary Auth for Radius requests in AccessAccept State. Request received for User user01 with response state AccessReject, ignoring request.', 'login/nps-reason: user01: NPS had rejected the login before'],
    [`${XML}${'<Data Name="Other">x</Data>'.repeat(60)}<Data Name="ReasonCode">48</Data></EventData></Event>`, 'NPS rejected the login: no network policy matches (reason code 48)'],
    [`${ISE}FailureReason=22056 Subject not found in the applicable identity store(s), Step=11001, Step=11017`, 'login/account: user01: no such account'],
    [`${ISE}FailureReason=22040 Wrong password or invalid shared secret, Step=11001`, 'login/account: user01: wrong password, or the RADIUS shared secrets differ'],
    ['Failure Reason\t15039 Rejected per authorization profile', 'login/not-authorised: A login: no policy or group allows the login'],
    ['Error Code: 201, Error Category: Authentication failure, Error Message: User not found, User-Name: user01', 'login/account: user01: no such account'],
    [aws('AWS tunnel detected a pre-shared key mismatch with cgw: 203.0.113.10'), 'ike/key-mismatch: '],
    ['<Event><Timestamp data_type="4">02/02/2024 10:00:00.123</Timestamp><Packet-Type data_type="0">3</Packet-Type><Reason-Code data_type="0">16</Reason-Code></Event>', 'wrong name or password (reason code 16)'],
    ['Failure Reason\t12321 PEAP failed SSL/TLS handshake because the client rejected the ISE local-certificate', 'login/fac-client-trust: '],
    ['{"createdDateTime":"2024-02-02T10:00:00Z","status":{"errorCode":53003,"failureReason":"Access has been blocked by policies."}}', 'Conditional Access of Entra ID blocks the login'],
    ['{"published":"2024-02-02T10:00:00.000Z","outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}}', 'login/account: '],
    ['{"timestamp":"2024-02-02T10:00:00Z","textPayload":"peer not responding, trying again (3/0)"}', 'ike/no-answer: '],
    [aws('No Proposal Match Found by AWS'), 'ike/no-proposal: '],
  ] as const;

  test('names the reason of a refusal', () => {
    every(CASES, first, ([line, problem]) => {
      const found = problemsIn(`${line}\n`);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(problem);
    });
  });

  test('names the user', () => {
    const [found] = findingsOf(`${ISE}FailureReason=22063 Wrong password, Step=11001\n`);
    expect(found?.facts['user']).toBe('user01');
  });

  test.each([
    `${DUO}Duo authentication returned 'allow': 'Success. Logging you in...'`,
    `${NPS}Access Accepted for user user01 with Azure MFA response: Success and message: session 1`,
    `${XML}<Data Name="ReasonCode">0</Data></EventData></Event>`,
    aws('AWS tunnel processed response (id=4) for CREATE_CHILD_SA'),
    '{"createdDateTime":"2024-02-02T10:00:00Z","status":{"errorCode":0,"failureReason":"Other."}}',
    '{"published":"2024-02-02T10:00:00.000Z","outcome":{"result":"SUCCESS","reason":null}}',
    // Without a time, it is no entry of a log.
    '{"details":"pre-shared key mismatch"}',
  ])('%s: nothing is wrong', line => {
    expect(problemsIn(`${line}\n`)).toEqual([]);
  });
});

describe('A shared copy of such a log', () => {
  test.each([
    `${DUO.replace('user01', 'jsmith')}Duo authentication returned 'deny': 'Login request denied.'`,
    `${NPS}Access Rejected for user jsmith with Azure MFA response: PhoneAppDenied and message: x`,
    `${XML}<Data Name="SubjectUserName">jsmith</Data><Data Name="ReasonCode">48</Data></EventData></Event>`,
  ])('%s: has no user', line => {
    expect(redact(`${line}\n`)).not.toContain('jsmith');
  });
});
