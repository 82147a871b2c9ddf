import routine from '../../knowledge/data/failures/routine.json';
import successes from '../../knowledge/data/failures/successes.json';
import { type PhraseRow, Phrases } from '../phrases';
import type { Message } from '../message';
import { matchesIn } from '../said';
import { toneOf } from './words';

export { type Reason, reasonOf } from './reasons';
export { isOfWording, toneOf } from './words';

/** What a message says of success and failure. `follows` says only again what another line says. */
export type Said = 'fails' | 'follows' | 'succeeds' | 'nothing';

/** Sentences that sound like failures and belong to normal work, or follow from another line. */
export const ROUTINE = new Phrases(routine as readonly PhraseRow[]);
/** Sentences that say that a login or a negotiation worked. */
export const SUCCESSES = new Phrases(successes as readonly PhraseRow[]);

/**
 * What a message says of success and failure: a failure by its words, unless it is a known sentence of normal work; a success
 * by known sentences alone.
 */
export function outcomeSaid(message: Message): Said {
  const tone = toneOf(message.text, message.from) ?? (message.failed ? 'fails' : undefined);
  if (tone === undefined) return 'nothing';
  if (tone === 'succeeds') return matchesIn(message, SUCCESSES).length > 0 ? 'succeeds' : 'nothing';
  const known = matchesIn(message, ROUTINE);
  if (known.length === 0) return 'fails';
  return known.every(({ row }) => row.routine?.only === 'follows') ? 'follows' : 'nothing';
}
