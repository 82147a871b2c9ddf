import type { Severity } from '../knowledge';
import { GRAVITY } from './advice';
import type {
  Advice,
  Coverage,
  Place,
  Story,
  TimelineRow,
  ToldCapture,
  ToldProblem,
  TokenEvent,
} from './story';
import { countOf, listOf, say } from './words';

/** Problems that are told at the very beginning. */
const MOST_HEADLINES = 5;
/** Files that are named there. */
const MOST_FILES = 8;

/** The gravest problems, one of each kind: what a person must know who reads no further. */
export function headlines({ advice }: Story): ToldProblem[] {
  return advice
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .flatMap(({ problems: [first] }) => first ?? [])
    .slice(0, MOST_HEADLINES);
}

/** How much there is of everything, in sentences. */
export function summaryOf(story: Story): string[] {
  const { counts, problemCounts, coverage } = story;
  const secrets = story.secrets.reduce((sum, { problems, omitted }) => sum + problems.length + omitted, 0);
  const lines = coverage.reduce((sum, file) => sum + file.lines, 0);
  const read = say('read', { files: countOf(coverage.length, 'file'), lines: countOf(lines, 'line') });
  const scenes = (['exchange', 'login'] as const).flatMap(about => {
    const { well, failed, open } = counts[about];
    const all = countOf(well + failed + open, about);
    if (well + failed + open === 0) return [];
    const parts = [
      ...(failed > 0 ? [say('counts.failed', { count: String(failed) })] : []),
      ...(open > 0 ? [say('counts.open', { count: String(open) })] : []),
      ...(well > 0 ? [say('counts.well', { count: String(well) })] : []),
    ];
    return [say('counts', { all, parts: listOf(parts) })];
  });
  const problems = GRAVITY.filter(severity => problemCounts[severity] > 0).map(severity =>
    countOf(problemCounts[severity], severity),
  );
  return [
    read,
    ...scenes,
    problems.length > 0 ? say('problems', { problems: listOf(problems) }) : nothingFound(story),
    ...(secrets > 0 ? [say('secrets', { secrets: countOf(secrets, 'secret') })] : []),
  ];
}

/** That nothing was found is said together with how much was understood: absent data is no clean capture. */
function nothingFound({ coverage }: Story): string {
  const lines = coverage.reduce((sum, file) => sum + file.lines, 0);
  const unrecognised = coverage.reduce((sum, file) => sum + file.unrecognised, 0);
  if (lines > 0 && unrecognised === lines) return say('nothingUnderstood');
  return say('noProblem');
}

/** A problem's place, how often it shows besides, and what another file says that makes it one. */
export function placesOf(story: Story, problem: ToldProblem): string {
  const place = placeOf(story, problem);
  const often = problem.again === 0 ? place : say('again', { place, more: countOf(problem.again, 'place') });
  const also = problem.also.map(other =>
    say('also', { place: placeOf(story, other), message: other.message }),
  );
  return [often, ...also].join(say('semicolon'));
}

/** A place; its file is named where there are several. */
export function placeOf({ files }: Story, { file, line }: Place): string {
  return say(files.length > 1 ? 'place' : 'line', { file, line: String(line) });
}

/** The lines of a row: `8-30`. */
export function linesOf({ line, lastLine }: { readonly line: number; readonly lastLine: number }): string {
  return lastLine > line ? `${line}–${lastLine}` : String(line);
}

/** What a row is and how it ended. */
export function titleOf({ what, outcome }: TimelineRow): string {
  return outcome === '' ? what : say('title', { what, outcome });
}

/** How a row ended. */
export function outcomeOf({ ending, outcome, about }: TimelineRow): string {
  return about === 'problem' ? say('ending.problem') : say(`ending.${ending}`, { outcome });
}

/** Something that happened with a token, with its time and its place. */
export function eventOf(story: Story, event: TokenEvent): string {
  const { text, times, stamp } = event;
  const words = times > 1 ? say('times', { what: text, count: String(times) }) : text;
  const place = placeOf(story, event);
  return stamp === undefined
    ? say('tokenEvent', { words, place })
    : say('tokenEventAt', { words, place, time: stamp });
}

