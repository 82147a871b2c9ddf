import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, fnbamd, ike, on, REQUEST, result } from '../../../support/logins';
import {
  AES,
  changed,
  type Fields,
  lines,
  older,
  packet,
  proposals,
  SPI,
} from '../../../support/negotiations';

const RULE = 'ike/no-proposal';
const CONNECTION = 'site-b:60712';
const TAG = `${SPI}:301`;
const WORDS = 'no proposal chosen';
const none = on(RULE, ike(WORDS, CONNECTION), WORDS);
const refused = on(RULE, lines(TAG, WORDS), WORDS) + 'ike V=root:Negotiate SA Error: [11912]\n';

/** A request whose proposals are compared with those of gateways. */
const compared = (theirs: readonly Fields[], ours: readonly Fields[], gateway = 'site-a'): string =>
  packet('IKEv2 exchange=SA_INIT', SPI) +
  lines(
    TAG,
    'responder received SA_INIT msg',
    ...proposals('incoming proposal:', ...theirs),
    ...proposals(`my proposal, gw ${gateway}:`, ...ours),
    'lifetime=86400',
  );

const message = (text: string): string | undefined => expectFindings(text)[0]?.message;

describe('ike/no-proposal names what keeps the two ends apart', () => {
  test('a DH group', () => {
    expect(message(compared([changed(AES, { DH_GROUP: 'MODP1024.' })], [AES]) + refused)).toBe(
      'site-a: no proposal in common: the peer has DH group 2, the FortiGate 14',
    );
  });

  test('encryption, in the proposal that is most alike', () => {
    const theirs = [
      changed(AES, { ENCR: '3DES_CBC', PRF: 'PRF_HMAC_MD5' }),
      changed(AES, { ENCR: 'DES_CBC' }),
    ];
    expect(message(compared(theirs, [AES]) + refused)).toBe(
      'site-a: no proposal in common: the peer has encryption 3des, des, the FortiGate aes128',
    );
  });

  test('several fields', () => {
    const theirs = changed(AES, { ENCR: 'DES_CBC', INTEGR: 'AUTH_HMAC_MD5_96', PRF: 'PRF_HMAC_MD5' });
    expect(message(compared([theirs], [AES]) + refused)).toBe(
      'site-a: no proposal in common: ENCR, INTEGR, PRF differ; the peer has des-md5-md5, the FortiGate aes128-sha256-sha256',
    );
  });

  test('the key length alone, in the form of older releases', () => {
    const theirs = changed(AES, { ENCR: 'AES_CBC (key_len = 256)' });
    expect(message(older(compared([theirs], [AES]) + refused))).toContain(
      'encryption aes256, the FortiGate aes128',
    );
  });

  test('the fields of IKEv1', () => {
    const fields = (hash: string): Fields => [
      ['OAKLEY_ENCRYPT_ALG', 'AES_CBC, key-len=256'],
      ['OAKLEY_HASH_ALG', `${hash}.`],
      ['AUTH_METHOD', 'PRESHARED_KEY.'],
      ['OAKLEY_GROUP', 'MODP2048.'],
    ];
    const text =
      packet('IKEv1 exchange=Identity Protection', SPI) +
      lines(
        TAG,
        'responder: main mode get 1st message...',
        ...proposals('incoming proposal:', fields('SHA')),
        ...proposals('my proposal, gw site-a:', fields('SHA2_256')),
        'negotiation failure',
      ) +
      `ike Negotiate ISAKMP SA Error: ${on(RULE, `ike 0:${TAG}: no SA proposal chosen\n`, 'no SA proposal chosen')}`;
    expect(message(text)).toBe(
      'site-a: no proposal in common: the peer has the hash sha1, the FortiGate sha256',
    );
  });

  test('a key at one end and certificates at the other', () => {
    const fields = (method: string): Fields => [
      ['OAKLEY_ENCRYPT_ALG', 'AES_CBC, key-len=256'],
      ['AUTH_METHOD', method],
    ];
    const text = compared([fields('PRESHARED_KEY.')], [fields('RSA_SIG.')]) + refused;
    expect(message(text)).toContain('the peer authenticates with PRESHARED_KEY, the FortiGate with RSA_SIG');
  });

  test('the mode, if a unit prints no proposals', () => {
    const text =
      packet('IKEv1 exchange=Aggressive', SPI) +
      lines(TAG, 'responder: aggressive mode get 1st message...', 'negotiation failure') +
      `ike Negotiate ISAKMP SA Error: ${on(RULE, `ike 0:${TAG}: no SA proposal chosen\n`, 'no SA proposal chosen')}`;
    expect(message(text)).toBe(
      `198.51.100.2: no phase 1 accepts the request (no proposal chosen); the peer uses IKEv1 in aggressive mode`,
    );
  });

  test('the IKE version, if a unit prints proposals of the peer only', () => {
    const text =
      packet('IKEv2 exchange=SA_INIT', SPI) + lines(TAG, ...proposals('incoming proposal:', AES)) + refused;
    expect(message(text)).toBe(
      '198.51.100.2: no phase 1 accepts the request (no proposal chosen); the peer uses IKEv2',
    );
  });

  test('nothing, if the proposals are the same', () => {
    expect(message(compared([AES], [AES]) + refused)).toContain('although the proposals are the same');
  });

  test('of all gateways, the one most alike', () => {
    const text =
      compared([AES], [changed(AES, { ENCR: 'DES_CBC', PRF: 'PRF_HMAC_MD5' })], 'one') +
      lines(TAG, ...proposals('my proposal, gw two:', changed(AES, { DH_GROUP: 'ECP256.' }))) +
      refused;
    expect(message(text)).toBe('one, two: no proposal in common: the peer has DH group 14, the FortiGate 19');
  });
});

