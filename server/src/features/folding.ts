import { min } from '../integers';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, type Translate, type LabelName } from '../knowledge';
import type { JsonPayload, Span } from '../syntax';
import type { ServiceMessage } from '../trace';
import { timesOf } from './documentSymbols';
import { chosenSeverity, type Severities } from '../presentation/findings';
import { type Fold, foldsOf } from './folds';
import { ikeDumpText } from './ikeDumps';
import { displayName } from '../presentation/displayNames';
import { sceneTitle } from '../presentation/outcomes';
import { recordAt } from '../judge/places';
import { Positions } from './positions';
import { ownStepsOf, type Scene, sceneFinder } from '../judge/scenes';

export interface FoldingOptions {
  /** True if the client can show a text in place of folded lines. */
  readonly collapsedText: boolean;
  readonly translate: Translate;
}

interface Lines<Item> {
  readonly item: Item;
  readonly start: number;
  end: number;
}

/**
 * Returns the folds of a document: captures, exchanges and logins, headers, payloads, dumps, configurations, and
 * routine lines.
 */
export function foldingRangesOf(
  analysis: Analysis,
  document: TextDocument,
  options: FoldingOptions,
): FoldingRange[] {
  const positions = new Positions(document);
  const lines = foldsOf(analysis).map(item => ({
    item,
    start: positions.lineAt(item.start),
    end: positions.lineAt(item.end),
  }));
  const describe = options.collapsedText ? describer(analysis, options.translate) : undefined;
  return nested(lines).map(({ item, start, end }) => {
    const kind = kindOf(item);
    const collapsedText = describe?.(item, end - start + 1);
    return {
      startLine: start,
      endLine: end,
      ...(kind !== undefined && { kind }),
      ...(collapsedText !== undefined && { collapsedText }),
    };
  });
}

/**
 * Returns the kind of a fold, by which a client can fold them together: events are regions, routine lines are
 * comments. Bytes of IKE are of the kind that clients can fold when a file is opened.
 */
function kindOf({ about }: Fold): FoldingRangeKind | undefined {
  if (about === 'capture' || about === 'scene') return FoldingRangeKind.Region;
  if (about === 'ike') return FoldingRangeKind.Imports;
  return about === 'tls' || about === 'noise' || about === 'dump' ? FoldingRangeKind.Comment : undefined;
}

/**
 * Nests folds and keeps one per line. If two begin on one line the longer is kept, except that a capture gives way,
 * since its prompt marks it, and everything to bytes of IKE, which are folded when a file is opened. If two cross, as
 * with interleaved logins, the first ends before the second.
 */
function nested(folds: readonly Lines<Fold>[]): Lines<Fold>[] {
  const rank = ({ item: { about } }: Lines<Fold>): number =>
    about === 'ike' ? 0 : about === 'capture' ? 2 : 1;
  const sorted = folds
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || rank(a) - rank(b) || b.end - a.end);
  const result: Lines<Fold>[] = [];
  const around: Lines<Fold>[] = [];
  let last = -1;
  for (const fold of sorted) {
    if (fold.start === last) continue;
    last = fold.start;
    for (let top = around[around.length - 1]; top && top.end < fold.end; top = around[around.length - 1]) {
      top.end = min(top.end, fold.start - 1);
      around.pop();
    }
    around.push(fold);
    result.push(fold);
  }
  return result.filter(({ start, end }) => end > start);
}

/** Returns a function that describes what a fold hides. */
function describer(
  analysis: Analysis,
  translate: Translate,
): (fold: Fold, lines: number) => string | undefined {
  const messages = messagesOf(analysis);
  return (fold, lines) => {
    const counted = (name: LabelName, count: number): string =>
      label(name, translate, { count: String(count) });
    switch (fold.about) {
      case 'capture':
        return timesOf(analysis, fold) ?? counted('fold.lines', lines);
      case 'scene':
        return sceneTitle(analysis, fold.scene, translate);
      case 'json':
        return displayName(analysis, messages.get(fold.payload)?.type) ?? counted('fold.json', lines);
      case 'ike':
        return ikeDumpText(analysis, fold.first, translate);
      case 'headers':
      case 'dump':
      case 'tls':
      case 'noise':
        return counted(`fold.${fold.about}`, fold.count);
      default:
        return counted('fold.lines', lines);
    }
  };
}

function messagesOf({ trace }: Analysis): ReadonlyMap<JsonPayload, ServiceMessage> {
  const all = [...trace.messages, ...trace.exchanges.flatMap(({ request, answer }) => [request, answer])];
  return new Map(all.flatMap(message => (message ? [[message.payload, message] as const] : [])));
}

/**
 * Returns the folds that leave only problems and what led to them visible; none if there is no problem. Each begins
 * at a line that stays, since a client shows the first line of a fold.
 */
export function noiseRangesOf(
  analysis: Analysis,
  document: TextDocument,
  severities: Severities = {},
): FoldingRange[] {
  const visible = keptLines(analysis, document, severities);
  if (!visible) return [];
  const folds: FoldingRange[] = [];
  const count = document.lineCount;
  for (let line = 0; line < count;) {
    const startLine = line++;
    while (line < count && visible[line] === 0) line++;
    if (line > startLine + 1) folds.push({ startLine, endLine: line - 1, kind: FoldingRangeKind.Region });
  }
  return folds;
}

/** Marks the lines of problems, of their related places, and of the steps of their exchange or login. */
function keptLines(
  analysis: Analysis,
  document: TextDocument,
  severities: Severities,
): Uint8Array | undefined {
  const visible = new Uint8Array(document.lineCount);
  const positions = new Positions(document);
  let any = false;
  const keep = ({ start }: Span): void => {
    visible[positions.lineAt(start)] = 1;
  };
  const scenes = new Set<Scene>();
  const sceneAt = sceneFinder(analysis);
  for (const finding of analysis.findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity === 'off' || severity === 'hint') continue;
    any = true;
    for (const place of [finding, ...finding.related]) {
      keep(place);
      const scene = sceneAt(place.start);
      if (scene) scenes.add(scene);
    }
  }
  for (const scene of scenes) {
    keep(scene);
    const steps = ownStepsOf(scene);
    // In a multi-line payload, only the line with the problem stays open; in a step, its first line.
    for (const step of steps) keep(recordAt(analysis, step.start) ?? step);
  }
  return any ? visible : undefined;
}
