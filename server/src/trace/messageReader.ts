import type { SiteKnowledge, SiteMatch } from '../site/knowledge';
import {
  detached,
  matchesIn,
  type Message,
  namesIn,
  type PhraseMatch,
  type ReportedOutcome,
  reportedOutcome,
  type Span,
  type Template,
  withoutNames,
} from '../syntax';

/** What all messages of one template mean. Offsets are those of `Message.text`. */
interface TemplateMeaning {
  /** The sentences that it matches, the most specific first. */
  readonly matches: readonly PhraseMatch[];
  readonly outcome: ReportedOutcome;
  /** The entries of the site's own knowledge that it matches. */
  readonly site: readonly SiteMatch[];
  /** The names in a message that reports a failure. */
  readonly names: readonly Span[];
}

/** The meaning of a message, independent of the names in it. */
export interface MessageMeaning extends TemplateMeaning {
  /** The failure that it reports, without names and of bounded length; empty if none. */
  readonly failure: string;
}

declare module '../syntax/template' {
  interface TemplateFacts {
    meaning: TemplateMeaning;
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
    const meaning = template?.facts.meaning ?? this.#read(message);
    if (template) template.facts.meaning = meaning;
    const { names } = meaning;
    return { ...meaning, failure: names === NO_NAMES ? '' : failureIn(withoutNames(message, names)) };
  }

  #read(message: Message): TemplateMeaning {
    const matches = matchesIn(message);
    const site = this.site?.matchesIn(message) ?? [];
    const outcome = reportedOutcome(message, matches);
    if (outcome !== 'fails' && outcome !== 'follows') return { matches, outcome, site, names: NO_NAMES };
    // A routine sentence is known as a whole, with its names.
    const names = [...namesIn(message, matches)];
    const hidden = withoutNames(message, names);
    return {
      matches,
      outcome: outcome === 'follows' ? outcome : reportedOutcome(hidden, matches),
      site,
      names,
    };
  }
}

function failureIn({ text, from }: Message): string {
  return detached(text.slice(from, from + MAX_WORDS).trim());
}
