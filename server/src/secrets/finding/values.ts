import type { Span } from '../../syntax';
import { isBlankUnit, skipBlanks } from './blanks';
import type { Key } from './key';
import { stopAfter, stopAt, WHITE } from './lookAhead';
import { attributeLength, looseStart } from './looseSeparators';
import { MAX_VALUE_OF, VALUE_OF } from './members';
import type { NameKey } from './nameParts';
import type { Passage } from './passage';
import { closingOf, isQuote } from './quotes';
import { MAX_SPACES, valueStart } from './separators';
import type { Certainty, Start } from './separatorTable';
import { bare, type Ends, ENTITY, MAX_TRAILING, withoutEscapes } from './valueEnd';

/** Maximum length of a value; the longest is a SAML response in one line. */
const MAX_VALUE = 1 << 16;
/** `token code 482913`, `text=code+482913`: only a code has this number of digits. */
const SPACED_CODE = /^[ +\u00a0]\d{6,8}(?![\d.:-])/;

/** The value of a pair whose key ends at `at`, or undefined. */
export function pairValue(passage: Passage, at: number, { kind, value }: Key): Span | undefined {
  const { text, to } = passage;
  const code = value === 'digits' ? spacedCode(text, at) : undefined;
  if (code) return code;
  const begin = valueStart(text, at + attributeLength(text, at), to);
  const start = begin?.at ?? to;
  if (start >= to || (begin?.certainty === 'spoken' && isPlainWord(text, start, to))) return undefined;
  if (value === 'phrase' && !isQuote(text[start])) return phrase(text, start, to, kind === 'name');
  const word = kind === 'password' || value === 'word' ? 'word' : 'pair';
  return unlessEmpty(delimited(passage, start, value === 'cookie' ? 'cookie' : word));
}

