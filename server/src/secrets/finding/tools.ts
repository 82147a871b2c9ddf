import { secretWords } from '../../knowledge/secretWords';
import type { FoundKind } from '../types';
import { isMixed, isName, isPassphrase, isScrambled } from './looks';

export interface ToolValue {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

/** `-p<kind>` takes only `-pvalue`; `-p=<kind>` takes `-p value` and `-p=value`, too. */
interface Option {
  readonly option: string;
  readonly kind: string;
  readonly takesNextArgument: boolean;
}

interface Tool {
  readonly options: readonly Option[];
  /** The words that are not options: kinds in `<>`, literal words, or several of them as `{a|b}`. */
  readonly words: readonly string[];
}

/** Maximum length of a command to read, in UTF-16 code units. */
const MAX_COMMAND = 320;
const MIN_VALUE = 4;
const MAX_NAME = 24;
/** A shell word: quotes enclose blanks, a backslash escapes the next character. */
const WORD = /\|(?=\s)|(?:"(?:\\.|[^"\\\r\n])*"|'[^'\r\n]*'|\\[^\r\n]|[^\s"'\\|])+/g;
/** What shows at the end of a line that the command continues in the next one, of which it is a part here. */
const CONTINUATION = /^(?:\\[ \t]?|[`^])$/;
const CONTINUED = /^\\[ \t](?=\S)/;
const OPTION = /^([-/]?[\w:.-]+)(=?)<(\w+)>$/;
/** The prefix of a password on the command line of `openssl`. */
const PREFIX = /^pass:/;
const OTHER_SOURCE = /^(?:file|env|fd|stdin)(?::|$)/;

const byName = new Map<string, Tool[]>();

for (const { keys } of secretWords('tool')) {
  for (const key of keys) {
    const [names = '', ...rest] = key.split(' ');
    const options = rest.flatMap(word => {
      const [, option, character, kind] = OPTION.exec(word) ?? [];
      return option !== undefined && kind !== undefined
        ? [{ option, kind, takesNextArgument: character === '=' }]
        : [];
    });
    const tool = { options, words: rest.filter(word => !OPTION.test(word)) };
    for (const name of names.replace(/[{}]/g, '').split('|'))
      byName.set(name, [...(byName.get(name) ?? []), tool]);
  }
}

/** The file extension of Windows programs. */
const PROGRAM = 'exe';

/** The last words of command names, as the scanner sees them: `cli` of `redis-cli`, `exe` of `plink.exe`. */
export const TOOL_WORDS: readonly string[] = [
  PROGRAM,
  ...[...byName.keys()].map(name => name.slice(name.lastIndexOf('-') + 1).toLowerCase()),
];

const EXTENSION = new RegExp(String.raw`\.${PROGRAM}$`, 'i');
/** Characters before a command name: of a prompt, a quote, a path, another command. */
const BEFORE = /[\s>$#"'`(;|&/]/;

/** The values of the command whose name ends at `end`, with offsets of the text; empty if the name is a word of a sentence. */
export function toolValues(text: string, from: number, end: number, to: number): readonly ToolValue[] {
  let start = end;
  while (start > from && end - start < MAX_NAME && /[\w.-]/.test(text[start - 1] ?? '')) start--;
  const tools = byName.get(text.slice(start, end).replace(EXTENSION, ''));
  if (!tools || text[end] !== ' ' || (start > from && !BEFORE.test(text[start - 1] ?? ''))) return [];
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(end, Math.min(to, end + MAX_COMMAND))) ?? [];
  const words = [...line.matchAll(WORD)]
    .filter(({ 0: word }) => !CONTINUATION.test(word))
    .map(({ 0: word, index }) => {
      const cut = CONTINUED.exec(word)?.[0].length ?? 0;
      return { word: word.slice(cut), at: end + index + cut };
    });
  return tools.flatMap(tool => [...valuesOfOptions(tool, words), ...valuesByPosition(tool, words)]);
}

interface Word {
  readonly word: string;
  readonly at: number;
}

function valuesOfOptions({ options }: Tool, words: readonly Word[]): ToolValue[] {
  return words.flatMap(({ word, at }, index) =>
    options.flatMap(({ option, kind, takesNextArgument }) => {
      if (!word.startsWith(option)) return [];
      const next = words[index + 1];
      if (word === option) return takesNextArgument && next ? valueIn(next, kind) : [];
      const isJoined = word[option.length] === '=' || option.length === 2 || option.endsWith(':');
      const cut = option.length + (word[option.length] === '=' ? 1 : 0);
      return isJoined ? valueIn({ word: word.slice(cut), at: at + cut }, kind) : [];
    }),
  );
}

function valuesByPosition({ options, words: pattern }: Tool, words: readonly Word[]): ToolValue[] {
  if (pattern.length === 0) return [];
  const rest = words.filter(({ word }) => !options.some(({ option }) => word.startsWith(option)));
  const found: ToolValue[] = [];
  let at = 0;
  for (const expected of pattern) {
    // Other options, which take no value.
    while (rest[at]?.word.startsWith('-') && !isLiteral(expected, rest[at]?.word ?? '')) at++;
    const given = rest[at++];
    const kind = /^<(\w+)>$/.exec(expected)?.[1];
    if (!given || (kind === undefined ? !isLiteral(expected, given.word) : !mayBe(kind, given.word)))
      return [];
    if (kind !== undefined) found.push(...valueIn(given, kind));
  }
  return found;
}

function isLiteral(expected: string, word: string): boolean {
  return expected.startsWith('{') ? expected.slice(1, -1).split('|').includes(word) : word === expected;
}

/** True if a word can be in that place, so that sentences are not taken for commands. */
function mayBe(kind: string, word: string): boolean {
  if (kind === 'path') return /[\\/]/.test(word);
  if (kind === 'server') return /[.:]|^localhost$/.test(word);
  if (kind === 'host') return /^\[?\w[\w.:-]*\]?$/.test(word);
  if (kind === 'number') return /^\d+$/.test(word);
  if (kind === 'drive') return /^[A-Za-z*]:?$/.test(word);
  return word !== '|';
}

function valueIn({ word, at }: Word, kind: string): ToolValue[] {
  if (kind === 'login') {
    const character = word.search(/[%,:]/);
    const end = /^(["']).*\1$/.test(word) ? -1 : undefined;
    if (character < 0) return [];
    const start = end === undefined ? 0 : 1;
    return [
      ...valueIn({ word: word.slice(start, character), at: at + start }, 'user'),
      ...valueIn({ word: word.slice(character + 1, end), at: at + character + 1 }, 'password'),
    ];
  }
  if (kind === 'substitution') return replacedValue({ word, at });
  if (kind !== 'password' && kind !== 'user') return [];
  let [start, end] = [0, word.length];
  if (/^(["']).*\1$/.test(word)) [start, end] = [1, end - 1];
  start += PREFIX.exec(word.slice(start, end))?.[0].length ?? 0;
  const value = word.slice(start, end);
  const isValue =
    kind === 'user'
      ? isName(value)
      : value.length >= MIN_VALUE && !/^(?:-|\/[a-z]+(?::|$)|\$\{?\w+\}?$|\\\\)/.test(value);
  return isValue && !OTHER_SOURCE.test(value) ? [{ kind, start: at + start, end: at + end }] : [];
}

/** An editor command that replaces a text: `'s/value/x/g'`. */
const SUBSTITUTION = /^["']?s([/|#,@!])(?<value>[^\s^$\\()[\]]{6,64}?)\1/d;

/** The text that an editor command replaces, if it reads like a password: who shares a log replaces those first. */
function replacedValue({ word, at }: Word): ToolValue[] {
  const place = SUBSTITUTION.exec(word)?.indices?.groups?.['value'];
  if (!place) return [];
  const value = word.slice(place[0], place[1]);
  const isSecret = isMixed(value) || isScrambled(value) || isPassphrase(value);
  return isSecret ? [{ kind: 'password', start: at + place[0], end: at + place[1] }] : [];
}
