/** A text, or a stretch of one, addressed by offsets in the whole text. Strings implement it. */
export interface Source {
  slice(start: number, end: number): string;
  charCodeAt(at: number): number;
  startsWith(words: string, at: number): boolean;
}

/** A stretch of a text that begins at the offset `start` of the whole. */
export class Stretch implements Source {
  constructor(
    readonly text: string,
    readonly start: number,
  ) {}

  slice(start: number, end: number): string {
    return this.text.slice(start - this.start, end - this.start);
  }

  charCodeAt(at: number): number {
    return this.text.charCodeAt(at - this.start);
  }

  startsWith(words: string, at: number): boolean {
    return this.text.startsWith(words, at - this.start);
  }
}
