import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/client-refused';

describe('login/client-refused fires', () => {
  test.each([
    [
      'for openfortivpn',
      on(
        RULE,
        'ERROR:  Could not authenticate to gateway (No cookie given).\n',
        'ERROR:  Could not authenticate to gateway (No cookie given).',
      ),
      "A login: the gateway refused the login; only the FortiGate's debug output says why",
    ],
    [
      'for a gateway that gives no tunnel after the login',
      on(
        RULE,
        'ERROR:  Could not get VPN configuration (HTTP status code).\n',
        'ERROR:  Could not get VPN configuration (HTTP status code).',
      ),
      'A login: the gateway accepted the login, but refused the tunnel (ERROR: Could not get VPN configuration (HTTP status code).)',
    ],
    [
      'for a gateway that closes the connection',
      on(
        RULE,
        'ERROR:  Could not authenticate to gateway (SSL error).\n',
        'ERROR:  Could not authenticate to gateway (SSL error).',
      ),
      'A login: the gateway closed the TLS connection instead of answering the login',
    ],
    [
      'for a gateway of another vendor',
      on(
        RULE,
        'ERROR:  Could not authenticate to gateway (Bad HTTP response code).\n',
        'ERROR:  Could not authenticate to gateway (Bad HTTP response code).',
      ),
      'A login: the gateway answered the login with an unexpected HTTP status; it may not be a FortiGate SSL VPN',
    ],
    [
      'for FortiClient',
      on(RULE, 'Permission denied. (-455)\n', 'Permission denied. (-455)'),
      "A login: the gateway refused the login; only the FortiGate's debug output says why",
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/client-refused does not fire', () => {
  test.each([
    [
      'for a certificate that is trusted by its digest',
      'DEBUG:  Gateway certificate validation failed.\nDEBUG:  Gateway certificate digest found in white list.\n',
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});

test('login/client-refused fires for the code that FortiClient shows for several causes', () => {
  const said = 'Unable to establish the VPN connection. The VPN server may be unreachable. (-14)';
  const either =
    "VPN client: the gateway cannot be reached, or it refused the client, for example by a host check (-14); only the FortiGate's debug output says which";
  for (const before of ['', '3/11/2025 8:20:33 AM\tError\tVPN\tFortiSslvpn: 11420: '])
    expect(messagesOf(RULE, `${before}${said}\n`.repeat(3))).toEqual([either]);
});
