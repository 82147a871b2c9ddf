import { type Message, reportedOutcome, readRecords, type ReportedOutcome } from '../../syntax';
import { isMasked, isStandIn } from '../masked';
import { isSecretClass } from '../types';
import { RecordFinder } from './finder';
import { AT_START } from './finderState';
import { type Passage, placesOf, stretch, unwrapped } from './passage';

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

/** The success or failure that a message reports. `words` is the message without names if it is a failure. */
export interface Outcome {
  readonly outcome: ReportedOutcome;
  readonly words: string;
}

/** Hides the names and secrets of lines, and their stand-ins in a redacted copy. The remaining words do not depend on names. */
export class Hider {
  #units: string[] = [];
  #lines: Passage = stretch('', 0, 0);
  #namesToo: boolean;
  readonly #finder: RecordFinder;

  /** @param identities whether to hide names as well as secrets */
  constructor(readonly identities: boolean) {
    this.#namesToo = identities;
    this.#finder = new RecordFinder(
      true,
      ({ kind, value, place }) => {
        if (!this.#namesToo && !isSecretClass(kind) && kind !== 'run') return;
        if (kind === 'kept' && !isMasked(value) && !isStandIn(value)) return;
        for (const { start, end } of placesOf(this.#lines, place).parts) this.#hide(start, end);
      },
      'nothing',
    );
  }

  /**
   * The success or failure that a message reports, independent of names: a tunnel can be called `failed`.
   *
   * @param line returns the line of the message
   * @param messageOf finds the message in a replaced line
   */
  outcomeOf(message: Message, line: () => string, messageOf: (line: string) => Message): Outcome {
    const outcome = reportedOutcome(message);
    if (outcome !== 'fails' && outcome !== 'follows') return { outcome, words: '' };
    // In the whole text, more than this line shows that a terminal wrapped it.
    const content = line().trimEnd();
    const whole = unwrapped(content, 0, content.length);
    const hidden = messageOf(this.#hidden(content, whole, this.identities));
    const words = hidden.text.slice(hidden.from);
    // Normal messages are recognised as a whole, including words that look like a name; a copy keeps those.
    const shown = outcome === 'follows' ? messageOf(this.#hidden(content, whole, false)) : hidden;
    return { outcome: reportedOutcome(shown), words };
  }

  /** The lines with each code unit of a value replaced by `HIDDEN`; line breaks are kept. */
  hide(lines: string): string {
    return this.#hidden(lines, stretch(lines, 0, lines.length), this.identities);
  }

  /** @param lines how to read the text */
  #hidden(text: string, lines: Passage, names: boolean): string {
    this.#namesToo = names;
    this.#units = text.split('');
    this.#lines = lines;
    this.#finder.begin(lines.text, AT_START);
    for (const record of readRecords(lines.text)) this.#finder.add(record);
    this.#finder.finish();
    for (const { 0: mask, index } of text.matchAll(MASK)) this.#hide(index, index + mask.length);
    // Release the text.
    this.#finder.begin('', AT_START);
    this.#lines = stretch('', 0, 0);
    return this.#units.join('');
  }

  #hide(start: number, end: number): void {
    for (let at = start; at < end; at++) if (!/[\r\n]/.test(this.#units[at] ?? '')) this.#units[at] = HIDDEN;
  }
}
