import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/authentication-failed';
const WORDS = 'authentication failed';

describe('ike/authentication-failed', () => {
  test('fires if no line says why', () => {
    const text =
      lines('site-a:7', 'responder received AUTH msg', 'auth verify done') +
      on(RULE, lines('site-a:7', WORDS), WORDS);
    expect(expectFindings(text)[0]?.facts['connection']).toBe('site-a');
  });

  test('names the tunnel, and keeps two tunnels apart', () => {
    const words = 'auth verify failed';
    const text =
      lines('site-a:7', 'responder received AUTH msg') +
      on(RULE, lines('site-b:8', words), words) +
      on(RULE, lines('site-c:9', words), words);
    const named = expectFindings(text).map(({ facts }) => facts['connection']);
    expect(named).toEqual(['site-b', 'site-c']);
  });

  test('keeps apart two peers of a dial-up gateway', () => {
    const of = (number: number, id: string): string =>
      lines(`dialup:${number}`, `received peer identifier FQDN '${id}'`) +
      on(RULE, lines(`dialup:${number}`, WORDS), WORDS);
    expect(expectFindings(of(7, 'branch1') + of(8, 'branch2'))).toHaveLength(2);
  });

  test('names the certificate whose signature is not verified', () => {
    const words = 'signature verification failed';
    const text =
      lines('site-a:7', "peer cert, subject='branch.example.com', issuer='Example-CA'") +
      on(RULE, lines('site-a:7', words), words);
    expect(expectFindings(text)[0]?.message).toBe(
      "site-a: the peer's signature could not be verified, although no line says that its certificate (branch.example.com, issued by Example-CA) is bad",
    );
  });

  test('fires for a signature without a certificate', () => {
    const words = 'RSA signature verification failed';
    expect(expectFindings(on(RULE, lines('site-a:7', words), words))[0]?.message).toContain(
      'that its certificate is bad',
    );
  });

  test.each(['EAP failed for user "user01"', 'EAP challenged for user "user01"', 'EAP user "user01"'])(
    'does not fire for a login that is refused: %s',
    login => {
      const text = lines('site-a:7', login, WORDS);
      expect(analyze(text).findings.map(({ rule }) => rule)).not.toContain(RULE);
    },
  );
});
