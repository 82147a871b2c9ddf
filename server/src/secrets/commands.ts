import { type Entry, matchCommand } from '../knowledge';
import { commandMatcher } from '../knowledge/commands';
import { secretKeys, secretWords } from '../knowledge/secretWords';
import type { Span } from '../syntax';
import { isSecretClass, type FoundKind } from './types';
import { fits } from './values';

/** A command that takes a secret has its own words before it. */
const FEWEST_WORDS = 3;
const LONGEST = 600;

const ARGUMENTS = kinds('argument');
const OPTIONS = kinds('option');

/** Commands that the knowledge explains come first; these are known only for what they take. */
const matchSecretCommand = commandMatcher(
  [...secretKeys('command')].map((key): Entry => ({
    id: key,
    kind: 'command',
    keys: [key],
    title: '',
    meaning: [],
  })),
);

function kinds(form: 'argument' | 'option'): ReadonlyMap<string, FoundKind> {
  return new Map(
    secretWords(form).flatMap(({ holds, keys }) => keys.map(key => [key, holds as FoundKind] as const)),
  );
}

/** What a person typed into a command that must not be shared. */
export function typedValues(
  text: string,
  { start, end }: Span,
): { kind: FoundKind; start: number; end: number }[] {
  const words = [...text.slice(start, Math.min(end, start + LONGEST)).matchAll(/"[^"]*"|'[^']*'|\S+/g)];
  if (words.length < FEWEST_WORDS) return [];
  const typed = words.map(([word]) => word);
  const known = matchCommand(typed);
  const other = known.fills.some(fill => ARGUMENTS.has(fill ?? '')) ? known : matchSecretCommand(typed);
  const { fills } = other.fills.length > 0 ? other : known;
  const found: { kind: FoundKind; start: number; end: number }[] = [];
  for (const [index, { 0: word, index: at }] of words.entries()) {
    const option = /^(--?[\w-]+)=(?=.)/.exec(word);
    const kind = ARGUMENTS.get(fills[index] ?? '') ?? OPTIONS.get(option?.[1] ?? typed[index - 1] ?? '');
    if (!kind) continue;
    const quoted = /^(["']).*\1$/.test(word) ? 1 : 0;
    const from = start + at + (option && OPTIONS.has(option[1] ?? '') ? option[0].length : quoted);
    const to = start + at + word.length - quoted;
    const value = text.slice(from, to);
    const shape = kind === 'one-time-code' ? 'digits' : undefined;
    if (
      to > from &&
      (isSecretClass(kind)
        ? !shape || /^\d{4,10}$/.test(value)
        : fits(value, { kind, value: shape, form: 'argument' }))
    )
      found.push({ kind, start: from, end: to });
  }
  return found;
}
