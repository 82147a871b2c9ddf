import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf } from '../../../support/findings';
import { on } from '../../../support/logins';
import {
  AES,
  changed,
  childProposals,
  type Fields,
  lines,
  older,
  proposals,
  sent,
} from '../../../support/negotiations';

const RULE = 'ike/phase2-proposal';
const TAG = 'site-a:26:p2:85';
const WORDS = 'no proposal chosen';
const GCM: Fields = [
  ['ENCR', 'AES_GCM_16 (key_len = 128)'],
  ['ESN', 'NO'],
];
const PFS: Fields = [...GCM, ['DH_GROUP', 'MODP2048'], ['DH_GROUP', 'MODP1536']];

/** A request for a further phase 2; a list without a group says so. */
const child = (theirs: Fields, ours: Fields): string => {
  const list = (header: string, fields: Fields): string[] => [
    ...childProposals(header, fields),
    ...(fields.some(([field]) => field === 'DH_GROUP') ? [] : ['        PFS is disabled']),
  ];
  return (
    lines('site-a:26', 'received create-child request', 'responder received CREATE_CHILD exchange') +
    lines(TAG, ...list('incoming child SA proposal:', theirs), ...list('my proposal:', ours)) +
    on(RULE, lines(TAG, WORDS), WORDS) +
    'ike V=root:Negotiate SA Error: ike ike  [1481]\n' +
    lines('site-a:26', sent('CREATE_CHILD_RESPONSE', 4500))
  );
};
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;

describe('ike/phase2-proposal names what keeps the two ends apart', () => {
  test('PFS at the peer', () => {
    expect(message(child(PFS, GCM))).toBe(
      'site-a (p2): phase 2 refused: the peer uses PFS (DH group 14, 5), the FortiGate does not',
    );
  });

  test('PFS at this end, in the form of older releases', () => {
    expect(message(older(child(GCM, PFS)))).toBe(
      'site-a (p2): phase 2 refused: the FortiGate uses PFS (DH group 14, 5), the peer does not',
    );
  });

  test('the group of PFS', () => {
    expect(message(child([...GCM, ['DH_GROUP', 'ECP384']], PFS))).toContain(
      'DH group 20, the FortiGate with 14, 5',
    );
  });

  test('PFS, if a list without a group does not say that it is disabled', () => {
    const refused = (theirs: Fields, ours: Fields): string =>
      lines(
        TAG,
        ...childProposals('incoming child SA proposal:', theirs),
        ...childProposals('my proposal:', ours),
      ) + on(RULE, lines(TAG, WORDS), WORDS);
    expect(message(refused(PFS, GCM))).toContain(
      'the peer uses PFS (DH group 14, 5), the FortiGate does not',
    );
    expect(message(refused(GCM, PFS))).toContain(
      'the FortiGate uses PFS (DH group 14, 5), the peer does not',
    );
  });

  test('not PFS, if only one list says that it is disabled', () => {
    const text =
      lines(TAG, ...childProposals('incoming child SA proposal:', GCM), '        PFS is disabled') +
      lines(TAG, ...childProposals('my proposal:', changed(GCM, { ENCR: 'AES_CBC (key_len = 256)' }))) +
      on(RULE, lines(TAG, WORDS), WORDS);
    expect(message(text)).toContain('the peer has encryption aes128gcm, the FortiGate aes256');
  });

  test('a hash that only one end has', () => {
    const hash: Fields = [...GCM, ['INTEGR', 'AUTH_HMAC_SHA2_512_256']];
    expect(message(child(hash, GCM))).toContain('the peer has the hash sha512, the FortiGate none');
    expect(message(child(GCM, hash))).toContain('the peer has the hash none, the FortiGate sha512');
  });

  test('not a hash that is none', () => {
    const none: Fields = [
      ['ENCR', 'AES_GCM_16 (key_len = 256)'],
      ['INTEGR', 'AUTH_NONE'],
      ['ESN', 'NO'],
    ];
    expect(message(child(none, GCM))).toBe(
      'site-a (p2): phase 2 refused: the peer has encryption aes256gcm, the FortiGate aes128gcm',
    );
  });

  test('the group of PFS, if the peer refuses it', () => {
    const notify = 'processing notify type INVALID_KE_PAYLOAD';
    const text =
      lines('site-a:30', 'established IKE SA aa00/bb00', sent('CREATE_CHILD', 4500)) +
      on(RULE, lines('site-a:30', notify), notify);
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 refuses the DH group of phase 2 (INVALID_KE_PAYLOAD): PFS or dhgrp of the two ends probably differ',
    );
  });

  test('encryption of an IKEv1 quick mode', () => {
    const tag = 'site-a:29:25';
    const list = (header: string, cipher: string, group: string): string[] => [
      header,
      'proposal id = 1:',
      '  protocol id = IPSEC_ESP:',
      `     PFS DH group = ${group}`,
      `     trans_id = ${cipher}`,
      '     encapsulation = ENCAPSULATION_MODE_TUNNEL',
      '        type = AUTH_ALG, val=SHA2_256',
    ];
    const words = 'no SA proposal chosen';
    const text = older(
      lines(tag, ...list('my proposal:', 'ESP_AES_CBC (key_len = 256)', '14')) +
        lines(
          tag,
          ...list('incoming proposal:', 'ESP_AES_CBC (key_len = 128)', '14'),
          'negotiation failure',
        ) +
        `ike Negotiate IPsec SA Error: ${on(RULE, lines(tag, words), words)}`,
    );
    expect(message(text)).toBe(
      'site-a: phase 2 refused: the peer has encryption aes128, the FortiGate aes256',
    );
  });

  test('nothing, if the peer refuses', () => {
    const notify = 'processing notify type NO_PROPOSAL_CHOSEN';
    const text =
      lines('site-a:30', 'authentication succeeded', 'established IKE SA d873e42e3442cc89/eac6e603085bcd0e') +
      lines('site-a:30', sent('CREATE_CHILD', 4500), 'initiator received CREATE_CHILD msg') +
      on(RULE, lines('site-a:30', notify), notify);
    expect(message(text)).toBe('site-a: 198.51.100.2 refuses phase 2 (NO_PROPOSAL_CHOSEN); phase 1 is up');
  });
});

