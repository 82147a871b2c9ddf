import type { SiteKnowledge, SiteMatch } from '../site/knowledge';
import {
  detached,
  matchesIn,
  type Message,
  type PhraseMatch,
  Repeats,
  type ReportedOutcome,
  reportedOutcome,
  withoutNames,
} from '../syntax';

/** The meaning of a message, independent of the names in it. */
export interface MessageMeaning {
  /** The sentences that it matches, the most specific first; offsets are those of `Message.text`. */
  readonly matches: readonly PhraseMatch[];
  readonly outcome: ReportedOutcome;
  /** The failure that it reports, without names and of bounded length; empty if none. */
  readonly failure: string;
  /** The entries of the site's own knowledge that it matches. */
  readonly site: readonly SiteMatch[];
}

export const NO_MEANING: MessageMeaning = { matches: [], outcome: 'nothing', failure: '', site: [] };

/** Maximum length of the words that are kept, in UTF-16 code units. */
const MAX_WORDS = 480;

interface Remembered extends Pick<Message, 'from' | 'name' | 'daemon'> {
  readonly meaning: MessageMeaning;
}

/** Reads messages. Daemons repeat the same ones, so each distinct message is read once. */
export class MessageReader {
  readonly #cache = new Repeats<Remembered>();

  /** @param site the site's own knowledge */
  constructor(readonly site: SiteKnowledge | undefined) {}

  read(message: Message): MessageMeaning {
    const { text, from, name, daemon } = message;
    const known = this.#cache.get(text);
    if (known && isSameSpeaker(known, message)) return known.meaning;
    const matches = matchesIn(message);
    const meaning = {
      matches,
      ...failureOf(message, matches),
      site: this.site?.matchesIn(message) ?? NO_MEANING.site,
    };
    if (Repeats.isShort(text.length))
      this.#cache.set(text, { from, name: detached(name), daemon: detached(daemon), meaning });
    return meaning;
  }
}

/** Whether a message reports a failure, and its words. A routine sentence is known as a whole, with its names. */
function failureOf(
  message: Message,
  matches: readonly PhraseMatch[],
): Pick<MessageMeaning, 'outcome' | 'failure'> {
  const outcome = reportedOutcome(message, matches);
  if (outcome !== 'fails' && outcome !== 'follows') return { outcome, failure: '' };
  const hidden = withoutNames(message, matches);
  const failure = detached(hidden.text.slice(message.from, message.from + MAX_WORDS).trim());
  return { outcome: outcome === 'follows' ? outcome : reportedOutcome(hidden, matches), failure };
}

function isSameSpeaker(one: Omit<Remembered, 'meaning'>, other: Message): boolean {
  return one.from === other.from && one.name === other.name && one.daemon === other.daemon;
}
