import { ENTRIES, type Entry, matchCommand } from '../../knowledge';
import { commandMatcher } from '../../knowledge/commands';
import { secretKeys } from '../../knowledge/secretWords';
import { detached, type Span } from '../../syntax';
import { isSecretClass, type FoundKind } from '../types';
import { isStandIn } from '../masked';
import { kindsOf } from './keys';
import { fits, isMixed } from './looks';
import { serialsIn } from './shapes';

/** A word of a command, including escaped characters; an option with a value in quotes is one word. */
const WORD = /(?:--?[\w-]+=)?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:\\.|[^\s\\])+/g;
/** A command that takes a secret has at least this many words; a password can be typed alone by mistake. */
const MIN_WORDS = 3;
const MAX_LENGTH = 600;

const ARGUMENTS = kindsOf('argument');
const OPTIONS = kindsOf('option');

const KEYS = [...secretKeys('command'), ...explainedCommands()];

/** Used if `matchCommand` finds no such argument: commands with a secret, followed by any words. */
const matchSecretCommand = commandMatcher(
  [...KEYS, ...KEYS.flatMap(cutKeys)].map((key): Entry => ({
    id: key,
    kind: 'command',
    keys: [`${key} [<rest>]...`],
    title: '',
    meaning: [],
  })),
);

/** Patterns of commands in the knowledge base that take a secret or an identity. */
function explainedCommands(): string[] {
  const patterns = ENTRIES.filter(({ kind }) => kind === 'command').flatMap(({ keys }) => keys);
  return patterns.filter(key =>
    [...key.matchAll(/<([^>]*)>/g)].some(([, what]) => ARGUMENTS.has(what ?? '')),
  );
}

/** The pattern cut after each secret but one at its end: the rest may be in the next line. */
function cutKeys(key: string): string[] {
  const ends = [...key.matchAll(/<([^>]*)>/g)].flatMap(({ index, 0: hole, 1: what = '' }) =>
    isSecretClass(ARGUMENTS.get(what) ?? '') ? [index + hole.length] : [],
  );
  return ends.filter(end => end < key.length).map(end => key.slice(0, end));
}

export interface TypedValue extends Span {
  readonly kind: FoundKind;
}

/** Commands without sensitive values: a capture repeats the same few. Commands with secrets are not stored. */
const harmless = new Set<string>();
const MAX_CACHED = 500;

/** The sensitive values in a command that a user typed. */
export function typedValues(text: string, { start, end }: Span): TypedValue[] {
  const command = text.slice(start, Math.min(end, start + MAX_LENGTH));
  if (harmless.has(command)) return [];
  const values = valuesOf(command);
  if (values.length === 0 && harmless.size < MAX_CACHED) harmless.add(detached(command));
  return values.map(value => ({ ...value, start: value.start + start, end: value.end + start }));
}

function valuesOf(command: string): TypedValue[] {
  const words = [...command.matchAll(WORD)];
  if (words.length < MIN_WORDS && words.length !== 1) return [];
  const typed = words.map(([word]) => word);
  const fills = fillsOf(typed);
  return words.flatMap(({ 0: word, index: at }, index): TypedValue[] => {
    const [option = '', name = ''] = OPTION.exec(word) ?? [];
    const known = ARGUMENTS.get(fills[index] ?? '') ?? OPTIONS.get(name || (typed[index - 1] ?? ''));
    const kind = known ?? (isFree(typed, index) && isOwnWord(word) ? 'run' : undefined);
    if (!kind) return [];
    const { start, end } = valueIn(word, kind, OPTIONS.has(name) ? option.length : 0);
    return end > start && isValue(kind, word.slice(start, end))
      ? [{ kind, start: at + start, end: at + end }]
      : [];
  });
}

/** A code: groups of capitals and digits, or one long group. */
const CODE_WORD = /^(?=.*\d)(?=.*[A-Z])(?:[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){2,6}|[A-Z\d]{12,40})$/;

