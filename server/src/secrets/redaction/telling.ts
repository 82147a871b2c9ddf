import type { FoundKind } from '../types';
import { isVocabulary } from '../vocabulary';

/** Classes whose values look like nothing else: a part of one is the secret, too. */
const DISTINCTIVE_LENGTH: ReadonlySet<FoundKind> = new Set<FoundKind>([
  'otp-seed',
  'activation-code',
  'qr-code',
  'key',
  'session',
  'licence-code',
]);
/** Of a longer value, parts are too many to look for. */
const MAX_LENGTH = 4096;
/** A random value has at least this many different characters; one with fewer may be a word, or a mask. */
const MIN_DISTINCT_CHARACTERS = 6;

/** True if eight code units of such a value identify the secret wherever they occur. */
export function isDistinctiveClass(kind: FoundKind, value: string): boolean {
  if (
    !DISTINCTIVE_LENGTH.has(kind) ||
    isVocabulary(value) ||
    value.length > MAX_LENGTH ||
    !/\d/.test(value) ||
    /\s/.test(value)
  )
    return false;
  return new Set(value).size >= MIN_DISTINCT_CHARACTERS;
}
