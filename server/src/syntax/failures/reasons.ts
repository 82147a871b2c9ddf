import reasons from '../../knowledge/data/failures/reasons.json';
import { type Wording, wordingOf, wordsOf } from './words';

/** What a failure is known as by its words: the rule that reports it, and which of its messages. */
export interface Reason {
  readonly id: string;
  readonly rule: string;
  readonly variant?: string;
  /** The daemons of whom it is believed, `any` for all; the usual ones if they are missing. */
  readonly daemons?: readonly string[];
}

/** The daemons that log users in: their words are believed if a reason names no others. */
const USUAL: readonly string[] = reasons.daemons;

/** In the order of the data: the first that fits is the most telling. */
const REASONS: readonly { readonly reason: Reason; readonly wordings: readonly Wording[] }[] =
  reasons.reasons.map(({ words, ...reason }) => ({
    reason,
    wordings: words.map(text => wordingOf(text, 'fails', false)),
  }));

/** Why something failed, as far as single words of a message can say; undefined if they do not. */
export function reasonOf(text: string, daemon: string): Reason | undefined {
  return REASONS.find(
    ({ reason: { daemons = USUAL }, wordings }) =>
      (daemons.includes(daemon) || daemons.includes('any')) && wordsOf(text, wordings),
  )?.reason;
}
