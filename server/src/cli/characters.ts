import type { Write } from './formats';

/** Variables that only consoles with Unicode set: Windows Terminal, ConEmu with Cmder, VS Code, JetBrains. */
const MODERN: readonly (readonly [variable: string, value: RegExp])[] = [
  ['WT_SESSION', /./],
  ['ConEmuTask', /^\{cmd::Cmder\}$/],
  ['TERM_PROGRAM', /^vscode$/],
  ['TERMINAL_EMULATOR', /^JetBrains-JediTerm$/],
  ['TERM', /^(?:xterm|alacritty|rxvt|screen|tmux)/],
];

/**
 * True if characters beyond ASCII are shown as what they are. Windows passes what is written to a pipe or a file on in the
 * code page of the console: PowerShell turns each byte of a character into a character of its own. Older consoles of Windows,
 * and those of Linux without a window, lack the characters.
 */
export function hasUnicode(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  isTerminal: boolean,
): boolean {
  if (platform !== 'win32') return !isTerminal || environment['TERM'] !== 'linux';
  return isTerminal && MODERN.some(([variable, value]) => value.test(environment[variable] ?? ''));
}

/** What our texts write in place of their characters. Those of a capture, and letters of a language, stay. */
const IN_ASCII: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '·': '-',
  '×': 'x',
  '→': '->',
  '✓': 'OK',
  '✗': 'x',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '\u00a0': ' ',
  '\u202f': ' ',
};
const REPLACED = new RegExp(`[${Object.keys(IN_ASCII).join('')}]`, 'gu');

/** Returns a text for people without the characters that an old console lacks. */
export function inAscii(text: string): string {
  return text.replace(REPLACED, character => IN_ASCII[character] ?? character);
}

/** Returns the same JSON in ASCII. */
export function jsonInAscii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Returns a writer for what is converted first, in pieces cut anywhere. */
export function converting(write: Write, convert: (text: string) => string): Write {
  const decoder = new TextDecoder();
  return text => write(convert(typeof text === 'string' ? text : decoder.decode(text, { stream: true })));
}
