import { type Message, reportedOutcome, readRecords, type ReportedOutcome, type Span } from '../../syntax';
import { isMasked, isStandIn } from '../masked';
import { isSecretClass } from '../types';
import { RecordFinder } from '../positions/finder';
import { AT_START } from '../positions/finderState';

/** Replaces each hidden code unit. It does not occur in captures. */
export const HIDDEN = '\u0001';

/** The mask of a secret, which is hidden like the secret; at the start of a line it begins with `x`. Hex digits have zeros. */
const MASK = /(?<!\w)x\*{2,}\d*|\*{3,}\d*|(?<!\w)0{12,}\d*(?!\w)/g;

/** Letters, and the punctuation around them. */
const PLAIN = /^[(]?[A-Za-z]+[),.:;!?]*$/;

/** True for a word that distinguishes a failure from others: not a value, and not a name with digits or punctuation. */
export function isPlainWord(word: string): boolean {
  return PLAIN.test(word);
}

/** The success or failure that a message reports. */
export interface Outcome {
  readonly outcome: ReportedOutcome;
  /** The message without names and secrets if it is a failure. */
  readonly words: string;
  /** The message without secrets, at unchanged offsets. */
  readonly said: Message;
}

/** Hides the names and secrets of lines, and their stand-ins in a redacted copy. The remaining words do not depend on names. */
export class Hider {
  readonly #secrets: Span[] = [];
  /** Long runs, and zeros in their place. */
  readonly #runs: Span[] = [];
  readonly #names: Span[] = [];
  readonly #finder: RecordFinder;

  /** @param identities whether to hide names as well as secrets */
  constructor(readonly identities: boolean) {
    this.#finder = new RecordFinder(true, ({ kind, value, place }) => {
      if (kind === 'kept' && !isMasked(value) && !isStandIn(value)) return;
      const places = isSecretClass(kind) ? this.#secrets : kind === 'run' ? this.#runs : this.#names;
      places.push(...place.parts);
    });
  }

  /**
   * The success or failure that a message reports, independent of names: a tunnel can be called `failed`.
   *
   * @param line returns the line of the message
   * @param messageOf finds the message in a replaced line
   */
  outcomeOf(message: Message, line: () => string, messageOf: (line: string) => Message): Outcome {
    const outcome = reportedOutcome(message);
    if (outcome !== 'fails' && outcome !== 'follows') return { outcome, words: '', said: message };
    const content = line().trimEnd();
    this.#begin();
    this.#find(content, 0);
    const hidden = messageOf(withHidden(content, this.#hidden));
    const words = hidden.text.slice(hidden.from);
    const said = this.#secrets.length > 0 ? messageOf(withHidden(content, this.#secrets)) : message;
    // Normal messages are recognised as a whole, including words that look like a name; a copy keeps those.
    const shown =
      outcome === 'follows' ? messageOf(withHidden(content, [...this.#secrets, ...this.#runs])) : hidden;
    return { outcome: reportedOutcome(shown), words, said };
  }

  /** The lines with each code unit of a value replaced by `HIDDEN`; line breaks are kept. */
  hide(lines: string): string {
    this.#begin();
    this.#find(lines);
    return withHidden(lines, this.#hidden);
  }

  get #hidden(): Span[] {
    return [...this.#secrets, ...this.#runs, ...(this.identities ? this.#names : [])];
  }

  #begin(): void {
    this.#secrets.length = 0;
    this.#runs.length = 0;
    this.#names.length = 0;
  }

  /**
   * @param wrappedFrom the length from which a terminal may have wrapped a line of it
   */
  #find(text: string, wrappedFrom?: number): void {
    this.#finder.begin(text, AT_START);
    for (const record of readRecords(text, wrappedFrom)) this.#finder.add(record);
    this.#finder.finish();
    for (const { 0: mask, index } of text.matchAll(MASK))
      (mask.includes('*') ? this.#secrets : this.#runs).push({ start: index, end: index + mask.length });
    // Release the text.
    this.#finder.begin('', AT_START);
  }
}

function withHidden(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const units = text.split('');
  for (const { start, end } of spans)
    for (let at = start; at < end; at++) if (!/[\r\n]/.test(units[at] ?? '')) units[at] = HIDDEN;
  return units.join('');
}
