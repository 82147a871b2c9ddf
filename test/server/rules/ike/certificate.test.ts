import { describe, expect, test } from 'vitest';
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
  test('fires for a certificate that is none of the PKI user', () => {
    const text =
      shown +
      on(RULE, lines(TAG, WORDS), WORDS) +
      lines(TAG, 'certificate validation failed', 'authentication failed');
    expect(expectFindings(text)[0]?.message).toBe(
      "dialup: the peer's certificate is refused: its CA (Example-SubCA) or its name is not what the PKI user pki-user requires",
    );
  });

  test('fires for a signature that does not fit', () => {
    const words = 'signature verification failed';
    expect(expectFindings(on(RULE, lines(TAG, words), words))[0]?.message).toBe(
      "dialup: the peer's certificate is refused",
    );
  });

  test('does not fire for a certificate that is taken', () => {
    expectFindings(
      shown + lines(TAG, 'certificate validation succeeded', 'signature verification succeeded'),
    );
  });
});
