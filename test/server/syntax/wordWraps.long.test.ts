import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, AnalysisStream } from '../../../server/src/analysis';
import { inEnglish } from '../../../server/src/knowledge';
import { findingMessage } from '../../../server/src/rules';
import { redact } from '../../../server/src/secrets';
import { ViewStream, viewOf } from '../../../server/src/syntax';
import { every } from '../../support/rows';

/** How a page shows the rest of a wrapped line. */
interface Page {
  /** What it writes before the first line, and before each further one. */
  readonly quote: string;
  readonly indent: string;
  /** True if the blank at which it wraps stays at the end of the line. */
  readonly keepsBlank: boolean;
}

const PAGE: Page = { quote: '', indent: '', keepsBlank: false };
const PAGES: readonly (readonly [string, Page])[] = [
  ['between words', PAGE],
  ['after blanks', { ...PAGE, keepsBlank: true }],
  ['and quoted in a mail', { ...PAGE, quote: '> ' }],
  ['and indented', { ...PAGE, indent: '    ' }],
];

/** A line as a page of `width` columns shows it. */
function shown(line: string, width: number, { quote, indent, keepsBlank }: Page): string {
  let rest = line;
  let before = '';
  let all = quote;
  while (before.length + rest.length > width) {
    const at = rest.lastIndexOf(' ', width - before.length);
    const end = at > 0 && rest.slice(0, at).trim() !== '' ? at : width - before.length;
    const next = rest[end] === ' ' ? end + 1 : end;
    all += `${before}${rest.slice(0, keepsBlank ? next : end)}\n${quote}`;
    rest = rest.slice(next);
    before = indent;
  }
  return all + before + rest;
}

const wrapped = (text: string, width: number, page = PAGE): string =>
  text
    .trimEnd()
    .split('\n')
    .map(line => shown(line, width, page))
    .join('\n') + '\n';

const problems = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => !/^(?:secret|capture)\//.test(rule))
    .map(finding => `${finding.rule} ${findingMessage(finding, inEnglish)}`);

const CAPTURES = readdirSync('test/fixtures/captures')
  .filter(name => name.endsWith('.log'))
  .map(name => [name, readFileSync(`test/fixtures/captures/${name}`, 'utf8')] as const);

/** Their lines are wrapped before the words of the daemon, where an indented or quoted rest is not read. */
const OPEN: ReadonlySet<string> = new Set(['ike-xauth-ldap-timeout.log', 'web-and-flow.log']);

describe.each(PAGES)('A capture that a page wrapped %s', (how, page) => {
  const captures = CAPTURES.filter(([name]) => how === 'between words' || !OPEN.has(name));

  const pages = captures.flatMap(([name, text]) =>
    [72, 76, 80, 90, 100].map(width => ({ name, text, width })),
  );
  // It repeats a single wide line, which a terminal of so many columns may have wrapped.
  const isSure = ({ name, width }: (typeof pages)[number]): boolean =>
    width < 90 || name !== 'sslvpn-not-in-rule.log';

  test('has the problems of the capture at every width', () => {
    every(
      pages.filter(isSure),
      ({ name, width }) => `${name} at ${width} columns`,
      ({ text, width }) => {
        expect(problems(wrapped(text, width, page))).toEqual(problems(text));
      },
    );
  });
});

const at72 = (...lines: readonly string[]): string => wrapped(lines.join('\n'), 72);

describe('In the view, a line that a page wrapped has a blank in the place of its line break', () => {
  const lines = [
    '[1815] fnbamd_auth_handle_radius_result-The server RADIUS-1 has refused the login of the user user01',
    '[1816] fnbamd_auth_handle_radius_result-Nobody else has tried to log in since then',
  ];

  test.each([
    ['', at72(...lines), lines.join('\n') + '\n'],
    ['and nothing in the place of further signs', wrapped(lines.join('\n'), 72, PAGES[2]?.[1]), undefined],
    ['or CR LF', at72(...lines).replaceAll('\n', '\r\n'), undefined],
  ])('%s', (_what, text, view = lines.join('\n') + '\n') => {
    expect(viewOf(text)).toHaveLength(text.length);
    expect(viewOf(text).replaceAll(/[\v\r\ufeff]/g, '')).toBe(view);
  });

  test('in pieces of any length, too', () => {
    const text = at72(...lines, 'x'.repeat(3000), ...lines, '', ...lines).repeat(60);
    for (const length of [1, 7, 71, 500, 20_000]) {
      const stream = new ViewStream();
      let view = '';
      for (let at = 0; at < text.length; at += length) view += stream.push(text.slice(at, at + length));
      expect(view + stream.finish()).toBe(viewOf(text));
    }
  });
});

