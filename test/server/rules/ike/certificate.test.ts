import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage } from '../../../../server/src/rules';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/certificate';
const TAG = 'dialup:634';
const WORDS = 'fnbam cert group matching failed';
const shown = lines(
  TAG,
  'Validating X.509 certificate',
  "peer cert, subject='pc1', issuer='Example-SubCA'",
  "peer CA cert, subject='Example-SubCA', issuer='Example-RootCA'",
  "FNBAM_GROUP_NAME candidate 'pki-user'",
  'certificate validation pending',
);

describe('ike/certificate', () => {
  test('fires for a certificate that does not match the PKI user', () => {
    const text =
      shown +
      on(RULE, lines(TAG, WORDS), WORDS) +
      lines(TAG, 'certificate validation failed', 'authentication failed');
    expect(expectFindings(text)[0]?.message).toBe(
      "dialup: the peer's certificate is refused: its CA (Example-SubCA) or its name is not what the PKI user pki-user requires",
    );
  });

  test('names all PKI users that were compared', () => {
    const text =
      shown + lines(TAG, "FNBAM_GROUP_NAME candidate 'pki-admin'") + on(RULE, lines(TAG, WORDS), WORDS);
    expect(expectFindings(text)[0]?.message).toContain('what the PKI user pki-user, pki-admin requires');
  });

  test('does not fire for a certificate that is accepted', () => {
    expectFindings(
      shown + lines(TAG, 'certificate validation succeeded', 'signature verification succeeded'),
    );
  });
});

describe('What is wrong with the certificate', () => {
  test.each([
    ['certificate has expired', 'has expired'],
    ['certificate is not yet valid', 'is not valid yet; compare the clocks of the two ends'],
    ['peer certificate is revoked', 'is revoked'],
    ['unable to get local issuer certificate', 'is refused: its issuer is not trusted'],
  ])('%s', (messagesIn, words) => {
    const text = [
      "peer cert, subject='branch.example.com', issuer='Example-CA'",
      messagesIn,
      'certificate validation failed',
    ];
    const { findings } = analyze(text.map(one => `ike 0:site-a:7: ${one}\n`).join(''));
    const found = findings.filter(({ rule }) => rule === RULE);
    expect(found.map(finding => findingMessage(finding, inEnglish))).toEqual([
      `site-a: the peer's certificate (branch.example.com, issued by Example-CA) ${words}`,
    ]);
  });
});
