import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, fnbamd, ike, on, REQUEST, result } from '../../../support/logins';

const RULE = 'ike/no-proposal';
const CONNECTION = 'site-b:60712';
const none = on(RULE, ike('no proposal chosen', CONNECTION), 'no proposal chosen');

describe('ike/no-proposal fires', () => {
  test('for a negotiation without a common proposal', () => {
    const [found] = expectFindings(
      ike('incoming proposal:', CONNECTION) +
        ike('proposal id = 1:', CONNECTION) +
        ike('   type=ENCR, val=AES_CBC (key_len = 256)', CONNECTION) +
        none +
        'ike V=root:Negotiate SA Error: [11912]\n',
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: 'site-b: the peers have no proposal in common, so the negotiation failed before any login',
      facts: { connection: 'site-b', method: 'IPsec' },
      related: [],
    });
  });

  test('with time stamps, and in the form of older builds', () => {
    const old = on(RULE, 'ike 0:site-b:60712: no proposal chosen\n', 'no proposal chosen');
    expect(expectFindings(`2025-02-03 10:00:00.123456 ${old}`)[0]?.facts['connection']).toBe('site-b');
  });

  test('once where the peer tries again and again', () => {
    const again = on('again', ike('no proposal chosen', 'site-b:60713'), 'no proposal chosen');
    const [found] = expectFindings(none + again);
    expect(found?.related.map(({ message }) => message)).toEqual(['the same again']);
  });

  test('for each of two connections', () => {
    const other = on(RULE, ike('no proposal chosen', 'site-c:1'), 'no proposal chosen');
    expect(expectFindings(none + other).map(({ facts }) => facts['connection'])).toEqual([
      'site-b',
      'site-c',
    ]);
  });
});

describe('ike/no-proposal does not fire', () => {
  test('where a proposal was chosen', () => {
    expectFindings(
      ike('incoming proposal:', CONNECTION) +
        ike('matched proposal id 1', CONNECTION) +
        ike('SA proposal chosen, matched gateway site-b', CONNECTION),
    );
  });

  test('for an error number alone', () => {
    expectFindings('ike V=root:Negotiate SA Error: [11912]\n');
  });

  test('where the two ends came to terms after it, and the login went on', () => {
    const login =
      ike('XAUTH user "user01"', 'site-b') + ike(`XAUTH ${REQUEST} result FNBAM_DENIED`, 'site-b:60715');
    expectFindings(ike('no proposal chosen', CONNECTION) + on('login/denied', login, /XAUTH 5.*/));
  });

  test('for the words in a line of another daemon', () => {
    expectFindings(asked() + fnbamd('handle_req-no proposal chosen') + result(0));
  });
});
