import { min } from '../integers';
import type { Analysis } from '../analysis';
import { completableNames, NO_NAMES, proposalsAt } from '../filter/complete';
import { ENDING_WORDS, ENDINGS } from '../filter/keywords';
import { LineFilter, type LineRange } from '../filter/lineFilter';
import { FilterRun } from '../filter/evaluate';
import { parseQuery, type Query } from '../filter/query';
import { label, type Translate } from '../knowledge';
import type { DocumentPositions, Span } from '../syntax';
import { incidentsOf } from '../presentation/incidents';
import { describeScene } from '../presentation/outcomes';
import type { Scene } from '../judge/scenes';
import { causeOfScene, type SceneOptions } from './incidents/list';
import { shown } from './shown';

/** Maximum number of lines shown. */
const MAX_FILTER_LINES = 20_000;

/** The lines of a capture that match a filter. */
export interface FilteredLines {
  /** First and last line of each block, from 0, in order, including context lines. */
  readonly lines: readonly (readonly [first: number, last: number])[];
  /** The number of matching lines, without context. */
  readonly count: number;
  /** What it keeps, in words for people, if the expression has the id of an incident. */
  readonly title?: string;
  /** A note for the user that explains why lines are missing. */
  readonly message?: string;
  /** The invalid part of the expression, in UTF-16 code units; then there are no lines. */
  readonly refused?: Span;
  /** The lines, with secrets masked, if the capture is a file that is not open. */
  readonly text?: string;
}

/** Completions for a filter expression at a position. */
export interface FilterHelp {
  readonly proposals: readonly (Span & { readonly text: string; readonly detail: string })[];
  /** The first invalid part of the expression, if any. */
  readonly refused?: Span & { readonly message: string };
}

/** Returns why a filter expression is invalid; undefined if it is valid. */
function filterError(words: string, translate: Translate): FilterHelp['refused'] {
  const [problem] = parseQuery(words).problems;
  if (!problem) return undefined;
  const { start, end, message, facts } = problem;
  return shown({ start, end, message: label(message, translate, facts) });
}

/** Returns the lines of a document that match a filter. */
export function linesInFilter(
  analysis: Analysis,
  document: DocumentPositions,
  words: string,
  { translate, severities }: SceneOptions,
): FilteredLines {
  const refused = refusedFilter(words, translate);
  if (refused) return refused;
  const { query } = parseQuery(words);
  const lines = new LineFilter(query, severities);
  const gatherer = new FilterGatherer();
  gatherer.add(lines.part({ analysis, positions: document, from: 0, to: Infinity }));
  const title = titleOf(query, analysis, translate);
  return { ...gatherer.finish(lines.count, translate), ...(title !== undefined && { title }) };
}

/** The incidents of a capture that match a filter. */
export interface FilteredScenes {
  readonly ids: readonly string[];
  /** Why the filter cannot be used; then there are no ids. */
  readonly refused?: string;
}

/** Finds the incidents of a filter in a capture that comes in parts; they match by their titles, too. */
export class SceneFilter {
  readonly #run: FilterRun;
  readonly #translate: Translate;
  /** Why the filter cannot be used. */
  readonly refused: FilteredScenes | undefined;

  constructor(words: string, { translate, severities }: SceneOptions) {
    const refused = filterError(words, translate);
    this.refused = refused && { ids: [], refused: refused.message };
    this.#run = new FilterRun(parseQuery(words).query, severities);
    this.#translate = translate;
  }

  /** Returns the incidents that begin in a part and match, as indexes among those of the analysis. */
  part(analysis: Analysis, from?: number, to?: number): number[] {
    const titleOf = (scene: Scene): string => {
      const { what, outcome, ending } = describeScene(analysis, scene, this.#translate);
      // While `failed` is being typed, it is a text.
      const word = ENDINGS.find(one => ENDING_WORDS[one] === ending) ?? '';
      return `${what} ${outcome} ${causeOfScene(analysis, scene, this.#translate)} ${word}`.toLowerCase();
    };
    const kept = new Set(this.#run.scenes(analysis, titleOf, from, to));
    return incidentsOf(analysis).flatMap(({ scene }, index) => (kept.has(scene) ? index : []));
  }
}

/** Returns the incidents of a document that match a filter. */
export function scenesInFilter(analysis: Analysis, words: string, options: SceneOptions): FilteredScenes {
  const filter = new SceneFilter(words, options);
  if (filter.refused) return filter.refused;
  return { ids: filter.part(analysis).map(index => incidentsOf(analysis)[index]?.id ?? '') };
}

function titleOf({ terms }: Query, analysis: Analysis, translate: Translate): string | undefined {
  const ids = terms.flatMap(term => (term.about === 'incident' ? term.values.map(({ text }) => text) : []));
  const incident =
    ids.length > 0 ? incidentsOf(analysis).find(({ id }) => ids.includes(id.toLowerCase())) : undefined;
  return incident && shown(describeScene(analysis, incident.scene, translate)).what;
}

/** Returns an answer without lines that points out the invalid part; undefined for a valid expression. */
export function refusedFilter(words: string, translate: Translate): FilteredLines | undefined {
  const refused = filterError(words, translate);
  if (!refused) return undefined;
  const { start, end, message } = refused;
  return { lines: [], count: 0, message, refused: { start, end } };
}

/** Collects the lines of a filter, up to the maximum. */
export class FilterGatherer {
  readonly #lines: [number, number][] = [];
  #shown = 0;
  #isCut = false;

  /** Adds the next lines and returns those that are within the maximum. */
  add(ranges: readonly LineRange[]): LineRange[] {
    const taken: LineRange[] = [];
    for (const { first, last } of ranges) {
      const room = MAX_FILTER_LINES - this.#shown;
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
  finish(count: number, translate: Translate): FilteredLines {
    const message = this.#isCut
      ? label('filter.cut', translate, { count: String(count), shown: String(this.#shown) })
      : count === 0
        ? label('filter.none', translate)
        : undefined;
    return { lines: this.#lines, count, ...(message !== undefined && { message }) };
  }
}

/** Returns completions for a filter at a position; for a document that is not open, keywords only. */
export function filterHelpOf(
  analysis: Analysis | undefined,
  words: string,
  offset: number,
  translate: Translate,
): FilterHelp {
  const names = analysis ? completableNames(analysis) : NO_NAMES;
  const refused = filterError(words, translate);
  return {
    proposals: proposalsAt(words, offset, names, translate),
    ...(refused && { refused }),
  };
}
