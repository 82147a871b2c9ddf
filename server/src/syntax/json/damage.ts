/** What was wrong with a payload. */
export type DamageKind =
  | 'bracket' // a bracket that is missing, extra or of the wrong kind
  | 'character' // a control character or an escape that JSON does not know
  | 'colon' // a colon that is missing or extra
  | 'closing-quote' // the quotation mark after a key or a value is missing
  | 'comma' // a comma that is missing or extra
  | 'cut' // the payload ends before its brackets close
  | 'interrupted' // other lines are inside
  | 'opening-quote' // the quote before a key or a value is missing
  | 'quote-style' // single or typographic quotes
  | 'quotes' // both quotes of a key or a value are missing
  | 'stray-quote' // a quote too many
  | 'too-deep' // nested deeper than the limit: the reader stopped here
  | 'too-large' // longer than the limit: the reader stopped here
  | 'value' // a value that is missing
  | 'wrapped'; // a line break inside a word, a number or a string

/** A replacement for `[start, end)` that makes the payload valid JSON. Offsets are in the source. */
export interface Repair {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The first damaged place in a payload. Offsets are in the source. */
export interface Damage {
  readonly kind: DamageKind;
  readonly start: number;
  readonly end: number;
}

/** Collects the repairs made while one payload is read. */
export class Repairs {
  first: Damage | undefined;
  readonly edits: Repair[] = [];
  /** False if the reader stopped at a limit, so that repairs cannot make the payload valid. */
  complete = true;

  /** Notes damage at `[start, end)`; only the first is kept. */
  damage(kind: DamageKind, start: number, end: number): void {
    if (!this.first || start < this.first.start) this.first = { kind, start, end };
  }

  insert(at: number, text: string): void {
    this.edits.push({ start: at, end: at, text });
  }

  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  /** Discards the repairs from `at` on, because that text is read again. */
  forget(at: number): void {
    while ((this.edits[this.edits.length - 1]?.start ?? -1) >= at) this.edits.pop();
  }

  /** `source` between `start` and `end` with all repairs applied. */
  apply(source: string, start: number, end: number): string {
    const parts: string[] = [];
    let at = start;
    for (const edit of [...this.edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
      parts.push(source.slice(at, edit.start), edit.text);
      at = edit.end;
    }
    parts.push(source.slice(at, end));
    return parts.join('');
  }
}
