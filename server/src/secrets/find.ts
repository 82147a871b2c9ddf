import type { CaptureRecord } from '../syntax';
import { RecordFinder } from './finder';
import { movedPlace } from './spans';
import { isMasked } from './masked';
import { type Found, isSecretClass, type Secret, type SecretClass, type SecretPlace } from './types';

/** Finds what must not be shared. A value that stands in many places is one secret. */
export function findSecrets(text: string, records: readonly CaptureRecord[]): Secret[] {
  const finder = new SecretFinder();
  finder.add(text, 0, records);
  return finder.finish();
}

/** Finds it in a text that may come in parts. */
export class SecretFinder {
  readonly #found = new Map<
    string,
    { class: SecretClass; places: SecretPlace[]; token: string | undefined; inDump: boolean }
  >();
  readonly #finder = new RecordFinder(false, found => this.#note(found));
  #base = 0;

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
    const known = this.#found.get(kind + ' ' + value);
    if (known) {
      known.places.push(movedPlace(place, this.#base));
      known.token ??= token;
      known.inDump ||= inDump;
    } else {
      const places = [movedPlace(place, this.#base)];
      this.#found.set(kind + ' ' + value, { class: kind, places, token, inDump });
    }
  }
}
