import { USER_NUMBER } from '../finding/looks';
import type { FoundKind } from '../types';
import { isInVocabulary, isVocabulary } from '../vocabulary';
import { mayBeWords, saysFailure } from './sentences';

/** Classes with distinctive values: a part of one also identifies the secret. */
const DISTINCTIVE_KINDS: ReadonlySet<FoundKind> = new Set<FoundKind>([
  'otp-seed',
  'activation-code',
  'qr-code',
  'key',
  'session',
  'licence-code',
]);
/** Maximum length of a value that is searched for by its parts, in UTF-16 code units. */
const MAX_LENGTH = 4096;
/** Minimum number of different characters of a random value; fewer may be a word or a mask. */
const MIN_DISTINCT_CHARACTERS = 6;

/** Brackets are pieces of a line. */
const BRACKET = /[[\]{}]/;

/** A part of a date or a time. */
const PART_OF_TIME = /^\d*(?:[-:]\d{1,2}){1,2}$/;

/** The VDOM at the start of a line of ike, `V=root:0`, or the number of a process or a session before a message, `[405]:`. */
const TAG = /^(?:V=[\w.-]{1,31}:|\[\d{1,6}[\]:])/;

/** True for a secret that is searched for in other lines. */
export function isSearched(kind: FoundKind, value: string): boolean {
  if (PART_OF_TIME.test(value) || TAG.test(value)) return false;
  return !isVocabulary(value) && !isInVocabulary(value) && !(kind === 'session' && BRACKET.test(value));
}

/** True if any eight code units of such a value identify the secret wherever they occur. */
export function isKnownByParts(kind: FoundKind, value: string): boolean {
  if (
    !DISTINCTIVE_KINDS.has(kind) ||
    isVocabulary(value) ||
    value.length > MAX_LENGTH ||
    !/\d/.test(value) ||
    /\s/.test(value) ||
    BRACKET.test(value)
  )
    return false;
  return new Set(value).size >= MIN_DISTINCT_CHARACTERS;
}

/** The words of a password with blanks that identify it: the console repeats one of them in an error. */
export function distinctiveWords(value: string): string[] {
  if (!value.includes(' ') || value.length > MAX_LENGTH) return [];
  return value.split(/\s+/).filter(word => /\p{L}/u.test(word) && /\d/.test(word));
}

const MIN_NAME_LENGTH = 4;
/** The same for a user who is known by a number. */
const MIN_USER_NUMBER = 6;
/** Kinds with a distinctive form. */
const WITH_OWN_FORM: ReadonlySet<FoundKind> = new Set<FoundKind>(['serial', 'mac', 'phone']);

/**
 * True if a name is distinctive enough to be replaced anywhere. Short names and FortiOS terms are replaced only where the
 * line marks them as names.
 */
export function isDistinctiveName(kind: FoundKind, value: string): boolean {
  if (!['user', 'group', 'server', 'host', 'connection', 'name'].includes(kind)) return false;
  // `internal:516` is the start of a debug line: a source file and its line number.
  if (isVocabulary(value.replace(/:\d{0,6}$/, ''))) return false;
  if (value.length < MIN_NAME_LENGTH || saysFailure(value)) return false;
  if (!/\p{L}/u.test(value))
    return kind === 'user' && value.length >= MIN_USER_NUMBER && USER_NUMBER.test(value);
  // `sent\note`: a sentence word next to an escaped line break.
  if (value.includes('\\') && mayBeWords(value)) return false;
  // A closing bracket without its opening one: part of a sentence.
  if (/^[^([{]*[)\]}]/.test(value)) return false;
  // Part of a sentence, such as `for user`.
  return !PLAIN_WORDS.test(value) || !value.split(' ').every(word => isVocabulary(word) || mayBeWords(word));
}

/** Words, of which the first can be a term in capitals. */
const PLAIN_WORDS = /^(?:[a-z]+(?: [a-z]+)+|[A-Za-z]+(?: [a-z]+){2,})$/;

/** True for a kind of names that their form alone shows. */
export function hasOwnForm(kind: FoundKind): boolean {
  return WITH_OWN_FORM.has(kind);
}
