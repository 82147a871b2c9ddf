import { type Guidance, inUserLanguage, label, SEVERITIES, type Severity } from '../knowledge';
import { unreadParts, withoutProblem } from '../presentation/coverage';
import { recordingAdvised } from '../presentation/recordings';
import { SCENE_KINDS } from '../judge/scenes';
import {
  type Advice,
  type Coverage,
  type Place,
  type Story,
  type TimelineRow,
  type StoryCapture,
  type StoryProblem,
  type TokenEvent,
} from './story';
import { sumOfCoverage } from './fileReport';
import { formatCount, formatList, reportText } from './reportText';

/** Maximum number of file names in the summary. */
const MAX_FILES = 8;

/** Returns the counts of a report as sentences. */
export function summaryTexts(story: Story): string[] {
  const { problemCounts, coverage } = story;
  const secrets = story.secrets.reduce((sum, { problems, omitted }) => sum + problems.length + omitted, 0);
  const lines = coverage.reduce((sum, file) => sum + file.lines, 0);
  const read = reportText('read', {
    files: formatCount(coverage.length, 'file'),
    lines: formatCount(lines, 'line'),
  });
  const problems = SEVERITIES.filter(severity => problemCounts[severity] > 0).map(severity =>
    formatCount(problemCounts[severity], severity),
  );
  return [
    ...(story.files.length > 1 ? [filesText(story)] : []),
    read,
    ...sceneCountTexts(story),
    ...(problems.length > 0
      ? [reportText('problems', { problems: formatList(problems) })]
      : nothingFound(story)),
    ...(secrets > 0 ? [reportText('secrets', { secrets: formatCount(secrets, 'secret') })] : []),
  ];
}

/** Returns how the scenes of each kind ended: `3 logins: 1 failed, 2 succeeded`. */
export function sceneCountTexts({ counts }: Story): string[] {
  return SCENE_KINDS.flatMap(about => {
    const { well, failed, open } = counts[about];
    const all = formatCount(well + failed + open, about);
    if (well + failed + open === 0) return [];
    const parts = [
      ...(failed > 0 ? [reportText('counts.failed', { count: String(failed) })] : []),
      ...(open > 0 ? [reportText('counts.open', { count: String(open) })] : []),
      ...(well > 0 ? [reportText('counts.well', { count: String(well) })] : []),
    ];
    return [reportText('counts', { all, parts: formatList(parts) })];
  });
}

/** Returns what to say without a problem; nothing if the counts already say that something did not go well. */
function nothingFound({ coverage, counts, cutOff }: Story): string[] {
  const isUnknown = SCENE_KINDS.some(about => counts[about].failed + counts[about].open > 0);
  const isCutOff = SCENE_KINDS.some(about => cutOff[about] > 0);
  return isUnknown && !isCutOff ? [] : withoutProblem(sumOfCoverage(coverage), cutOff, inUserLanguage);
}

/** Returns a problem's place, its number of repeats, and the related facts from another file. */
export function placesText(story: Story, problem: StoryProblem, withFile = false): string {
  const place = placeText(story, problem, withFile);
  const often =
    problem.again === 0 ? place : reportText('again', { place, more: formatCount(problem.again, 'place') });
  const also = problem.also.map(other =>
    reportText('also', { place: placeText(story, other), message: other.message }),
  );
  return [often, ...also].join(reportText('semicolon'));
}

/** A place, with its file if there are several. */
function placeText({ files }: Story, { file, line }: Place, withFile = false): string {
  return reportText(files.length > 1 || withFile ? 'place' : 'line', { file, line: String(line) });
}

/** The lines of a row: `8-30`. */
export function lineRangeText({
  line,
  lastLine,
}: {
  readonly line: number;
  readonly lastLine: number;
}): string {
  return lastLine > line ? `${line}–${lastLine}` : String(line);
}

/** Returns the lines of a row in words. */
export function rowLines(row: TimelineRow): string {
  const name = row.lastLine > row.line ? 'brief.lines' : 'report.line';
  return label(name, inUserLanguage, { line: lineRangeText(row), lines: lineRangeText(row) });
}

/** Returns a row's title and outcome. */
export function rowTitle({ what, outcome }: TimelineRow): string {
  return outcome === '' ? what : reportText('title', { what, outcome });
}

/** Returns the outcome of a row. */
export function outcomeText({ ending, outcome, about, problems: [problem] }: TimelineRow): string {
  if (about === 'problem') return problem ? severityName(problem.severity) : '';
  return reportText(`ending.${ending}`, { outcome });
}

/** Returns an event of a token with its time and place. */
export function eventText(story: Story, event: TokenEvent): string {
  const { text, times, stamp } = event;
  const words = times > 1 ? reportText('times', { what: text, count: String(times) }) : text;
  const place = placeText(story, event);
  return stamp === undefined
    ? reportText('tokenEvent', { words, place })
    : reportText('tokenEventAt', { words, place, time: stamp });
}

export function severityName(severity: Severity): string {
  return reportText(`severity.${severity}`);
}

/** The columns of the table of captures. */
export const CAPTURE_COLUMNS = ['file', 'lines', 'unit', 'debug', 'time'] as const;

/** Returns a table row for a capture: where and when it was made, as far as known. */
export function captureRow(
  capture: StoryCapture,
): Readonly<Record<(typeof CAPTURE_COLUMNS)[number], string>> {
  const { file, host, units, firmware, vdoms, from, to, debugs } = capture;
  const named = vdoms.map(vdom => reportText('fact', { label: reportText('capture.vdom'), value: vdom }));
  return {
    file,
    lines: lineRangeText(capture),
    unit: formatList([...(host === undefined ? [] : [host]), ...units, ...firmware, ...named]),
    debug: formatList(debugs),
    time: timeOf(from, to),
  };
}

