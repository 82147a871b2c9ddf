import { type Message, reportedOutcome, readRecords, type ReportedOutcome } from '../../syntax';
import { isMasked, isStandIn } from '../masked';
import { isSecretClass } from '../types';
import { AT_START, RecordFinder } from './finder';

/** Replaces each code unit of what is hidden. No line of a capture has it. */
export const HIDDEN = '\u0001';

/** The success or failure that a message reports, with its words without names if it is a failure. */
export interface Outcome {
  readonly outcome: ReportedOutcome;
  readonly words: string;
}

/**
 * Hides names and secrets of lines, and their stand-ins in a redacted copy. What is left are the words of the
 * line, which are the same whatever somebody or something is called.
 */
export class Hider {
  #units: string[] = [];
  #namesToo: boolean;
  readonly #finder: RecordFinder;

  /** @param identities whether names are hidden, too, and not secrets alone */
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
   * The success or failure that a message reports, whatever names it has: a tunnel can be called `failed`.
   *
   * @param line the line of the message
   * @param messageOf the message in a line that is to replace it
   */
  outcomeOf(message: Message, line: () => string, messageOf: (line: string) => Message): Outcome {
    const outcome = reportedOutcome(message);
    if (outcome !== 'fails' && outcome !== 'follows') return { outcome, words: '' };
    const hidden = messageOf(this.hide(line()));
    const words = hidden.text.slice(hidden.from);
    // What belongs to normal work is known as a whole, with a word that is taken for a name: a copy keeps that.
    const shown = outcome === 'follows' ? messageOf(this.hide(line(), false)) : hidden;
    return { outcome: reportedOutcome(shown), words };
  }

  /**
   * The lines with each code unit of a value replaced by `HIDDEN`; line breaks stay.
   * @param names whether names are hidden, too
   */
  hide(lines: string, names = this.identities): string {
    this.#namesToo = names;
    this.#units = lines.split('');
    this.#finder.begin(lines, AT_START);
    for (const record of readRecords(lines)) this.#finder.add(record);
    this.#finder.finish();
    // Of a long capture, nothing is kept.
    this.#finder.begin('', AT_START);
    return this.#units.join('');
  }

  #hide(start: number, end: number): void {
    for (let at = start; at < end; at++) if (!/[\r\n]/.test(this.#units[at] ?? '')) this.#units[at] = HIDDEN;
  }
}
