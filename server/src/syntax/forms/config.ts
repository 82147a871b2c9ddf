import { min } from '../../integers';
import { DOUBLE_QUOTE, skipSpace, skipToSpace } from '../characters';
import type { Line, LineForm, Reading } from '../line';
import { endBeforeNote } from '../notes';
import type { ConfigRecord, Span, RecordDraft } from '../records';

const VERBS = ['config', 'edit', 'set', 'unset', 'next', 'end'] as const;

/** Lines of a configuration, including fragments without their `config` line. */
export const configLine: LineForm = {
  id: 'G34',
  mayBeRest: true,
  first: 'cesun',
  strong: false,
  examples: [
    'config user fortitoken',
    '    edit "FTKMOB0123456789"',
    '        set license "FTMTRIAL01234567"',
    'next',
    'end',
  ],
  read(line: Line, { text }: Reading): RecordDraft | undefined {
    const end = line.last;
    const part = readConfig(text, { start: line.head, end });
    return part && { kind: 'config', start: line.start, end: line.next, ...part };
  },
};

/**
 * Reads `config path`, `edit name`, `set name value`, `unset name`, `next` or `end` in `span`; undefined for other text. At
 * a prompt the word can be abbreviated.
 */
export function readConfig(
  text: string,
  { start, end }: Span,
  abbreviated = false,
): Pick<ConfigRecord, 'verb' | 'name' | 'value'> | undefined {
  const verbEnd = skipToSpace(text, start, min(end, start + 8));
  const verb = verbEnd - start <= 6 ? verbOf(text.slice(start, verbEnd), abbreviated) : undefined;
  const none = { start: verbEnd, end: verbEnd };
  if (!verb) return undefined;
  const at = skipSpace(text, verbEnd, end);
  if (verb === 'next' || verb === 'end')
    return at === end ? { verb, name: none, value: { ...none } } : undefined;
  if (at === end) return undefined;
  if (verb === 'config')
    return isConfigPath(text, at, end) ? { verb, name: { start: at, end }, value: none } : undefined;
  if (verb === 'edit') return { verb, name: none, value: valueAt(text, at, end) };
  const nameEnd = skipToSpace(text, at, end);
  const name = { start: at, end: nameEnd };
  if (!/^[a-z][a-z0-9-]*$/.test(text.slice(at, min(nameEnd, at + 80)))) return undefined;
  if (verb === 'unset') return { verb, name, value: none };
  return { verb: 'set', name, value: valueAt(text, skipSpace(text, nameEnd, end), end) };
}

/** The length of the shortest unambiguous abbreviation of each word. */
const MIN_LENGTH: Readonly<Record<ConfigRecord['verb'], number>> = {
  config: 3,
  edit: 2,
  set: 2,
  unset: 3,
  next: 1,
  end: 2,
};

function verbOf(word: string, abbreviated: boolean): ConfigRecord['verb'] | undefined {
  return VERBS.find(
    verb => verb === word || (abbreviated && word.length >= MIN_LENGTH[verb] && verb.startsWith(word)),
  );
}

/** A config path is two or more lower-case words. */
function isConfigPath(text: string, start: number, end: number): boolean {
  return /^[a-z][a-z0-9-]*(?: {1,8}[\w.+-]+){0,5}$/.test(text.slice(start, min(end, start + 120)));
}

/** The value at `start` without its quotes and without an author's note. */
function valueAt(text: string, start: number, end: number): Span {
  if (start < end && text.charCodeAt(start) === DOUBLE_QUOTE) {
    return { start: start + 1, end: closingQuote(text, start + 1, end) };
  }
  return { start, end: endBeforeNote(text, start, end) };
}

/** The closing quote of a value, skipping quotes after a backslash; `end` if there is none. */
function closingQuote(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (text[at] === '\\') at++;
    else if (text.charCodeAt(at) === DOUBLE_QUOTE) return at;
  }
  return end;
}