function timeOf(from: string | undefined, to: string | undefined): string {
  if (from === undefined || to === undefined) return reportText('noTime');
  // Write the date only once.
  const same = from.slice(0, DAY) === to.slice(0, DAY);
  return from === to ? from : reportText('span', { from, to: same ? to.slice(DAY) : to });
}

/** Length of `YYYY-MM-DD `. */
const DAY = 11;

/** Returns the same facts as labels and values. */
export function captureFacts(capture: StoryCapture): [label: string, value: string][] {
  const { host = '', units, firmware, vdoms } = capture;
  const { lines, debug, time } = captureRow(capture);
  const facts = {
    lines,
    host,
    unit: formatList(units),
    firmware: formatList(firmware),
    vdom: formatList(vdoms),
    debug,
    time,
  };
  return (Object.keys(facts) as (keyof typeof facts)[]).flatMap((name): [string, string][] =>
    facts[name] === '' ? [] : [[reportText(`capture.${name}`), facts[name]]],
  );
}

/** Returns the captures that were read, their folder, and the number of further ones. */
export function filesText({ files, folder }: Story): string {
  const some = files.slice(0, MAX_FILES);
  const more = files.length - some.length;
  const names =
    more > 0
      ? reportText('andMore', { names: formatList(some), more: formatCount(more, 'file') })
      : formatList(some);
  return folder === '' ? names : reportText('inFolder', { names, folder });
}

/** Returns the guidance of everything in a report. */
export function guidancesOf({ advice, limits }: Story): Partial<Guidance>[] {
  return [...advice, ...limits].map(({ guidance }) => guidance);
}

/** Returns sentences on what was not analysed or not shown, since missing output is not evidence of success. */
export function gapTexts(story: Story): string[] {
  const { coverage, unread, passedOver, omittedCaptures, omittedRows, omittedDetails, omittedTokens } = story;
  const { isForCustomer = false } = story;
  return [
    ...unread.map(({ file, reason }) => reportText('gap.unread', { file, reason })),
    ...coverage.filter(file => file.problemsAlone).map(({ file }) => reportText('gap.tooLong', { file })),
    ...coverage.flatMap(file => coverageGaps(story, file)),
    ...(coverage.every(isUnderstood) && !isForCustomer ? [reportText('gap.none')] : []),
    ...(passedOver > 0 ? [reportText('gap.passedOver', { files: formatCount(passedOver, 'file') })] : []),
    ...(omittedCaptures > 0
      ? [reportText('gap.captures', { captures: formatCount(omittedCaptures, 'capture') })]
      : []),
    ...(omittedRows > 0 ? [reportText('gap.rows', { rows: formatCount(omittedRows, 'row') })] : []),
    ...(omittedDetails > 0
      ? [reportText('gap.details', { rows: formatCount(omittedDetails, 'scene') })]
      : []),
    ...(omittedTokens > 0 ? [reportText('gap.tokens', { tokens: formatCount(omittedTokens, 'token') })] : []),
    ...(isForCustomer ? [] : recordingsOf(story)).map(command => reportText('gap.recipe', { command })),
    reportText('gap.always'),
  ];
}

function isUnderstood({ unrecognised, notUnderstood }: Coverage): boolean {
  return unrecognised + notUnderstood === 0;
}

/** Returns how to record what the captures lack, without repeats. */
function recordingsOf({ advice, limits }: Story): string[] {
  const problems = [...advice, ...limits].flatMap(one => one.problems);
  const commands = problems.flatMap(problem => recordingAdvised(problem, problems)?.command ?? []);
  return [...new Set(commands)];
}

/** What was not recognised or not understood of a file. */
function coverageGaps(story: Story, file: Coverage): string[] {
  const { lines, unrecognised, notUnderstood } = file;
  const many = { count: String(notUnderstood), lines: formatCount(lines, 'line') };
  const meaning = [
    notUnderstood > 0 ? reportText('gap.notUnderstood', many) : [],
    unreadParts(file, inUserLanguage) ?? [],
  ].flat();
  const own = meaning.map(words => ofFile(story, file, words));
  return unrecognised > 0 ? [unrecognisedWords(story, file), ...own] : own;
}

function ofFile({ files }: Story, { file }: Coverage, words: string): string {
  return files.length > 1 ? reportText('title', { what: file, outcome: words }) : words;
}

/** The lines of a file that match no known form. */
export function unrecognisedWords(story: Story, file: Coverage, most = Infinity): string {
  const { unrecognised, lines } = file;
  const unrecognisedLines = file.unrecognisedLines.slice(0, most);
  const places = formatList(unrecognisedLines.map(([line, lastLine]) => lineRangeText({ line, lastLine })));
  const listed = unrecognisedLines.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const count = reportText('gap.unrecognised', {
    count: String(unrecognised),
    lines: formatCount(lines, 'line'),
  });
  const many = listed < unrecognised ? 'gap.first' : 'gap.lines';
  const words = places === '' ? count : reportText(unrecognised === 1 ? 'gap.line' : many, { count, places });
  return ofFile(story, file, words);
}

/** Returns the title of a kind of problem with its count: `A password (3)`. */
export function adviceTitle({ title: english, problems, omitted }: Advice): string {
  const [title, count] = [inUserLanguage(english), problems.length + omitted];
  return count > 1 ? reportText('times', { what: title, count: String(count) }) : title;
}
