import {
  type CaptureRecord,
  type CommandRecord,
  type DebugRecord,
  phrasesIn,
  type RecordPhrase,
  readRecords,
  type Span,
  viewOf,
} from '../../syntax';
import { matchCommand } from '../../knowledge';
import { BUILT_IN } from '../../site/builtIn';
import type { SiteKnowledge } from '../../site/knowledge';
import { type FinderState, RecordFinder } from '../positions/finder';
import { ChunkFacts } from './chunkFacts';
import { Gathered, type Value } from './gathered';
import type { RecordAt, SentenceAt } from './judge';
import { type Body, bodiesOf } from './lengths';
import { WordReader } from './wordReader';

/** What must not stay in a copy of a text. Plain data, so that a worker thread can return it. */
export interface Lesson {
  /** Each value once, in the order found. */
  readonly values: readonly Value[];
  /** The data of a `PlaceList` whose ids are indexes of `values`. */
  readonly places: Int32Array<ArrayBuffer>;
  readonly bodies: readonly Body[];
  /** The names that positions give, and their words, in lower case, if identities are kept. */
  readonly identities: readonly string[];
  /** The values that stand beside the name of a secret, as indexes of `values`. */
  readonly besideSecrets: readonly number[];
  /** The state at the end of the text. */
  readonly after: FinderState;
}

export interface LessonOptions {
  readonly keepIdentities?: boolean;
  readonly keepNames?: boolean;
  readonly site?: SiteKnowledge | undefined;
  /** The state before a part that starts where something may continue. */
  readonly before?: FinderState | undefined;
  /** The column at which a page wrapped the whole text (`pageColumnOf`); by default, the text is the whole. */
  readonly column?: number | undefined;
  /** The facts of a run; by default, those of this text alone. */
  readonly facts?: ChunkFacts | undefined;
  /** Offsets in whose lines compounds of known words stay. */
  readonly relaxed?: readonly Span[] | undefined;
}

/**
 * Finds what a copy of a text, or of a part of it, must replace: what its position says, what a name before it says, and
 * what the vocabulary does not know. Accepts any text, in time proportional to its length.
 */
export function lessonOf(
  text: string,
  records: readonly CaptureRecord[],
  {
    keepIdentities = false,
    keepNames = false,
    site = BUILT_IN,
    before,
    column,
    relaxed = [],
    facts = new ChunkFacts(),
  }: LessonOptions = {},
): Lesson {
  const end = records[records.length - 1]?.end ?? 0;
  const view = viewOf(text, column);
  // What follows the part is learned with the next one.
  const shown =
    view === text ? records : readRecords(view, undefined, site.templates).filter(({ start }) => start < end);
  const gathered = new Gathered(text, end, keepIdentities);
  const finder = new RecordFinder(true, found => gathered.take(found), site);
  finder.read(view, shown, before);
  allowFrames(shown, gathered);
  hideWords(text, end, site.hides, gathered);
  const options = { keepIdentities, keepNames, relaxed, facts, keeps: site.keeps };
  const recordAt = recordReader(shown);
  const words = new WordReader(text, view, gathered, recordAt, options, sentenceReader(view, recordAt));
  words.read(records[0]?.start ?? 0, end);
  return {
    values: gathered.values,
    places: gathered.places.data(),
    bodies: bodiesOf(text, records),
    identities: [...gathered.identities],
    besideSecrets: [...gathered.besideSecrets],
    after: finder.state,
  };
}

/** The frame of a line says when and where it was printed. */
function allowFrames(records: readonly CaptureRecord[], gathered: Gathered): void {
  for (const record of records) {
    if (record.kind === 'command') allowCommand(record, gathered);
    if (record.kind !== 'debug') continue;
    const { stampStart, stampEnd, nameStart, nameEnd, form } = record;
    if (stampStart >= 0) gathered.allow(stampStart, stampEnd);
    if (nameStart >= 0 && !UNFRAMED.has(form)) gathered.allow(nameStart, nameEnd);
    if (form === 'flow') allowFunction(record, gathered);
    if (!UNFRAMED.has(form)) allowNumbers(gathered, record.start, record.messageStart);
    // Vendor IDs are constants of protocols and programs.
    if (form === 'ike' && gathered.text.startsWith('VID ', record.messageStart))
      gathered.allow(record.messageStart, record.end);
  }
}

