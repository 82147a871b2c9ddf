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
import { every, firstTwo } from '../../../support/rows';

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

describe('ike/no-proposal names values as the configuration does', () => {
  const CASES = [
    ['ENCR', 'AES_GCM_16 (key_len = 256)', 'encryption aes256gcm'],
    ['ENCR', 'CHACHA20_POLY1305 (key_len = 256)', 'encryption chacha20poly1305'],
    ['ENCR', 'CAMELLIA_CBC (key_len = 128)', 'encryption CAMELLIA_CBC 128'],
    ['ENCR', '<unknown 65001>', 'encryption <unknown 65001>'],
    ['INTEGR', 'AUTH_HMAC_SHA2_384_192', 'the hash sha384'],
    ['INTEGR', 'AUTH_HMAC_SHA_96', 'the hash sha1'],
    ['INTEGR', 'AUTH_HMAC_MD5_96', 'the hash md5'],
    ['INTEGR', 'SHA512', 'the hash sha512'],
    ['INTEGR', 'SHA3_256', 'the hash SHA3_256'],
  ] as const;

  test('for every kind of value', () => {
    every(CASES, firstTwo, ([field, value, name]) => {
      expect(message(compared([changed(AES, { [field]: value })], [AES]) + refused)).toContain(
        `the peer has ${name}, the FortiGate`,
      );
    });
  });

  test('and methods, which can contain the name of a hash, as the line has them', () => {
    const method = (value: string): Fields => [...AES, ['AUTH_METHOD', value]];
    expect(message(compared([method('RSA_SHA2_256')], [method('RSA_MD5')]) + refused)).toContain(
      'the peer authenticates with RSA_SHA2_256, the FortiGate with RSA_MD5',
    );
    expect(message(compared([method('RSA_SHA1')], [method('PRESHARED_KEY')]) + refused)).toContain(
      'the peer authenticates with RSA_SHA1, the FortiGate with PRESHARED_KEY',
    );
  });

  test('of many groups, the first four', () => {
    const groups = (...all: string[]): Fields => [
      ...AES.filter(([field]) => field !== 'DH_GROUP'),
      ...all.map(group => ['DH_GROUP', `${group}.`] as const),
    ];
    const four = ['MODP1024', 'MODP1536', 'MODP3072', 'MODP4096'];
    expect(message(compared([groups(...four)], [AES]) + refused)).toContain('DH group 2, 5, 15, 16, the');
    expect(message(compared([groups(...four, 'ECP256')], [AES]) + refused)).toContain(
      'DH group 2, 5, 15, 16, …, the',
    );
  });

  test('of several fields, all values of the pair that is most alike', () => {
    const theirs: Fields = [
      ...changed(AES, { ENCR: 'DES_CBC', DH_GROUP: 'MODP1024.' }),
      ['DH_GROUP', 'MODP1536.'],
    ];
    expect(message(compared([theirs], [AES]) + refused)).toContain(
      'ENCR, DH_GROUP differ; the peer has des-2/5, the FortiGate aes128-14',
    );
  });

  test('and says none for a field that one end lacks', () => {
    const without = (...lacking: string[]): Fields => AES.filter(([field]) => !lacking.includes(field));
    expect(message(compared([without('DH_GROUP')], [AES]) + refused)).toContain(
      'the peer has DH group none, the FortiGate 14',
    );
    expect(message(compared([AES], [without('DH_GROUP')]) + refused)).toContain(
      'the peer has DH group 14, the FortiGate none',
    );
    expect(message(compared([without('PRF')], [AES]) + refused)).toContain(
      'PRF differ; the peer has none, the FortiGate sha256',
    );
    expect(message(compared([AES], [without('INTEGR', 'PRF')]) + refused)).toContain(
      'INTEGR, PRF differ; the peer has sha256-sha256, the FortiGate none-none',
    );
  });
});

describe('ike/no-proposal compares', () => {
  test('a field with several values, of which one is common', () => {
    const theirs: Fields = [['DH_GROUP', 'ECP256.'], ...changed(AES, { ENCR: 'DES_CBC' })];
    expect(message(compared([theirs], [AES]) + refused)).toBe(
      'site-a: no proposal in common: the peer has encryption des, the FortiGate aes128',
    );
  });

  test('the first of several gateways that differ equally', () => {
    const text =
      compared([AES], [changed(AES, { ENCR: 'DES_CBC' })], 'one') +
      lines(TAG, ...proposals('my proposal, gw two:', changed(AES, { DH_GROUP: 'ECP256.' }))) +
      refused;
    expect(message(text)).toContain('the peer has encryption aes128, the FortiGate des');
  });

  test('nothing, if only the proposals of this unit are printed', () => {
    const text =
      packet('IKEv1 exchange=Aggressive', SPI) +
      lines(
        TAG,
        'responder: aggressive mode get 1st message...',
        ...proposals('my proposal, gw site-a:', AES),
      ) +
      refused;
    expect(message(text)).toBe('site-a: none of the phase 1 proposals is accepted (no proposal chosen)');
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