test('The view of a text that ends in the rest of an indented line is the same in pieces', () => {
  const [, capture] = CAPTURES[0] ?? [];
  const text = wrapped((capture ?? '').repeat(20), 72, PAGES[3]?.[1]);
  const stream = new ViewStream();
  // Nothing more of the last line is known after an empty piece.
  const view = [...text.split(/(?<=\n)/), ''].map(piece => stream.push(piece) + stream.push('')).join('');
  expect(view + stream.finish()).toBe(viewOf(text));
});

describe('A view keeps the line break', () => {
  test.each([
    ['of sentences', 'The gadget at the end of the street failed with an error of the unit.\nThe widget failed\n'],
    ['of rows of a table', `${'192.0.2.61   -210   0 FDI   -8   120   118   118   Mon Mar  4'.padEnd(80, '.')}\n192.0.2.62   -210   0\n`],
    ['of lines with a form', '[1815] fnbamd_auth_handle_radius_result-The server RADIUS-1 has refused it\n[1816] fnbamd_auth_handle_radius_result-Nobody\n'],
    ['of the head and the rows of a table after a single long line', `[1815] fnbamd_auth_handle_radius_result-${'word '.repeat(10)}\nuser name group\nuser01 Winter-Sun-1\nuser02 Spring-Rain-2\n`],
    ['of the output after a command', `FGT # execute backup config ftp ${'b'.repeat(30)}.conf 192.0.2.5\nSerial-Number: FGT60F0000000001\n`],
    ['of lines that a terminal of 80 columns wrapped', `${'[1815] fnbamd_auth_handle_radius_result-'.padEnd(80, 'x y')}\nzz\n`],
    ['of lines of a wide terminal', `[1815] fnbamd_auth_handle_radius_result-${'word '.repeat(40)}\nmore\n`],
  ])('%s', (_what, text) => {
    expect(viewOf(text)).toBe(text);
  });
}); // oxfmt-ignore

test('A wrapped capture in pieces has the analysis of the whole', () => {
  const text = CAPTURES.map(([, capture]) => wrapped(capture, 72)).join('');
  const stream = new AnalysisStream(2048);
  for (let at = 0; at < text.length; at += 700) stream.push(text.slice(at, at + 700));
  const { findings, coverage } = stream.finish();
  const whole = analyze(text);
  expect({ findings, coverage }).toEqual({ findings: whole.findings, coverage: whole.trace.coverage });
});

test('After edits at the margin, the analysis is that of the text as it is then', () => {
  let text = at72(
    '[1815] fnbamd_auth_handle_radius_result-The server RADIUS-1 has refused the login of the user user01',
    '[1816] fnbamd_auth_handle_radius_result-The server RADIUS-2 has refused the login of the user user02',
  );
  let analysis = analyze(text);
  for (const [from, to] of [
    ['has ', ''],
    ['the login', 'the very long login'],
    ['[1816]', 'and'],
  ] as const) {
    text = text.replace(from, to);
    analysis = analyze(text, analysis.reusable);
    const { records, findings } = analyze(text);
    expect(analysis.records.map(({ kind, start, end }) => [kind, start, end])).toEqual(
      records.map(({ kind, start, end }) => [kind, start, end]),
    );
    expect(analysis.findings).toEqual(findings);
  }
});

test.each(PAGES)(
  'A redacted copy has no part of a name within which a page wrapped the line %s',
  (_how, page) => {
    const text = wrapped(
      "[1815] fnbamd_auth_handle_radius_result-Refused the login of the user 'Ottilie Mustermensch' at last\n" +
        "ike 0:branch:12: user 'kurt.beispiel' was refused by the server RADIUS-1, which says nothing\n",
      80,
      page,
    );
    const copy = redact(text);
    expect(copy).not.toMatch(/Ottilie|Mustermensch|kurt|beispiel/);
    expect(copy.split('\n')).toHaveLength(text.split('\n').length);
  },
);
