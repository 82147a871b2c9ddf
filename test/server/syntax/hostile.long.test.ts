import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../server/src/syntax';
import { every, first } from '../../support/rows';
import { plainRecord } from './plainRecord';
import { computingTime } from '../../support/time';
import { tiled } from './sketch';

const MB = 1 << 20;
const ALLOWED = 3;
const STAMP = '2024-03-30 04:10:03 ';

function filled(part: string, length: number): string {
  return part.repeat(Math.max(1, Math.floor(length / part.length)));
}

function numbered(line: (index: number) => string, length: number): string {
  const lines: string[] = [];
  for (let [index, size] = [0, 0]; size < length; index++) {
    const next = line(index);
    lines.push(next);
    size += next.length;
  }
  return lines.join('');
}

function milliseconds(text: string): number {
  return computingTime(() => readRecords(text));
}

/**
 * The growth in time when the text doubles, by the shortest time of each. The shorter text is read twice first, since the
 * engine runs new code slowly; both are repeated if the result is close, since a busy machine may have distorted the first
 * measurement. Times that a clock cannot distinguish from noise count as equal.
 */
function growth(make: (length: number) => string, length: number): number {
  // Four times the text shows the growth more clearly than twice; the result is still given for twice the text.
  const [one, four] = [make(length), make(4 * length)];
  let [shorter, longer] = [Math.max(milliseconds(one), 4), Infinity];
  for (let run = 1; run <= 12 && !(Math.sqrt(longer / shorter) < ALLOWED); run++) {
    shorter = Math.min(shorter, Math.max(milliseconds(one), 4));
    longer = Math.min(longer, Math.max(milliseconds(four), 4));
  }
  return Math.sqrt(longer / shorter);
}

describe('The reader takes', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919 + (index >> 8)) & 0xff);
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const units = characters.join('');

  const CASES: readonly [string, string][] = [
    ['nothing', ''],
    ['one line break', '\n'],
    ['a byte order mark', '\ufeff'],
    ['a byte order mark and a line', '\ufeffFGT # diagnose debug enable\n'],
    ['binary bytes as UTF-8', new TextDecoder('utf-8').decode(bytes)],
    ['binary bytes as Latin 1', new TextDecoder('latin1').decode(bytes)],
    ['binary bytes as UTF-16', new TextDecoder('utf-16le').decode(bytes)],
    ['replacement characters', '\ufffd'.repeat(10_000)],
    ['every code unit', units],
    ['every code unit on a line of its own', characters.join('\n')],
    ['every code unit in a string', `{"a":"${units}"}\n`],
    ['every code unit behind a brace', characters.map(unit => `{${unit}`).join('\n')],
    ['lone surrogates', '\ud800 \udc00\n{"\ud800":"\udc00'],
    ['NULs', '\0'.repeat(10_000)],
    ['NULs between the characters', 'FGT # di de en\n{"d":{"a":1}}\n'.replace(/[^]/g, '$&\0')],
    ['line separators of Unicode', 'a : b\u2028c\u2029d\u0085e\n'],
    ['all kinds of line breaks', '\r\n\n\r\r\n\r\n\n\r'],
    ['a line break in every place of a prompt', 'FGT (root) # di'.replace(/./g, '$&\n')],
    ['a stamp that is no time', '9999-99-99 99:99:99.999999999 x[1]:y\n'],
    [
      'numbers past every range',
      `x[${'9'.repeat(400)}]:y\n[${'9'.repeat(400)}] a-b\n{"a":${'9'.repeat(400)}}\n`,
    ],
  ];

  test('any text', () => {
    every(CASES, first, ([, text]) => {
      tiled(text);
    });
  });
});

