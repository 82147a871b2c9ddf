import { max } from '../../integers';
import type { Span } from '../../syntax';
import { isMasked, isStandIn } from '../masked';
import { PlaceList } from '../placeList';
import { type Found, type FoundKind, isIdentity, isSecretClass } from '../types';
import { plainParts } from './plainParts';
import { shapedAt } from './shapedValues';
import { BYTES, COLUMN } from './standIns';

/** A value found in a text. */
export interface Value {
  readonly kind: FoundKind;
  readonly value: string;
  /** Only digits are valid at its place, as in a JSON number. */
  readonly digits: boolean;
}

const OPEN = 0;
const ALLOWED = 1;
const TAKEN = 2;

/** The places of the values, and what is known of each code unit. */
export class Gathered {
  readonly values: Value[] = [];
  readonly places = new PlaceList();
  /** The names that were kept, and their words, in lower case. */
  readonly identities = new Set<string>();
  /** Indexes of values that stand beside the name of a secret. */
  readonly besideSecrets = new Set<number>();
  readonly #marks: Uint8Array;
  readonly #numbers = new Map<string, number>();

  constructor(
    readonly text: string,
    end: number,
    readonly keepIdentities: boolean,
  ) {
    this.#marks = new Uint8Array(end);
  }

  isOpen(at: number): boolean {
    return this.#marks[at] === OPEN;
  }

  allow(start: number, end: number): void {
    for (let at = start; at < end; at++) if (this.#marks[at] === OPEN) this.#marks[at] = ALLOWED;
  }

  /** Takes what a position says. */
  take({ kind, value, place, inDump = false }: Found): void {
    if (place.parts.length === 0) return;
    const parts = place.parts.flatMap(({ start, end }) => plainParts(this.text, start, end));
    // A stand-in is one also with a quote or a control character in it.
    const plain = parts.map(({ start, end }) => this.text.slice(start, end)).join('');
    const isReplaced = isMasked(plain) || (!isSecretClass(kind) && isStandIn(plain));
    if (this.#isKept(kind, value) || isReplaced) return this.#keep(parts, plain, isReplaced);
    if (inDump) return this.#add(parts, BYTES);
    if (kind === 'column') return this.#add(parts, COLUMN);
    const digits = this.#mustBeDigits(kind, place.start, value);
    const whole = place.parts.length > 1 ? value.replace(/\s+/g, ' ') : value;
    if (lengthOf(parts) === lengthOf(place.parts))
      return this.#add(parts, this.#number(formOf(kind, value), whole, digits));
    // What a control character parts is read as several values when the copy is read again.
    for (const { start, end } of parts) this.word(kind, start, end);
  }

  /** True for what needs no stand-in; remembers an identity that is kept. */
  #isKept(kind: FoundKind, value: string): boolean {
    if (kind === 'kept' || !this.keepIdentities || !isIdentity(kind)) return kind === 'kept';
    for (const word of [value, ...splitWords(value)]) this.identities.add(word.toLowerCase());
    return true;
  }

  /** Keeps a value in the place of a name. Whether a word there is known is asked of the vocabulary. */
  #keep(parts: readonly Span[], value: string, isReplaced: boolean): void {
    if (this.keepIdentities || isReplaced) for (const { start, end } of parts) this.allow(start, end);
    if (isStandIn(value)) this.#number('name', value, false);
  }

  /** Takes what must not be shown, even if a position has allowed it. */
  hide(start: number, end: number): void {
    for (let at = start; at < end; at++) if (this.#marks[at] === TAKEN) return;
    this.word('name', start, end);
  }

  /** Takes a word; nothing if a position has said what it is. */
  word(kind: FoundKind, start: number, end: number, isBesideSecret = false): void {
    const value = this.text.slice(start, end);
    const isReplaced = !isSecretClass(kind) && isStandIn(value);
    if (isReplaced) this.#number('name', value, false);
    if (isReplaced || isMasked(value)) return this.allow(start, end);
    const id = this.#number(kind, value, this.#mustBeDigits(kind, start, value));
    if (isBesideSecret) this.besideSecrets.add(id);
    this.#add([{ start, end }], id);
  }

  #add(parts: readonly Span[], id: number): void {
    const whole = lengthOf(parts);
    let done = 0;
    for (const { start, end } of parts) {
      this.places.add(start, end, id, done, whole);
      done += end - start;
      this.#marks.fill(TAKEN, start, end);
    }
  }

  #number(kind: FoundKind, value: string, digits: boolean): number {
    const key = `${digits ? '#' : ''}${kind} ${value}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push({ kind, value, digits }) - 1;
  }

  /** True if only digits are valid where a value starts, as for a number in JSON. */
  #mustBeDigits(kind: FoundKind, start: number, value: string): boolean {
    if (kind === 'number') return true;
    if (!(isSecretClass(kind) || kind === 'phone' || kind === 'user') || !/^\d+$/.test(value)) return false;
    const isBeside = kind !== 'user' && !/["'\s([]/.test(this.text[start - 1] ?? ' ');
    return isBeside || JSON_NAME.test(this.text.slice(max(0, start - 6), start));
  }
}

/** The kind of a name by its form: a user can be a mail address, and a server an IP address. */
function formOf(kind: FoundKind, value: string): FoundKind {
  if (!isIdentity(kind)) return kind;
  const shaped = shapedAt(value, { start: 0, end: value.length }, value.length);
  return shaped && shaped.kind !== 'kept' && shaped.kind !== 'run' && shaped.end === value.length
    ? shaped.kind
    : kind;
}

const splitWords = (value: string): readonly string[] => value.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];

const JSON_NAME = /"\s?:\s{0,3}$/;

function lengthOf(parts: readonly Span[]): number {
  return parts.reduce((length, { start, end }) => length + end - start, 0);
}
