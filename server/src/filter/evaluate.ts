import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { inEnglish } from '../knowledge';
import { causeIdOf } from '../knowledge/causes';
import { type Finding, repeatPlaces } from '../rules';
import { BARE, type CaptureRecord, contains, Lines, messageIn, type Span, StampReader } from '../syntax';
import { chosenSeverity, type Severities } from '../presentation/findings';
import { incidentsOf } from '../presentation/incidents';
import { describeScene } from '../presentation/outcomes';
import { namesOfScene } from '../presentation/sceneNames';
import { type Scene, sceneFinder, scenesOf, scenesOfRecords } from '../judge/scenes';
import { Places } from '../judge/spans';
import type { Query, Term, Value } from './query';
import { linesOfScenes, mergedSpans } from './sceneLines';
import { isWithin } from './times';
import { ENDING_WORDS, type LineKind, SEVERITY_LEVELS } from './keywords';

/** A record, or one line of a long one, with the facts that are matched. */
interface Candidate extends Span {
  readonly record: CaptureRecord;
  /** The scene that it belongs to. */
  readonly scene: Scene | undefined;
  /** Its text in lower case. */
  readonly text: () => string;
  /** The last time stamp in or before it; undefined before the first one. */
  readonly time: number | undefined;
  /** The daemon that prints it; empty if unknown. */
  readonly daemon: string;
}

/** Records that a daemon prints, including the data it sends and receives, which has no prefix. */
const DAEMON_OUTPUT: ReadonlySet<CaptureRecord['kind']> = new Set(['debug', 'http', 'json']);

type Test = (candidate: Candidate) => boolean;

/**
 * Evaluates a filter on a capture. For a text in windows, parts are passed in order, and state carries over. Incidents
 * longer than the overlap of two windows are judged by their part in one window.
 */
export class FilterRun {
  readonly #ordinals = new Map<string, number>();
  /** The numbers of the incidents of the last window, by their offsets in the whole text. */
  #numbers = new Map<string, number>();
  /** The end of the previous part, in the whole text. */
  #end = 0;
  #time: number | undefined;
  #daemon = '';

  constructor(
    readonly query: Query,
    readonly severities: Severities,
  ) {}

