import type { LineForm } from '../line';
import { headForm } from './headForm';

/** Lines in the logs of other authentication servers and of their extensions, as administrators paste them. */
export const serverLogForms: readonly LineForm[] = [
  // The Duo Authentication Proxy names the client, the user and the number of the request.
  headForm(
    'G51',
    'server-log',
    '[0123456789(',
    /^(?:(?<stamp>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[+-]\d\d:?\d\d)?) )?(?:\[[^\]\r\n]{1,80}\] )?(?=\(\('[\d.a-f:]{2,45}', \d{1,5}\), [^,\r\n]{0,80}, \d{1,3}\): )/,
    { stamp: '' },
    [
      "2024-02-01T10:00:00.123456-0600 [duoauthproxy.lib.log#info] (('192.0.2.1', 1812), user01, 12): login attempt for username 'user01'",
      "[DuoForwardServer (UDP)] (('192.0.2.1', 1812), user01, 12): Returning response code 2: AccessAccept",
    ],
  ),
  // Microsoft NPS: its extension for a second factor, and an event as XML on one line.
  headForm(
    'G52',
    'server-log',
    'N<',
    /^(?=NPS Extension for Azure MFA: |<Event><Timestamp data_type=|<Event xmlns=["']http:\/\/schemas\.microsoft\.com\/win\/2004\/)/,
    {},
    [
      'NPS Extension for Azure MFA: CID: 11111111-2222-3333-4444-555555555555 : Access Accepted for user user01 with Azure MFA response: Success',
    ],
  ),
  // Cisco ISE and Aruba ClearPass: a line of their log, and the reason in the details of a request.
  headForm(
    'G53',
    'server-log',
    '<,[CFEIWABDJMNOS0123456789',
    /^(?=(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8} \S{1,64} )?CISE_\w{3,40} |Failure ?Reason(?:=|:?[\t ]{1,8})\d{5} \S|(?:,\d{3} )?(?:\[[^\]\r\n]{1,80}\] )?(?:(?:ERROR|WARN|INFO|DEBUG) {1,2}[\w.]{1,60} - )?Error Code:\s{0,4}\d{1,4}, Error Category: |Error Message:\t)/,
    {},
    [
      'CISE_Passed_Authentications 0000011026 1 0 2024-02-12 10:00:00.123 +01:00 0000311026 5200 NOTICE Passed-Authentication: Authentication succeeded',
      'FailureReason=22063 Wrong password, Step=11001',
      'Failure Reason\t15039 Rejected per authorization profile',
      'ERROR RadiusServer.Radius - Error Code: 216, Error Category: Authentication failure, Error Message: User authentication failed',
    ],
  ),
];
