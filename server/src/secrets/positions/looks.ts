import { isMixed, toneOf } from '../../syntax';
import { isStandIn } from '../masked';
import { isNoName, isNoSecret, type Name } from '../secretNames';
import type { FoundKind } from '../types';
import { isSerialNumber } from './shapes';

const MIN_LENGTH = 4;
/** Minimum length of a random word: a shorter one with capitals and digits may be a name. */
const MIN_RANDOM = 12;
const MAX_CHECKED = 512;
/** A token serial number, possibly glued to other text by damage: not a licence. */
const TOKEN_SERIAL = /FTK(?:MOB|\d{3})/i;
const LICENCE =
  /^(?:EFTM|FTM|FTMTRIAL)[0-9A-Z-]{4,20}$|^[0-9A-Z]{4,6}(?:-[0-9A-Z]{4,6}){2,5}$|^(?=[A-Z]*\d)[0-9A-Z]{12,24}$/i;
/** A contract number, and what it is for. */
const CONTRACT = /^\d{4}[A-Z]{2}\d{6}(?:\*\S*)?$/;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** A phone number without `+`: with an area code or a country code. */
const PHONE = /^(?!0{4})(?:0[1-9]|00[1-9]|[1-9])(?:[ ()/-]?\d){6,14}$/;
/** BGP communities, and the two default SNMP communities. */
const ROUTES = /^\d+:|^(?:string|name|list|attribute|internet|local-as|no-\w+|additive|public|private)$/i;

const isLong = (value: string): boolean => /^[\w+/=.-]{12,}$/.test(value);
const isToken = (value: string): boolean => /^\S{6,}$/.test(value) && isNoAnswer(value);
const isCode = (value: string): boolean =>
  /^(?=.*\d)[A-Z\d_-]{8,40}$/i.test(value) &&
  !TOKEN_SERIAL.test(value) &&
  !isSerialNumber(value) &&
  !isStandIn(value);

/** The check for each shape of values, so that ordinary words are not taken for a value; without one, any value fits. */
const SHAPES: Readonly<Record<NonNullable<Name['value']>, (value: string) => boolean>> = {
  digits: value => /^\d{4,10}$/.test(value),
  'six-digits': value => /^\d{6,8}$/.test(value),
  long: isLong,
  code: value => /^[A-Z0-9_-]{8,40}$/i.test(value) && !isNoName(value),
  groups: value => /^(?=.*\d)[A-Z\d]{4,8}(?:[- ][A-Z\d]{4,8}){1,3}$/i.test(value) && !isStandIn(value),
  number: value => /^\d{7,20}$/.test(value),
  phone: value => PHONE.test(value),
  hex: value => /^(?=.*\d)[\da-f]{8,}$/i.test(value),
  card: value => /^(?=.*\d)[\da-f]{12}$/i.test(value),
  token: isToken,
  cookie: isToken,
  base32: value => /^(?=.*\d)(?:[A-Z2-7]{16,}|[a-z2-7]{16,})=*$/.test(value),
  licence: value =>
    (LICENCE.test(value) || CONTRACT.test(value)) && !TOKEN_SERIAL.test(value) && !isSerialNumber(value),
  community: value =>
    value.length >= MIN_LENGTH && /[a-z]/i.test(value) && !ROUTES.test(value) && isNoAnswer(value),
  random: value => (value.length >= MIN_RANDOM && isRandom(value)) || UUID.test(value),
  mixed: isMixedOrHex,
  keyword: isMixedOrHex,
  word: value => value.length >= MIN_LENGTH && isNoAnswer(value),
  'own-word': value => isMixed(value) && !TOKEN_SERIAL.test(value),
  'own-code': isCode,
  'own-name': isName,
  phrase: isName,
  surname: isName,
  beside: isName,
};

/** True if a value can belong to its name. */
export function fits(value: string, { kind, value: shape }: Name): boolean {
  return shape ? SHAPES[shape](value) : isNameOf(kind, value);
}

/** True if a value can be that of a setting. */
export function fitsSetting(value: string, isKnown: boolean): boolean {
  return value.length >= MIN_LENGTH && (isKnown || isNoAnswer(value));
}

function isMixedOrHex(value: string): boolean {
  return isMixed(value) || /^(?:0x)?[\da-f]{16,}$/i.test(value);
}

/** A word with punctuation as in a sentence, or before a character or a word that continues the sentence. */
const WORD_ALONE = /^[[({<_,;:]{0,3}([A-Za-z]+)(?:[\])}>_.,;:[-]{0,3}$|[:;,[\s-])/;
/** The name of a result: `FNBAM_ERROR`. */
const NAME_OF_RESULT = /^\W{0,3}(?:[A-Za-z\d]{1,24}_){1,4}([A-Za-z]{3,24})$/;

/** False for words that report a result: `failed`, `expired`. */
function isNoAnswer(value: string): boolean {
  const word = (WORD_ALONE.exec(value) ?? NAME_OF_RESULT.exec(value))?.[1];
  return !isNoSecret(value) && !(word !== undefined && toneOf(word, 0) === 'fails');
}

/** True for a long word of base64 or base62: lower case, upper case and digits alternate often, unlike in a path. */
function isRandom(value: string): boolean {
  const checked = value.slice(0, MAX_CHECKED);
  if (!/^(?!\/)[\w+/=.~%-]+$/.test(checked) || !/[a-z]/.test(checked)) return false;
  if (!/[A-Z]/.test(checked) || !/\d/.test(checked)) return false;
  const changes = checked.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes * 4 >= checked.length;
}

const MAX_NAME = 256;
const INTERFACE =
  /^(?:port|wan|lan|dmz|internal|mgmt|modem|ha|npu\d_vlink|fortilink|(?:ssl|l2t|naf)\.root)\d{0,3}$/i;
/** The URL of a schema, which names a SAML claim. */
const SCHEMA = /^https?:\/\/schemas\./i;
/** A hex number, a byte or an entity; two letters alone may be initials. */
const NO_NAME_FORM = /^(?:0x[\da-f]+|[\da-f]|ff|(?=.*\d)[\da-f]{2}|&[a-z]{2,6};)$/i;
const MAX_NO_NAME = 48;

/** True for a value that FortiOS or a directory uses in place of a name: `root`, `Certificate Authority`. */
export function isKnownWord(value: string): boolean {
  return SCHEMA.test(value) || (value.length <= MAX_NO_NAME && isNoName(value.trim()));
}

/** True if a value can be the name of a user, a group or a machine, not a number or a FortiOS term. */
export function isName(value: string): boolean {
  if (value.length > MAX_NAME || !/\p{L}/u.test(value) || /[\r\n<>*={}]/.test(value)) return false;
  return !INTERFACE.test(value) && !isKnownWord(value) && !NO_NAME_FORM.test(value);
}

/** A user who is known by a number, as in a company or at a university. A shorter number may be a count, zeros are a mask. */
const USER_NUMBER = /^(?!0{4})\d{5,15}$/;

/** True if a value can be a name of this kind: a user can have a number as a name. */
export function isNameOf(kind: FoundKind, value: string): boolean {
  if (kind === 'run' || kind === 'password') return true;
  if (kind === 'phone') return /\d{4}/.test(value);
  return isName(value) || (kind === 'user' && USER_NUMBER.test(value));
}
