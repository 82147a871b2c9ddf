import { secretKeys } from '../../knowledge/secretWords';
import { isMixed, type Span, toneOf } from '../../syntax';
import { isStandIn } from '../masked';
import type { FoundKind } from '../types';
import type { Key } from './key';
import { stopAfter, stopAt, WHITE } from './lookAhead';
import type { Passage } from './passage';
import { isSerialNumber } from './shapes';
import { isOrdinary } from '../vocabulary';

export { isMixed };

/** Lower-case words that occur where a password would, but are not one. */
export const NO_PASSWORD = secretKeys('no-value', 'password');
const NO_NAME = secretKeys('no-value', 'user');

/** A token serial number, possibly glued to other text by damage: not a licence. */
const TOKEN_SERIAL = /FTK(?:MOB|\d{3})/i;
const LICENCE =
  /^(?:EFTM|FTM|FTMTRIAL)[0-9A-Z-]{4,20}$|^[0-9A-Z]{4,6}(?:-[0-9A-Z]{4,6}){2,5}$|^(?=[A-Z]*\d)[0-9A-Z]{12,24}$/i;

/** A contract number, and what it is for. */
export const CONTRACT = /^\d{4}[A-Z]{2}\d{6}(?:\*\S*)?$/;

export type Shape = Pick<Key, 'kind' | 'value' | 'form'>;