  /**
   * Returns the spans of a part that the filter keeps, in order, without context.
   * @param from the start of the wanted part, as an offset of the analysis
   * @param to the end of the wanted part
   */
  part(analysis: Analysis, from = 0, to = Infinity): Span[] {
    const part = { analysis, severities: this.severities, ids: this.#idsOf(analysis, from, to) };
    const tests = this.query.terms.map(term => {
      const test = testOf(term, part);
      return term.isExcluded ? (candidate: Candidate) => !test(candidate) : test;
    });
    const isByLine = this.query.terms.some(({ about }) => about === 'line');
    const kept: Span[] = [];
    for (const candidate of this.#candidates(analysis, from, to, () => true))
      for (const line of isByLine ? linesOf(analysis.text, candidate) : [candidate])
        if (tests.every(test => test(line))) kept.push(line);
    this.#end += min(to, analysis.text.length) - from;
    return mergedSpans(kept);
  }

  /**
   * Returns the scenes that begin in a part and match each word: by one of their lines or, for a text, by their title.
   * An excluded word must match none of them.
   * @param titleOf returns the words by which users see a scene, in lower case
   */
  scenes(analysis: Analysis, titleOf: (scene: Scene) => string, from = 0, to = Infinity): Scene[] {
    const part = { analysis, severities: this.severities, ids: this.#idsOf(analysis, from, to) };
    const scenes = scenesOf(analysis).filter(({ start }) => from <= start && start < to);
    const words = this.query.terms.map(term => ({
      isExcluded: term.isExcluded,
      test: term.about === 'ending' ? undefined : testOf(term, part),
      matched: new Set(scenes.filter(scene => isTitled(term, scene, analysis, titleOf))),
    }));
    const isOpen = (scene: Scene | undefined): boolean =>
      scene !== undefined && words.some(({ test, matched }) => test && !matched.has(scene));
    for (const candidate of this.#candidates(analysis, from, Infinity, isOpen))
      for (const { test, matched } of words)
        if (candidate.scene && !matched.has(candidate.scene) && test?.(candidate) === true)
          matched.add(candidate.scene);
    this.#end += min(to, analysis.text.length) - from;
    return scenes.filter(scene =>
      words.every(({ matched, isExcluded }) => matched.has(scene) !== isExcluded),
    );
  }

  /** Yields the records of wanted scenes that begin in the part, with the facts to match. */
  *#candidates(
    analysis: Analysis,
    from: number,
    to: number,
    isWanted: (scene: Scene | undefined) => boolean,
  ): Generator<Candidate> {
    const { text, records } = analysis;
    const needs = (about: Term['about']): boolean => this.query.terms.some(term => term.about === about);
    const stamps = needs('time') ? new StampReader(text) : undefined;
    const needsDaemon = needs('daemon');
    let [time, daemon]: [number | undefined, string] = [undefined, ''];
    const scenes = scenesOfRecords(analysis);
    for (const [index, record] of records.entries()) {
      if (record.start >= to) break;
      if (record.kind === 'debug') {
        if (stamps && record.stampStart >= 0) {
          const own = stamps.timeOf(record.stampStart, record.stampEnd);
          if (!Number.isNaN(own)) time = own;
        }
        if (needsDaemon) daemon = daemonOf(text, record);
      }
      if (record.start < from) continue;
      if (time !== undefined) this.#time = time;
      if (record.kind === 'debug' || daemon !== '') this.#daemon = daemon;
      const scene = scenes[index];
      if (!isWanted(scene)) continue;
      yield {
        record,
        start: record.start,
        end: record.end,
        scene,
        text: once(() => text.slice(record.start, record.end).toLowerCase()),
        time: this.#time,
        daemon: DAEMON_OUTPUT.has(record.kind) ? this.#daemon : '',
      };
    }
  }

  /** Returns the ids of incidents in the whole text; those of a part are numbered by where they begin. */
  #idsOf(analysis: Analysis, from: number, to: number): ReadonlyMap<Scene, string> {
    const ids = new Map<Scene, string>();
    if (!this.query.terms.some(({ about }) => about === 'incident')) return ids;
    const offset = this.#end - from;
    const numbers = new Map<string, number>();
    for (const { kind, subject, scene } of incidentsOf(analysis)) {
      const stem = `${kind}/${subject}`;
      const key = `${stem}@${offset + scene.start}`;
      let number = this.#numbers.get(key);
      if (number === undefined && contains({ start: from, end: to }, scene.start)) {
        number = (this.#ordinals.get(stem) ?? 0) + 1;
        this.#ordinals.set(stem, number);
      }
      if (number === undefined) continue;
      numbers.set(key, number);
      ids.set(scene, `${stem}/${number}`);
    }
    this.#numbers = numbers;
    return ids;
  }
}

/** Returns the daemon that prints a line; empty if unknown. */
export function daemonOf(text: string, record: Extract<CaptureRecord, { kind: 'debug' }>): string {
  const { daemon } = messageIn(text, record);
  return daemon === BARE ? '' : daemon;
}

/** Calls `make` on first use and caches its result. */
function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => (made ??= { result: make() }).result;
}

/** Multi-line records whose lines have their own meaning; other records are single lines that a terminal wrapped. */
const LONG: ReadonlySet<CaptureRecord['kind']> = new Set(['http', 'json', 'text']);

function* linesOf(text: string, candidate: Candidate): Generator<Candidate> {
  if (!LONG.has(candidate.record.kind)) {
    yield candidate;
    return;
  }
  const lines = new Lines(text);
  for (let start = candidate.start; start < candidate.end;) {
    const end = min(candidate.end, lines.nextOf(lines.endOf(start)));
    const from = start;
    yield { ...candidate, start, end, text: once(() => text.slice(from, end).toLowerCase()) };
    start = end;
  }
}

interface Part {
  readonly analysis: Analysis;
  readonly severities: Severities;
  readonly ids: ReadonlyMap<Scene, string>;
}

function testOf(term: Term, part: Part): Test {
  switch (term.about) {
    case 'party':
      return partyTest(term, part);
    case 'daemon':
      return ({ daemon }) => daemon !== '' && isOneOf(term.values, daemon.toLowerCase());
    case 'rule':
      return problemTest(
        part,
        finding => isOneOf(term.values, finding.rule) || isOneOf(term.values, causeIdOf(finding)),
      );
    case 'severity':
      return problemTest(part, finding => isSevere(chosenSeverity(finding, part.severities), term.minimum));
    case 'line':
      return ({ text }) => term.values.some(value => text().includes(value.text));
    case 'incident':
      return sceneTest(part, scene => {
        const id = part.ids.get(scene)?.toLowerCase();
        return id !== undefined && isOneOf(term.values, id);
      });
    case 'time':
      return ({ time }) => time !== undefined && isWithin(term.range, time);
    case 'kind':
      return ({ record }) => isOfKind(record, term.kind);
    case 'ending':
      return sceneTest(part, scene => hasEnding(term, scene, part.analysis));
  }
}

function hasEnding({ word }: Extract<Term, { about: 'ending' }>, scene: Scene, analysis: Analysis): boolean {
  return describeScene(analysis, scene, inEnglish).ending === ENDING_WORDS[word];
}

/** True if a scene matches a word whatever its lines are: by its title, or by how it ended. */
function isTitled(term: Term, scene: Scene, analysis: Analysis, titleOf: (scene: Scene) => string): boolean {
  if (term.about === 'ending') return hasEnding(term, scene, analysis);
  return term.about === 'line' && term.values.some(({ text }) => titleOf(scene).includes(text));
}

function isOneOf(values: readonly Value[], text: string): boolean {
  return values.some(value => (value.isPrefix ? text.startsWith(value.text) : text === value.text));
}

function isSevere(severity: ReturnType<typeof chosenSeverity>, least: number): boolean {
  return severity !== 'off' && SEVERITY_LEVELS.indexOf(severity) >= least;
}

/** Matches the lines of the wanted scenes. */
function sceneTest({ analysis }: Part, isWanted: (scene: Scene) => boolean): Test {
  const isOwn = linesOfScenes(new Set(scenesOf(analysis).filter(isWanted)));
  return ({ record, scene }) => isOwn(record, scene);
}

/** Matches the lines of scenes with a participant, and other lines that name it. */
function partyTest({ kind, values }: Term & { readonly about: 'party' }, part: Part): Test {
  const takesPart = sceneTest(part, scene => {
    for (const [own, { text }] of namesOfScene(scene))
      if (own === kind && isOneOf(values, text.toLowerCase())) return true;
    return false;
  });
  return candidate =>
    takesPart(candidate) || values.some(value => isNamed(candidate.text(), value.text, value.isPrefix));
}

/** True if a text contains `name` as whole words; with `isPrefix`, as the beginning of a word. */
function isNamed(text: string, name: string, isPrefix: boolean): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isFree = !isNamePart(text, at - 1) && (isPrefix || !isNamePart(text, at + name.length));
    if (isFree) return true;
  }
  return false;
}

