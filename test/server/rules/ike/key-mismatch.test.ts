import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { ike, on, REQUEST } from '../../../support/logins';

const RULE = 'ike/key-mismatch';
const CONNECTION = 'site-b:60714';
const WORDS = 'PSK auth failed: probable pre-shared key mismatch';
const mismatch = on(RULE, ike(WORDS, CONNECTION), WORDS);

describe('ike/key-mismatch fires', () => {
  test('where the keys probably differ', () => {
    const [found] = expectFindings(
      ike('responder received AUTH msg', CONNECTION) + ike('authentication failed', CONNECTION) + mismatch,
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: 'site-b: the pre-shared keys of the peers probably differ; no login has begun',
      facts: { connection: 'site-b', method: 'IPsec' },
      related: [],
    });
  });

  test('once for one connection that tries again', () => {
    const [found] = expectFindings(mismatch + on('again', ike(WORDS, 'site-b:60715'), WORDS));
    expect(found?.related).toHaveLength(1);
  });

  test('where another line follows it without a line break', () => {
    expectFindings(
      mismatch + 'ike V=root:Negotiate SA Error: [7801]ike V=root:0:site-b: going to be deleted\n',
    );
  });
});

describe('ike/key-mismatch does not fire', () => {
  test('where the two ends know each other', () => {
    expectFindings(ike('auth verify done', CONNECTION) + ike('PSK authentication succeeded', CONNECTION));
  });

  test('for another failure of authentication', () => {
    expectFindings(
      ike('authentication failed', CONNECTION) + ike('XAUTH failed for user "user01"', 'site-b'),
    );
  });

  test('for a login that was denied behind it', () => {
    const denied = ike(`XAUTH ${REQUEST} result FNBAM_DENIED`, CONNECTION);
    expectFindings(on('login/denied', denied, /XAUTH .*/));
  });
});