/** The check for each shape of values, so that ordinary words are not taken for a value. */
const SHAPES: Readonly<Partial<Record<NonNullable<Shape['value']>, (value: string) => boolean>>> = {
  digits: value => /^\d{4,10}$/.test(value),
  'six-digits': value => /^\d{6,8}$/.test(value),
  long: value => /^[\w+/=.-]{12,}$/.test(value),
  code: value => /^[A-Z0-9_-]{8,40}$/i.test(value) && !NO_NAME.has(value.toLowerCase()),
  groups: value => /^(?=.*\d)[A-Z\d]{4,8}(?:[- ][A-Z\d]{4,8}){1,3}$/i.test(value) && !isStandIn(value),
  number: value => /^\d{7,20}$/.test(value),
  phone: value => PHONE.test(value) && !ZEROS.test(value),
  card: value => /^(?=.*\d)[\da-f]{12}$/i.test(value),
  token: value => /^\S{6,}$/.test(value) && isNoAnswer(value),
  cookie: value => /^\S{6,}$/.test(value) && isNoAnswer(value),
  base64: value =>
    value.length % 4 === 0 && /^(?=.*[a-z])(?=.*[A-Z])(?=.*[\d=])[\w+/]{6,}={0,2}$/.test(value),
  base32: value => /^(?=.*\d)(?:[A-Z2-7]{16,}|[a-z2-7]{16,})=*$/.test(value),
  licence: value => (LICENCE.test(value) || CONTRACT.test(value) || isScrambled(value)) && isNoSerial(value),
  community: value =>
    value.length >= MIN_LENGTH && /[a-z]/i.test(value) && !ROUTES.test(value) && isNoAnswer(value),
  'own-word': isOwnWord,
  'own-name': value => !/[,|`]/.test(value) && isName(value) && !isOrdinary(value),
  random: value =>
    (value.length >= MIN_RANDOM && isRandom(value)) ||
    (value.length >= MIN_LETTERS && isScrambled(value)) ||
    UUID.test(value),
  mixed: isMixedOrHex,
  word: value => value.length >= MIN_LENGTH && isNoAnswer(value),
  surname: value => /^\p{Lu}[\p{L}'-]{1,40}$/u.test(value) && isName(value) && !isOrdinary(value),
  'own-code': value =>
    value.length >= MIN_CODE && isDistinctiveWord(value) && isNoSerial(value) && !isOfKnownWords(value),
  keyword: value => isMixedOrHex(value) || isDistinctiveWord(value) || isOwnWord(value),
};

const MIN_CODE = 8;

function isNoSerial(value: string): boolean {
  return !TOKEN_SERIAL.test(value) && !isSerialNumber(value) && !isStandIn(value);
}

/** True for words that FortiOS uses, with numbers: `fortitoken-200`. */
function isOfKnownWords(value: string): boolean {
  return value.match(/[a-z]{3,}/gi)?.every(isOrdinary) ?? false;
}

function isMixedOrHex(value: string): boolean {
  return isMixed(value) || isScrambled(value) || /^(?:0x)?[\da-f]{16,}$/i.test(value);
}

/** One word, or two of which the second starts with a capital. */
const OWN_WORD = /^(?=.{6})([A-Za-z][a-z]{3,})([A-Z][a-z]{3,})?$/;

/** True for a word that is neither a FortiOS term nor a result, or for two of them without a blank between. */
export function isOwnWord(value: string): boolean {
  const [whole, first = '', second] = OWN_WORD.exec(value) ?? [];
  if (whole === undefined || !isNoAnswer(value) || isOrdinary(value)) return false;
  return second === undefined || !(isOrdinary(first) || isOrdinary(second));
}

const MIN_LENGTH = 4;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** A phone number without `+`: with an area code or a country code. */
const PHONE = /^(?:0[1-9]|00[1-9]|[1-9])(?:[ ()/-]?\d){6,14}$/;
/** No phone number starts with this many zeros. */
const ZEROS = /^0{4}/;

/** True if a value can belong to its key. */
export function fits(value: string, { kind, value: shape, form }: Shape): boolean {
  const looks = shape && SHAPES[shape];
  if (looks) return looks(value);
  if (form === 'setting') return value.length >= MIN_LENGTH;
  if (form === 'setting-end') return value.length >= MIN_LENGTH && isNoAnswer(value);
  return isNameOf(kind, value, kind === 'name');
}

/** A word with punctuation as in a sentence, or before a character or a word that continues the sentence. */
const WORD_ALONE = /^[[({<_,;:]{0,3}([A-Za-z]+)(?:[\])}>_.,;:[-]{0,3}$|[:;,[\s-])/;

/** The name of a result: `FNBAM_ERROR`. */
const NAME_OF_RESULT = /^\W{0,3}(?:[A-Za-z\d]{1,24}_){1,4}([A-Za-z]{3,24})$/;

/** False for words that report a result: `failed`, `expired`. */
export function isNoAnswer(value: string): boolean {
  const word = (WORD_ALONE.exec(value) ?? NAME_OF_RESULT.exec(value))?.[1];
  return !NO_PASSWORD.has(value.toLowerCase()) && !(word !== undefined && toneOf(word, 0) === 'fails');
}

/** True for letters that change case as no word does, and that are not several words in CamelCase: a random value. */
export function isScrambled(value: string): boolean {
  if (value.length < 8 || value.length > MAX_SCRAMBLED || !/^[A-Za-z]+$/.test(value)) return false;
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return changes >= 3 && !CAMEL.test(value);
}

/** True for words and a number joined by punctuation, none of them a FortiOS term: a passphrase that a program made. */
export function isPassphrase(value: string): boolean {
  if (value.length > MAX_PASSPHRASE || !PASSPHRASE.test(value)) return false;
  return !value.match(/[a-z]+/g)?.some(isOrdinary);
}

const MAX_PASSPHRASE = 64;
const PASSPHRASE = /^[a-z]{4,}([-._])(?:[a-z]{4,}\1)+\d{2,4}[!.?]?$/;

const MAX_SCRAMBLED = 64;
/** `SSLVPNUser`, `getResponse`, `XAuthType`. */
const CAMEL = /^(?:[a-z]+|[A-Z])?(?:[A-Z][a-z]{2,}|[A-Z]{2,6}(?=[A-Z][a-z]|$))*$/;

/** BGP communities, and the two default SNMP communities. */
const ROUTES = /^\d+:|^(?:string|name|list|attribute|internet|local-as|no-\w+|additive|public|private)$/i;
/** Minimum length of a random word: a shorter one with capitals and digits may be a name. */
const MIN_RANDOM = 12;
/** The same for letters only. */
const MIN_LETTERS = 20;

/**
 * True for a long random word of base64 or base62: lower case, upper case and digits alternate often, unlike in a path or
 * URL.
 */
export function isRandom(value: string): boolean {
  const checked = value.length > MAX_MIXED ? value.slice(0, MAX_MIXED) : value;
  if (!/^(?!\/)(?:[a-z]{2,6}[-.])?[\w+/=.~%-]+$/.test(checked) || value.length < MIN_RANDOM) return false;
  if (!/[a-z]/.test(checked) || !/[A-Z]/.test(checked) || !/\d/.test(checked)) return false;
  const rest = checked.replace(/^[a-z]{2,6}[-.]/, '');
  const changes = rest.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes * 4 >= rest.length;
}

/** True for letters and digits combined that are not a number, address, measure or path. */
export function isDistinctiveWord(value: string): boolean {
  if (value.length < 6 || value.length > MAX_MIXED || /[/\\<>\s=:]/.test(value)) return false;
  if (/^[a-z]*\d+(?:\.\d+)*[a-z]{0,3}$|^0x[\da-f]+$/i.test(value)) return false;
  return /\d/.test(value) && /[a-z]/i.test(value);
}

const MAX_MIXED = 512;

/** A word and a number, as people choose passwords. */
const NUMBERED = /^([A-Za-z]{5,24})\d{2,6}[!.?]?$/;

/** True for a word that FortiOS does not use, with a number at its end. A name may look so, too. */
export function isNumberedWord(value: string): boolean {
  const word = NUMBERED.exec(value)?.[1];
  return word !== undefined && !isOrdinary(word) && !isStandIn(value);
}

/** A word, a number and letters, as people choose passwords; a shorter word may be the name of an algorithm. */
const CHOSEN = /^([A-Za-z]{4,24})\d{1,6}([A-Za-z]{0,16})[!.?]?$/;

/** True for such a word that FortiOS does not use: enough only where a password is named. */
export function isChosenWord(value: string): boolean {
  const [, word = '', rest = ''] = CHOSEN.exec(value) ?? [];
  return (
    word !== '' && ![word, rest, value].some(part => part !== '' && isOrdinary(part)) && !isStandIn(value)
  );
}

/** True for a value that looks like a password by itself, whatever is around it. */
export function isLikePassword(value: string): boolean {
  return isDistinctiveWord(value) || isMixed(value) || isScrambled(value) || isNumberedWord(value);
}

/** Maximum length of a value that is checked as a whole; a longer one only if its shape allows a linear test. */
const MAX_SHORT = 256;
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('');
const isWhite = stopAt(WHITE, (text, at) => /\s/.test(text[at] ?? ''));
const isNoLong = stopAt(ASCII.replace(/[\w+/=.-]/g, ''), () => true);

/** Like `fits` for the value at `span`, but reads long values only once. */
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
const INTERFACE =
  /^(?:port|wan|lan|dmz|internal|mgmt|modem|ha|npu\d_vlink|fortilink|(?:ssl|l2t|naf)\.root)\d{0,3}$/i;

/** True for a value that FortiOS or a directory uses in place of a name: `root`, `Certificate Authority`. */
export function isKnownWord(value: string): boolean {
  const first = value.charCodeAt(0) | 32;
  if (first === LETTER_H && SCHEMA.test(value)) return true;
  return value.length <= MAX_NO_NAME && NO_NAME.has(value.trim().toLowerCase());
}

const LETTER_H = 104;
/** Maximum length of an entry of `NO_NAME`, with a few blanks around it. */
const MAX_NO_NAME = 4 + Math.max(...[...NO_NAME].map(word => word.length));

/** The URL of a schema, which names a SAML claim, possibly cut by a terminal. */
const SCHEMA = /^https?:\/{0,2}(?:s(?:c(?:h(?:e(?:m(?:a(?:s(?:\.\S*)?)?)?)?)?)?)?)?$/i;

/** Settings of a user: `enable fido: false, token count: 0`. */
const SETTINGS = /^[a-z][\w ]{0,40}: [^,]{0,40}, [a-z][\w ]{0,40}: /i;

/** A hex number, a byte or an entity; two letters alone may be initials. */
const NO_NAME_FORM = /^(?:0x[\da-f]+|[\da-f]|ff|(?=.*\d)[\da-f]{2}|&[a-z]{2,6};)$/i;

/** True if a value can be the name of a user, a group or a machine, not a number or a FortiOS term. */
export function isName(value: string, within = false): boolean {
  if (value.length > MAX_NAME || !/[\p{L}]/u.test(value)) return false;
  if (/[\r\n<>*={}]/.test(value) && !within) return false;
  if ((value.length <= MAX_INTERFACE && INTERFACE.test(value)) || SETTINGS.test(value)) return false;
  return !isKnownWord(value) && !NO_NAME_FORM.test(value);
}

/** A user who is known by a number, as in a company or at a university. A shorter number may be a count, zeros are a mask. */
export const USER_NUMBER = /^(?!0{4})\d{5,15}$/;

/** True if a value can be a name of this kind: a user can have a number as a name. */
export function isNameOf(kind: FoundKind, value: string, within = false): boolean {
  return isName(value, within) || (kind === 'user' && USER_NUMBER.test(value));
}

/** True for what can be an identity of this kind. A run can have any characters: it was found by its form. */
export function isIdentityOf(kind: FoundKind, value: string): boolean {
  return kind === 'run' || (kind === 'phone' ? /\d{4}/.test(value) : isNameOf(kind, value));
}
