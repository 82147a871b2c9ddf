import type { Analysis } from '../analysis';
import { namesIn, proposalsAt } from '../focus/complete';
import { FocusLines, type LineRange } from '../focus/lines';
import { readQuery } from '../focus/query';
import { label, type Translate } from '../knowledge';
import type { Placing, Span } from '../syntax';
import type { Severities } from '../telling/findings';
import { shown } from './shown';

/** The most lines that are shown at once. */
export const MAX_FOCUS_LINES = 20_000;

/** The lines of a capture that a focus keeps. */
export interface Focused {
  /** The first and the last line of each stretch, from 0, in order; with the lines of the context. */
  readonly lines: readonly (readonly [first: number, last: number])[];
  /** How many lines are kept, without the context. */
  readonly count: number;
  /** What the user must know: why there are no lines, or not all. */
  readonly message?: string;
  /** The part of the words that cannot be used, in UTF-16 code units; then there are no lines. */
  readonly refused?: Span;
  /** The lines, with their secrets masked, where the capture is a file and no open document. */
  readonly text?: string;
}

/** What can be written in a focus, at a place of it. */
export interface FocusHelp {
  readonly proposals: readonly (Span & { readonly text: string; readonly detail: string })[];
  /** What cannot be used of the words so far, if anything. */
  readonly refused?: Span & { readonly message: string };
}

/** Why the words of a focus cannot be used; undefined if they can. */
export function refusalOf(words: string, translate: Translate): FocusHelp['refused'] {
  const [problem] = readQuery(words).problems;
  if (!problem) return undefined;
  const { start, end, message, facts } = problem;
  return shown({ start, end, message: label(message, translate, facts) });
}

/** The lines of a document that a focus keeps. */
export function focusOf(
  analysis: Analysis,
  document: Placing,
  words: string,
  { translate, severities }: { readonly translate: Translate; readonly severities: Severities },
): Focused {
  const refused = refusedFocus(words, translate);
  if (refused) return refused;
  const lines = new FocusLines(readQuery(words).query, severities);
  const gatherer = new FocusGatherer();
  gatherer.add(lines.part({ analysis, placing: document, from: 0, to: Infinity }));
  return gatherer.finish(lines.count, translate);
}

/** An answer without lines that says what of the words cannot be used. */
export function refusedFocus(words: string, translate: Translate): Focused | undefined {
  const refused = refusalOf(words, translate);
  if (!refused) return undefined;
  const { start, end, message } = refused;
  return { lines: [], count: 0, message, refused: { start, end } };
}

/** Gathers the lines of a focus, up to as many as are shown. */
export class FocusGatherer {
  readonly #lines: [number, number][] = [];
  #shown = 0;
  #isCut = false;

  /** Takes the next lines and returns those that are shown. */
  add(ranges: readonly LineRange[]): LineRange[] {
    const taken: LineRange[] = [];
    for (const { first, last } of ranges) {
      const room = MAX_FOCUS_LINES - this.#shown;
      if (last - first + 1 > room) this.#isCut = true;
      if (room <= 0) break;
      const range = { first, last: Math.min(last, first + room - 1) };
      this.#shown += range.last - first + 1;
      this.#lines.push([first, range.last]);
      taken.push(range);
    }
    return taken;
  }

  /** @param count how many lines are kept, without the context */
  finish(count: number, translate: Translate): Focused {
    const message = this.#isCut
      ? label('focus.cut', translate, { count: String(count), shown: String(this.#shown) })
      : count === 0
        ? label('focus.none', translate)
        : undefined;
    return { lines: this.#lines, count, ...(message !== undefined && { message }) };
  }
}

/** What can be written at a place of a focus on a document; of one that is not open, the words alone. */
export function focusHelpOf(
  analysis: Analysis | undefined,
  words: string,
  offset: number,
  translate: Translate,
): FocusHelp {
  const names = analysis ? namesIn(analysis) : NO_NAMES;
  const refused = refusalOf(words, translate);
  return {
    proposals: proposalsAt(words, offset, names, translate),
    ...(refused && { refused }),
  };
}

const NONE: ReadonlyMap<string, number> = new Map();
const NO_NAMES = {
  parties: { unit: NONE, token: NONE, user: NONE, server: NONE },
  daemons: NONE,
  rules: NONE,
  time: undefined,
};
