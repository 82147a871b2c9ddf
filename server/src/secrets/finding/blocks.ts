import { type CaptureRecord, isDumpRow, isSpace } from '../../syntax';

/** For what began before the records that were seen. */
export const BEFORE = -1;

/**
 * Follows, record by record, which block the text is in: a payload, HTTP headers, a configuration, or what one command or
 * one line of a daemon prints with all the lines below it, such as a SAML assertion.
 */
export class BlockTracker {
  #previous = BEFORE;
  #current = BEFORE;

  constructor(readonly text: string) {}

  /** Where the current block begins; `BEFORE` if no record began one. */
  get current(): number {
    return this.#current;
  }

  add(record: CaptureRecord): void {
    if (!this.#begins(record)) return;
    this.#previous = this.#current;
    this.#current = record.start;
  }

  /** Where the block of a place begins that was found in the last record, or in a dump just before it. */
  of(start: number): number {
    return start >= this.#current ? this.#current : this.#previous;
  }

  #begins(record: CaptureRecord): boolean {
    const { kind } = record;
    if (kind === 'debug') return !isDumpRow(record);
    if (kind === 'json') return record.first;
    // Inner configurations are indented.
    if (kind === 'config') return record.verb === 'config' && !isSpace(this.text.charCodeAt(record.start));
    return kind === 'command' || kind === 'http';
  }
}
