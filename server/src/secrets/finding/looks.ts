import { secretKeys } from '../../knowledge/secretWords';
import { isMixed, type Span, toneOf } from '../../syntax';
import { isStandIn } from '../masked';
import type { Key } from './key';
import { stopAfter, stopAt, WHITE } from './lookAhead';
import type { Passage } from './passage';
import { isOrdinary } from '../vocabulary';

export { isMixed };

/** Lower-case words that occur where a password would, but are not one. */
export const NO_PASSWORD = secretKeys('no-value', 'password');
const NO_NAME = secretKeys('no-value', 'user');

/** No licence: the serial number of a token with what damage glued to it. */
const TOKEN_SERIAL = /FTK(?:MOB|\d{3})/i;
const LICENCE =
  /^(?:EFTM|FTM|FTMTRIAL)[0-9A-Z-]{4,20}$|^[0-9A-Z]{4,6}(?:-[0-9A-Z]{4,6}){2,5}$|^(?=[A-Z]*\d)[0-9A-Z]{12,24}$/i;

/** The number of a contract, and what it is for. */
export const CONTRACT = /^\d{4}[A-Z]{2}\d{6}(?:\*\S*)?$/;

/** A check of what a value looks like. */
export type Shape = Pick<Key, 'kind' | 'value' | 'form'>;

/** The check of each shape of values, so that no word of a sentence is taken for one. */
const SHAPES: Readonly<Partial<Record<NonNullable<Shape['value']>, (value: string) => boolean>>> = {
  digits: value => /^\d{4,10}$/.test(value),
  'six-digits': value => /^\d{6,8}$/.test(value),
  long: value => /^[\w+/=.-]{12,}$/.test(value),
  code: value => /^[A-Z0-9_-]{8,40}$/i.test(value) && !NO_NAME.has(value.toLowerCase()),
  number: value => /^\d{7,20}$/.test(value),
  phone: value => PHONE.test(value) && !ZEROS.test(value),
  card: value => /^(?=.*\d)[\da-f]{12}$/i.test(value),
  token: value => /^\S{6,}$/.test(value) && isNoAnswer(value),
  cookie: value => /^\S{6,}$/.test(value) && isNoAnswer(value),
  base64: value =>
    value.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*[\d=])[\w+/]{6,}={0,2}$/.test(value),
  licence: value =>
    (LICENCE.test(value) || CONTRACT.test(value) || isScrambled(value)) &&
    !TOKEN_SERIAL.test(value) &&
    !isStandIn(value),
  community: value =>
    value.length >= MIN_LENGTH && /[a-z]/i.test(value) && !ROUTES.test(value) && isNoAnswer(value),
  'own-word': isOwnWord,
  random: value => (value.length >= MIN_RANDOM && isRandom(value)) || UUID.test(value),
  mixed: isMixedOrHex,
  word: value => value.length >= MIN_LENGTH && isNoAnswer(value),
  surname: value => /^\p{Lu}[\p{L}'-]{1,40}$/u.test(value) && isName(value) && !isOrdinary(value),
  keyword: value => isMixedOrHex(value) || isTellingWord(value) || isOwnWord(value),
};

function isMixedOrHex(value: string): boolean {
  return isMixed(value) || isScrambled(value) || /^(?:0x)?[\da-f]{16,}$/i.test(value);
}

/** True for a word that neither FortiOS nor a result has. */
export function isOwnWord(value: string): boolean {
  return /^[A-Za-z][a-z]{5,}$/.test(value) && isNoAnswer(value) && !isOrdinary(value);
}

const MIN_LENGTH = 4;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** A phone number without `+`: of an area, or with its country. */
const PHONE = /^(?:0[1-9]|00[1-9]|[1-9])(?:[ ()/-]?\d){6,14}$/;
/** No number begins with so many. */
const ZEROS = /^0{4}/;

/** True if a value can be what its key holds. */
export function fits(value: string, { kind, value: shape, form }: Shape): boolean {
  const looks = shape && SHAPES[shape];
  if (looks) return looks(value);
  if (form === 'setting') return value.length >= MIN_LENGTH;
  if (form === 'setting-end') return value.length >= MIN_LENGTH && isNoAnswer(value);
  return isName(value, kind === 'name');
}

