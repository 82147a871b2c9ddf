import reasons from '../../knowledge/data/failures/reasons.json';
import { indexed, type Wording, wordingsIn, wordingsOf } from './words';

/** A reason for a failure, recognised by words: the rule that reports it, and which of its messages. */
export interface Reason {
  readonly id: string;
  readonly rule: string;
  readonly variant?: string;
  /** The daemons to which it applies, `any` for all; if missing, those that log users in. */
  readonly daemons?: readonly string[];
  /** Parts of the titles of the events to which it applies, in lower case; any if missing. */
  readonly about?: readonly string[];
}

/** The daemons that log users in: reasons without daemons apply to them. */
const USUAL: readonly string[] = reasons.daemons;

/** A wording of a reason, and its position in the data: the first match is the most specific. */
interface ReasonWording extends Wording {
  readonly rank: number;
  readonly reason: Reason;
}

const INDEX = indexed(
  reasons.reasons.flatMap(({ words, ...reason }, rank) =>
    words.flatMap(text =>
      wordingsOf(text, 'fails', false).map((one): ReasonWording => ({ ...one, rank, reason })),
    ),
  ),
);

/**
 * Returns why something failed, as far as single words of a message show it; undefined if they do not.
 * @param about the title of an event, in lower case
 */
export function reasonOf(text: string, daemon: string, about = ''): Reason | undefined {
  let first: ReasonWording | undefined;
  for (const one of wordingsIn(text, INDEX))
    if ((!first || one.rank < first.rank) && isBelieved(one.reason, daemon, about)) first = one;
  return first?.reason;
}

/**
 * Returns every reason that a message states if the right daemon prints it, the most specific first.
 * @param inEvents also the reasons that only events of a certain title state
 */
export function reasonsIn(text: string, inEvents: boolean): Reason[] {
  const found = [...wordingsIn(text, INDEX)].filter(({ reason: { about } }) => inEvents || !about);
  return [...new Set(found.sort((a, b) => a.rank - b.rank).map(({ reason }) => reason))];
}

function isBelieved({ daemons = USUAL, about }: Reason, daemon: string, title: string): boolean {
  if (about && !about.some(part => title.includes(part))) return false;
  return daemons.includes(daemon) || daemons.includes('any');
}
