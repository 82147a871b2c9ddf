import type { MovingSpan } from './span';
import type { Within } from './within';

/**
 * What is kept with a record or payload once another room has read it, by kind. Each room declares its slots here by
 * declaration merging, so that a record of one kind cannot hold the facts of another.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the slots are declared elsewhere
export interface KeptFacts {}

/** The places in facts that do not move with what they are kept with; `never` if there are none. */
export type FixedPlaces<Facts> = Facts extends string | number | boolean | undefined | null
  ? never
  : IsMoved<Facts> extends true
    ? never
    : Facts extends Within
      ? FixedPlacesIn<Facts, Exclude<keyof Facts, keyof Within>>
      : Facts extends { readonly start: number; readonly end: number }
        ? Facts
        : Facts extends readonly (infer Part)[] | ReadonlySet<infer Part>
          ? FixedPlaces<Part>
          : Facts extends ReadonlyMap<infer Key, infer Part>
            ? FixedPlaces<Key> | FixedPlaces<Part>
            : FixedPlacesIn<Facts, keyof Facts>;

type FixedPlacesIn<Facts, Names extends keyof Facts> = { [Name in Names]-?: FixedPlaces<Facts[Name]> }[Names];

/** A record or payload: an edit before it moves it as a whole. */
type IsMoved<Facts> = keyof MovingSpan extends keyof Facts
  ? true
  : Facts extends { readonly kept: unknown }
    ? true
    : false;

/** Facts that may be kept: those in which every place moves with its record. Others cannot be assigned. */
export type Movable<Facts> = [FixedPlaces<Facts>] extends [never] ? Facts : never;

/** The slot for facts about records of one kind. Its owner keeps them for as long as its own text stays as it is. */
export interface Keeping<Kind extends string> {
  kept: (Kind extends keyof KeptFacts ? Movable<KeptFacts[Kind]> : never) | undefined;
}
