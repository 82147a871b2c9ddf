import { HOLES, matchesIn, type Message, Phrases, PHRASES } from '../../syntax';
import type { FoundKind } from '../types';

/** A name in a message; offsets are those of `Message.text`. */
export interface SaidName {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

/** The roles of placeholders that hold the name of somebody or something. */
const NAMES: ReadonlySet<string> = new Set<FoundKind>(['user', 'group', 'server', 'host']);
const HOLE = /\{([a-z]+)/g;

/** The sentences of daemons that name somebody or something: few of all. */
const NAMING = new Phrases(
  PHRASES.rows.filter(({ texts }) =>
    texts.some(text => Array.from(text.matchAll(HOLE)).some(([, hole = '']) => NAMES.has(HOLES[hole] ?? ''))),
  ),
);

/** The names that the known sentences of a message hold. */
export function namesIn(message: Message): readonly SaidName[] {
  return matchesIn(message, NAMING).flatMap(({ holes }) =>
    holes.flatMap(({ name, start, end }) => {
      const role = HOLES[name] ?? 'text';
      return NAMES.has(role) ? [{ kind: role as FoundKind, start, end }] : [];
    }),
  );
}
