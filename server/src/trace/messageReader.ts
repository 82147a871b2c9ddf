import { Hider } from '../secrets/finding/hidden';
import type { SiteKnowledge, SiteMatch } from '../site/knowledge';
import {
  detached,
  matchesIn,
  type Message,
  type PhraseMatch,
  Repeats,
  type ReportedOutcome,
} from '../syntax';

/** The meaning of a message, independent of the names in it. */
export interface MessageMeaning {
  /**
   * The sentences that it matches, the most specific first; offsets are those of `Message.text`. The words of a secret are
   * not what the unit says.
   */
  readonly matches: readonly PhraseMatch[];
  /** `Message.text` without secrets, if it is a failure that holds some. */
  readonly said?: string | undefined;
  readonly outcome: ReportedOutcome;
  /** The failure that it reports, without names and secrets and of bounded length; empty if none. */
  readonly failure: string;
  /** The entries of the site's own knowledge that it matches. */
  readonly site: readonly SiteMatch[];
}

export const NO_MEANING: MessageMeaning = { matches: [], outcome: 'nothing', failure: '', site: [] };

/** Maximum length of the part of a line that is read again without its names, in UTF-16 code units. */
export const MAX_LINE = 2048;
/** Maximum length of the words that are kept, in UTF-16 code units. */
const MAX_WORDS = 480;

interface Remembered extends Pick<Message, 'from' | 'name' | 'daemon'> {
  readonly meaning: MessageMeaning;
}

/** Reads messages. Daemons repeat the same ones, so each distinct message is read once. */
export class MessageReader {
  readonly #cache = new Repeats<Remembered>();
  readonly #hider = new Hider(true);

  /** @param site the site's own knowledge */
  constructor(readonly site: SiteKnowledge | undefined) {}

  /**
   * @param line the beginning of the line of the message
   * @param messageOf the message in a line that is to replace it
   */
  read(message: Message, line: () => string, messageOf: (line: string) => Message): MessageMeaning {
    const { text } = message;
    const known = this.#cache.get(text);
    if (known && isSameSpeaker(known, message)) return known.meaning;
    const { outcome, words, said } = this.#hider.outcomeOf(message, line, messageOf);
    const meaning = {
      matches: matchesIn(said),
      said: said === message ? undefined : detached(said.text),
      outcome,
      failure: detached(words.slice(0, MAX_WORDS).trim()),
      site: this.site?.matchesIn(message) ?? NO_MEANING.site,
    };
    const { from, name, daemon } = message;
    if (Repeats.isShort(text.length))
      this.#cache.set(text, { from, name: detached(name), daemon: detached(daemon), meaning });
    return meaning;
  }
}

function isSameSpeaker(one: Omit<Remembered, 'meaning'>, other: Message): boolean {
  return one.from === other.from && one.name === other.name && one.daemon === other.daemon;
}
