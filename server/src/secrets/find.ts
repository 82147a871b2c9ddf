import { type CaptureRecord, detached } from '../syntax';
import { RecordFinder } from './finder';
import { movedPlace } from './spans';
import { isMasked } from './masked';
import { type Found, isSecretClass, type Secret, type SecretPlace } from './types';

/** Finds what must not be shared. A value that stands in many places is one secret. */
export function findSecrets(text: string, records: readonly CaptureRecord[]): Secret[] {
  const finder = new SecretFinder();
  finder.add(text, 0, records);
  return finder.finish();
}

type Draft = { -readonly [Key in keyof Secret]: Key extends 'places' ? SecretPlace[] : Secret[Key] };

/** Finds it in a text that may come in parts. */
export class SecretFinder {
  readonly #found = new Map<string, Draft>();
  readonly #finder = new RecordFinder(false, found => this.#note(found));
  #base = 0;

  /** @param most how many places of a secret are kept, the first ones */
  constructor(readonly most = Infinity) {}

  /** Takes the next part: its text, where it begins in the whole, and its records, whose offsets count in it. */
  add(text: string, base: number, records: readonly CaptureRecord[]): void {
    this.#base = base;
    this.#finder.read(text, records);
  }

  finish(): Secret[] {
    return [...this.#found.values()];
  }

  #note({ kind, value, place, token, inDump = false }: Found): void {
    if (!isSecretClass(kind) || place.parts.length === 0 || isMasked(value)) return;
    const key = kind + ' ' + value;
    const known = this.#found.get(key) ?? { class: kind, places: [], omitted: 0, token: undefined, inDump };
    if (known.places.length === 0) this.#found.set(key, known);
    if (known.places.length < this.most) known.places.push(movedPlace(place, this.#base));
    else known.omitted++;
    known.token ??= detached(token);
    known.inDump ||= inDump;
  }
}
