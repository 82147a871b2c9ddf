import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, type Translate, type LabelName } from '../knowledge';
import type { JsonPayload, Span } from '../syntax';
import type { ServiceMessage } from '../trace';
import { timesOf } from './documentSymbols';
import { chosenSeverity, type Severities } from '../telling/findings';
import { type Fold, foldsOf } from './folds';
import { nameOf } from '../telling/names';
import { titleOf } from '../telling/outcomes';
import { recordAt } from '../telling/places';
import { Positions } from './positions';
import { ownStepsOf, type Scene, sceneAt } from '../telling/scenes';

export interface FoldingOptions {
  /** The client can show a text in place of folded lines. */
  readonly collapsedText: boolean;
  readonly translate: Translate;
}

interface Lines<Item> {
  readonly item: Item;
  readonly start: number;
  end: number;
}

/** What can be folded: captures, exchanges and logins, headers, payloads, dumps, configurations, and what is read past. */
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
  const say = options.collapsedText ? describer(analysis, options.translate) : undefined;
  return nested(lines).map(({ item, start, end }) => {
    const kind = kindOf(item);
    const collapsedText = say?.(item, end - start + 1);
    return {
      startLine: start,
      endLine: end,
      ...(kind !== undefined && { kind }),
      ...(collapsedText !== undefined && { collapsedText }),
    };
  });
}

/** A client can fold all of a kind at once: regions are what happened, comments are what is read past. */
function kindOf({ about }: Fold): FoldingRangeKind | undefined {
  if (about === 'capture' || about === 'scene') return FoldingRangeKind.Region;
  return about === 'tls' || about === 'noise' || about === 'dump' ? FoldingRangeKind.Comment : undefined;
}

/**
 * One fold a line, each inside those around it. Of two that begin on one line the longer is kept, but a capture gives way,
 * since it can be found by its prompt. Of two that cross, which interleaved logins do, the first ends before the second.
 */
function nested(folds: readonly Lines<Fold>[]): Lines<Fold>[] {
  const isCapture = ({ item }: Lines<Fold>): number => (item.about === 'capture' ? 1 : 0);
  const sorted = folds
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || isCapture(a) - isCapture(b) || b.end - a.end);
  const result: Lines<Fold>[] = [];
  const around: Lines<Fold>[] = [];
  let last = -1;
  for (const fold of sorted) {
    if (fold.start === last) continue;
    last = fold.start;
    for (let top = around[around.length - 1]; top && top.end < fold.end; top = around[around.length - 1]) {
      top.end = Math.min(top.end, fold.start - 1);
      around.pop();
    }
    around.push(fold);
    result.push(fold);
  }
  return result.filter(({ start, end }) => end > start);
}

/** Says in few words what a fold hides. */
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
        return titleOf(analysis, fold.scene, translate);
      case 'json':
        return nameOf(analysis, messages.get(fold.payload)?.type) ?? counted('fold.json', lines);
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
 * The folds to make so that only problems and what led to them stay open; none where there is no problem. Each begins at a
 * line that stays, since the first line of a fold is seen.
 */
export function noiseRangesOf(
  analysis: Analysis,
  document: TextDocument,
  severities: Severities = {},
): FoldingRange[] {
  const kept = keptLines(analysis, document, severities);
  if (!kept) return [];
  const folds: FoldingRange[] = [];
  const count = document.lineCount;
  for (let line = 0; line < count;) {
    const startLine = line++;
    while (line < count && kept[line] === 0) line++;
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
  const kept = new Uint8Array(document.lineCount);
  const positions = new Positions(document);
  let any = false;
  const keep = ({ start }: Span): void => {
    kept[positions.lineAt(start)] = 1;
  };
  const scenes = new Set<Scene>();
  for (const finding of analysis.findings) {
    const severity = chosenSeverity(finding, severities);
    if (severity === 'off' || severity === 'hint') continue;
    any = true;
    for (const place of [finding, ...finding.related]) {
      keep(place);
      const scene = sceneAt(analysis, place.start);
      if (scene) scenes.add(scene);
    }
  }
  for (const scene of scenes) {
    keep(scene);
    const steps = ownStepsOf(scene);
    // Of a payload on several lines, the line of its problem stays open; of a step, its first line.
    for (const step of steps) keep(recordAt(analysis, step.start) ?? step);
  }
  return any ? kept : undefined;
}
