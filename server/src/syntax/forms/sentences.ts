import type { Line, LineForm, Reading } from '../line';
import type { CaptureRecord } from '../records';

/** Sentences that FortiOS and its kin print without a prefix, by how they begin. */
const SENTENCE = new RegExp(
  '^(?:' +
    [
      // sslvpn and fnbamd
      'Connecting to server address: ', 'Receive Manually input token result', 'Authenticated groups \\(\\d+\\) by FNBAM', 'Arrived msg\\(type ',
      'ctx->\\w+', 'fnbam_auth\\w* return: ?-?\\d', 'invalid auth params for user ', 'group_desc\\[\\d+\\]', 'local auth ', 'Found server ',
      'ID: \\d{4,20}, Token Auth: ', 'two-factor check for ', 'Sent tac\\+', 'RADIUS server reachability',
      // samld and SAML in general
      'Failed to (?:process|verify|decode|parse|build|find|get|send|init)\\b', 'https?://\\S+$', 'saml2\\?SAMLRequest=', '<(?:lasso|saml|samlp|ds):\\w', 'SAMLRe\\w+=',
      '\\*{2,} ?\\w', 'No (?:group|user name) info in SAML response',
      // FortiToken, FortiToken Cloud, FortiCare
      'Sync status:', 'User synchronization completed', '"[^"]{1,40}" does not belong the specified account', 'Registration failed', 'FTM (?:provision|polling error|poll)\\b',
      'problem with SSL comm layer', 'SSL session failed', 'FortiToken clock drift detected', 'Remote \\w+ user authentication with FortiToken', 'Invalid License', 'Unable to provision token ',
      'Failed\\. Forticare', 'forticare license expired', 'license expired', 'No active token found', 'input value is invalid', 'Your authentication token code is', 'AuthCode: ',
      // the console
      '\\.{3,8}$', '\\[omitted\\]$', 'exit$', 'quit$', 'logout$', 'login: ', 'Password: ', 'Welcome\\s?!?$', '\\S{1,80}@\\S{1,80}\'s password:', 'Last login', 'WARNING: File System Check', 'debug (?:disabled|enabled)',
      'vd: \\w+', 'The test connection', 'PING \\S+ \\(', '\\d+ bytes from ', '--- \\S+ ping statistics', '\\d+ packets transmitted', 'round-trip min', 'Trying \\d', 'Connected to \\S+\\.$', 'Timeout\\.?$', 'Unable to (?:connect|resolve)',
      'interfaces=\\[', 'filters=\\[', 'Connection timed out', 'HA Health Status', 'Model: Forti', 'ntp', 'synchronized: ',
    ].join('|') +
    ')',
); // prettier-ignore

export const sentence: LineForm = {
  id: 'G28',
  first: '',
  strong: false,
  examples: [
    'Connecting to server address: 192.0.2.1, port nubmer: 443 oif: 0',
    'fnbam_auth_update_result return: 8 (next token code required)',
    'Receive Manually input token result. Push: 0',
    'ID: 1606718672638, Token Auth: NONE, Expires (secs): 18446744073709551615, Auth Type: 0010, Server: ****',
    'Failed to process response message. ret=440(The profile cannot verify a signature on the message)',
    'FTM polling error: connection timeout: server connection failed: SSL session failed',
    'User synchronization completed!',
    '...',
  ],
  read(line: Line, { text }: Reading): CaptureRecord | undefined {
    if (!SENTENCE.test(text.slice(line.head, Math.min(line.end, line.head + 200)))) return undefined;
    const message = { start: line.head, end: line.last };
    return { kind: 'sentence', start: line.start, end: line.next, message, kept: undefined };
  },
};