const NAME_PART = /[\p{L}\p{N}_-]/u;

function isNamePart(text: string, at: number): boolean {
  return at >= 0 && at < text.length && NAME_PART.test(text.charAt(at));
}

/** Matches the places of the wanted problems with related places, and the lines of their scenes. */
function problemTest(part: Part, isWanted: (finding: Finding) => boolean): Test {
  const { analysis, severities } = part;
  const places: Span[] = [];
  const scenes = new Set<Scene>();
  const sceneAt = sceneFinder(analysis);
  for (const finding of analysis.findings) {
    if (chosenSeverity(finding, severities) === 'off' || !isWanted(finding)) continue;
    for (const place of [finding, ...repeatPlaces(finding)]) {
      places.push(place);
      const scene = sceneAt(place.start);
      if (scene) scenes.add(scene);
    }
    places.push(...finding.related);
  }
  const own = new Places(places.map(({ start, end }) => ({ start, end: max(end, start + 1) })));
  const isOfScene = linesOfScenes(scenes);
  return ({ record, scene, start, end }) => isOfScene(record, scene) || own.overlaps(start, end);
}

function isOfKind(record: CaptureRecord, kind: LineKind): boolean {
  switch (kind) {
    case 'command':
      // A prompt alone is not a command.
      return record.kind === 'command'
        ? record.command.end > record.command.start
        : record.kind === 'cli-error';
    case 'config':
      return record.kind === 'config' || record.kind === 'field';
    case 'packet':
      return record.kind === 'debug' && (record.form === 'flow' || record.form === 'sniffer');
    case 'dump':
      return record.kind === 'debug' && record.form === 'dump';
    case 'unrecognised':
      return record.kind === 'text';
    default:
      return record.kind === kind;
  }
}