describe('ike/no-proposal fires', () => {
  test('for a refusal without lists', () => {
    const [found] = expectFindings(none + 'ike V=root:Negotiate SA Error: [11912]\n');
    expect(found).toMatchObject({
      severity: 'error',
      message: 'site-b: none of the phase 1 proposals is accepted (no proposal chosen)',
      facts: { connection: 'site-b' },
      related: [],
    });
  });

  test('with time stamps, and in the form of older builds', () => {
    const old = on(RULE, 'ike 0:site-b:60712: no proposal chosen\n', WORDS);
    expect(expectFindings(`2025-02-03 10:00:00.123456 ${old}`)[0]?.facts['connection']).toBe('site-b');
  });

  test('once if the peer tries again and again', () => {
    const again = on('again', ike(WORDS, 'site-b:60713'), WORDS);
    const [found] = expectFindings(none + again);
    expect(found?.related.map(({ message: words }) => words)).toEqual(['the same again']);
  });

  test('for each of two connections', () => {
    const other = on(RULE, ike(WORDS, 'site-c:1'), WORDS);
    expect(expectFindings(none + other).map(({ facts }) => facts['connection'])).toEqual([
      'site-b',
      'site-c',
    ]);
  });
});

describe('ike/no-proposal does not fire', () => {
  test('if a proposal was chosen', () => {
    expectFindings(
      ike('incoming proposal:', CONNECTION) +
        ike('matched proposal id 1', CONNECTION) +
        ike('SA proposal chosen, matched gateway site-b', CONNECTION),
    );
  });

  test('if one gateway refuses and another takes the request', () => {
    expectFindings(
      compared([AES], [changed(AES, { ENCR: 'DES_CBC' })], 'one') +
        lines(TAG, WORDS, 'SA proposal chosen, matched gateway two') +
        lines('two:301', 'responder preparing SA_INIT msg'),
    );
  });

  test('for an error number alone', () => {
    expectFindings('ike V=root:Negotiate SA Error: [11912]\n');
  });

  test('if the two ends came to terms after it, and the login went on', () => {
    const login =
      ike('XAUTH user "user01"', 'site-b') + ike(`XAUTH ${REQUEST} result FNBAM_DENIED`, 'site-b:60715');
    expectFindings(ike(WORDS, CONNECTION) + on('login/denied', login, /XAUTH 5.*/));
  });

  test('for the words in a line of another daemon', () => {
    expectFindings(asked() + fnbamd('handle_req-no proposal chosen') + result(0));
  });
});

test('ike/no-proposal does not fire if an earlier line says why no phase 1 was taken', () => {
  const words = "peer ID 'user01' is not a member of dialup group 'vpn-users'";
  const text =
    on('login/not-authorised', lines(TAG, words), words) + lines(TAG, WORDS, 'negotiation failure');
  expect(expectFindings(text)[0]?.message).toContain('in none of the required groups');
});

test('ike/no-proposal fires for a Diffie-Hellman group that differs, which is no group of users', () => {
  const said = 'DH group mismatch';
  expectFindings(on(RULE, ike(said, CONNECTION), said));
});
