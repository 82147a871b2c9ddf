import { type CaptureRecord, isDumpRow, isSpace } from '../../syntax';

/** For a block that started before the first record seen. */
export const BEFORE = -1;

/**
 * Tracks, record by record, the current block: a payload, HTTP headers, a configuration, or the output of one command or
 * one daemon line, such as a SAML assertion.
 */
export class BlockTracker {
  #previous = BEFORE;
  #current = BEFORE;

  constructor(readonly text: string) {}

  /** The start of the current block, or `BEFORE` if no record started one. */
  get current(): number {
    return this.#current;
  }

  add(record: CaptureRecord): void {
    if (!this.#begins(record)) return;
    this.#previous = this.#current;
    this.#current = record.start;
  }

  /** The start of the block that contains a place found in the last record, or in a dump just before it. */
  of(start: number): number {
    return start >= this.#current ? this.#current : this.#previous;
  }

  #begins(record: CaptureRecord): boolean {
    const { kind } = record;
    if (kind === 'debug') return !isDumpRow(record);
    if (kind === 'json') return record.first;
    // Nested configurations are indented.
    if (kind === 'config') return record.verb === 'config' && !isSpace(this.text.charCodeAt(record.start));
    return kind === 'command' || kind === 'http';
  }
}