describe('ike/phase2-proposal fires', () => {
  test('for each phase 2 that the peer refuses', () => {
    const notify = 'processing notify type NO_PROPOSAL_CHOSEN';
    const text = ['lan:94', 'dmz:95'].map(p2 => on(RULE, lines(`site-a:41:${p2}`, notify), notify)).join('');
    expect(expectFindings(text).map(({ facts }) => facts['child'])).toEqual(['lan', 'dmz']);
  });
});

describe('ike/phase2-proposal does not fire', () => {
  test('for a DH group that is tried again', () => {
    expectFindings(
      lines('site-a:30', 'established IKE SA aa00/bb00', sent('CREATE_CHILD', 4500)) +
        lines('site-a:30', 'processing notify type INVALID_KE_PAYLOAD', sent('CREATE_CHILD', 4500)),
    );
  });

  test('for a phase 2 that comes up', () => {
    expectFindings(
      lines(TAG, ...childProposals('incoming child SA proposal:', GCM), 'matched proposal id 1') +
        lines(TAG, 'added IPsec SA: SPIs=aa36f5bc/e358ee8f'),
    );
  });

  test('for a phase 1 without a common proposal', () => {
    const text =
      lines('site-a:27', ...proposals('incoming proposal:', AES)) +
      lines('site-a:27', ...proposals('my proposal, gw site-a:', changed(AES, { PRF: 'PRF_HMAC_MD5' }))) +
      on('ike/no-proposal', lines('site-a:27', WORDS), WORDS);
    expectFindings(text);
  });
});

describe('ike/phase2-proposal knows a phase 2', () => {
  test.each([
    ['by its name', 'ike 0:site-a:26:p2: no SA proposal chosen', 'site-a (p2)'],
    ['by its name alone', 'ike 0:site-a:p2: no SA proposal chosen', 'site-a (p2)'],
    ['by its number alone', 'ike 0:site-a:26::84: no SA proposal chosen', 'site-a'],
    ['by the words before', 'ike 0:site-a: Negotiate IPsec SA Error: no SA proposal chosen', 'site-a'],
    [
      'by the line that quotes it',
      'ike Negotiate IPsec SA Error: ike 0:site-a:26: no SA proposal chosen',
      'site-a',
    ],
  ])('%s', (_how, line, name) => {
    expect(
      findingsOf(`${line}\n`)
        .filter(({ rule }) => rule === RULE)
        .map(({ message: messagesIn }) => messagesIn),
    ).toEqual([`${name}: phase 2 refused: none of the proposals is accepted (no proposal chosen)`]);
  });

  test('and a phase 1', () => {
    const text = 'ike Negotiate ISAKMP SA Error: ike 0:site-a:26: no SA proposal chosen\n';
    expect(findingsOf(text).map(({ rule }) => rule)).toContain('ike/no-proposal');
  });
});