describe('The reader takes one line of a megabyte of', () => {
  const CASES: readonly [string, string][] = [
    ['letters', 'x'],
    ['blanks', ' '],
    ['tabs', '\t'],
    ['NULs', '\0'],
    ['digits', '1'],
    ['braces with quotes', '{"'],
    ['brackets', '['],
    ['double quotes', '"'],
    ['single quotes', "'"],
    ['typographic quotes', '“'],
    ['backslashes', '\\'],
    ['letters and colons', 'a: b'],
    ['status lines', 'HTTP/1.1 '],
    ['time stamps', STAMP],
    ['broken payloads', '{"a":"x'],
    ['nested payloads', '{"a":'],
    ['members', '"a":1,'],
    ['braces', '{'],
    ['lone surrogates', '\ud800'],
  ];

  test('anything', () => {
    every(CASES, first, ([, part]) => {
      const text = filled(part, MB);
      expect(milliseconds(text)).toBeLessThan(15_000);
      tiled(text.slice(0, MB / 4));
    });
  });

  test('sound members', () => {
    const records = readRecords('{' + filled('"a":1,', MB) + '"b":2}\n' + STAMP + 'f_x[1]:y\n');
    expect(records.map(({ kind }) => kind)).toEqual(['json', 'debug']);
  });
});

test('The reader takes a million blank lines as one record', () => {
  for (const line of ['\n', '\r\n', '\r', '\r\r\n', '  \n']) {
    const text = line.repeat(1_000_000);
    expect(readRecords(text).map(plainRecord)).toEqual([{ kind: 'blank', start: 0, end: text.length }]);
  }
});

test('The reader takes a megabyte of brackets and JSON that is nested 100,000 deep', () => {
  for (const text of [
    '['.repeat(MB),
    '{"a":['.repeat(100_000),
    '{'.repeat(MB),
    '{"a":' + '['.repeat(MB),
    ']'.repeat(MB),
  ])
    tiled(`${text}\n${STAMP}f_x[1]:y\n`);
});

describe('Twice the text takes no more than twice the time', () => {
  const K = 50_000;
  const lines = (line: string) => (length: number) => filled(line + '\n', length);
  const line = (part: string) => (length: number) => filled(part, length);

  const CASES: readonly [string, (length: number) => string, number?][] = [
    ['plain lines', lines('some plain words')],
    ['short lines', lines('a')],
    ['debug lines', lines(`${STAMP}ftm_fc_comm_connect[66]:ftm TCPS connected.`)],
    ['debug lines on one line', line('f_x[1]:y ')],
    ['debug lines with stamps on one line', line(`${STAMP}f_x[1]:y `)],
    ['long debug lines that go on', lines(`f_x[1]:${'y'.repeat(80)}\n${'z'.repeat(80)}`)],
    [
      'one debug line that goes on for ever',
      length => `f_x[1]:${'y'.repeat(80)}\n` + filled('y'.repeat(80) + '\n', length),
    ],
    ['long debug lines before open payloads', lines(`f_x[1]:${'y'.repeat(80)}\n{"a":1,`)],
    ['prompts', lines('FGT # diag deb en')],
    ['prompts on one line', line('FGT # ')],
    ['prompts with commands on one line', line('FGT (root) # di de en ')],
    ['signs on one line', line('# ')],
    [
      'prompts before blanks',
      length => filled('FGT (root) # a ', length / 2) + ' '.repeat(length / 2),
      K / 2,
    ],
    ['prompts before payloads', lines('FGT # {"a":1}')],
    ['prompts before open payloads', lines('FGT # {"a":1,'), 4000],
    ['stamps on one line', line(STAMP)],
    ['stamps with two blanks on one line', line(STAMP + ' ')],
    ['stamps behind a word', length => 'x ' + filled(STAMP, length), K / 4],
    ['stamps behind a payload', length => '{"a":1} ' + filled(STAMP, length), K / 2],
    ['requests on one line', line('GET / HTTP/1.1 ')],
    ['responses on one line', line('[HTTP/1.1 200 ')],
    ['headers', lines('Host: a')],
    ['headers with doubled lines', lines('Host: a\n')],
    ['requests with headers', lines('POST / HTTP/1.1\nHost: a\n')],
    ['payloads', lines('{"d":{"a":"b","c":[1,2,3]}}')],
    ['payloads on one line', line('{"a":1}')],
    ['payloads and words on one line', line('{"a":1} word ')],
    ['payloads between words that may be commands', length => filled('next{"a":1}', length), K / 2],
    ['payloads before blanks', length => filled('e {"a":1} ', length / 2) + ' '.repeat(length / 2), K / 2],
    [
      'payloads between token names before blanks',
      length => filled('F {"a":1} ', length / 2) + ' '.repeat(length / 2),
      K / 2,
    ],
    [
      'payloads between sentences before blanks',
      length => filled('ctx->x {"a":1} ', length / 2) + ' '.repeat(length / 2),
      K / 2,
    ],
    ['open strings', lines('{"a":"x')],
    ['open strings with other keys', length => numbered(index => `{"k${index}":"x\n`, length)],
    ['open payloads with other keys', length => numbered(index => `{"k${index}":\n`, length)],
    ['open members with other keys', length => numbered(index => `{"k${index}":1,\n`, length)],
    ['open payloads with other keys on one line', length => numbered(index => `{"k${index}":`, length)],
    ['one open payload', length => '{"a":[\n' + filled('1,\n', length)],
    ['one payload over many lines', length => '{"a":[\n' + filled('1,\n', length) + '1]}\n'],
    [
      'one payload that is interrupted over and over',
      length => '{"d":{\n' + filled('"a":1,\nf_x[1]:y\n', length) + '"b":1}}\n',
      K,
    ],
    ['payloads in two lines', lines('{"a":\n1}')],
    ['open payloads between debug lines', lines('{"a":1,\nf_x[1]:y')],
    ['keys without their quotes', line('a:1,')],
    ['quotes in a row', length => '{"a":"' + filled('"', length)],
    ['escaped quotes', length => '{"' + filled('\\"', length)],
    ['single quotes in the place of keys', length => '{' + filled("'a:1,", length)],
    ['typographic quotes in the place of keys', length => '{' + filled('“a:1,', length)],
    ['commas before quotes', length => '{"a":"' + filled(', , , "', length)],
    ['config lines', lines('    set license "EFTM0000"')],
    ['fields', lines('a : b')],
    ['table rows', lines('FTKMOB0123456789 0 provision timeout')],
    ['ike lines', lines('ike V=root:0:to-hq:1: comes 192.0.2.1:500')],
    ['hex dumps', lines('01 3c 00 21 1a 01 3c 00')],
    [
      'packets with quotes',
      length => 'id=1 trace_id=1 func=a line=1 ' + filled('msg="', length) + '\nx y\nz z\n',
      K / 2,
    ],
    [
      'carriage returns far behind',
      length => filled('{"a":\nx\n', length) + '\r' + filled('{"a":\nx\n', length),
    ],
  ];

  test('whatever it is', () => {
    every(CASES, first, ([, make, length = K]) => {
      expect(growth(make, length)).toBeLessThan(ALLOWED);
    });
  });
});

