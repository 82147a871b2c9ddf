import { type Message, reportedOutcome, readRecords, type ReportedOutcome } from '../../syntax';
import { isMasked, isStandIn } from '../masked';
import { isSecretClass } from '../types';
import { AT_START, RecordFinder } from './finder';

/** Replaces each hidden code unit. It does not occur in captures. */
export const HIDDEN = '\u0001';

/** The success or failure that a message reports. `words` is the message without names if it is a failure. */
export interface Outcome {
  readonly outcome: ReportedOutcome;
  readonly words: string;
}

/** Hides the names and secrets of lines, and their stand-ins in a redacted copy. The remaining words do not depend on names. */
export class Hider {
  #units: string[] = [];
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
        for (const { start, end } of place.parts) this.#hide(start, end);
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
    const hidden = messageOf(this.hide(line()));
    const words = hidden.text.slice(hidden.from);
    // Normal messages are recognised as a whole, including words that look like a name; a copy keeps those.
    const shown = outcome === 'follows' ? messageOf(this.hide(line(), false)) : hidden;
    return { outcome: reportedOutcome(shown), words };
  }

  /**
   * The lines with each code unit of a value replaced by `HIDDEN`; line breaks are kept.
   * @param names whether to hide names as well
   */
  hide(lines: string, names = this.identities): string {
    this.#namesToo = names;
    this.#units = lines.split('');
    this.#finder.begin(lines, AT_START);
    for (const record of readRecords(lines)) this.#finder.add(record);
    this.#finder.finish();
    // Release the text.
    this.#finder.begin('', AT_START);
    return this.#units.join('');
  }

  #hide(start: number, end: number): void {
    for (let at = start; at < end; at++) if (!/[\r\n]/.test(this.#units[at] ?? '')) this.#units[at] = HIDDEN;
  }
}
