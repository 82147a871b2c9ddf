import { type Found, isSecretClass } from '../types';
import { Cover } from './cover';
import { whole } from './foundPlaces';

/** Hands on what is found in one record: its secrets do not overlap each other, and its names do not overlap secrets. */
export class FoundInRecord {
  /** In the order in which they were found: by the form of the record first. */
  #secrets: Found[] = [];
  /** The places of these: a record of one long line has thousands. */
  readonly #cover = new Cover();

  constructor(readonly give: (found: Found) => void) {}

  add(found: Found): void {
    if (isSecretClass(found.kind) && found.place.parts.length > 0) {
      this.#secrets.push(found);
      this.#cover.add(found.place);
    } else {
      const rest = this.#withoutSecrets(found);
      if (rest) this.give(rest);
    }
  }

  /** Hands on a secret that may overlap others. */
  addGuess(found: Found): void {
    this.#cover.add(found.place);
    this.give(found);
  }

  /** Hands on the secrets of the record, without those that overlap another. */
  flush(): void {
    if (this.#secrets.length === 0) return;
    const found = this.#secrets;
    this.#secrets = [];
    this.#cover.clear();
    if (found.length > 1) found.sort((a, b) => a.place.start - b.place.start);
    let last: Found | undefined;
    for (const one of found) {
      if (last && one.place.start < last.place.end) continue;
      this.give(one);
      last = one;
    }
  }

  /** A name that runs into a secret of its line ends before it: `dc=example user01 <password>`. */
  #withoutSecrets(found: Found): Found | undefined {
    // A key of several rows of a dump has the characters beside them between its parts.
    if (this.#cover.isEmpty || found.inDump || found.kind === 'run' || found.kind === 'column') return found;
    const { place, value } = found;
    const end = this.#cover.startOf(place);
    if (end < 0) return found;
    const kept = value.slice(0, Math.max(0, end - place.start)).trimEnd();
    if (kept === '' || place.parts.length > 1) return undefined;
    return { ...found, value: kept, place: whole({ start: place.start, end: place.start + kept.length }) };
  }
}
