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

/** What is to be put in the place of `[start, end)` to make the payload valid JSON. Offsets count in the source. */
export interface Repair {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The first damage of a payload. Offsets count in the source. */
export interface Damage {
  readonly kind: DamageKind;
  readonly start: number;
  readonly end: number;
}

/** Gathers what a reader repairs while it reads one payload. */
export class Repairs {
  first: Damage | undefined;
  readonly edits: Repair[] = [];
  /** False when the reader stopped at a limit, so that no repair makes the payload whole. */
  complete = true;

  /** Notes a damage at `[start, end)`; only the first one counts. */
  damage(kind: DamageKind, start: number, end: number): void {
    if (!this.first || start < this.first.start) this.first = { kind, start, end };
  }

  insert(at: number, text: string): void {
    this.edits.push({ start: at, end: at, text });
  }

  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  /** Takes back what was noted from `at` on: that text is read again. `first` is the first damage before it. */
  forget(at: number, first: Damage | undefined): void {
    while ((this.edits[this.edits.length - 1]?.start ?? -1) >= at) this.edits.pop();
    if ((this.first?.start ?? -1) >= at) this.first = first;
  }

  /** `source` between `start` and `end` with every repair made. */
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