/** What a site does not want to show, wherever it stands. */
function hideWords(text: string, end: number, hides: readonly string[], gathered: Gathered): void {
  if (hides.length === 0) return;
  const whole = text.slice(0, end);
  const lower = whole.toLowerCase();
  // A few letters of other languages change their length.
  if (lower.length !== whole.length) return hideWords(whole.replace(/\u0130/g, 'I'), end, hides, gathered);
  for (const phrase of hides)
    for (let at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + phrase.length))
      gathered.hide(at, at + phrase.length);
}

/** The words of a known command, even if they are abbreviated; what the user fills in is another matter. */
function allowCommand({ command: { start, end } }: CommandRecord, gathered: Gathered): void {
  const words = [...gathered.text.slice(start, end).matchAll(/\S+/g)];
  const { entry, fills } = matchCommand(words.map(([word]) => word));
  if (!entry) return;
  for (const [index, { 0: word, index: at }] of words.entries())
    if (fills[index] === undefined && index < fills.length)
      gathered.allow(start + at, start + at + word.length);
}

/** Forms whose message begins with the line. */
const UNFRAMED: ReadonlySet<DebugRecord['form']> = new Set(['event-log', 'system-log', 'server-log']);
/** Not in the address of a network card. */
const NUMBER = /(?<![\w.-]|[\da-f]{2}:)\d{1,7}(?![\w.-]|:[\da-f]{2}(?:[:\s]|$))/gi;

/** The numbers of processes, lines and sessions. */
function allowNumbers(gathered: Gathered, start: number, end: number): void {
  for (const { 0: number, index } of gathered.text.slice(start, end).matchAll(NUMBER))
    gathered.allow(start + index, start + index + number.length);
}

const FUNCTION = / func=(\w{1,64})(?= )/;
const MAX_HEAD = 120;

/** The function of a line of the debug flow: `id=65308 trace_id=7 func=fw_forward_handler line=990`. */
function allowFunction({ start }: CaptureRecord, gathered: Gathered): void {
  const found = FUNCTION.exec(gathered.text.slice(start, start + MAX_HEAD));
  if (found) gathered.allow(start + found.index, start + found.index + found[0].length);
}

/** A function that finds the record at an offset, or the next one; quick if the offsets are asked in order. */
function recordReader(records: readonly CaptureRecord[]): RecordAt {
  let at = 0;
  return offset => {
    if ((records[at]?.start ?? Infinity) > offset) at = 0;
    while ((records[at]?.end ?? Infinity) <= offset) at++;
    return records[at];
  };
}

const NOTHING: ReturnType<SentenceAt> = { words: new Set(), numbers: [] };
/** A placeholder that only digits fill, such as the number of a session. */
const NUMBER_HOLE = /\{(\w+):(?:hex|number)\}/g;

/** A function that returns what the sentences of the record at an offset say: the last record is kept. */
function sentenceReader(view: string, recordAt: RecordAt): SentenceAt {
  let last: CaptureRecord | undefined;
  let own = NOTHING;
  return offset => {
    const record = recordAt(offset);
    if (!record) return NOTHING;
    if (record !== last) {
      last = record;
      own = sentencesOf(phrasesIn(view, record));
    }
    return own;
  };
}

function sentencesOf(phrases: readonly RecordPhrase[]): ReturnType<SentenceAt> {
  const texts = phrases.map(({ row }) => row.texts.join(' '));
  const words = texts
    .join(' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu);
  const numbers = phrases.flatMap(({ start, values }, index) => {
    const names = new Set(Array.from(texts[index]?.matchAll(NUMBER_HOLE) ?? [], ([, name]) => name));
    return values.flatMap((one, at) =>
      names.has(one.name) ? [{ from: values[at - 1]?.end ?? start, start: one.start, end: one.end }] : [],
    );
  });
  return { words: new Set(words), numbers };
}
