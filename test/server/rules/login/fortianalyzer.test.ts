import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/fortianalyzer';
const TESTED = 'FGT-A # execute log fortianalyzer test-connectivity\n';
const miglogd = (text: string): string =>
  `2021-11-23 13:23:18 <314> _check_oftp_certificate()-216: ${text}\n`;

describe('login/fortianalyzer fires', () => {
  test.each([
    [
      'for the connection test',
      TESTED,
      "Failed to get FAZ's status. SSL error. (-3)",
      "FortiAnalyzer: the connection fails (Failed to get FAZ's status. SSL error. (-3))",
    ],
    [
      'for a FortiGate that is refused',
      TESTED,
      "Failed to get FAZ's status. oftp_connect(global-faz) failed: oftp failed to authenticate.",
      "FortiAnalyzer refuses the FortiGate (Failed to get FAZ's status. oftp_connect(global-faz) failed: oftp failed to authenticate.)",
    ],
  ])('%s', (_why, before, messagesIn, message) => {
    const [found] = expectFindings(before + on(RULE, `${messagesIn}\n`, messagesIn));
    expect(found?.message).toBe(message);
  });

  test('for a FortiGate that FortiAnalyzer has not registered', () => {
    const messagesIn = 'Registration: unregistered';
    const [found] = expectFindings(`${TESTED}${on(RULE, `${messagesIn}\n`, messagesIn)}Connection: deny\n`);
    expect(found?.message).toBe(`FortiAnalyzer refuses the FortiGate (${messagesIn})`);
  });

  test('for a certificate with another serial number', () => {
    const messagesIn = "The certificate CN (FAZ-VM0000000001) doesn't match the Serial numbers sent by";
    const [found] = expectFindings(on(RULE, miglogd(messagesIn), messagesIn));
    expect(found?.message).toContain('certificate does not contain the serial number that it sends');
  });
});

describe('login/fortianalyzer does not fire', () => {
  test.each([
    ['for a FortiGate that is registered', `${TESTED}Registration: registered\nConnection: allow\n`],

    ['for a certificate that fits', miglogd('checking sn:FAZ-VM0000000001 vs cert sn:FAZ-VM0000000001')],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
