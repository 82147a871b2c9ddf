import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, AnalysisStream, isCapture } from '../../server/src/analysis';
import { withoutPrefixes } from '../../server/src/syntax/prefixes';
import { CAPTURES } from '../support/captures';
import { remembered } from '../support/remembered';
import { every, first } from '../support/rows';

const seed = readFileSync('test/fixtures/seed.log', 'utf8');
const texts = [seed, ...CAPTURES].map(text => text.replace(/\r\n?/g, '\n'));
/** Two captures in one file. */
const all = [...texts, `${seed}\n${CAPTURES[3] ?? ''}`];

type Prefix = (line: number) => string;
const two = (value: number): string => String(value % 60).padStart(2, '0');
const PREFIXES: readonly (readonly [what: string, prefix: Prefix])[] = [
  ['a time in brackets, glued', line => `[09:22:${two(line)}]`],
  ['a time in brackets', line => `[09:22:${two(line)}.125] `],
  ['a time', line => `09:22:${two(line)} `],
  ['a stamp with its zone', line => `2025-01-02T09:22:${two(line)}.5+02:00 `],
  ['a stamp with its zone and a host', line => `2025-01-02T09:22:${two(line)}Z fw01.example.com `],
  ['a stamp of a system log and a host', line => `Jan 02 09:22:${two(line)} fw01 : `],
  ['the same with a priority', line => `<134>Jan  2 09:22:${two(line)} fw01: `],
  ['an epoch', line => `[17357268${two(line)}] `],
  ['an epoch with milliseconds, glued', line => `[17357268${two(line)}.123]`],
  ['an epoch in milliseconds', line => `17357268${two(line)}123 `],
  ['the seconds since a start', line => `[ 1234.1234${two(line)}] `],
  ['a date and a time in brackets', line => `[2025-01-02 09:22:${two(line)}.125] `],
  ['a date with slashes', line => `2025/01/02 09:22:${two(line)} `],
  ['a date of another order', line => `[02.01.2025 09:22:${two(line)} AM] `],
  ['the quotes of a mail', () => '> '],
  ['the quotes of two mails, apart', () => '> > '],
  ['a bar', () => '| '],
  ['a stamp and a sign', line => `2025-01-02 09:22:${two(line)} > `],
  ['the number of the line', line => `${line + 1}: `],
  ['the number of the line and a dot', line => `${line + 1}. `],
  ['the number of the line in a column', line => `${String(line + 1).padStart(5)}  `],
  ['the number of the line and a tab', line => `${String(line + 1).padStart(6)}\t`],
  ['the number of the line and a bar', line => `${String(line + 1).padStart(4)} | `],
  ['the number of the line that grep prints', line => `${line + 1}:`],
  ['the file and the number of the line that grep prints', line => `debug-1.log:${line + 1}:`],
  ['a bullet', () => '- '],
  ['the number of the line and a time', line => `${line + 1}: [09:22:${two(line)}] `],
  ['a priority', () => '<189>'],
  [
    'the header of RFC 5424',
    line => `<189>1 2025-01-02T09:22:${two(line)}.123Z fw01 console 17 - [meta a="1"] `,
  ],
  ['the quotes of two mails', () => '>> '],
  ['the time of a terminal in a mail', line => `> [09:22:${two(line)}] `],
];
const HEADER = '=~=~=~=~=~=~=~=~=~=~=~= PuTTY log 2025.01.02 09:22:41 =~=~=~=~=~=~=~=~=~=~=~=\n';

const findingsIn = remembered(text => analyze(text).findings);

/** The problems of a text: rule, lines and facts; times in the prefixes are times. */
function problems(text: string): string[] {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const found = findingsIn(text).filter(({ rule }) => rule !== 'capture/no-timestamps');
  return found.map(({ rule, start, related, facts }) => {
    const lines = [start, ...related.map(place => place.start)].map(lineOf);
    return `${rule} ${lines.join(' ')} ${JSON.stringify(facts)}`;
  });
}

function prefixed(text: string, prefix: Prefix, lineEnd = '\n'): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => (index === lines.length - 1 && line === '' ? '' : prefix(index) + line))
    .join(lineEnd);
}

/** A text as shown by a terminal of 80 columns. */
const wrapped = (text: string): string => text.replace(/[^\n]{80}(?=[^\n])/g, '$&\n');

