import { expect, test } from 'vitest';
import {
  afterSameIndent,
  looksLikeNewLine,
  mayInterrupt,
  type WrappedLine,
  WrappedLines,
} from '../../../../server/src/secrets/finding/wrappedLines';
import { Lines, readRecords, textOf } from '../../../../server/src/syntax';

test.each([
  ['Result: it', true],
  ['2025-01-15 got it', true],
  ['fds_svr_default_on_response: handles cmd-0', true],
  ['[authd_auth_result_handler', true],
  ['done', true],
  ['Please wait', true],
  ['Authentication failed', true],
  ['kelvin Winter', false],
  ['Winter-Sun-1', false],
  ['72 got it', false],
  ['done77', false],
  ['your kelvin', true],
  ['This is it', true],
  ['NOTE kelvin', true],
])('%j begins a line of its own: %s', (line, is) => {
  expect(looksLikeNewLine(line)).toBe(is);
});

test.each([
  ['FGT #', true],
  ['FGT # get system status', false],
  ['[242:root:1c]SSL state:SSLv3/TLS write server hello', true],
  ['fds_svr_default_on_response: handles cmd-0', true],
  ['    done', true],
  ['\tdone', true],
  ['kelvin Winter', false],
  [`${'x'.repeat(61)} done`, false],
  ['{"user":"kelvin"}', false],
])('%j can come between the parts of a line: %s', (line, is) => {
  const text = `${line}\n`;
  const [record] = readRecords(text);
  expect(record && mayInterrupt(text, record)).toBe(is);
});

test.each([
  ['  a\n  b', 'b'],
  ['  a\n    b', '  b'],
  ['    a\n  b', 'b'],
  ['\ta\n b', ' b'],
  ['\ta\n\tb', 'b'],
  ['\u00A0a\n\u00A0b', 'b'],
  ['a\n  b', '  b'],
  ['xa\nxb', 'xb'],
  ['  a\n\uFEFF  b', 'b'],
  ['\uFEFF  a\n  b', 'b'],
  [`${' '.repeat(20)}a\n${' '.repeat(20)}b`, '    b'],
  ['  a\n  ', ''],
])('Behind the same indentation as in the line above, %j is %j', (text, rest) => {
  expect(text.slice(afterSameIndent(text, text.indexOf('\n') + 1, 0))).toBe(rest);
});

/** The lines that may have been one, joined with `|`; `?` if a longer one shows that a terminal was wider. */
function wrapped(text: string): string[] {
  const lines = new WrappedLines(text, new Lines(text));
  const all: (WrappedLine | undefined)[] = readRecords(text).map(record => lines.add(record));
  return [...all, lines.finish()].flatMap(one =>
    one ? [one.lines.map(line => textOf(text, line)).join('|') + (one.isFull ? '' : '?')] : [],
  );
}

const FULL = 'got it '.repeat(8).trim();
const LONG = 'got it '.repeat(12).trim();

test.each([
  ['two lines', `${FULL}\nWinter-Sun-1`, [`${FULL}|Winter-Sun-1`]],
  ['three lines', `${FULL}\n${FULL}\nWinter-Sun-1`, [`${FULL}|${FULL}|Winter-Sun-1`]],
  ['a short line and another', `got it\nWinter-Sun-1`, []],
  ['a short line after two', `${FULL}\nWinter-Sun-1\nbremen`, [`${FULL}|Winter-Sun-1`]],
  ['a line that is a little shorter', `${FULL}\n${FULL.slice(4)}\nbremen`, [`${FULL}|${FULL.slice(4)}|bremen`]],
  ['a line that is shorter by five', `${FULL}\n${FULL.slice(5)}\nbremen`, [`${FULL}|${FULL.slice(5)}`]],
  ['a line that is longer by four', `${FULL}\n${FULL} got`, [`${FULL}|${FULL} got`]],
  ['a line that is longer by five', `${FULL}\n${FULL} goti`, []],
  ['a line of 40 characters', `${'kelvin bremen '.repeat(3).slice(0, 40)}\nbremen`, [`${'kelvin bremen '.repeat(3).slice(0, 40)}|bremen`]],
  ['a line of 39 characters', `${'kelvin bremen '.repeat(3).slice(0, 39)}\nbremen`, []],
  ['a line in a text with a longer one', `${FULL}\nbremen\n\n${LONG}`, []],
  ['a typed line', `FGT # execute ping ${LONG}\nbremen\n\n${LONG}${LONG}`, [`FGT # execute ping ${LONG}|bremen?`]],
  ['a short typed line', `FGT # execute ping ${FULL.slice(0, 48)}\nbremen\n\n${LONG}`, []],
  ['a typed line of 68 characters', `FGT # execute ping ${FULL.slice(0, 49)}\nbremen\n\n${LONG}`, [`FGT # execute ping ${FULL.slice(0, 49)}|bremen?`]],
  ['lines of a shell', 'curl -k \\\n  -o kelvin.txt', ['curl -k \\|  -o kelvin.txt']],
  ['lines of a shell that are longer', `curl -k \\\n  ${LONG}\nbremen`, [`curl -k \\|  ${LONG}|bremen`]],
  ['two commands of a shell', `${FULL}\ncurl -k \\\nbremen`, ['curl -k \\|bremen']],
  ['a line before a blank one', `${FULL}\n\nbremen`, []],
  ['two lines that end before a blank one', `${FULL}\nbremen\n\nkelvin`, [`${FULL}|bremen`]],
  ['a line before a prompt', `${FULL}\nFGT # get system status`, []],
  ['a line before a command without a prompt', `${FULL}\n$ Winter-Sun-1`, []],
  ['a line before one with a time', `${FULL}\n2025-01-15 got it`, []],
  ['a line before one of a daemon', `${FULL}\n[242:root:1c]SSL state:SSLv3/TLS write server hello`, []],
  ['a line before the sign of a prompt', `${FULL}\n#Winter-Sun-1`, [`${FULL}|#Winter-Sun-1`]],
  ['a line before a command in short', `${FULL}\ndiag debug enable`, []],
  ['a line before the end of a configuration', `${FULL}\nexit`, []],
  ['a line before a command', `${FULL}\nget system status`, []],
  ['a line before another command', `${FULL}\ndiagnose debug enable`, []],
  ['a line before a command with its first word only', `${FULL}\nexecute kelvin`, []],
  ['a line before one with a name', `${LONG}\nKelvin: it was here`, []],
  ['a line before a path', `${LONG}\nC:\\kelvin`, []],
  ['a long line in a text with a longer one', `${LONG}\nbremen\n\n${LONG}${LONG}`, []],
  ['a typed line before a longer one', `FGT # execute ping ${LONG}\n${LONG}${LONG}`, []],
  ['lines far behind the start', `${'\n'.repeat(5000)}${FULL}\n${FULL}\nbremen`, [`${FULL}|${FULL}|bremen`]],
  ['two pairs', `${FULL}\nbremen\n\n${FULL}\nkelvin`, [`${FULL}|bremen`, `${FULL}|kelvin`]],
  ['a line behind a filler', `${FULL}\n\uFEFFbremen`, [`${FULL}|bremen`]],
])('Lines that a terminal may have wrapped are joined: %s', (_, text, lines) => {
  expect(wrapped(text)).toEqual(lines);
}); // oxfmt-ignore

test('A joined line is at most 4096 characters long', () => {
  const text = `${FULL}\n`.repeat(200);
  const lengths = wrapped(text).map(line => line.length);
  expect(lengths.length).toBeGreaterThan(1);
  expect(Math.max(...lengths)).toBeLessThan(4096 + FULL.length);
});
