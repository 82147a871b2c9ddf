import {
  CONTRACT,
  isChosenWord,
  isDistinctiveWord,
  isLikePassword,
  isMixed,
  isNoAnswer,
  isPassphrase,
  isRandom,
  isScrambled,
} from './looks';
import type { NameKey } from './nameParts';
import { isOrdinary } from '../vocabulary';
import type { Certainty } from './separatorTable';

/** Cells between bars. */
const ROW = /\|[^|]*\|/;

/** The name of a pair. */
const OWN_NAME = /^([A-Za-z]{2,24})[:=]/;
/** The result that a pair says: `1S=failed`. */
const OWN_RESULT = /^[\w-]{1,24}[:=]([A-Za-z]{3,24})$/;

type Test = (value: string, key: NameKey) => boolean;

/** A word of letters only. */
const PLAIN = /^[A-Za-z][a-z'-]*[.!?)]*$/;
/** Endings of words that describe a password: `the password is outdated`. */
const QUALITY = /(?:ed|ing|[ai]ble|al|ive|[oa]ry|[ea]nt|ful|less|ous|ic|ly|en)[.!?)]*$/;
/** True for a word that describes a password. */
export function isQuality(value: string): boolean {
  return QUALITY.test(value);
}

/** An activation code in a sentence: capitals and digits. */
const ACTIVATION = /^(?:[A-Z0-9-]{12,}|(?=[A-Z-]*\d)[A-Z0-9-]{8,})$/;
/** A licence in a sentence: capitals and digits, but not a serial number. */
const LICENCE_IN_SENTENCE = /^(?!F[A-Z]{2}|EFTM)(?=.*[A-Z])(?=(?:[A-Z]*\d){2})[A-Z\d]{12,24}$/;
/** Minimum length of a phone number after only a blank: a shorter one may be any number. */
const MIN_PHONE = 10;
/** An encoded password in hex digits, as other systems show it: `password 7 0822455D0A16`. */
const ENCRYPTED = /^(?=.*\d)(?=.*[a-f])[\da-f]{12,}$/i;
const HEX_TOKEN = /^(?=.*\d)(?:0x)?[\da-f]{16,}$/i;
/** A key in hex digits: a shorter one may be a number or an id. */
const HEX_KEY = /^(?=.*\d)(?:0x)?[\da-f]{32,}$/i;
const BASE32 = /^(?=.*\d)[A-Z2-7]{16,}=*$/;
/** A word with at most a short number or version at its end, as names of things have. */
const IN_TABLE = /^([A-Za-z]+)([\d.]{0,3})$/;
/** Minimum length of a number that is no part of a name: names end with shorter ones, too. */
const MIN_OWN_NUMBER = 3;
/** Minimum length of a code in a table: a shorter number may be any number. */
const MIN_CODE = 6;
/** The names of numbers that no other number follows in a sentence. */
const PINS: ReadonlySet<string> = new Set(['pin', 'passcode']);
/** Minimum length of a name that is no ordinary word. */
const MIN_PLAIN_NAME = 6;

const isDistinctiveOrMixed: Test = value => isDistinctiveWord(value) || isMixed(value) || isScrambled(value);
const isMixedOrScrambled = (value: string): boolean =>
  isMixed(value) || isScrambled(value) || isPassphrase(value);
const isContract: Test = value => value.includes('-') || CONTRACT.test(value);

/**
 * Checks of values after a separator that also occurs in tables and sentences (`likely`), or after only a blank
 * (`unlikely`).
 */
interface ValueTests {
  readonly likely?: Test;
  readonly unlikely?: Test;
}

const LIKE_A_PASSWORD: ValueTests = {
  likely: isMixedOrScrambled,
  unlikely: (value, key) =>
    (isMixedOrScrambled(value) && !isInTable(value, key)) ||
    LICENCE_IN_SENTENCE.test(value) ||
    HEX_KEY.test(value),
};

const LIKE_A_TOKEN: ValueTests = {
  likely: isDistinctiveOrMixed,
  unlikely: value => isMixedOrScrambled(value) || isRandom(value) || HEX_TOKEN.test(value),
};

const VALUE_TESTS: Readonly<Partial<Record<NonNullable<NameKey['value']>, ValueTests>>> = {
  community: { likely: isLikePassword, unlikely: isLikePassword },
  digits: { likely: ({ length }) => length >= MIN_CODE, unlikely: (_, { last }) => PINS.has(last) },
  licence: {
    likely: (value, key) => isContract(value, key) || isDistinctiveWord(value),
    unlikely: (value, key) => isContract(value, key) || LICENCE_IN_SENTENCE.test(value) || isScrambled(value),
  },
  number: { likely: () => true, unlikely: () => true },
  phone: { likely: () => true, unlikely: value => value.length >= MIN_PHONE },
  card: { likely: () => true, unlikely: () => true },
  mixed: LIKE_A_PASSWORD,
  keyword: LIKE_A_PASSWORD,
  word: {
    likely: isLikePassword,
    unlikely: (value, key) =>
      ENCRYPTED.test(value) ||
      isRandom(value) ||
      ((isMixedOrScrambled(value) || isChosenWord(value)) && !isInTable(value, key)),
  },
  token: LIKE_A_TOKEN,
  cookie: LIKE_A_TOKEN,
  long: { unlikely: value => BASE32.test(value) || isRandom(value) || HEX_TOKEN.test(value) },
  code: { unlikely: value => ACTIVATION.test(value) || isMixedOrScrambled(value) },
  random: { unlikely: value => !value.includes('-') || isRandom(value) },
};

/** True if a value after a short name may be the next cell of a table. */
function isInTable(value: string, { before, last }: NameKey): boolean {
  if (before.length > 0 || last.length >= MIN_PLAIN_NAME || isScrambled(value)) return false;
  const [, word = '', number = ''] = IN_TABLE.exec(value) ?? [];
  return word !== '' && (number.length < MIN_OWN_NUMBER || isOrdinary(word));
}

/**
 * Returns whether a value after a weak separator is unlikely to be an ordinary word of a table or sentence.
 * @param isLast whether the value ends its line
 */
export function isCertain(certainty: Certainty, value: string, key: NameKey, isLast: boolean): boolean {
  if (key.value === 'own-word') return certainty === 'sure' && isLast;
  const looks = key.value && VALUE_TESTS[key.value];
  switch (certainty) {
    case 'sure':
      return true;
    case 'spoken':
      return !PLAIN.test(value) || (isLast && !QUALITY.test(value));
    case 'likely':
      return (looks?.likely ?? isDistinctiveWord)(value, key);
    case 'unlikely':
      return fitsNoRow(value, key, looks?.unlikely);
  }
}

/** True if a value passes a test and is not several cells, nor a pair of its own: `auth result:1`. */
function fitsNoRow(value: string, key: NameKey, test?: Test): boolean {
  if (test === undefined || ROW.test(value) || !test(value, key)) return false;
  const name = OWN_NAME.exec(value)?.[1];
  const result = OWN_RESULT.exec(value)?.[1];
  return (name === undefined || !isOrdinary(name)) && (result === undefined || isNoAnswer(result));
}
