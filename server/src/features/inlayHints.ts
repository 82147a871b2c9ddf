import { max } from '../integers';
import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { duration, label, type Translate } from '../knowledge';
import { type CaptureRecord, dumpHead, elapsed, type Moment, momentAt, type Span, touches } from '../syntax';
import { ikeDumpText, isIkeDump, lineBeforeDump } from './ikeDumps';
import { type Decoded, decodedIn, modelsIn } from './inlayValues';
import { firstFrom } from './occurrences';
import { recordIndexAt } from '../judge/places';
import { sceneDuration, type Scene, scenesOf } from '../judge/scenes';
import { Places, trimTrailingSpace } from '../judge/spans';

/** Which hints to show: none, essential ones, or also models, builds and short gaps. */
export type InlayHintLevel = 'off' | 'essential' | 'all';

export interface InlayHintOptions {
  readonly level: InlayHintLevel;
  readonly translate: Translate;
}

/** The shortest gap between two lines to show, in milliseconds. */
const GAPS: Readonly<Record<InlayHintLevel, number>> = { off: Infinity, essential: 1000, all: 100 };
/** Maximum length of a hint: VS Code shows 43 characters of hints on a line, which must hold several. */
const MAX_LABEL = 16;
const SECOND = 1000;
/** The `data` of a duration: our VS Code client leaves it out where it would get the colour of a failure. */
const DURATION = 'duration';
/** Maximum number of records to search backwards for the time before a line. */
const MAX_LOOKBACK = 200;

/** An exchange or a login, located by the end of its last line. */
interface Ending extends Span {
  readonly scene: Scene;
}

interface Endings {
  readonly scenes: readonly Ending[];
  readonly captures: Places<Span>;
}

/** Returns the hints of a range: gaps in time, durations, and numbers with their names. */
export function inlayHintsOf(
  analysis: Analysis,
  document: TextDocument,
  range: Range,
  options: InlayHintOptions,
): InlayHint[] {
  if (options.level === 'off') return [];
  const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const records = recordsIn(analysis, asked);
  const all = [
    ...gapHints(analysis, records, options),
    ...records.flatMap(record => decodedIn(analysis, record, options.translate)),
    ...(options.level === 'all' ? modelsIn(analysis, asked, options.translate) : []),
    ...dumpHints(analysis, asked, options.translate),
    ...lengthHints(analysis, asked, options.translate),
  ];
  return all
    .filter(({ at }) => touches(asked, at))
    .filter(({ essential }) => essential || options.level === 'all')
    .sort((a, b) => a.at - b.at)
    .map(({ at, label: text, tooltip, isWhole = false, data }) => ({
      position: document.positionAt(at),
      label: isWhole || text.length <= MAX_LABEL ? text : `${text.slice(0, MAX_LABEL - 1)}…`,
      paddingLeft: true,
      ...(isWhole && { paddingRight: true }),
      ...(tooltip !== undefined && { tooltip }),
      ...(data !== undefined && { data }),
    }));
}

function recordsIn(analysis: Analysis, { start, end }: Span): readonly CaptureRecord[] {
  const first = recordIndexAt(analysis, start);
  return first < 0 ? [] : analysis.records.slice(first, firstFrom(analysis.records, end + 1));
}

/** The moment when a line was printed. */
interface LineMoment extends Moment {
  /** The offset of the line: units and sessions have their own clocks. */
  readonly start: number;
}

/** Returns the time since the previous line with a stamp, if it is long. */
function gapHints(
  analysis: Analysis,
  records: readonly CaptureRecord[],
  { level, translate }: InlayHintOptions,
): Decoded[] {
  const [first] = records;
  if (!first) return [];
  const { captures } = endingsOf(analysis);
  const hints: Decoded[] = [];
  let before = momentBefore(analysis, first);
  for (const record of records) {
    const now = momentOf(analysis, record);
    if (!now) continue;
    const gap = before && captures.at(before.start) === captures.at(now.start) ? elapsed(before, now) : 0;
    if (gap >= GAPS[level]) {
      const length = duration(gap, translate);
      const tooltip = label('time.before', translate, { duration: length });
      hints.push({ at: stampEndOf(record), label: `+${length}`, tooltip, essential: true });
    }
    before = laterOf(before, now);
  }
  return hints;
}

/**
 * Returns the moment to count from: a stamp in whole seconds is not earlier than a fraction of that second seen
 * before.
 */
function laterOf(before: LineMoment | undefined, now: LineMoment): LineMoment {
  const same = before && now.whole && before.time >= now.time && before.time - now.time < SECOND;
  return same ? { ...before, start: now.start } : now;
}

/** Returns the moment of the line before a record. */
function momentBefore(analysis: Analysis, { start }: CaptureRecord): LineMoment | undefined {
  const index = recordIndexAt(analysis, start);
  let moment: LineMoment | undefined;
  for (const record of analysis.records.slice(max(0, index - MAX_LOOKBACK), index)) {
    const now = momentOf(analysis, record);
    if (now) moment = laterOf(moment, now);
  }
  return moment;
}

function momentOf({ text }: Analysis, record: CaptureRecord): LineMoment | undefined {
  // Times in the crash log are those of past crashes, not of the capture.
  if (record.kind !== 'debug' || record.stampStart < 0 || record.form === 'crash-log') return undefined;
  const { start, stampStart, stampEnd } = record;
  const moment = momentAt(text, stampStart, stampEnd);
  return Number.isFinite(moment.time) ? { ...moment, start } : undefined;
}

function stampEndOf(record: CaptureRecord): number {
  return record.kind === 'debug' ? record.stampEnd : record.start;
}

/** Returns what the bytes of IKE mean, at the end of the line with which they fold, or before them. */
function dumpHints(analysis: Analysis, { start, end }: Span, translate: Translate): Decoded[] {
  const { text, records } = analysis;
  const hints: Decoded[] = [];
  let isInside = false;
  let at = max(0, recordIndexAt(analysis, start));
  // The line before the bytes can be the last of the range.
  for (let after = 0; at < records.length && after < 2; at++) {
    const record = records[at];
    if (!record || record.kind === 'blank') continue;
    if (record.start > end) after++;
    const head = isIkeDump(text, record) ? dumpHead(text, record) : undefined;
    if (head && !isInside)
      hints.push({
        at: lineBeforeDump(analysis, at)?.end ?? head.at,
        label: `⋯ ${ikeDumpText(analysis, at, translate)}`,
        essential: true,
        isWhole: true,
      });
    isInside = head !== undefined;
  }
  return hints;
}

/** Returns the durations of exchanges and logins, placed at the end of their last line. */
function lengthHints(analysis: Analysis, { start, end }: Span, translate: Translate): Decoded[] {
  const { scenes } = endingsOf(analysis);
  return scenes
    .slice(firstFrom(scenes, start), firstFrom(scenes, end + 1))
    .flatMap(({ start: at, scene }) => {
      const length = sceneDuration(analysis, scene);
      if (length === undefined || length < 1) return [];
      const facts = { duration: duration(Math.round(length), translate) };
      const tooltip = label(`inlay.${scene.about}`, translate, facts);
      return [{ at, label: label('inlay.took', translate, facts), tooltip, essential: true, data: DURATION }];
    });
}

const endingsOf = cached(findEndings);

function findEndings(analysis: Analysis): Endings {
  const scenes = scenesOf(analysis).map(scene => {
    const { end } = trimTrailingSpace(analysis.text, scene);
    return { start: end, end, scene };
  });
  scenes.sort((a, b) => a.start - b.start);
  return { scenes, captures: new Places<Span>(analysis.trace.captures) };
}
