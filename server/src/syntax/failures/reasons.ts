import { daemonsThat, LOGINS } from '../../knowledge/domains/daemons';
import { SENTENCES } from '../../knowledge/domains/sentences';
import type { SentenceRow, StatedCause } from '../../knowledge/domains/sentence';
import keys from './wordingKeys.table';
import { type Wording, WordingIndex, wordingsIn, wordingsOf } from './wordings';

/** A reason for a failure, recognised by words. */
export interface Reason extends StatedCause {
  readonly id: string;
}

/** The daemons that take part in logins. */
const IN_LOGINS = daemonsThat(({ logins }) => logins);

/** One of the `words` of a row that states a cause. */
interface CauseText {
  readonly text: string;
  readonly row: SentenceRow;
  readonly reason: Reason;
}

interface CauseWording extends Wording, Omit<CauseText, 'text'> {
  /** The number of letters that a message must have for it: of alternatives, the fewest. */
  readonly letters: number;
}

/** The rows whose words state why something failed. */
export class Reasons {
  readonly #index: WordingIndex<CauseText, CauseWording>;

  /** @param keys those of the words of the rows with a cause, in their order */
  constructor(rows: readonly SentenceRow[], keys?: readonly (readonly number[])[]) {
    const texts = rows.flatMap(row => {
      const { id, words = [], cause } = row;
      if (!cause) return [];
      const reason = { id, ...cause };
      return words.map(text => ({ text, row, reason }));
    });
    this.#index = new WordingIndex(texts, causeWordings, keys);
  }

  /**
   * Returns the reason that words of a message state with the most letters; undefined if they state none.
   * @param about the title of an event, in lower case
   */
  of(text: string, daemon: string, about = ''): Reason | undefined {
    let first: CauseWording | undefined;
    for (const one of wordingsIn(text, this.#index))
      if ((!first || bySpecificity(one, first) < 0) && isBelieved(one.row, daemon, about)) first = one;
    return first?.reason;
  }

  /**
   * Returns every reason that a message states if the right daemon prints it, the most specific first.
   * @param inEvents also the reasons that only events of a certain title state
   */
  all(text: string, inEvents: boolean): Reason[] {
    const found = [...wordingsIn(text, this.#index)].filter(({ row: { events } }) => inEvents || !events);
    return [...new Set(found.sort(bySpecificity).map(({ reason }) => reason))];
  }
}

/** The reasons of the knowledge. */
export const REASONS = new Reasons(SENTENCES, keys);

function causeWordings({ text, row, reason }: CauseText): CauseWording[] {
  return wordingsOf(text, 'fails', false).map(one => ({ ...one, row, reason, letters: lettersOf(one) }));
}

function lettersOf({ choices }: Wording): number {
  return choices.reduce((sum, words) => sum + Math.min(...words.map(({ text }) => text.length)), 0);
}

/** The most specific first: that of events of a certain title, then by letters, then that of certain daemons, then by rank and id. */
function bySpecificity(a: CauseWording, b: CauseWording): number {
  return (
    Number(b.row.events !== undefined) - Number(a.row.events !== undefined) ||
    b.letters - a.letters ||
    Number(isOfAny(a)) - Number(isOfAny(b)) ||
    (a.row.rank ?? 0) - (b.row.rank ?? 0) ||
    (a.row.id < b.row.id ? -1 : Number(a.row.id > b.row.id))
  );
}

function isOfAny({ row }: CauseWording): boolean {
  return row.daemons.includes('any');
}

function isBelieved({ daemons, events }: SentenceRow, daemon: string, title: string): boolean {
  if (events && !events.some(part => title.includes(part))) return false;
  return (
    daemons.includes(daemon) || daemons.includes('any') || (daemons.includes(LOGINS) && IN_LOGINS.has(daemon))
  );
}
