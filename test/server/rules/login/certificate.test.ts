import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage } from '../../../../server/src/rules';
import { expectFindings, messagesOf } from '../../../support/findings';
import { asked, fnbamd, on, result, sslvpn } from '../../../support/logins';

const RULE = 'login/certificate';

describe('login/certificate fires', () => {
  test.each([
    [
      'a certificate that has expired',
      on(RULE, sslvpn('certificate has expired'), 'certificate has expired'),
      'A login: a certificate has expired (certificate has expired)',
    ],
    [
      'a certificate that is revoked',
      on(RULE, sslvpn('the certificate has been revoked'), 'the certificate has been revoked'),
      'A login: a certificate is revoked (the certificate has been revoked)',
    ],
    [
      'a certificate that is not valid yet',
      on(RULE, sslvpn('certificate is not yet valid'), 'certificate is not yet valid'),
      'A login: a certificate is not valid yet; compare the clocks (certificate is not yet valid)',
    ],
    [
      'an issuer that is not known',
      on(RULE, sslvpn('unable to get local issuer certificate'), 'unable to get local issuer certificate'),
      'A login: the issuer of a certificate is not trusted (unable to get local issuer certificate)',
    ],
    [
      'a certificate that the other end refuses',
      on(
        RULE,
        sslvpn('SSL_accept failed, 1:tlsv1 alert unknown ca'),
        'SSL_accept failed, 1:tlsv1 alert unknown ca',
      ),
      'A login: the other end does not accept the certificate that this unit sent (SSL_accept failed, 1:tlsv1 alert unknown ca)',
    ],
    [
      'a subject that differs',
      on(RULE, sslvpn('subject does not match'), 'subject does not match'),
      'A login: the name in a certificate is not the expected one (subject does not match)',
    ],
    [
      'a certificate that the client does not send',
      on(RULE, sslvpn('peer did not return a certificate'), 'peer did not return a certificate'),
      'A login: the other end sent no certificate, although one is required (peer did not return a certificate)',
    ],
    [
      'a certificate that is missing',
      on(RULE, sslvpn('certificate is missing'), 'certificate is missing'),
      'A login: a certificate is missing (certificate is missing)',
    ],
    [
      'a certificate that is refused for another reason',
      on(
        RULE,
        sslvpn('SSL_accept failed, 1:certificate verify failed'),
        'SSL_accept failed, 1:certificate verify failed',
      ),
      'A login: a certificate was refused (SSL_accept failed, 1:certificate verify failed)',
    ],
  ])('for: %s', (_said, lines, message) => {
    expect(expectFindings(lines)).toMatchObject([{ message, related: [] }]);
  });
});

describe('login/certificate does not fire', () => {
  test.each([
    [
      'where the login goes on with a password',
      sslvpn('certificate check failed. Recheck without peer user matching.'),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});

describe('A certificate that fnbamd refuses for a connection of SSL VPN', () => {
  const problems = (text: string): string[] =>
    analyze(text)
      .findings.filter(({ rule }) => !rule.startsWith('capture/'))
      .map(finding => findingMessage(finding, inEnglish));
  const refused =
    '[311:root:4a]fam_cert_proc_resp:1500 fnbamd returns error: certificate authentication failed\n';
  const unverified = sslvpn('SSL_accept failed, 1:certificate verify failed', '311:root:4b');

  test('is one problem, at the line that says why', () => {
    const checked = '[640] fnbamd_cert_check_group_list-no matching peer user\n';
    expect(problems(checked + refused)).toEqual([
      'A login: the certificate matches no PKI user (no matching peer user)',
    ]);
  });

  test('has the refusal as the place that follows', () => {
    const checked = on(
      RULE,
      '[640] fnbamd_cert_check_group_list-no matching peer user\n',
      'no matching peer user',
    );
    const [found] = expectFindings(
      checked + on('result', refused, 'fnbamd returns error: certificate authentication failed'),
    );
    expect(found?.related.map(({ message }) => message)).toEqual(['the refusal that followed']);
  });

  test('is a problem of its own if no line before says why', () => {
    expect(problems(refused)).toHaveLength(1);
    const denied = asked() + fnbamd('auth_local-Concluded: 1') + result(1);
    expect(problems(denied + refused.replace('4a', '4b'))).toHaveLength(2);
  });

  test('is a problem of its own if the line that says why is more than 65,536 characters above', () => {
    const checked = '[640] fnbamd_cert_check_group_list-no matching peer user\n';
    const least = (checked + refused).indexOf('fnbamd returns') - checked.indexOf('no matching');
    const apart = (distance: number): string =>
      '\n'.repeat(40_000) + checked + '\n'.repeat(distance - least) + refused;
    expect(problems(apart(65_536))).toHaveLength(1);
    expect(problems(apart(65_537))).toHaveLength(2);
  });

  test('is a problem of its own if only a later line says why', () => {
    const checked = '[640] fnbamd_cert_check_group_list-no matching peer user\n';
    expect(problems(unverified + asked() + checked)).toHaveLength(2);
  });

  test('is a problem of its own after another that does not say why', () => {
    expect(problems(refused + unverified)).toHaveLength(2);
  });

  test('is a problem of its own if it has its own reason', () => {
    const checked = '[640] fnbamd_cert_check_group_list-no matching peer user\n';
    expect(problems(checked + sslvpn('certificate has expired'))).toHaveLength(2);
  });

  test('hides no login that was refused after it', () => {
    const checked = '[640] fnbamd_cert_check_group_list-no matching peer user\n';
    expect(problems(checked + asked() + result(1))).toHaveLength(2);
  });
});

describe('login/certificate names a revocation list that cannot be used', () => {
  test.each(['CRL of EXAMPLE-CA has expired', 'failed to get CRL, check the distribution point'])(
    '%s',
    said => {
      const text = `[1305] fnbamd_cert_check_crl-${said}\n[216] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 9, len=2148\n`;
      expect(messagesOf(RULE, text).join()).toContain('the revocation list (CRL)');
    },
  );
});

test('login/certificate fires for a certificate of the future even if fnbamd reports success: the GUI refuses it', () => {
  const capture =
    '[1843] handle_req-Rcvd auth_cert req id=5000000001, len=1201, opt=0\n[550] fnbamd_cert_verify-Following cert chain depth 0\nVERDICT[239] fnbamd_comm_send_result-Sending result 0 (nid 672) for req 5000000001, len=2614\n';
  const found = (line: string): string[] => messagesOf(RULE, capture.replace('VERDICT', line));
  expect(found('[555] fnbamd_cert_verify-Certificate is not yet valid\n')).toEqual([
    'A login: a certificate is not valid yet; compare the clocks (Certificate is not yet valid)',
  ]);
  expect(found('')).toEqual([]);
});
