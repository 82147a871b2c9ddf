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

  test('does not fire for a login that is refused', () => {
    const text = lines('site-a:7', 'EAP failed for user "user01"', WORDS);
    expect(analyze(text).findings.map(({ rule }) => rule)).not.toContain(RULE);
  });
});