describe('With a prefix before every line', () => {
  test('the problems are the same, on the same lines', () => {
    every(PREFIXES, first, ([, prefix]) => {
      for (const text of all) expect(problems(prefixed(text, prefix))).toEqual(problems(text));
    });
  });

  test('and with CR LF', () => {
    every(PREFIXES, first, ([, prefix]) => {
      for (const text of all)
        expect(problems(prefixed(text, prefix, '\r\n'))).toEqual(problems(text.replace(/\n/g, '\r\n')));
    });
  });

  test('and wrapped at 80 columns', () => {
    every(PREFIXES, first, ([, prefix]) => {
      for (const text of all)
        expect(problems(prefixed(wrapped(text), prefix))).toEqual(problems(wrapped(text)));
    });
  });

  test('a capture is recognised if it is recognised without', () => {
    every(PREFIXES, first, ([, prefix]) => {
      for (const text of all) expect(isCapture(prefixed(text, prefix))).toBe(isCapture(text));
    });
  });

  test('a capture has the same records in pieces', () => {
    every(PREFIXES, first, ([, prefix]) => {
      for (const text of all) {
        const whole = prefixed(text, prefix);
        for (const size of [7, 1000]) {
          const stream = new AnalysisStream(4096);
          for (let at = 0; at < whole.length; at += size) stream.push(whole.slice(at, at + size));
          expect(stream.finish().findings).toEqual(findingsIn(whole));
        }
      }
    });
  });
});

test('The header of a terminal’s log changes nothing but the number of the line', () => {
  for (const text of texts) {
    const without = problems(text).map(problem => problem.replace(/ \d+/, ''));
    expect(problems(HEADER + text).map(problem => problem.replace(/ \d+/, ''))).toHaveLength(without.length);
  }
});

describe('These are not taken for a prefix:', () => {
  test('the numbers of a crash log', () => {
    const log =
      '111: 2026-03-14 15:48:14 <03214> application fnbamd\n112: 2026-03-14 15:48:15 <03214> *** signal 11\n';
    expect(analyze(log).records.every(record => record.kind === 'debug')).toBe(true);
  });

  test('numbers that do not grow', () => {
    const text = '3: [1906] handle_req-Rcvd\n3: [1906] handle_req-Rcvd\n2: [1906] handle_req-Rcvd\n';
    expect(withoutPrefixes(text)).toBe(text);
  });

  test('the first bytes of a dump', () => {
    const dump = '01 3c 00 21 1a 04 3c 00\n44 43 46 38 41 42 33 42\n';
    expect(withoutPrefixes(dump)).toBe(dump);
  });

  test('the bars of a table', () => {
    const table = '| Problem | Cause |\n| --- | --- |\n| no SA proposal chosen | proposals |\n';
    expect(withoutPrefixes(table)).toBe(table);
  });
});

describe.each([
  ['no-break spaces', (line: string) => line.replaceAll(' ', '\u00a0')],
  ['spaces at the end of each line', (line: string) => `${line}   `],
  ['other spaces', (line: string) => line.replaceAll(' ', '\u202f')],
  ['a character without a width before each line', (line: string) => `\u200b${line}`],
  ['a colour for each line', (line: string) => `\u001b[38;5;12m${line}\u001b[0m`],
] as const)('With %s', (_what, changed) => {
  const shown = (text: string): string => text.split('\n').map(changed).join('\n');

  test('the problems are the same, on the same lines', () => {
    for (const text of all) expect(problems(shown(text))).toEqual(problems(text));
  });

  test('it is recognised if it is recognised without them, and read the same in pieces', () => {
    for (const text of all) {
      const whole = shown(text);
      expect(isCapture(whole)).toBe(isCapture(text));
      for (const size of [7, 1000]) {
        const stream = new AnalysisStream(4096);
        for (let at = 0; at < whole.length; at += size) stream.push(whole.slice(at, at + size));
        expect(stream.finish().findings).toEqual(findingsIn(whole));
      }
    }
  });

  test('a line number before each line is a prefix, too', () => {
    const numbered = prefixed(seed, line => `${line + 1}: `);
    expect(problems(shown(numbered))).toEqual(problems(seed));
  });
});

test('A prefix that an edit makes, or takes away, is seen', () => {
  const quoted = prefixed(seed, () => '> ');
  expect(analyze(quoted, analyze(seed).reusable).findings).toEqual(analyze(quoted).findings);
  expect(analyze(seed, analyze(quoted).reusable).findings).toEqual(analyze(seed).findings);
});
