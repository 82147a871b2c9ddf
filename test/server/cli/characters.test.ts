// Consoles and pipes without Unicode, as Windows has them.
import { describe, expect, test } from 'vitest';
import { converting, hasUnicode, inAscii, jsonInAscii } from '../../../server/src/cli/characters';
import { unlessBusy } from '../../../server/src/cli/output';
import { isClosedByReader, signalsOf } from '../../../server/src/cli/terminal';
import { SEED } from '../../support/reading';
import { runHere } from '../../support/terminal';

describe('Characters beyond ASCII are written to', () => {
  test.each([
    ['a terminal of Linux', 'linux', {}, true, true],
    ['a pipe of Linux', 'linux', { TERM: 'linux' }, false, true],
    ['the Linux console', 'linux', { TERM: 'linux' }, true, false],
    ['a terminal of macOS', 'darwin', { TERM: 'xterm-256color' }, true, true],
    ['the old console of Windows', 'win32', {}, true, false],
    ['Windows Terminal', 'win32', { WT_SESSION: '0b6e' }, true, true],
    ['the terminal of VS Code', 'win32', { TERM_PROGRAM: 'vscode' }, true, true],
    ['another program', 'win32', { TERM_PROGRAM: 'other' }, true, false],
    ['Git Bash', 'win32', { TERM: 'xterm-256color' }, true, true],
    ['a pipe in Windows Terminal', 'win32', { WT_SESSION: '0b6e' }, false, false],
  ] as const)('%s', (_what, platform, environment, isTerminal, expected) => {
    expect(hasUnicode(platform, environment, isTerminal)).toBe(expected);
  });
});

test('Signs become ASCII, and the letters of a language and of a capture stay', () => {
  expect(inAscii('✗ 2 × “Müller” · 3–4 → 密码…')).toBe('x 2 x "Müller" - 3-4 -> 密码...');
});

test('JSON in ASCII has the same value', () => {
  const value = { name: 'Müller 😀', place: '…' };
  expect(jsonInAscii(JSON.stringify(value))).toBe('{"name":"M\\u00fcller \\ud83d\\ude00","place":"\\u2026"}');
  expect(JSON.parse(jsonInAscii(JSON.stringify(value)))).toEqual(value);
});

test('Bytes are converted, wherever they are cut', () => {
  let out = '';
  const write = converting(text => void (out += String(text)), inAscii);
  for (const byte of Buffer.from('a → b')) void write(Uint8Array.of(byte));
  expect(out).toBe('a -> b');
});

describe('Without Unicode', () => {
  const ascii = /^[\0-\x7f]*$/;

  test.each([
    ['report', '-'],
    ['check', '-'],
    ['explain', 'samld/clock-skew'],
    ['report', '--format', 'json', '-'],
    ['check', '--format', 'sarif', '-'],
  ])('%s %s %s is ASCII', async (...words) => {
    const { out } = await runHere(words, SEED, false);
    expect(out).toMatch(ascii);
    expect(out).not.toBe('');
  });

  test('a report has its signs in ASCII, as it has them otherwise', async () => {
    const { out } = await runHere(['report', '-'], SEED);
    expect(out).toMatch(/[✗→]/);
    expect((await runHere(['report', '-'], SEED, false)).out).toBe(inAscii(out));
  });

  test('a copy and lines of a capture stay as they are', async () => {
    const capture = `${SEED}\nuser="Müller…"\n`;
    for (const words of [
      ['redact', '-'],
      ['show', '--only', 'seed', '-'],
    ])
      expect(await runHere(words, capture, false)).toEqual(await runHere(words, capture));
  });
});

describe('A file that another program reads', () => {
  const busy = (times: number, code: string) => {
    let tries = 0;
    return () => {
      if (tries++ < times) return Promise.reject(Object.assign(new Error(code), { code }));
      return Promise.resolve(tries);
    };
  };

  test('is tried again on Windows', async () => {
    expect(await unlessBusy(busy(2, 'EPERM'), 'win32')).toBe(3);
    await expect(unlessBusy(busy(1, 'EPERM'), 'linux')).rejects.toThrow('EPERM');
    await expect(unlessBusy(busy(1, 'ENOSPC'), 'win32')).rejects.toThrow('ENOSPC');
  });
});

test('A closed reader is recognised by the codes of each system', () => {
  expect(
    ['EPIPE', 'EOF', 'ENOSPC'].map(code => isClosedByReader(Object.assign(new Error(), { code }))),
  ).toEqual([true, true, false]);
});

test('The closing of a window ends the program on Windows only: nohup ignores it', () => {
  expect(signalsOf('win32')).toContain('SIGHUP');
  expect(signalsOf('linux')).not.toContain('SIGHUP');
});
