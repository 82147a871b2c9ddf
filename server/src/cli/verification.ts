import { leftOver, type LeftOverKind } from '../secrets';

/** The findings of the verification pass in one copy: their number by kind, and the first lines; never a value. */
export type LeftOvers = ReadonlyMap<
  LeftOverKind,
  { readonly count: number; readonly lines: readonly number[] }
>;

/** The verification pass over a copy that comes in parts. */
export interface Verification {
  add(text: string): void;
  /** Ends the search and returns the findings. */
  finish(): LeftOvers | Promise<LeftOvers>;
}

const MAX_PLACES = 5;

/** Runs the verification pass in this thread. */
export function verification(): Verification {
  const found = new Map<LeftOverKind, { count: number; lines: number[] }>();
  let line = 1;
  return {
    add(text) {
      let end = text.indexOf('\n');
      const toLineOf = (offset: number): void => {
        for (; end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line++;
      };
      for (const { kind, start } of leftOver(text)) {
        toLineOf(start);
        const known = found.get(kind) ?? { count: 0, lines: [] };
        found.set(kind, known);
        known.count++;
        if (known.lines.length < MAX_PLACES) known.lines.push(line);
      }
      toLineOf(text.length);
    },
    finish: () => found,
  };
}
