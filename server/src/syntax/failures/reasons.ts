import reasons from '../../knowledge/data/failures/reasons.json';
import { indexed, type Wording, wordingOf, wordingsIn } from './words';

/** What a failure is known as by its words: the rule that reports it, and which of its messages. */
export interface Reason {
  readonly id: string;
  readonly rule: string;
  readonly variant?: string;
  /** The daemons of whom it is believed, `any` for all; the usual ones if they are missing. */
  readonly daemons?: readonly string[];
  /** Parts of the titles of the events that it is believed of, in lower case; any if missing. */
  readonly about?: readonly string[];
}

/** The daemons that log users in: their words are believed if a reason names no others. */
const USUAL: readonly string[] = reasons.daemons;

/** A wording of a reason, and the place of the reason in the data: the first that fits is the most telling. */
interface ReasonWording extends Wording {
  readonly rank: number;
  readonly reason: Reason;
}

const INDEX = indexed(
  reasons.reasons.flatMap(({ words, ...reason }, rank) =>
    words.map((text): ReasonWording => ({ ...wordingOf(text, 'fails', false), rank, reason })),
  ),
);

/**
 * Why something failed, as far as single words of a message can say; undefined if they do not.
 * @param about the title of an event, in lower case
 */
export function reasonOf(text: string, daemon: string, about = ''): Reason | undefined {
  let first: ReasonWording | undefined;
  for (const one of wordingsIn(text, INDEX))
    if ((!first || one.rank < first.rank) && isBelieved(one.reason, daemon, about)) first = one;
  return first?.reason;
}

function isBelieved({ daemons = USUAL, about }: Reason, daemon: string, title: string): boolean {
  if (about && !about.some(part => title.includes(part))) return false;
  return daemons.includes(daemon) || daemons.includes('any');
}
