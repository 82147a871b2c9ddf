import { max } from '../integers';
import type { Analysis } from '../analysis';
import type { CaptureRecord, Span } from '../syntax';
import { recordIndexAt } from '../judge/places';
import { type Scene, sceneFinder } from '../judge/scenes';
import { Places } from '../judge/spans';

/**
 * Returns a predicate for the lines of these scenes: their own, and lines of fnbamd during a login that several
 * logins share, or that cannot be assigned to one.
 */
export function linesOfScenes(
  scenes: ReadonlySet<Scene>,
): (record: CaptureRecord, own: Scene | undefined) => boolean {
  const logins = new Places<Span>([...scenes].filter(({ about }) => about === 'login'));
  return (record, own) => {
    if (own) return scenes.has(own);
    return isShared(record) && logins.overlaps(record.start, record.start + 1);
  };
}

/** Lines of fnbamd without a request: it serves many logins at once. */
function isShared(record: CaptureRecord): boolean {
  return record.kind === 'debug' && record.form === 'line-function';
}

/** Returns the whole lines of one scene in text order; lines of other scenes in between are left out. */
export function spansOfScene(analysis: Analysis, scene: Scene): Span[] {
  const { records } = analysis;
  const isOwn = linesOfScenes(new Set([scene]));
  const own: Span[] = [];
  const sceneAt = sceneFinder(analysis);
  for (let index = recordIndexAt(analysis, scene.start); index < records.length; index++) {
    const record = records[index];
    if (!record || record.start >= scene.end) break;
    if (isOwn(record, sceneAt(record.start))) own.push(record);
  }
  return mergedSpans(own);
}

/** Merges touching spans; the input is in order. */
export function mergedSpans(spans: Iterable<Span>): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = merged[merged.length - 1];
    if (last && start <= last.end) last.end = max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
