/**
 * A queue of text from which any length can be taken. Each part is a string of its own and keeps no larger one in
 * memory.
 */
export class Pieces {
  #pieces: string[] = [];
  length = 0;

  push(piece: string): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** Takes the next `length` code units; at least that many must be available. */
  take(length: number): string {
    const taken: string[] = [];
    let missing = length;
    let index = 0;
    for (; missing > 0; index++) {
      const piece = this.#pieces[index] ?? '';
      if (piece.length > missing) {
        taken.push(piece.slice(0, missing));
        this.#pieces[index] = piece.slice(missing);
        break;
      }
      taken.push(piece);
      missing -= piece.length;
    }
    this.#pieces = this.#pieces.slice(index);
    this.length -= length;
    return taken.join('');
  }
}
