import { describe, expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';
import { mayBeWords, Sentences } from '../../../../server/src/secrets/redaction/sentences';
import { readRecords } from '../../../../server/src/syntax';

/** The parts of a name in a line that are kept and replaced; undefined if all of it is replaced. */
function wordsOf(line: string, name: string): { kept: string[]; rest: string[] } | undefined {
  const start = line.indexOf(name);
  const span = { start, end: start + name.length };
  const sentences = new Sentences(line, readRecords(line));
  const words = sentences.changesMeaning([span]) ? sentences.wordsOf([span]) : undefined;
  const textsOf = (spans: readonly { start: number; end: number }[]): string[] =>
    spans.map(span => line.slice(span.start, span.end));
  return words && { kept: textsOf(words.kept), rest: textsOf(words.rest) };
}

describe('What was taken for a name', () => {
  test('is kept if it is part of a sentence', () => {
    const line = 'ike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch';
    expect(wordsOf(line, 'pre-shared')).toEqual({ kept: ['pre', 'shared'], rest: [] });
  });

  test('is masked if it only looks like a failure that its line does not report', () => {
    const line = "[1906] handle_req-DC=north'not registered";
    expect(wordsOf(line, "north'not registered")).toBeUndefined();
    expect(redact(line)).toBe('[1906] handle_req-DC=xname000000000000001');
  });

  test('is masked if its line says the same without it', () => {
    expect(wordsOf('[1906] handle_req-Rcvd auth req 1 for kelvin in staff opt=', 'kelvin')).toBeUndefined();
  });
});

test.each([
  ['pre-shared', true],
  ["north'not registered", true],
  ['kelvin', false],
  ['vpn-kelvin', false],
  ['77', false],
  ['not kelvin', true],
  ['not\\kelvin', true],
  ['failed-kelvin', true],
  ['not-kelvin', false],
  ['no kelvin a', true],
  ['a b', false],
])('%s may be words: %s', (name, may) => {
  expect(mayBeWords(name)).toBe(may);
});

/** A line, a name in it, and the words of the name that are kept and replaced. */
const WORDS: readonly (readonly [line: string, name: string, kept: string[], rest: string[]])[] = [
  ['2025-01-15 08:43:25 fnbamd[211]: authentication failed for the peer', 'failed', ['failed'], []],
  ['2025-01-15 08:43:25 fnbamd[211]: lab-kelvin failed to connect', 'kelvin failed', ['failed'], ['kelvin']],
  ['ike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch', 'auth failed', ['auth', 'failed'], []],
  ['ike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch', 'key mismatch', ['key', 'mismatch'], []],
  ['x\nike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch\ny', 'pre-shared', ['pre', 'shared'], []],
  ["authenticate 'kelvin' against 'pap' failed, assigned_rad_session_id=0", "kelvin' against", ['against'], ['kelvin']],
  ['[5784:root:d9]SSL_accept failed, 1:unexpected eof while reading', 'unexpected eof', ['unexpected', 'eof'], []],
  ['[1642] __ldap_rxtx-state 3(Admin Binding)', 'Admin Binding', ['Admin', 'Binding'], []],
  ['the login of kelvin failed today', 'failed', ['failed'], []],
  ['bremen\nfailed to connect to the server', 'failed', ['failed'], []],
  ['bremen was here and there\nhandle_req[417]: failed to connect', 'connect', ['connect'], []],
  ['bremen was here, and there\nike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch\ny', 'pre-shared', ['pre', 'shared'], []],
  ['[1421] __rad_error-Conn failed. Try again', 'again', ['again'], []],
  ['  Receive Manually input token result. Push: 0', 'input', ['input'], []],
  [`lab: one: authenticate 'kelvin' against 'pap' succeeded, assigned`, 'against', ['against'], []],
  [': Receive Manually input token result', 'Manually', ['Manually'], []],
  [`${'lab: '.repeat(15)}Receive Manually input token result`, 'Manually', ['Manually'], []],
]; // oxfmt-ignore

test.each(WORDS)(
  'In "%s" the words of "%s" are kept that belong to the sentence',
  (line, name, kept, rest) => {
    expect(wordsOf(line, name)).toEqual({ kept, rest });
  },
);

test.each([
  ['ike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch', 'root'],
  ['id=1 trace_id=1 func=f line=1 msg="Denied by forward policy check (policy 0)"', 'Denied'],
  ['the login of kelvin failed today', 'kelvin'],
  ['FGT # the login failed', 'failed'],
  ['{"user":"failed"}', 'failed'],
  [`${'lab: '.repeat(16)}Receive Manually input token result`, 'Manually'],
])('In "%s" the name "%s" is replaced as a whole', (line, name) => {
  expect(wordsOf(line, name)).toBeUndefined();
});

describe('The parts of a name', () => {
  /** Whether the places of some words are in the message of one line. */
  const areWithinOne = (text: string, ...parts: readonly string[]): boolean => {
    const spans = parts.map(part => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length }));
    return new Sentences(text, readRecords(text)).isWithinOne(spans);
  };

  test.each([
    ['one line', 'handle_req[417]: the kelvin of bremen', ['kelvin', 'bremen'], true],
    ['two lines', 'handle_req[417]: the kelvin\nlab[417]: of bremen', ['kelvin', 'bremen'], false],
    ['the first line', 'kelvin of bremen\nlab[417]: got it', ['kelvin', 'bremen'], true],
    ['the last line', 'lab[417]: got it\nkelvin of bremen', ['kelvin', 'bremen'], true],
    ['a sentence without a prefix', 'Receive Manually input token result. Push: 0', ['Manually', 'Push'], true],
    ['words that nobody knows', 'kelvin of bremen', ['kelvin'], true],
    ['a command', 'FGT # the login failed', ['failed'], false],
    ['JSON', '{"user":"failed"}', ['failed'], false],
    ['a packet', 'id=1 trace_id=1 func=f line=1 msg="failed"', ['failed'], false],
    ['a line of a configuration', 'set name failed', ['failed'], false],
    ['the first 512 characters of a message', `lab[417]: ${'a '.repeat(253)}kelvin`, ['kelvin'], true],
    ['more than the first 512 characters of a message', `lab[417]: ${'a '.repeat(253)}kelvins`, ['kelvins'], false],
    ['the first 512 characters of a line without a form', `${'a '.repeat(253)}kelvin`, ['kelvin'], true],
    ['more than the first 512 characters of a line without a form', `${'a '.repeat(253)}kelvins`, ['kelvins'], false],
    ['the first 512 characters of an indented sentence', `${' '.repeat(30)}Receive Manually input token result.${' '.repeat(467)} kelvin`, ['kelvin'], true],
    ['nothing', 'kelvin of bremen', [], false],
  ])('are in %s', (_, text, parts, are) => {
    expect(areWithinOne(text, ...parts)).toBe(are);
  }); // oxfmt-ignore

  test('keep the words of a sentence that go on in the next part', () => {
    const text = 'kel fai\nled vin';
    const parts = [
      { start: 0, end: 7 },
      { start: 8, end: 15 },
    ];
    const { kept, rest } = new Sentences(text, readRecords(text)).wordsOf(parts);
    const textsOf = (spans: readonly { start: number; end: number }[]): string[] =>
      spans.map(({ start, end }) => text.slice(start, end));
    expect([textsOf(kept), textsOf(rest)]).toEqual([
      ['fai', 'led'],
      ['kel', 'vin'],
    ]);
  });
});
