import { addLines, type LineRange } from '../focus/lines';
import { findingsAt } from '../focus/problems';
import { parseQuery } from '../focus/query';
import { WindowedFocus } from '../focus/windowed';
import type { LineTable } from '../report/lineTable';
import type { Finding } from '../rules';
import type { SiteKnowledge } from '../site/knowledge';
import { countBefore, type Span } from '../syntax';
import type { Severities } from '../report/types';

/** Collects the lines of a focus in a text that comes in pieces, and filters problems by them. */
export class LinesInFocus {
  readonly #focus: WindowedFocus;
  /** First and last line of each range, in order. */
  readonly #lines: LineRange[] = [];

  constructor(words: string, severities: Severities, site: SiteKnowledge | undefined) {
    this.#focus = new WindowedFocus({ ...parseQuery(words).query, context: 0 }, severities, site);
  }

  push(text: string): void {
    for (const lines of this.#focus.push(text)) addLines(this.#lines, lines);
  }

  /**
   * Returns the problems of the whole text that have a place in these lines; other places are left out. Call it after
   * the last piece.
   */
  findings(all: readonly Finding[], document: Pick<LineTable, 'positionAt'>): Finding[] {
    for (const lines of this.#focus.finish()) addLines(this.#lines, lines);
    const isKept = ({ start }: Span): boolean => this.#has(document.positionAt(start).line);
    return findingsAt(all, isKept);
  }

  #has(line: number): boolean {
    const index = countBefore(this.#lines.length, at => (this.#lines[at]?.first ?? 0) <= line) - 1;
    return line <= (this.#lines[index]?.last ?? -1);
  }
}
