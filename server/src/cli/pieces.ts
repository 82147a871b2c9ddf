/** Text that comes in pieces, to be taken in stretches of any length. A stretch is a string of its own, no part of one. */
export class Pieces {
  #pieces: string[] = [];
  length = 0;

  push(piece: string): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** Takes the next `length` code units; there must be at least that many. */
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
