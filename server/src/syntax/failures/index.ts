import routine from '../../knowledge/data/failures/routine.json';
import successes from '../../knowledge/data/failures/successes.json';
import { type PhraseRow, Phrases } from '../phrases';
import type { Message } from '../message';
import { matchesIn } from '../recordPhrases';
import { toneOf } from './words';

export { withoutNames } from './names';
export { type Reason, reasonOf, reasonsIn } from './reasons';
export { isOfWording, toneOf } from './words';

/**
 * The outcome that a message reports. `follows` is a failure that another line reports, too; `routine` only sounds like
 * one.
 */
export type ReportedOutcome = 'fails' | 'follows' | 'succeeds' | 'routine' | 'nothing';

/** Sentences that sound like failures, but belong to normal operation or follow from another line. */
export const ROUTINE = new Phrases(routine as readonly PhraseRow[]);
/** Sentences that report a login or a negotiation that succeeded. */
export const SUCCESSES = new Phrases(successes as readonly PhraseRow[]);

/**
 * The outcome that a message reports: a failure judged by its words, unless it is a known routine sentence; a success only
 * by known sentences.
 */
export function reportedOutcome(message: Message): ReportedOutcome {
  const tone = toneOf(message.text, message.from) ?? (message.failed ? 'fails' : undefined);
  if (tone === undefined) return 'nothing';
  if (tone === 'succeeds') return matchesIn(message, SUCCESSES).length > 0 ? 'succeeds' : 'nothing';
  const known = matchesIn(message, ROUTINE);
  if (known.length === 0) return 'fails';
  return known.every(({ row }) => row.routine?.only === 'follows') ? 'follows' : 'routine';
}
