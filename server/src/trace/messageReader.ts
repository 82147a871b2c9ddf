import type { SiteKnowledge, SiteMatch } from '../site/knowledge';
import {
  detached,
  matchesIn,
  type Message,
  namesInMessage,
  type PhraseMatch,
  type ReportedOutcome,
  reportedOutcome,
  type Span,
  type Template,
  withoutNames,
} from '../syntax';

/** The meaning of a message, the same for all of one template. Offsets are those of `Message.text`. */
export interface MessageMeaning {
  /** The sentences that it matches, the most specific first. */
  readonly matches: readonly PhraseMatch[];
  readonly outcome: ReportedOutcome;
  /** The entries of the site's own knowledge that it matches. */
  readonly site: readonly SiteMatch[];
  /** The names in a message that reports a failure. */
  readonly names: readonly Span[];
}

declare module '../syntax/template' {
  interface TemplateFacts {
    meaning: MessageMeaning;
  }
}

const NO_NAMES: readonly Span[] = [];

/** Maximum length of the words that are kept, in UTF-16 code units. */
const MAX_WORDS = 480;

/** Reads messages, those of one template once. */
export class MessageReader {
  /** @param site the site's own knowledge */
  constructor(readonly site: SiteKnowledge | undefined) {}

  /** @param template that of the record whose message it is, without which it is read by itself */
  read(message: Message, template?: Template): MessageMeaning {
    const known = template?.facts.meaning;
    if (known) return known;
    const meaning = this.#read(message);
    if (template) template.facts.meaning = meaning;
    return meaning;
  }

  #read(message: Message): MessageMeaning {
    const matches = matchesIn(message);
    const site = this.site?.matchesIn(message) ?? [];
    const outcome = reportedOutcome(message, matches);
    if (outcome !== 'fails' && outcome !== 'follows') return { matches, outcome, site, names: NO_NAMES };
    // A routine sentence is known as a whole, with its names.
    const names = [...namesInMessage(message, matches)];
    const hidden = withoutNames(message, names);
    return {
      matches,
      outcome: outcome === 'follows' ? outcome : reportedOutcome(hidden, matches),
      site,
      names,
    };
  }
}

/** The failure that a message reports, without the names in it and of bounded length. */
export function failureIn(message: Message, { names }: MessageMeaning): string {
  const { text, from } = withoutNames(message, names);
  return detached(text.slice(from, from + MAX_WORDS).trim());
}