/** A command is followed by the next prompt if a line break was lost: `host01#`. */
const PUNCTUATION_AT_END = /[^\p{L}\d]+$/u;
/** Without a bracket: it begins the rest of a damaged colour. */
const OWN_WORD = /^[^-=:,;|'"[][^=:,;|'"[]*$/;

/**
 * True where a command can have a word of the user's own: as an argument, behind `grep`, and alone, because a password is
 * typed at the wrong prompt now and then.
 */
function isFree(typed: readonly string[], index: number): boolean {
  if (typed.length === 1) return true;
  if (index < MIN_WORDS - 1) return false;
  return FIRST_WORDS.has((typed[0] ?? '').toLowerCase()) || typed.lastIndexOf('grep', index - 1) > 0;
}

/** True for a word chosen by the user: few FortiOS commands contain such a word. */
function isOwnWord(word: string): boolean {
  const slice = QUOTED_WORD.test(word) ? word.slice(1, -1) : word;
  if (!OWN_WORD.test(slice)) return false;
  if (isStandIn(slice.replace(PUNCTUATION_AT_END, ''))) return false;
  return (isMixed(slice) || CODE_WORD.test(slice)) && serialsIn(slice, 0, slice.length).length === 0;
}

/** The value in a word, without its option name and quotes; for a code, only its digits. */
function valueIn(word: string, kind: FoundKind, option: number): Span {
  const quote = QUOTED_WORD.test(word.slice(option)) ? 1 : 0;
  const start = option + quote;
  const code = kind === 'one-time-code' ? CODE.exec(word.slice(start))?.[0] : undefined;
  return { start, end: code === undefined ? word.length - quote : start + code.length };
}

const OPTION = /^(--?[\w-]+)=(?=.)/;
const QUOTED_WORD = /^(["']).*\1$/;

/** The argument at each word of a command; undefined for command words. */
function fillsOf(typed: readonly string[]): readonly (string | undefined)[] {
  const known = matchCommand(typed).fills;
  if (known.some(fill => ARGUMENTS.has(fill ?? ''))) return known;
  const { fills } = matchSecretCommand(typed);
  return fills.length > 0 ? fills : known;
}

/** First words of commands that take a secret, and their abbreviations: `e` could be `exit` or `end`, too. */
const FIRST_WORDS: ReadonlySet<string> = new Set([
  ...abbreviations('diagnose', 1),
  ...abbreviations('execute', 2),
]);
function abbreviations(word: string, shortest: number): string[] {
  return Array.from(word, (_, index) => word.slice(0, index + 1)).slice(shortest - 1);
}

/** Words that are recognised as a command after any prefix. */
const WHOLE_WORDS: ReadonlySet<string> = new Set(['diagnose', 'execute']);
/** The last character before a command: of a prompt, a quote, a tag or an entity. */
const BEFORE_COMMAND: ReadonlySet<string> = new Set('#$>"\'`(;:');
/** A time before a command, from a terminal or a log. */
const TIME_BEFORE = /\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?[\])]?:?$/;
const MAX_TIME = 32;
/** Maximum number of blanks before a command, and maximum length of blanks with a colour. */
const MAX_BLANKS = 4;
const MAX_PROMPT = 16;
const COLOUR_BEFORE = /\x1b\[[\d;]{0,8}[A-Za-z]$/;
const ENTITY = /^&(?:quot|lt|gt|apos|#39|#34);/;

/**
 * The end of the command that the word `[start, end)` starts, whatever precedes its prompt: a time, a tag, the start of a
 * string. Returns -1 if no command that may take a secret starts there.
 */
export function commandEnd(text: string, from: number, start: number, end: number, to: number): number {
  const word = text.slice(start, end).toLowerCase();
  if (!FIRST_WORDS.has(word) || (!WHOLE_WORDS.has(word) && !beginsCommand(text, from, start))) return -1;
  const limit = Math.min(to, start + MAX_LENGTH);
  // Between backticks, as in Markdown.
  const isCode = start > from && text[start - 1] === '`';
  let quoted = false;
  for (let at = end; at < limit; at++) {
    if (endsText(text, at) || (isCode && text[at] === '`')) return at;
    if (text[at] !== '"') continue;
    // A quote after a blank or an option opens an argument; any other quote ends the string that contains the command.
    let before = at - 1;
    while (text[before] === '\\') before--;
    const opens = /[\s=]/.test(text[before] ?? '');
    if (!quoted && !opens) return before + 1;
    quoted = !quoted;
  }
  return limit;
}

/** True at the end of the line, and at the end of the element that contains the command. */
function endsText(text: string, at: number): boolean {
  const unit = text[at];
  if (unit === '<') return text[at + 1] === '/' || text.startsWith('br', at + 1);
  return unit === '\n' || unit === '\r' || (unit === '&' && ENTITY.test(text.slice(at, at + 6)));
}

/** The start of the blanks before `at`, not before `earliest`. */
function blanksStart(text: string, earliest: number, at: number): number {
  while (at > earliest && /[^\S\r\n]/.test(text[at - 1] ?? '')) at--;
  return at;
}

function beginsCommand(text: string, from: number, start: number): boolean {
  let at = blanksStart(text, Math.max(from, start - MAX_BLANKS), start);
  const colour = COLOUR_BEFORE.exec(text.slice(Math.max(from, at - 11), at))?.[0].length;
  if (colour !== undefined) at = blanksStart(text, Math.max(from, start - MAX_PROMPT), at - colour);
  if (at === from || /[\r\n]/.test(text[at - 1] ?? '') || BEFORE_COMMAND.has(text[at - 1] ?? '')) return true;
  return at < start && TIME_BEFORE.test(text.slice(Math.max(from, at - MAX_TIME), at));
}

/** A code, possibly followed by the end of a table cell or string. */
const CODE = /^\d{4,10}(?=$|[\s\\;,"'<&)])/;

function isValue(kind: FoundKind, value: string): boolean {
  if (kind === 'one-time-code') return /^\d{4,10}$/.test(value);
  return isSecretClass(kind) || kind === 'run' || fits(value, { kind, value: undefined, form: 'argument' });
}
