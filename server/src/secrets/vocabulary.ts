import { ENTRIES, RULES } from '../knowledge';
import { secretKeys } from '../knowledge/secretWords';

/** FortiOS terms in lower case. A name equal to one of them is not replaced in other lines. */
let known: ReadonlySet<string> | undefined;

/** A time of day, a date or both. Many lines start with one, so it is never a name, even where a damaged line suggests so. */
const TIME =
  /^(?:\d\d?:\d\d:\d\d(?:[.,]\d+)?|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)$/;

/** A fragment of a time stamp that includes part of the date: `-01 09:31`. */
const PART_OF_STAMP = /^[\d.:-]*-?\d{2}[ T]\d{1,2}:[\d:.,]*$/;

/** True for FortiOS terms and for times: such a value is not searched for in other lines. */
export function isVocabulary(value: string): boolean {
  if (TIME.test(value) || PART_OF_STAMP.test(value)) return true;
  known ??= wordsOfTheKnowledge();
  return known.has(value.toLowerCase());
}

let allKnown: string | undefined;

/** True for letters within a FortiOS term: `tication` in `authentication`. */
export function isInVocabulary(value: string): boolean {
  if (!/^[A-Za-z]+$/.test(value)) return false;
  known ??= wordsOfTheKnowledge();
  allKnown ??= [...known].join(' ');
  return allKnown.includes(value.toLowerCase());
}

let ordinary: ReadonlySet<string> | undefined;

/** True for FortiOS terms and for words used to write about FortiOS: such a word may or may not be a password. */
export function isOrdinary(value: string): boolean {
  if (isVocabulary(value)) return true;
  ordinary ??= new Set(
    JSON.stringify(RULES)
      .toLowerCase()
      .match(/[a-z]{3,}/g),
  );
  return ordinary.has(value.toLowerCase());
}

function wordsOfTheKnowledge(): ReadonlySet<string> {
  const words = new Set<string>(secretKeys('common'));
  const add = (text: string): void => {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\d_-]+/gu)) {
      words.add(word);
      for (const part of word.split(/[_-]/)) words.add(part);
    }
  };
  for (const { keys, title, commands = [] } of ENTRIES) [...keys, title, ...commands].forEach(add);
  for (const { title, when } of RULES) [title, when].forEach(add);
  return words;
}
