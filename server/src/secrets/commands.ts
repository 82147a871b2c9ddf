import { ENTRIES, type Entry, matchCommand } from '../knowledge';
import { commandMatcher } from '../knowledge/commands';
import { secretKeys } from '../knowledge/secretWords';
import { detached, type Span } from '../syntax';
import { kindsOf } from './keys';
import { isSecretClass, type FoundKind } from './types';
import { fits } from './values';

/** A word of a command: a sign behind a backslash belongs to it. */
const WORD = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s\\])+/g;
/** A command that takes a secret has its own words before it. */
const FEWEST_WORDS = 3;
const LONGEST = 600;

const ARGUMENTS = kindsOf('argument');
const OPTIONS = kindsOf('option');

/** Commands that the knowledge explains come first; these are known only for what they take, whatever stands behind it. */
const matchSecretCommand = commandMatcher(
  [...secretKeys('command'), ...explainedCommands()].map((key): Entry => ({
    id: key,
    kind: 'command',
    keys: [`${key} [<rest>]...`],
    title: '',
    meaning: [],
  })),
);

/** The patterns of the commands that the knowledge explains and that take a secret or an identity. */
function explainedCommands(): string[] {
  const patterns = ENTRIES.filter(({ kind }) => kind === 'command').flatMap(({ keys }) => keys);
  return patterns.filter(key =>
    [...key.matchAll(/<([^>]*)>/g)].some(([, what]) => ARGUMENTS.has(what ?? '')),
  );
}

/** A value in a command, and what it is. */
export interface TypedValue extends Span {
  readonly kind: FoundKind;
}

/** Commands that take nothing of it: a capture has the same few over and over. Others are not kept. */
const harmless = new Set<string>();
const MOST_KNOWN = 500;

/** What a person typed into a command that must not be shared. */
export function typedValues(text: string, { start, end }: Span): TypedValue[] {
  const command = text.slice(start, Math.min(end, start + LONGEST));
  if (harmless.has(command)) return [];
  const values = valuesOf(command);
  if (values.length === 0 && harmless.size < MOST_KNOWN) harmless.add(detached(command));
  return values.map(value => ({ ...value, start: value.start + start, end: value.end + start }));
}

function valuesOf(command: string): TypedValue[] {
  const words = [...command.matchAll(WORD)];
  if (words.length < FEWEST_WORDS) return [];
  const typed = words.map(([word]) => word);
  const known = matchCommand(typed);
  const other = known.fills.some(fill => ARGUMENTS.has(fill ?? '')) ? known : matchSecretCommand(typed);
  const { fills } = other.fills.length > 0 ? other : known;
  const found: TypedValue[] = [];
  for (const [index, { 0: word, index: at }] of words.entries()) {
    const option = /^(--?[\w-]+)=(?=.)/.exec(word);
    const kind = ARGUMENTS.get(fills[index] ?? '') ?? OPTIONS.get(option?.[1] ?? typed[index - 1] ?? '');
    if (!kind) continue;
    const quoted = /^(["']).*\1$/.test(word) ? 1 : 0;
    const start = at + (option && OPTIONS.has(option[1] ?? '') ? option[0].length : quoted);
    const end = at + word.length - quoted;
    if (end > start && isValue(kind, command.slice(start, end))) found.push({ kind, start, end });
  }
  return found;
}

function isValue(kind: FoundKind, value: string): boolean {
  if (kind === 'one-time-code') return /^\d{4,10}$/.test(value);
  return isSecretClass(kind) || fits(value, { kind, value: undefined, form: 'argument' });
}
