import type { Span } from '../../syntax';
import { isMasked } from '../masked';
import type { FoundKind } from '../types';
import { isOrdinary } from '../vocabulary';
import { fitsAt, isDistinctiveWord, isLikePassword, isMixed, isNoAnswer, isScrambled } from './looks';
import type { NameKey } from './nameParts';
import type { Passage, Sink } from './passage';

// The values that one name can have: those of a list, and the one that the first is compared with.

/** Takes a value, or each value of a list, and any that follow; returns where to continue. */
export function takeValues(
  passage: Passage,
  { start, end }: Span,
  key: NameKey,
  kind: FoundKind,
  sink: Sink,
): number {
  const values = listed(passage.text, start, end);
  const isOne = values.length === 1;
  for (const one of values)
    if (isOne || fitsAt(passage, one, { kind, value: key.value, form: 'name' }))
      sink.take(kind, one.start, one.end);
  const isWord = key.value === 'word' || key.value === 'keyword';
  const isCode =
    key.value === 'digits' || key.value === 'groups' || CODE.test(passage.text.slice(start, end));
  if (!isWord) return isCode ? moreCodes(passage, start, end, key, sink) : end;
  return key.last.endsWith('s') ? moreWords(passage, end, kind, sink) : compared(passage, end, kind, sink);
}

/** The names of both values at the end of a text: `username and `, `user name/`. */
const BOTH =
  /\b(?:user ?name|user|login|benutzer(?:name)?|utilisateur|identifiant|usuario|usuário|utente)s?(?: (?:and|und|et|y|e|&) |\/| \/ | \+ )(?:the )?$/i;
const MAX_BOTH = 24;
/** The second of two words, which a blank or a slash separates. */
const SECOND = /^["']?(?:,? | ?\/ ?)["']?(?<value>[^\s"',;|]{4,64})["']?[.,;]?(?=\s|$)/d;

/** The second value after a name and its first value, if the name before it is that of a user: `user and password: a b`. */
export function secondOf({ text, from, to }: Passage, name: number, end: number): Span | undefined {
  if (!BOTH.test(text.slice(Math.max(from, name - MAX_BOTH), name))) return undefined;
  const place = SECOND.exec(text.slice(end, Math.min(to, end + 72)))?.indices?.groups?.['value'];
  return place && { start: end + place[0], end: end + place[1] };
}

/** The separator in a list of codes, and the next code. */
const NEXT_CODE = /^(?:["']?[,;] ?["']?| )(\d{4,10})(?![\d.:-])/;
const NEXT_GROUPS = /^["']?[,;] ?["']?([A-Za-z\d]{4,8}(?:-[A-Za-z\d]{4,8}){1,3})(?![\w-])/;
/** A one-time code. */
const CODE = /^\d{6,8}$/;
const THEN_CODE =
  /^["']?(?:,? (?:and|then|or|next|und|dann|et|puis|y))(?: (?:then|after that|dann))?(?: the next(?: one)?(?: was)?:?)? ["']?(\d{6,8})(?![\d.:-])/;
const MAX_CODES = 32;
/** Maximum length of a separator and a code, in UTF-16 code units. */
const MAX_CODE = 64;

/** Takes the further codes of a list if they are as long as the first: `recovery codes: 48291357, 73519264`. */
function moreCodes({ text, to }: Passage, start: number, end: number, key: NameKey, sink: Sink): number {
  if (key.kind === undefined) return end;
  const ofList = key.value === 'groups' ? NEXT_GROUPS : NEXT_CODE;
  const next = key.last.endsWith('s') ? ofList : THEN_CODE;
  let last = end;
  for (let count = 0; count < MAX_CODES; count++) {
    const [gap = '', code = ''] = next.exec(text.slice(last, Math.min(to, last + MAX_CODE))) ?? [];
    if (code.length !== end - start) break;
    last += gap.length;
    sink.take(key.kind, last - code.length, last);
  }
  return last;
}

/** The separator in a list of passwords, and the next password. */
const NEXT_PASSWORD = /^["']?(?:[,;] ?(?:and |or )?| (?:and|or|und|et|y) )["']?([^\s"',;<>]{6,64})/;

/** Takes the further passwords of a list: `tried passwords one, two and three`. */
function moreWords({ text, to }: Passage, end: number, kind: FoundKind, sink: Sink): number {
  let last = end;
  for (let count = 0; count < MAX_CODES; count++) {
    const [gap = '', written = ''] = NEXT_PASSWORD.exec(text.slice(last, Math.min(to, last + 80))) ?? [];
    const value = written.replace(/[.:!?)]+$/, '');
    if (!(isDistinctiveWord(value) || isMixed(value) || isScrambled(value)) || isMasked(value)) break;
    const start = last + gap.length - written.length;
    last = start + value.length;
    sink.take(kind, start, last);
  }
  return last;
}

const STRING = /"((?:[^"\\]|\\.)*)"/g;

/** The strings of a list in brackets, `["one","two"]`; any other value as it is. Of `["ENC","..."]` only the first. */
export function listed(text: string, start: number, end: number): readonly Span[] {
  if (text[start - 1] !== '[' || text[start] !== '"') return [{ start, end }];
  const strings = [...text.slice(start, end).matchAll(STRING)].map(({ index, 1: value = '' }) => {
    const from = start + index + 1;
    return { start: from, end: from + value.length };
  });
  return text.startsWith(ENCRYPTED, start) ? strings.slice(0, 1) : strings;
}

const ENCRYPTED = '"ENC"';

/** The second of two compared values: `got "one", expected "two"`, `local(one) peer(two)`. */
const COMPARED =
  /^["'\])>]{0,2}(?:[,;]| ?\/)? ?\(?(?:but |and )?(?:with )?(?:the )?["']?(?:expected|peer|remote|theirs?|new|old|now|after|was|instead of|or|not|to|auf|para|à|vs\.?|!=|<>|->|=>|→|differs from)(?:[ _-]value| one)?["']?(?: is| was)? ?[:=]? ?["'[(<]?(?<value>[^\s"'()[\]<>,;=]{4,64})/d;
const MAX_COMPARED = 128;
/** Text before a value that has a name of its own. */
const PAIRED = /[\w"'] ?(?:[:=]|[-=]>) ?["']?$/;

/** Maximum number of values that one is compared with: the old one and the new one. */
const MAX_VALUES = 2;

/** Takes the values with which the one that ends at `at` is compared; returns where to continue. */
export function compared(passage: Passage, at: number, kind: FoundKind, sink: Sink): number {
  let last = at;
  for (let count = 0; count < MAX_VALUES; count++) {
    const end = nextCompared(passage, last, kind, sink);
    if (end === last) break;
    last = end;
  }
  return last;
}

function nextCompared({ text, to }: Passage, at: number, kind: FoundKind, sink: Sink): number {
  const slice = text.slice(at, Math.min(to, at + MAX_COMPARED));
  const place = COMPARED.exec(slice)?.indices?.groups?.['value'];
  if (!place) return at;
  const value = slice.slice(place[0], place[1]);
  const isPlain = /^[A-Z]?[a-z]+$/.test(value);
  const isGiven = isPlain
    ? PAIRED.test(slice.slice(0, place[0])) && isNoAnswer(value) && !isOrdinary(value)
    : /["'[(<]/.test(slice[place[0] - 1] ?? '');
  if (isMasked(value) || !(isGiven || isLikePassword(value))) return at;
  sink.take(kind, at + place[0], at + place[1]);
  return at + place[1];
}
