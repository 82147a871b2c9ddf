import { describe, expect, test } from 'vitest';
import { HIDDEN, Hider, isPlainWord } from '../../../../server/src/secrets/finding/hidden';
import { type Message, messageIn, plainMessage, readRecords } from '../../../../server/src/syntax';

/** A text in which a dot is a hidden code unit. */
const dotted = (text: string): string => text.replaceAll(HIDDEN, '.');

function messageOf(line: string): Message {
  const [record] = readRecords(line);
  return record?.kind === 'debug'
    ? messageIn(line, record)
    : plainMessage(line, { start: 0, end: line.length });
}

test.each([
  ['failed', true],
  ['(failed).', true],
  ['failed),', true],
  ['Failed!?', true],
  ['fail2', false],
  ['to-bremen', false],
  ['[failed]', false],
  ['((failed', false],
  ['(', false],
  ['', false],
])('A word distinguishes failures: %s: %s', (word, is) => {
  expect(isPlainWord(word)).toBe(is);
});

test.each([
  ['user=kelvin77 psk=Winter-Sun-1 it', 'user=........ psk=............ it', 'user=kelvin77 psk=............ it'],
  ['set password Roxtox\r\nwask257', 'set password ......\r\n.......', 'set password ......\r\n.......'],
  ['psk=x** it', 'psk=... it', 'psk=... it'],
  ['got x**** it', 'got ..... it', 'got ..... it'],
  ['got x****12 it', 'got ....... it', 'got ....... it'],
  ['got *** it', 'got ... it', 'got ... it'],
  ['got ***12 it', 'got ..... it', 'got ..... it'],
  ['got ** it', 'got ** it', 'got ** it'],
  ['got ax** it', 'got ax** it', 'got ax** it'],
  ['got 000000000000 it', 'got ............ it', 'got ............ it'],
  ['got 00000000000012 it', 'got .............. it', 'got .............. it'],
  ['got 00000000000 it', 'got 00000000000 it', 'got 00000000000 it'],
  ['got a000000000000 it', 'got a000000000000 it', 'got a000000000000 it'],
  ['got 000000000000a it', 'got 000000000000a it', 'got 000000000000a it'],
  ['got 7c2e91aa4912e44aef0a9d12e22f99ed it', 'got ................................ it', 'got ................................ it'],
  ['user=xuser01 it', 'user=....... it', 'user=xuser01 it'],
  ['to www.fortinet.com it', 'to www.fortinet.com it', 'to www.fortinet.com it'],
  ['to h1.example.com it', 'to .............. it', 'to h1.example.com it'],
  ['ike V=root:0:xxx:500: it', 'ike V=root:0:...:500: it', 'ike V=root:0:xxx:500: it'],
  ['user=root it', 'user=root it', 'user=root it'],
  ['got it', 'got it', 'got it'],
])('Names and secrets are hidden, or only secrets: %j', (text, both, secrets) => {
  expect(dotted(new Hider(true).hide(text))).toBe(both);
  expect(dotted(new Hider(false).hide(text))).toBe(secrets);
}); // oxfmt-ignore

test('What is hidden in one line is not hidden in the next', () => {
  const hider = new Hider(true);
  hider.hide('user=kelvin77 psk=Winter-Sun-1 got 7c2e91aa4912e44aef0a9d12e22f99ed it');
  expect(hider.hide('a'.repeat(80))).toBe('a'.repeat(80));
});

describe('The outcome of a message', () => {
  const outcomeOf = (line: string): unknown[] => {
    const message = messageOf(line);
    const { outcome, words, said } = new Hider(true).outcomeOf(message, () => line, messageOf);
    return [outcome, dotted(words), said === message ? undefined : dotted(said.text)];
  };

  test.each([
    ['a failure', 'login failed for it', ['fails', 'login failed for it', undefined]],
    ['a failure with a name', 'login failed: user=kelvin77', ['fails', 'login failed: user=........', undefined]],
    ['a failure of a daemon', "[2391] handle_req-Error for user 'kelvin77'", ['fails', "Error for user '........'", undefined]],
    ['a failure with a secret', 'login failed: psk=Winter-Sun-1', ['fails', 'login failed: psk=............', 'login failed: psk=............']],
    ['a failure of a copy', 'login failed: user=xuser01, psk=x****', ['fails', 'login failed: user=......., psk=.....', 'login failed: user=xuser01, psk=.....']],
    ['a failure with a mask', 'login failed: psk=****', ['fails', 'login failed: psk=....', 'login failed: psk=....']],
    ['a failure with a run', 'failed for 7c2e91aa4912e44aef0a9d12e22f99ed', ['fails', 'failed for ................................', undefined]],
    ['a failure with a mask of digits', 'login failed: 0000000000000012', ['fails', 'login failed: ................', undefined]],
    ['a failure of a tunnel', 'ike 0:to-hq:7:: gw validation failed', ['fails', 'gw validation failed', undefined]],
    ['a failure with a run that a terminal wrapped', 'login failed: 7c2e91aa4912e44a\nef0a9d12e22f99ed', ['fails', 'login failed: ................................', undefined]],
    ['a failure that another line reports', '[1421] __rad_error-Conn failed.', ['follows', 'Conn failed.', undefined]],
    ['such a failure with a name', '[88] fnbamd_cfg_ldap_update_reachability-192.0.2.10, conn_fails 1/5', ['follows', '.........., conn_fails 1/5', undefined]],
    ['none, but a name', 'user=failed logs in', ['nothing', 'user=...... logs in', undefined]],
    ['none', 'got it', ['nothing', '', undefined]],
    ['blanks around it', '  login failed  ', ['fails', ' login failed', undefined]],
  ])('is independent of its names: %s', (_, line, expected) => {
    expect(outcomeOf(line)).toEqual(expected);
  }); // oxfmt-ignore

  test('is independent of a name that a terminal wrapped', () => {
    expect(outcomeOf('login failed: user=kelvin\r\nlab77')[1]).toBe('login failed: user=...........');
  });

  test('is not searched for in a message that reports none', () => {
    const message = messageOf('got it');
    const hider = new Hider(true);
    const line = (): string => expect.unreachable();
    expect(hider.outcomeOf(message, line, messageOf)).toEqual({
      outcome: 'nothing',
      words: '',
      said: message,
    });
  });
});
