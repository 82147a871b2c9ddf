import type { SiteKnowledge, SiteMatch } from '../site/knowledge';
import { detached, matchesIn, type Message, outcomeSaid, type PhraseMatch, type Said } from '../syntax';

/** What the words of a message say, whoever is meant. */
export interface MessageMeaning {
  /** The known sentences that it matches, the most specific first; offsets are those of `Message.text`. */
  readonly matches: readonly PhraseMatch[];
  readonly said: Said;
  /** The entries of the site's own knowledge that it matches. */
  readonly site: readonly SiteMatch[];
}

export const NOTHING_SAID: MessageMeaning = { matches: [], said: 'nothing', site: [] };

/** Maximum length of a cached message, in UTF-16 code units; longer ones are seldom repeated. */
const MAX_LENGTH = 200;
/** Maximum number of cached messages; a capture has fewer that are often repeated. */
const MAX_MESSAGES = 4096;

interface Remembered {
  readonly of: Message;
  readonly meaning: MessageMeaning;
}

/** Reads what messages say. Daemons print the same ones again and again: these are read once. */
export class MessageReader {
  readonly #known = new Map<string, Remembered>();

  /** @param site what the site knows besides */
  constructor(readonly site: SiteKnowledge | undefined) {}

  read(message: Message): MessageMeaning {
    const { text } = message;
    const known = this.#known.get(text);
    if (known && isSameSpeaker(known.of, message)) return known.meaning;
    const meaning = {
      matches: matchesIn(message),
      said: outcomeSaid(message),
      site: this.site?.matchesIn(message) ?? NOTHING_SAID.site,
    };
    if (text.length <= MAX_LENGTH) this.#remember(message, meaning);
    return meaning;
  }

  #remember(message: Message, meaning: MessageMeaning): void {
    if (this.#known.size >= MAX_MESSAGES) this.#known.clear();
    const { text, name, daemon } = message;
    const of = { ...message, text: detached(text), name: detached(name), daemon: detached(daemon) };
    this.#known.set(of.text, { of, meaning });
  }
}

function isSameSpeaker(one: Message, other: Message): boolean {
  return one.from === other.from && one.name === other.name && one.daemon === other.daemon;
}
