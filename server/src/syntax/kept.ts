import type { MovingSpan } from './span';
import type { Within } from './within';

/**
 * Facts that another module keeps with a record or payload, by kind. Each module declares its slots by declaration merging,
 * so that a record of one kind cannot hold facts about another.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- the slots are declared elsewhere
export interface KeptFacts {}

/** The places in facts that do not move with their record; `never` if there are none. */
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

/** True for a record or payload, which is shifted as a whole by an edit before it. */
type IsMoved<Facts> = keyof MovingSpan extends keyof Facts
  ? true
  : Facts extends { readonly kept: unknown }
    ? true
    : false;

/** Facts that may be kept: all their places move with the record. Other types cannot be assigned. */
export type Movable<Facts> = [FixedPlaces<Facts>] extends [never] ? Facts : never;

/** The slot for facts about records of one kind. They are kept as long as the text of the record is unchanged. */
export interface Keeping<Kind extends string> {
  kept: (Kind extends keyof KeptFacts ? Movable<KeptFacts[Kind]> : never) | undefined;
}