export function severityName(severity: Severity): string {
  return say(`severity.${severity}`);
}

/** What is told of a capture beside its file. */
export const CAPTURE_FACTS = ['lines', 'host', 'unit', 'firmware', 'vdom', 'debug', 'time'] as const;
export type CaptureFact = (typeof CAPTURE_FACTS)[number];

/** Where and when a capture was made; empty where it does not say so. */
export function captureFact(capture: ToldCapture, fact: CaptureFact): string {
  const { host = '', units, firmware, vdoms, from, to, debugs } = capture;
  const facts: Readonly<Record<CaptureFact, string>> = {
    lines: linesOf(capture),
    host,
    unit: listOf(units),
    firmware: listOf(firmware),
    vdom: listOf(vdoms),
    debug: listOf(debugs),
    time: timeOf(from, to),
  };
  return facts[fact];
}

function timeOf(from: string | undefined, to: string | undefined): string {
  if (from === undefined || to === undefined) return say('noTime');
  return from === to ? from : say('span', { from, to });
}

/** The facts that a capture tells, as labels and values. */
export function captureFacts(capture: ToldCapture): [label: string, value: string][] {
  return CAPTURE_FACTS.flatMap((fact): [string, string][] => {
    const value = captureFact(capture, fact);
    return value === '' ? [] : [[say(`capture.${fact}`), value]];
  });
}

/** The captures that were read, where they stand, and how many more there are. */
export function filesOf({ files, folder }: Story): string {
  const some = files.slice(0, MOST_FILES);
  const more = files.length - some.length;
  const names =
    more > 0 ? say('andMore', { names: listOf(some), more: countOf(more, 'file') }) : listOf(some);
  return folder === '' ? names : say('inFolder', { names, folder });
}

/** What was not analysed or is not shown, in sentences: what is not told is not a part without problems. */
export function gapsOf(story: Story): string[] {
  const { coverage, unread, passedOver, omittedCaptures, omittedRows, omittedDetails, omittedTokens } = story;
  return [
    ...unread.map(({ file, reason }) => say('gap.unread', { file, reason })),
    ...coverage.filter(file => file.problemsAlone).map(({ file }) => say('gap.tooLong', { file })),
    ...coverage.flatMap(file => (file.unrecognised > 0 ? [unrecognisedWords(story, file)] : [])),
    ...(coverage.every(file => file.unrecognised === 0) ? [say('gap.none')] : []),
    ...(passedOver > 0 ? [say('gap.passedOver', { files: countOf(passedOver, 'file') })] : []),
    ...(omittedCaptures > 0 ? [say('gap.captures', { captures: countOf(omittedCaptures, 'capture') })] : []),
    ...(omittedRows > 0 ? [say('gap.rows', { rows: countOf(omittedRows, 'row') })] : []),
    ...(omittedDetails > 0 ? [say('gap.details', { rows: countOf(omittedDetails, 'scene') })] : []),
    ...(omittedTokens > 0 ? [say('gap.tokens', { tokens: countOf(omittedTokens, 'token') })] : []),
    say('gap.always'),
  ];
}

function unrecognisedWords(
  { files }: Story,
  { file, unrecognised, lines, unrecognisedLines }: Coverage,
): string {
  const places = listOf(unrecognisedLines.map(([line, lastLine]) => linesOf({ line, lastLine })));
  const told = unrecognisedLines.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const count = say('gap.unrecognised', { count: String(unrecognised), lines: countOf(lines, 'line') });
  const words =
    places === '' ? count : say(told < unrecognised ? 'gap.first' : 'gap.lines', { count, places });
  return files.length > 1 ? say('title', { what: file, outcome: words }) : words;
}

/** A kind of problem with how often it was met: `A password (3)`. */
export function adviceTitle({ title, problems, omitted }: Advice): string {
  const count = problems.length + omitted;
  return count > 1 ? say('times', { what: title, count: String(count) }) : title;
}
