import { RecordFinder } from './finder';
import { isMasked } from './masked';
import type { CaptureRecord } from '../syntax';
import { type Found, isSecretClass, type Secret, type SecretClass, type SecretPlace } from './types';

/** Finds what must not be shared. A value that stands in many places is one secret. */
export function findSecrets(text: string, records: readonly CaptureRecord[]): Secret[] {
  const found = new Map<string, { class: SecretClass; places: SecretPlace[]; token: string | undefined }>();
  const finder = new RecordFinder(text, false, note);
  for (const record of records) finder.add(record);
  finder.finish();
  return [...found.values()];

  function note({ kind, value, place, token }: Found): void {
    if (!isSecretClass(kind) || place.parts.length === 0 || isMasked(value)) return;
    const known = found.get(kind + ' ' + value);
    if (known) {
      known.places.push(place);
      known.token ??= token;
    } else {
      found.set(kind + ' ' + value, { class: kind, places: [place], token });
    }
  }
}
