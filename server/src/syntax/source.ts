/** What can be asked of a text, or of a stretch of one, by offsets of the whole text. A string is one. */
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
