import { min } from '../integers';
import type { Analysis } from '../analysis';
import { completableNames, proposalsAt } from '../focus/complete';
import { FocusLines, type LineRange } from '../focus/focusLines';
import { parseQuery } from '../focus/query';
import { label, type Translate } from '../knowledge';
import type { DocumentPositions, Span } from '../syntax';
import type { Severities } from '../presentation/findings';
import { shown } from './shown';

/** Maximum number of lines shown. */
const MAX_FOCUS_LINES = 20_000;

/** The lines of a capture that match a focus. */
export interface Focused {
  /** First and last line of each block, from 0, in order, including context lines. */
  readonly lines: readonly (readonly [first: number, last: number])[];
  /** The number of matching lines, without context. */
  readonly count: number;
  /** A note for the user that explains why lines are missing. */
  readonly message?: string;
  /** The invalid part of the expression, in UTF-16 code units; then there are no lines. */
  readonly refused?: Span;
  /** The lines, with secrets masked, if the capture is a file that is not open. */
  readonly text?: string;
}

/** Completions for a focus expression at a position. */
export interface FocusHelp {
  readonly proposals: readonly (Span & { readonly text: string; readonly detail: string })[];
  /** The first invalid part of the expression, if any. */
  readonly refused?: Span & { readonly message: string };
}

/** Returns why a focus expression is invalid; undefined if it is valid. */
function focusError(words: string, translate: Translate): FocusHelp['refused'] {
  const [problem] = parseQuery(words).problems;
  if (!problem) return undefined;
  const { start, end, message, facts } = problem;
  return shown({ start, end, message: label(message, translate, facts) });
}

/** Returns the lines of a document that match a focus. */
export function linesInFocus(
  analysis: Analysis,
  document: DocumentPositions,
  words: string,
  { translate, severities }: { readonly translate: Translate; readonly severities: Severities },
): Focused {
  const refused = refusedFocus(words, translate);
  if (refused) return refused;
  const lines = new FocusLines(parseQuery(words).query, severities);
  const gatherer = new FocusGatherer();
  gatherer.add(lines.part({ analysis, positions: document, from: 0, to: Infinity }));
  return gatherer.finish(lines.count, translate);
}

/** Returns an answer without lines that points out the invalid part; undefined for a valid expression. */
export function refusedFocus(words: string, translate: Translate): Focused | undefined {
  const refused = focusError(words, translate);
  if (!refused) return undefined;
  const { start, end, message } = refused;
  return { lines: [], count: 0, message, refused: { start, end } };
}

/** Collects the lines of a focus, up to the maximum. */
export class FocusGatherer {
  readonly #lines: [number, number][] = [];
  #shown = 0;
  #isCut = false;

  /** Adds the next lines and returns those that are within the maximum. */
  add(ranges: readonly LineRange[]): LineRange[] {
    const taken: LineRange[] = [];
    for (const { first, last } of ranges) {
      const room = MAX_FOCUS_LINES - this.#shown;
      if (last - first + 1 > room) this.#isCut = true;
      if (room <= 0) break;
      const range = { first, last: min(last, first + room - 1) };
      this.#shown += range.last - first + 1;
      this.#lines.push([first, range.last]);
      taken.push(range);
    }
    return taken;
  }

  /** @param count the number of matching lines, without context */
  finish(count: number, translate: Translate): Focused {
    const message = this.#isCut
      ? label('focus.cut', translate, { count: String(count), shown: String(this.#shown) })
      : count === 0
        ? label('focus.none', translate)
        : undefined;
    return { lines: this.#lines, count, ...(message !== undefined && { message }) };
  }
}

/** Returns completions for a focus at a position; for a document that is not open, keywords only. */
export function focusHelpOf(
  analysis: Analysis | undefined,
  words: string,
  offset: number,
  translate: Translate,
): FocusHelp {
  const names = analysis ? completableNames(analysis) : NO_NAMES;
  const refused = focusError(words, translate);
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
