import { shifted } from '../syntax';
import type { SecretPlace } from './types';

const FIELDS = 5;

/**
 * Places in a text, five numbers per place: start, end, id of the value, length of the value before this place, and total
 * length of the value. A value that wraps over lines has several places.
 */
export class PlaceList {
  #data = new Int32Array(256);
  #length = 0;

  /** The list stored in `data`, as returned by `data()`. */
  static of(data: Int32Array<ArrayBuffer>): PlaceList {
    const list = new PlaceList();
    list.#data = data;
    list.#length = data.length;
    return list;
  }

  /** A copy of all numbers. */
  data(): Int32Array<ArrayBuffer> {
    return this.#data.slice(0, this.#length);
  }

  /** Replaces the ids of the values, in place. */
  renumbered(of: (id: number) => number): this {
    for (let at = 2; at < this.#length; at += FIELDS) this.#data[at] = of(this.#data[at] ?? 0);
    return this;
  }

  get length(): number {
    return this.#length / FIELDS;
  }

  add(start: number, end: number, id: number, before = 0, whole = end - start): void {
    if (this.#length + FIELDS > this.#data.length) {
      const larger = new Int32Array(this.#data.length * 2 + FIELDS);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length] = start;
    this.#data[this.#length + 1] = end;
    this.#data[this.#length + 2] = id;
    this.#data[this.#length + 3] = before;
    this.#data[this.#length + 4] = whole;
    this.#length += FIELDS;
  }

  start(index: number): number {
    return this.#data[index * FIELDS] ?? 0;
  }

  end(index: number): number {
    return this.#data[index * FIELDS + 1] ?? 0;
  }

  id(index: number): number {
    return this.#data[index * FIELDS + 2] ?? 0;
  }

  before(index: number): number {
    return this.#data[index * FIELDS + 3] ?? 0;
  }

  /** The length of the whole value; this place may hold only part of it. */
  whole(index: number): number {
    return this.#data[index * FIELDS + 4] ?? 0;
  }

  /** The indexes of the places by start offset; for equal starts, the longer value first. */
  order(): Uint32Array {
    const order = new Uint32Array(this.length);
    for (let index = 0; index < order.length; index++) order[index] = index;
    // Places are added almost in order, so sort only if needed.
    for (let index = 1; index < order.length; index++) {
      if (this.#compare(index - 1, index) > 0) return order.sort((a, b) => this.#compare(a, b) || a - b);
    }
    return order;
  }

  #compare(a: number, b: number): number {
    return this.start(a) - this.start(b) || this.whole(b) - this.whole(a) || this.end(b) - this.end(a);
  }
}

/** The same place after its text moved by `by` code units. */
export function shiftedPlace(place: SecretPlace, by: number): SecretPlace {
  if (by === 0) return place;
  const parts = place.parts.map(part => shifted(part, by));
  // No spread: there are many of these objects, and they should share one hidden class.
  return { start: place.start + by, end: place.end + by, parts };
}