describe('No line is slow', () => {
  const CASES: readonly [string, string][] = [
    ['ike with a number and a long word', 'ike 0:' + 'x'.repeat(310)],
    ['ike with a vdom and a long word', 'ike V=root:0:' + 'x'.repeat(300)],
    ['ike with hex digits', 'ike 0:' + '12F2CB'.repeat(50)],
    ['a host without a sign', 'a.'.repeat(150)],
    ['words before a bracket', 'a '.repeat(60) + '(x'],
    ['a request without its end', 'GET ' + 'x'.repeat(4100)],
    ['a connection', '[1:' + 'a'.repeat(31) + ':' + 'f'.repeat(300)],
    ['a row of a table', 'FTKMOB' + '*'.repeat(300)],
    ['hex digits', '01 '.repeat(100) + 'x'],
    ['a crash log', '1: 2024-03-30 04:10:03 <' + '1'.repeat(300)],
    ['a packet', 'id=1 trace_id=1 func=a line=1 msg="' + '" '.repeat(140)],
    ['a web daemon', '[httpsd 1 - 1' + ' '.repeat(300)],
    ['a log of the web proxy', `[I]${STAMP}` + '[p:1]'.repeat(60)],
  ];

  test('whatever its form', () => {
    every(CASES, first, ([, line]) => {
      const text = (line + '\n').repeat(40);
      milliseconds(text);
      expect(Math.min(milliseconds(text), milliseconds(text)) / 40).toBeLessThan(0.5);
    });
  });
});

describe('Nothing throws when lines look ahead:', () => {
  test('prompts before open payloads, line after line', () => {
    const text = 'FGT # {"a":1,\n'.repeat(20_000);
    expect(() => readRecords(text)).not.toThrow();
  });

  test('a payload that is interrupted a hundred thousand times', () => {
    const text = '{"d":{\n' + '"a":1,\nf_x[1]:y\n'.repeat(130_000) + '"b":1}}\n';
    expect(() => readRecords(text)).not.toThrow();
  });
});
