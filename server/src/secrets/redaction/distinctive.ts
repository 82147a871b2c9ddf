import type { FoundKind } from '../types';
import { isVocabulary } from '../vocabulary';

/** Classes with distinctive values: a part of one also identifies the secret. */
const DISTINCTIVE_LENGTH: ReadonlySet<FoundKind> = new Set<FoundKind>([
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

/** True if any eight code units of such a value identify the secret wherever they occur. */
export function isDistinctiveClass(kind: FoundKind, value: string): boolean {
  if (
    !DISTINCTIVE_LENGTH.has(kind) ||
    isVocabulary(value) ||
    value.length > MAX_LENGTH ||
    !/\d/.test(value) ||
    /[\s[\]{}]/.test(value)
  )
    return false;
  return new Set(value).size >= MIN_DISTINCT_CHARACTERS;
}