/** An attribute of XML that ends its element, and the content: `Name="TargetUserName">`. */
const CONTENT = /^["']\s?>(?=[^<>\r\n]{1,64}<\/)/;
const MAX_CONTENT = 72;

/**
 * The value of a pair whose key, which ends at `at`, is a value itself: `"name":"User-Name","value":"user01"`,
 * `<Data Name="TargetUserName">user01</Data>`.
 */
export function valueOfNamed(passage: Passage, at: number): Span | undefined {
  const { text, to } = passage;
  if (!isQuote(text[at]) || !',> '.includes(text[at + 1] ?? '\n')) return undefined;
  const field = VALUE_OF.exec(text.slice(at + 1, Math.min(to, at + 1 + MAX_VALUE_OF)))?.[0].length;
  if (field !== undefined) return unlessEmpty(delimited(passage, at + 1 + field, 'pair'));
  const head = CONTENT.exec(text.slice(at, Math.min(to, at + MAX_CONTENT)))?.[0].length;
  if (head === undefined) return undefined;
  return unlessEmpty({ start: at + head, end: text.indexOf('<', at + head) });
}

/** True if a sentence continues or ends at `at`: `the server is not compatible`. */
function isPlainWord(text: string, at: number, to: number): boolean {
  return /^[a-z]+(?:[.,;:!?)]{0,2}(?:[\s"']|$)|ed\b|ing\b)/.test(text.slice(at, Math.min(to, at + 32)));
}

/** A value after a name, and how certain it is. */
export interface NamedValue extends Span {
  readonly certainty: Certainty;
}

/** The start of the value of a name that ends at `at`, after any separator of configurations, JSON, XML, CSV or URLs. */
export function namedStart({ text, to }: Passage, at: number): Start | undefined {
  const begin = attributeLength(text, at) > 0 ? undefined : valueStart(text, at, to);
  return begin ?? looseStart(text, at, to);
}

/**
 * The value of a name that ends at `at`.
 * @param startOf the result of `namedStart`, computed when needed
 */
export function namedValue(
  passage: Passage,
  at: number,
  key: NameKey,
  startOf: () => Start | undefined,
): NamedValue | undefined {
  const { text, to } = passage;
  const isCode = key.value === 'digits' || key.value === 'six-digits';
  const code = isCode ? spacedCode(text, at) : undefined;
  if (code) return { ...code, certainty: 'sure' };
  const start = startOf();
  if (!start || start.at >= to || (isCode && !mayBeCode(text, start.at))) return undefined;
  // The members of a list of objects have names of their own, and those of a list of lists are none alone.
  if (text[start.at] === '[' && (text[start.at + 1] === '{' || text[start.at + 1] === '[')) return undefined;
  const span = unlessEmpty(delimited(passage, start.at, endsOf(start, key)));
  return span && { start: span.start, end: span.end, certainty: start.certainty ?? 'sure' };
}

/** How a value ends, by its start and its key. */
function endsOf({ ends, certainty, isTyped }: Start, { kind, value }: NameKey): Ends {
  if (ends) return ends;
  if (certainty === 'likely') return 'cell';
  if (value === 'cookie') return 'cookie';
  if (kind !== 'password' && kind !== 'key') return 'pair';
  return isTyped ? 'typed' : 'word';
}

/** A quick test, since most tokens are serial numbers: true if digits can start at `at`, or after a quote or bracket. */
function mayBeCode(text: string, at: number): boolean {
  return !/[a-z]/i.test(text[at] ?? '') && !/^["'[(][a-z]/i.test(text.slice(at, at + 2));
}

function spacedCode(text: string, at: number): Span | undefined {
  const code = SPACED_CODE.exec(text.slice(at, at + 12));
  return code ? { start: at + 1, end: at + code[0].length } : undefined;
}

/**
 * A name of several words. It ends before two blanks, a comma, a bracket, a separator of pairs, or a blank followed by the
 * key of a pair or another stand-in.
 */
const PHRASE = /^(?:(?!%26)[^\s,;&<>"'\])}]|[ ](?![ ]|[\w-]{1,24}[:=]|[xX][A-Za-z]{0,8}\d+(?!\w)))*/;
const MAX_PHRASE_LENGTH = 256;

/** A person's first name after a comma, at the end of a line. */
const FIRST_NAME = /^, \p{Lu}[\p{L}'-]{1,40}(?: \p{Lu}[\p{L}'.-]{0,40})?(?=["']?[ \t]{0,8}(?:[\r\n]|$))/u;

function phrase(text: string, start: number, to: number, isPersonName: boolean): Span | undefined {
  const slice = text.slice(start, Math.min(to, start + MAX_PHRASE_LENGTH));
  const first = PHRASE.exec(slice)?.[0].trimEnd() ?? '';
  const more = isPersonName && first !== '' ? (FIRST_NAME.exec(slice.slice(first.length))?.[0] ?? '') : '';
  return unlessEmpty({ start, end: start + first.length + more.length });
}

/** The value of a setting: the content of its quotes, or a word up to a blank or a quote. */
export function settingValue(passage: Passage, start: number): Span | undefined {
  if (/["\\&]/.test(passage.text[start] ?? '')) return unlessEmpty(delimited(passage, start, 'word'));
  const end = stopAfter(passage, start, Math.min(passage.to, start + MAX_VALUE), endsSetting);
  // In a nested string, the closing quote has a backslash.
  const inner = passage.text[end] === '"' ? withoutEscapes(passage.text, start, end) : end;
  return unlessEmpty({ start, end: inner });
}

const endsSetting = stopAt(WHITE + '"&', (text, at) => {
  const unit = text.charCodeAt(at);
  if (unit === 38) return ENTITY.test(text.slice(at, at + 6));
  return unit < 128 || isBlankUnit(unit);
});

/** The value in quotes or brackets after a key, with or without a blank between. */
export function quotedValue(passage: Passage, at: number): Span | undefined {
  const { text, to } = passage;
  const start = skipBlanks(text, text[at] === ':' ? at + 1 : at, Math.min(to, at + MAX_SPACES));
  return start < to && isQuote(text[start]) ? delimited(passage, start, 'pair') : undefined;
}

/** The value that starts at `start`: the content of its quotes or brackets, or a word. */
function delimited(passage: Passage, start: number, ends: Ends): Span {
  const { text, to } = passage;
  const limit = Math.min(to, start + MAX_VALUE);
  const closing = closingOf(text, start, ends === 'encoded', ends === 'cell');
  if (!closing) return bare(passage, start, limit, ends);
  const open = start + closing.length;
  let end = stopAfter(passage, open, limit, closing.stop);
  for (let count = 0; count < closing.backslashes && end > open && text[end - 1] === '\\'; count++) end--;
  // If the closing quote is missing, the next quote opens a key after a comma.
  const earliest = Math.max(open, end - MAX_TRAILING);
  while (end > earliest && text[end - 1] === ',') end--;
  return { start: open, end };
}

function unlessEmpty(span: Span): Span | undefined {
  return span.end > span.start ? span : undefined;
}
