import { expect, test } from 'vitest';
import { InterruptedLines } from '../../../../server/src/secrets/finding/interruptedLines';
import { readRecords, textOf } from '../../../../server/src/syntax';

/** The pairs of lines that may be one which other output interrupted, joined with `|`. */
function rejoined(text: string): string[] {
  const lines = new InterruptedLines(text);
  return readRecords(text)
    .flatMap(record => lines.add(record))
    .map(one => one.lines.map(line => textOf(text, line)).join('|') + (one.isFull ? '!' : ''));
}

const SSL = '[242:root:1c]SSL state:SSLv3/TLS write server hello';
const IKE = '2025-01-15 09:12:31.123456 ike V=root:0:to-hq:44: recv IPsec SA delete, spi count 1';
const FDS = 'fds_svr_default_on_response: handles cmd-0';

test.each([
  ['one line of output', `psk=Winter\n${SSL}\n-Sun-1`, ['psk=Winter|-Sun-1']],
  ['output of an unknown daemon', `psk=Winter\n${FDS}\n-Sun-1`, ['psk=Winter|-Sun-1']],
  ['a prompt', 'psk=Winter\nFGT #\n-Sun-1', ['psk=Winter|-Sun-1']],
  ['a command', 'psk=Winter\nFGT # get system status\n-Sun-1', []],
  ['two lines of output', `psk=Winter\n${SSL}\n${SSL}\n-Sun-1`, [`${SSL}|-Sun-1`, 'psk=Winter|-Sun-1']],
  ['three lines of output', `psk=Winter\n${SSL}\n${SSL}\n${SSL}\n-Sun-1`, [`${SSL}|-Sun-1`, `${SSL}|-Sun-1`]],
  ['another line', 'psk=Winter\nkelvin was here\n-Sun-1', []],
  ['nothing', 'psk=Winter\n-Sun-1', []],
  ['nothing before the output', `${SSL}\n-Sun-1`, []],
  ['output before words', `psk=Winter\n${SSL}\nbremen kelvin`, []],
  ['output before a line with a name', `psk=Winter\n${SSL}\ndone`, []],
  ['output before letters', `psk=Winter\n${SSL}\nkelu`, ['psk=Winter|kelu']],
  ['output before other output', `psk=Winter\n${SSL}\n${SSL}`, []],
  ['output before JSON', `psk=Winter\n${SSL}\n{"n":1}`, []],
  ['output before a line of a configuration', `psk=Winter\n${SSL}\nset name Winter-Sun-1`, []],
  ['output before a prompt without a host', `psk=Winter\n${SSL}\n# Sun-1`, []],
  ['output before a time', `2025-01-15 09:12:31 psk=Winter\n2025-01-15 09:12:31 ${SSL}\n2025-01-15 09:12:31 -Sun-1`, ['2025-01-15 09:12:31 psk=Winter|-Sun-1']],
  ['output before output that begins with such a word', `psk=Winter\n${SSL}\n[242:root:1c]kelu77 it`, []],
  ['output before a sign of a prompt', `psk=Winter\n${SSL}\n#Sun-1`, ['psk=Winter|#Sun-1']],
  ['output, all of it indented', `\tpsk=Winter\n\t${SSL}\n\t-Sun-1`, ['\tpsk=Winter|-Sun-1']],
  ['output that seems to be wrapped', `psk=Winter\n${IKE}\n-Sun-1`, ['psk=Winter|-Sun-1']],
  ['the same, indented', `\tpsk=Winter\n\t${IKE}\n\t-Sun-1`, ['\tpsk=Winter|-Sun-1']],
  ['two lines of output of which the second seems to be wrapped', `psk=Winter\n${SSL}\n${IKE}\n-Sun-1`, [`${SSL}|-Sun-1`, 'psk=Winter|-Sun-1']],
  ['output that seems to be wrapped twice', `psk=Winter\n${IKE}\n-Sun-1\npsk=Sommer\n${IKE}\n-Sun-2`, ['psk=Winter|-Sun-1']],
  ['the same in another line of nearly that length', `psk=Winter\n${IKE}\n-Sun-1\npsk=Sommer\n${IKE}2345\n-Sun-2`, ['psk=Winter|-Sun-1']],
  ['the same in another line of another length', `psk=Winter\n${IKE}\n-Sun-1\npsk=Sommer\n${IKE}23456789\n-Sun-2`, ['psk=Winter|-Sun-1', 'psk=Sommer|-Sun-2', '-Sun-1|-Sun-2']],
  ['output that is wrapped in three lines', `psk=Winter\n${IKE}\n${IKE.replace(/\W/g, 'x')}\n-Sun-1`, []],
])('A line is joined with what comes after %s', (_, text, lines) => {
  expect(rejoined(text)).toEqual(lines);
}); // oxfmt-ignore

test('Only 2048 characters on each side are joined, with a line break', () => {
  const [joined = ''] = rejoined(`${'psk=bremen '.repeat(300)}it\n${SSL}\n-Sun-1 ${'got it '.repeat(400)}\n`);
  expect(joined.split('|').map(line => line.length)).toEqual([2047, 2048]);
});
