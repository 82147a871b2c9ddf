import { type Analysis, analyze, AnalysisStream } from '../../server/src/analysis';
import { problemsIn } from '../../server/src/faithful';
import { readRecords, contextAtStart, viewOf } from '../../server/src/syntax';
import { faithfulCopyOf } from '../support/faithfulCopy';
import type { CountSteps } from '../support/steps';

/** A broken invariant: its name, and the details. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/**
 * Maximum number of steps per code unit of a text, blocks and characters together, plus a base for any text. A copy is read
 * again as its proof, and made again where it shows other problems.
 */
export const MAX_STEPS = 600;
const MAX_REDACTION_STEPS = 4000;
const BASE = 250_000;

/** How much a stream reads at once, and the size of its input pieces, in UTF-16 code units. */
const WINDOW = 2048;
const PIECE = 700;

/**
 * Returns the first invariant of the core that a text breaks; undefined if it breaks none.
 *
 * @param count counts steps; without it, invariants about steps are skipped
 * @param isAsked selects invariants by name
 */
export function violationOf(
  text: string,
  count?: CountSteps,
  isAsked: (invariant: string) => boolean = () => true,
): Violation | undefined {
  for (const [invariant, check] of Object.entries(INVARIANTS)) {
    if (!isAsked(invariant)) continue;
    let detail: string | undefined;
    try {
      detail = check(text, count);
    } catch (error) {
      detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    if (detail !== undefined) return { invariant, detail };
  }
  return undefined;
}

type Check = (text: string, count: CountSteps | undefined) => string | undefined;

const INVARIANTS: Readonly<Record<string, Check>> = {
  'the records lie end to end over the text': text => {
    let at = 0;
    for (const { start, end } of readRecords(text)) {
      if (start !== at || end <= start) return `a record from ${start} to ${end}, where ${at} was read`;
      at = end;
    }
    return at === text.length ? undefined : `read to ${at} of ${text.length}`;
  },
  'reading takes a bounded number of steps for each code unit': (text, count) =>
    tooMany(text, count, () => readRecords(text)),
  'analysis takes a bounded number of steps for each code unit': (text, count) =>
    tooMany(text, count, () => analyze(text)),
  'redaction takes a bounded number of steps for each code unit': (text, count) =>
    tooMany(text, count, () => faithfulCopyOf(text), MAX_REDACTION_STEPS),
  'analysis after an edit takes a bounded number of steps for each code unit': (text, count) => {
    if (!count) return undefined;
    const before = analyze(text).reusable;
    const middle = text.length >> 1;
    const edited = `${text.slice(0, middle)}\n${text.slice(middle)}`;
    return tooMany(edited, count, () => analyze(edited, before));
  },
  'an analysis in pieces equals that of the whole': text => {
    const stream = new AnalysisStream(WINDOW, contextAtStart(viewOf(text)));
    for (let at = 0; at < text.length; at += PIECE) stream.push(text.slice(at, at + PIECE));
    const { findings, coverage } = stream.finish();
    const whole = analyze(text);
    return difference({ findings, coverage }, { findings: whole.findings, coverage: whole.trace.coverage });
  },
  'after an edit the analysis is that of the text as it is now': text => {
    const [a, b] = [Math.floor(text.length / 3), Math.floor((text.length * 2) / 3)];
    let [now, analysis] = [text, analyze(text)];
    for (const edited of [
      text.slice(0, a) + '\n' + text.slice(a),
      text.slice(0, a) + text.slice(b),
      text.slice(0, b) + text.slice(a),
      text.slice(0, b) + '"' + text.slice(b),
      text,
    ]) {
      now = edited;
      analysis = analyze(now, analysis.reusable);
      const detail = difference(found(analysis), found(analyze(now)));
      if (detail !== undefined) return `${JSON.stringify(now)}: ${detail}`;
    }
    return undefined;
  },
  'a redacted text redacts to itself': text => {
    const once = faithfulCopyOf(text);
    return difference(faithfulCopyOf(once).split('\n'), once.split('\n'));
  },
  'a redacted text has the lines of its original': text =>
    difference(linesOf(faithfulCopyOf(text)), linesOf(text)),
  'a redacted text has no secret': text => {
    const copy = faithfulCopyOf(text);
    const left = analyze(copy).secrets.map(({ class: kind, places: [place] }) =>
      place ? `${kind} ${copy.slice(place.start, place.end)}` : kind,
    );
    return left.length > 0 ? left.join('\n') : undefined;
  },
};

function tooMany(
  text: string,
  count: CountSteps | undefined,
  work: () => void,
  most = MAX_STEPS,
): string | undefined {
  if (!count) return undefined;
  const { blocks, characters } = count(work);
  return blocks + characters > BASE + most * text.length
    ? `${blocks} blocks and ${characters} characters for ${text.length} code units`
    : undefined;
}

function found({ findings, secrets, coverage }: Analysis): unknown {
  return { findings, secrets, coverage };
}

function linesOf(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

/** The problems of a text except secrets, sorted: rule, line, and number of related places. */
export function problemsOf(text: string): string[] {
  return problemsIn(analyze(text))
    .map(({ name }) => name)
    .sort();
}

/** The first difference between two values, as JSON; undefined if they are equal. */
function difference(got: unknown, expected: unknown): string | undefined {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  if (a === b) return undefined;
  let at = 0;
  while (a[at] === b[at]) at++;
  const from = Math.max(0, at - 40);
  return `${a.slice(from, at + 80)}\ninstead of\n${b.slice(from, at + 80)}`;
}