/** A word with what can be around it in a sentence, or before a character that continues the sentence. */
const WORD_ALONE = /^[[({<_]{0,3}([A-Za-z]+)(?:[\])}>_.,;:[-]{0,3}$|[:;,[-])/;

/** Returns whether a value is not a word for a result: `failed`, `expired`. */
export function isNoAnswer(value: string): boolean {
  const word = WORD_ALONE.exec(value)?.[1];
  return !NO_PASSWORD.has(value.toLowerCase()) && !(word !== undefined && toneOf(word, 0) === 'fails');
}

/** True if letters alone change case as no word does, and no name of several words: nobody thought them out. */
export function isScrambled(value: string): boolean {
  if (value.length < 8 || value.length > MAX_SCRAMBLED || !/^[A-Za-z]+$/.test(value)) return false;
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return changes >= 3 && !CAMEL.test(value);
}

const MAX_SCRAMBLED = 64;
/** `SSLVPNUser`, `getResponse`, `XAuthType`. */
const CAMEL = /^(?:[a-z]+|[A-Z])?(?:[A-Z][a-z]{2,}|[A-Z]{2,6}(?=[A-Z][a-z]|$))*$/;

/** Communities of routes, and the two of SNMP that everybody knows. */
const ROUTES = /^\d+:|^(?:string|name|list|attribute|internet|local-as|no-\w+|additive|public|private)$/i;
/** A shorter word with capitals and digits may be a name. */
const MIN_RANDOM = 12;

/**
 * True for a long random word of base64 or base62: lower case, upper case and digits alternate often. They do not in a path or
 * in the address of a page.
 */
export function isRandom(value: string): boolean {
  const said = value.length > MAX_MIXED ? value.slice(0, MAX_MIXED) : value;
  if (!/^(?!\/)(?:[a-z]{2,6}[-.])?[\w+/=.~%-]+$/.test(said) || value.length < MIN_RANDOM) return false;
  if (!/[a-z]/.test(said) || !/[A-Z]/.test(said) || !/\d/.test(said)) return false;
  const rest = said.replace(/^[a-z]{2,6}[-.]/, '');
  const changes = rest.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes * 4 >= rest.length;
}

/** True for letters and digits together that are no number, address, measure or path. */
export function isTellingWord(value: string): boolean {
  if (value.length < 6 || value.length > MAX_MIXED || /[/\\<>\s=:]/.test(value)) return false;
  if (/^[a-z]*\d+(?:\.\d+)*[a-z]{0,3}$|^0x[\da-f]+$/i.test(value)) return false;
  return /\d/.test(value) && /[a-z]/i.test(value);
}

const MAX_MIXED = 512;

/** A value that is longer is looked at as a whole only where its shape allows it. */
const MAX_SHORT = 256;
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('');
const isWhite = stopAt(WHITE, (text, at) => /\s/.test(text[at] ?? ''));
const isNoLong = stopAt(ASCII.replace(/[\w+/=.-]/g, ''), () => true);

/** Like `fits` for the value at `span`; a value of any length is read once. */
export function fitsAt(passage: Passage, span: Span, key: Shape): boolean {
  const { start, end } = span;
  if (end - start <= MAX_SHORT) return fits(passage.text.slice(start, end), key);
  switch (key.value) {
    case 'long':
      return stopAfter(passage, start, end, isNoLong) === end;
    case 'token':
    case 'cookie':
      return stopAfter(passage, start, end, isWhite) === end;
    default:
      return key.value === 'word' || key.form === 'setting' || key.form === 'setting-end';
  }
}

const MAX_NAME = 256;
const MAX_INTERFACE = 16;
/** The names of interfaces of FortiOS itself. */
const INTERFACE =
  /^(?:port|wan|lan|dmz|internal|mgmt|modem|ha|npu\d_vlink|fortilink|(?:ssl|l2t|naf)\.root)\d{0,3}$/i;

/** True for a value that FortiOS or a directory puts in place of a name: `root`, `Certificate Authority`. */
export function isKnownWord(value: string): boolean {
  const first = value.charCodeAt(0) | 32;
  if (first === LETTER_H && SCHEMA.test(value)) return true;
  return value.length <= MAX_NO_NAME && NO_NAME.has(value.trim().toLowerCase());
}

const LETTER_H = 104;
/** The length of the longest of `NO_NAME`, with a few blanks around it. */
const MAX_NO_NAME = 4 + Math.max(...[...NO_NAME].map(word => word.length));

/** The address of a schema, which names a claim of an assertion, or how a terminal cut one. */
const SCHEMA = /^https?:\/{0,2}(?:s(?:c(?:h(?:e(?:m(?:a(?:s(?:\.\S*)?)?)?)?)?)?)?)?$/i;

/** Settings of a user: `enable fido: false, token count: 0`. */
const SETTINGS = /^[a-z][\w ]{0,40}: [^,]{0,40}, [a-z][\w ]{0,40}: /i;

/** A number in hex digits, or a byte; two letters alone can be the initials of a person. */
const NO_NAME_OF_HEX = /^(?:0x[\da-f]+|[\da-f]|ff|(?=.*\d)[\da-f]{2})$/i;

/** Returns whether a value can name a user, a group or a machine: numbers and words that FortiOS puts there do not. */
export function isName(value: string, within = false): boolean {
  if (value.length > MAX_NAME || !/[\p{L}]/u.test(value)) return false;
  if (/[\r\n<>*={}]/.test(value) && !within) return false;
  if ((value.length <= MAX_INTERFACE && INTERFACE.test(value)) || SETTINGS.test(value)) return false;
  return !isKnownWord(value) && !NO_NAME_OF_HEX.test(value);
}
