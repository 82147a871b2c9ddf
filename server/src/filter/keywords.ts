// The client has these words, and must not have all the knowledge with them.
import { SEVERITIES, type Severity } from '../knowledge/types';
import type { Ending } from '../presentation/outcomes';

// The keywords of a filter; times and the names in a capture are handled elsewhere.

/** Words with a value after a colon: `user:user10`. */
export const KEYS = [
  'user',
  'unit',
  'token',
  'server',
  'daemon',
  'rule',
  'line',
  'incident',
  'context',
] as const;
export type Key = (typeof KEYS)[number];

/** Keys whose values name participants of incidents. */
export const PARTY_KEYS = ['user', 'unit', 'token', 'server'] as const;
export type PartyKey = (typeof PARTY_KEYS)[number];

/** Words without a key that name a kind of line. */
export const KINDS = [
  'http',
  'json',
  'command',
  'config',
  'table',
  'packet',
  'dump',
  'unrecognised',
] as const;
export type LineKind = (typeof KINDS)[number];

/** Words without a key that name how an incident ended. */
export const ENDING_WORDS: Readonly<Record<'failed' | 'unfinished' | 'succeeded', Ending>> = {
  failed: 'failed',
  unfinished: 'open',
  succeeded: 'well',
};
export type EndingWord = keyof typeof ENDING_WORDS;
export const ENDINGS = Object.keys(ENDING_WORDS) as EndingWord[];

/** From the least severe to the most severe. */
export const SEVERITY_LEVELS: readonly Severity[] = [...SEVERITIES].reverse();

/** Maximum number of context lines before and after each match. */
export const MAX_CONTEXT = 1000;
/** Maximum number of terms in a filter, and its maximum length in UTF-16 code units. */
export const MAX_WORDS = 50;
export const MAX_LENGTH = 2000;
