import type { PhraseMatch } from '../phrases';
import type { Message } from '../message';
import { toneOf } from './wordings';

export { namesInMessage, withoutNames } from './withoutNames';
export { type Reason, REASONS, Reasons } from './reasons';
export { toneOf } from './wordings';

/**
 * The outcome that a message reports. `follows` is a failure that another line reports, too; `routine` only sounds like
 * one.
 */
export type ReportedOutcome = 'fails' | 'follows' | 'succeeds' | 'routine' | 'nothing';

/**
 * The outcome that a message reports: a failure judged by its words, unless a known sentence is routine; a success only by
 * known sentences.
 * @param matches the sentences of the message
 */
export function reportedOutcome(message: Message, matches: readonly PhraseMatch[]): ReportedOutcome {
  const tone = toneOf(message.text, message.from) ?? (message.failed ? 'fails' : undefined);
  if (tone === undefined) return 'nothing';
  const known = new Set(matches.map(({ row }) => row.outcome));
  if (tone === 'succeeds') return known.has('succeeds') ? 'succeeds' : 'nothing';
  if (known.has('routine')) return 'routine';
  return known.has('follows') ? 'follows' : 'fails';
}
