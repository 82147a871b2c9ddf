import type { CaptureRecord, Lines } from '../../syntax';
import { NextOf } from './lookAhead';
import type { Passage, PassagePiece } from './passage';

/** XML and HTML elements that may contain a log line. */
const ELEMENTS =
  'pre|code|p|b|li|td|div|span|log|[Mm]sg|[Mm]essage|[Ll]ine|[Tt]ext|[Oo]utput|[Ee]ntry|[Ee]vent|[Dd]ata|[Rr]ecord|[Rr]aw|[Bb]ody|[Ss]tring';
/** What closes the element, the Markdown code span or the string of a program around a line. */
const SUFFIX = new RegExp(
  String.raw`(?:(?:\]\]>|\x60|</(?:${ELEMENTS})>|<br ?/?>)+|(?:\\[rn])*'[,)\]]{0,2})\s*$`,
);
const MAX_SUFFIX = 64;

/** Prefixes that logs, mails and terminals put before a line of a capture. */
const PREFIX = new RegExp(
  [
    String.raw`\[\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\] ?`,
    String.raw`<\d{1,3}>1 [\dT:.-]{19,32}(?:Z|[+-]\d\d:\d\d) \S{1,64} \S{1,48} \S{1,32} \S{1,32} - `,
    String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? `,
    String.raw`(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,64} (?:[\w./-]{1,32}(?:\[\d{1,8}\])?: )?`,
    String.raw`[\w./-]{1,64}\.\w{2,4}:\d{1,7}:`,
    String.raw` {0,6}\d{1,6}  (?=\S| {4,})`,
    String.raw`\+(?![+\d])`,
    String.raw`\| ?`,
    String.raw`\[\d{1,2}:\d\d(?: ?[AP]M)?(?:, [\d/.-]{6,10})?\] [\w. -]{1,32}: `,
    String.raw`[\w.-]{1,48} {1,16}\| `,
    String.raw`(?:stdout|stderr) [FP] `,
    String.raw`(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL)[ :]{1,8}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.,]\d{1,6} (?:\[[\w. -]{1,32}\] )?`,
    String.raw`[-*•] (?=\S)`,
    '`',
    String.raw`<!\[CDATA\[`,
    String.raw`[bru]?'(?=\S)`,
    String.raw`\s{0,16}<(?:${ELEMENTS})(?: [^<>]{0,60})?>`,
    String.raw`[\u200b-\u200f\u2060\ufeff]+`,
    String.raw`\x1b\[[\d;]{0,16}[A-Za-z]`,
  ]
    .map(form => `(?:${form})`)
    .join('|'),
  'y',
);
const MAX_PREFIXES = 8;
/** A JSON object with a log line, as log collectors write it. */
const OBJECT = /^\s{0,8}[[{]/;
const LOG_NAME = /^[@_]?(?:message|msg|log|line|text|raw|body|output|event|stdout|stderr)$/;
const LOG_LINE = /"[@_]?(?:message|msg|log|line|text|raw|body|output|event|stdout|stderr)"\s{0,4}:/;
/** A log line in a key-value pair of another log, `level=info msg="..."`, or of YAML, `stdout: "..."`. */
const LOG_HEAD =
  /^(?:(?:time|ts|level|lvl|t)=|\s{0,40}(?:- )?(?:msg|message|log|line|text|output|stdout|stderr): ")/;
const LOG_PAIR = /(?:^|\s)(?:msg|message|log|line|text|output|stdout|stderr)(?:=|: )"((?:[^"\\]|\\.)*)"/g;
/** Signs of capture lines in a JSON string: an escaped line break, tab or quote, or a nested escape. */
const HAS_LINES = /\\[nt"\\]/;
const TABLE = /^(?:"|[^"]{0,200}[,;\t]")/;

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"', apos: "'", gt: '>', lt: '<', amp: '&', nbsp: ' ', equals: '=', colon: ':', num: '#', sol: '/', semi: ';',
}; // oxfmt-ignore
const ENTITY = /&(quot|apos|gt|lt|amp|nbsp|equals|colon|num|sol|semi|#\d{2,3}|#x[\da-f]{2});/gi;
/** An ASCII character escaped as `\u00XX` or `\xXX`, inside a JSON string or elsewhere. */
const UNICODE = /\\{1,4}(?:u00|x)([2-7][\da-f])/gi;
/** A terminal colour sequence. */
const COLOUR = /\x1b\[[\d;]{0,16}[A-Za-z]/g;
/** A percent-encoded blank, punctuation character or line break. */
const PERCENT = /%(?:25)?(2[\dA-F]|3[A-F]|5[B-F]|7[B-E]|0[AD])|\+/gi;
const PERCENT_SIGN = /%(?:25)?(?:20|3[ADE]|22|26)/i;
/** Invisible characters within a line; at its start they were part of a prefix. */
const INVISIBLE = /[\0\x7f\u200b-\u200f\u2060\ufeff\u00ad]+/g;
const VISIBLE_BEFORE = /[^\0\x7f\u200b-\u200f\u2060\ufeff\u00ad\s][\0\x7f\u200b-\u200f\u2060\ufeff\u00ad]/;
const BACKSPACE = '\b';
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u3000]/;
/** Starts of entities and escapes, and the unusual blanks and characters of carried lines. */
const MARKS = [
  '&', '%2', '%3', '\\u00', '\\x2', '\\x3', '\u00a0', '\u202f', '\u2009', '\u3000', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\0', '\x7f', '\b', '=3D', '\\n',
]; // oxfmt-ignore
const ALL_BLANKS = new RegExp(BLANKS, 'g');
/** A JSON string, possibly unterminated, and whether it is a key. */
const JSON_STRING = /"((?:[^"\\]|\\.)*)(?:"(\s*:)?|\\?$)/g;
const JSON_ESCAPE = /\\(?:u([\dA-Fa-f]{4})|(.))/g;
const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t', b: ' ', f: ' ' };
/** A quoted CSV cell. */
const CELL = /(?:^|[,;\t])"((?:[^"]|"")*)"(?=[,;\t\r\n]|$)/g;
/** A list or an object of a program whose strings are in single quotes, and such a string. */
const SINGLE_QUOTED = /^\s{0,8}[[{(]\s{0,4}[bru]?'/;
const QUOTED_STRING = /'((?:[^'\\]|\\.)*)(?:'(\s*:)?|\\?$)/g;
/** A character of a mail as quoted-printable text: an equals sign, a blank or a quote. */
const PRINTABLE = /=(3D|20|22|27)/g;
/** Commands in a string, with escaped line breaks: a script of another unit or program. */
const SCRIPT = /\\n {0,16}(?:set |exec)/;
/** An escaped line break, tab, quote or backslash. */
const SCRIPT_ESCAPE = /\\([nrt"\\])/g;
/** Minimum length of a string that can contain a line of a capture. */
const MIN_CARRIED = 12;
/** Maximum length of a line to unwrap, in UTF-16 code units. */
const MAX_LINE = 1 << 16;

/** How another text carries a line: after a prefix, in a JSON string, in a table cell, with HTML entities or unusual blanks. */
type Carrier =
  | 'prefix'
  | 'json'
  | 'strings'
  | 'script'
  | 'printable'
  | 'unicode'
  | 'pair'
  | 'table'
  | 'html'
  | 'address'
  | 'unseen'
  | 'typed'
  | 'blanks'
  | 'colours';

/**
 * Collects capture lines that are embedded in another format, and restores them: removes a terminal's time before them,
 * takes them out of JSON strings, scripts and table cells, and decodes entities such as `&quot;`.
 */
export class CarriedLines {
  #builder = new Builder();
  #carrier: Carrier | undefined;
  #end = 0;
  /** The start of the next line. */
  #at = 0;
  readonly #passages: Passage[] = [];
  readonly #hasColours: boolean;
  /** Finds the next occurrence of a character that only carried lines contain: an entity, or an unusual blank. */
  readonly #marks: readonly NextOf[];

  constructor(
    readonly text: string,
    readonly lines: Lines,
  ) {
    // A damaged one is no colour: without it the text would be the same, and read again for nothing.
    this.#hasColours = text.includes('\x1b[') && text.search(COLOUR) >= 0;
    this.#marks = MARKS.map(mark => new NextOf(text, mark));
  }

  /** Adds the lines that start in the next record. Lines are used, because a record may join several. */
  add({ kind, start: first, end }: CaptureRecord): void {
    while (this.#at < end) {
      const start = this.#at;
      // What looks like the rest of a wrapped line may be a line of its own.
      const isOfNoForm = kind === 'text' || (kind === 'debug' && start > first);
      const lineEnd = this.lines.endOf(start);
      this.#at = Math.max(this.lines.nextOf(lineEnd), start + 1);
      const may = this.#hasColours || mayCarry(this.text, start, isOfNoForm) || this.#hasMark(start, lineEnd);
      if (may && lineEnd - start <= MAX_LINE) this.#line(start, lineEnd, this.#at);
    }
  }

  #hasMark(start: number, end: number): boolean {
    return this.#marks.some(mark => mark.find(start) < end);
  }

  /** The carried lines, one passage per run. */
  finish(): readonly Passage[] {
    this.#close();
    return this.#passages;
  }

  #close(): void {
    const passage = this.#builder.passage();
    if (passage) this.#passages.push(passage);
    this.#builder = new Builder();
    this.#carrier = undefined;
  }

  #line(start: number, end: number, next: number): void {
    const from = this.#withoutPrefix(start, end);
    const slice = this.text.slice(from, from > start ? this.#withoutSuffix(from, end) : end);
    const carrier = this.#carrierOf(slice) ?? (from > start ? 'prefix' : undefined);
    if (carrier === undefined) return;
    if (carrier !== this.#carrier || start !== this.#end) this.#close();
    [this.#carrier, this.#end] = [carrier, next];
    const builder = this.#builder;
    if (carrier === 'json' || carrier === 'strings' || carrier === 'pair' || carrier === 'table') {
      for (const { value, at, escape, read } of stringsIn(carrier, slice)) {
        builder.escaped(value, from + at, escape, read);
        builder.lineEnd(from + at + value.length);
      }
      return;
    }
    const escape = ESCAPES[carrier];
    if (escape) builder.escaped(slice, from, ...escape);
    else if (carrier === 'typed') builder.typed(slice, from);
    else builder.same(slice.replaceAll(ALL_BLANKS, ' '), from);
    builder.lineEnd(next);
  }

  #withoutPrefix(start: number, end: number): number {
    let at = start;
    for (let count = 0; count < MAX_PREFIXES; count++) {
      PREFIX.lastIndex = at;
      const length = PREFIX.exec(this.text)?.[0].length;
      if (length === undefined || at + length > end) break;
      at += length;
    }
    return at;
  }

  /** The end of a line without the tags that close the element around it. */
  #withoutSuffix(start: number, end: number): number {
    const last = Math.max(start, end - MAX_SUFFIX);
    return end - (SUFFIX.exec(this.text.slice(last, end))?.[0].length ?? 0);
  }

  #carrierOf(slice: string): Carrier | undefined {
    const [carrier] = CARRIERS.find(([, carries]) => carries(slice)) ?? [];
    // Lines without colours among lines with colours belong to the same capture.
    return carrier ?? (this.#hasColours ? 'colours' : undefined);
  }
}

/** The carriers that a line shows, and how; the first one counts. */
const CARRIERS: readonly (readonly [Carrier, (slice: string) => boolean])[] = [
  ['json', slice => OBJECT.test(slice) && (LOG_LINE.test(slice) || HAS_LINES.test(slice))],
  ['strings', slice => SINGLE_QUOTED.test(slice)],
  ['script', slice => SCRIPT.test(slice)],
  ['unicode', slice => slice.search(UNICODE) >= 0],
  ['pair', slice => LOG_HEAD.test(slice) && slice.search(LOG_PAIR) >= 0],
  ['typed', slice => slice.includes(BACKSPACE)],
  ['unseen', slice => VISIBLE_BEFORE.test(slice)],
  ['html', slice => slice.search(ENTITY) >= 0],
  ['address', slice => PERCENT_SIGN.test(slice)],
  ['printable', slice => slice.includes('=3D')],
  ['table', slice => TABLE.test(slice) && slice.search(CELL) >= 0],
  ['blanks', slice => BLANKS.test(slice)],
];

/** The start of an unrecognised line with a prefix: a number, a time, or a file name and line number. */
const NO_FORM =
  /^(?: {0,6}\d|[\w./-]{1,64}\.\w{2,4}:\d|(?:time|ts|level|lvl|t)=|[A-Z]{4,7}[ :]{1,8}\d{4}-|[\w.-]{1,48} {1,16}\| |\s{0,40}(?:- )?(?:msg|message|log|line|text|output|stdout|stderr): ")/;
/** The start of an element that may contain a line, after its `<`. */
const ELEMENT = new RegExp(String.raw`^(?:\d|!\[CDATA\[|(?:${ELEMENTS})[ >])`);
const MAX_ELEMENT = 12;
const MAX_PREFIX = 72;

/** A quick test, run on every line: false if a line has no prefix and is neither JSON nor a table. */
function mayCarry(text: string, at: number, isOfNoForm: boolean): boolean {
  const first = text[at] ?? '';
  if (BEGINS_CARRIED.has(first)) return true;
  if (first === '[') return isTime(text, at) || /^\[\s?[bru]?'/.test(text.slice(at, at + 4));
  if (first === '<') return ELEMENT.test(text.slice(at + 1, at + MAX_ELEMENT));
  if (first === '-' || first === '*') return text[at + 1] === ' ';
  if ((first === 'b' || first === 'r' || first === 'u') && text[at + 1] === "'") return true;
  if (isOfNoForm && NO_FORM.test(text.slice(at, at + MAX_PREFIX))) return true;
  return hasTime(text, at);
}

/** True for a time in square brackets. */
function isTime(text: string, at: number): boolean {
  const colon = at + (text[at + 2] === ':' ? 2 : 3);
  return text[colon] === ':' && ':], '.includes(text[colon + 3] ?? '');
}

/** First characters that always mark a carried line. */
const BEGINS_CARRIED: ReadonlySet<string> = new Set('+|"\'({\x1b`\u200b\u2060\ufeff');

/** True for an ISO 8601 or syslog time at the start of a line. */
function hasTime(text: string, at: number): boolean {
  return text[at + 10] === 'T'
    ? text[at + 4] === '-'
    : text[at + 9] === ':' && text[at + 3] === ' ' && text[at + 12] === ':';
}

/** The escapes of each carrier, and how to decode them. */
const ESCAPES: Readonly<Partial<Record<Carrier, readonly [RegExp, (match: RegExpMatchArray) => string]>>> = {
  script: [SCRIPT_ESCAPE, ({ 1: character = '' }) => UNESCAPED[character] ?? character],
  html: [ENTITY, fromEntity],
  unicode: [UNICODE, fromCode],
  address: [PERCENT, fromCode],
  printable: [PRINTABLE, fromCode],
  colours: [COLOUR, () => ''],
  unseen: [INVISIBLE, () => ''],
};

/** The strings of each carrier, and the quote before their text. */
const STRINGS = { json: [JSON_STRING, '"'], strings: [QUOTED_STRING, "'"], pair: [LOG_PAIR, '"'] } as const;

/** A string that may contain capture lines: its place in its line, and how to decode its escapes. */
interface CarriedString {
  readonly value: string;
  readonly at: number;
  readonly escape: RegExp;
  readonly read: (match: RegExpMatchArray) => string;
}

function* stringsIn(carrier: keyof typeof STRINGS | 'table', slice: string): Generator<CarriedString> {
  if (carrier === 'table') {
    for (const { index, 0: cell, 1: value = '' } of slice.matchAll(CELL))
      if (isCarried(value, BETWEEN_CELLS))
        yield { value, at: index + cell.indexOf('"') + 1, escape: /""/g, read: () => '"' };
    return;
  }
  const [string, quote] = STRINGS[carrier];
  let name = '';
  for (const { index, 0: whole, 1: value = '', 2: colon } of slice.matchAll(string)) {
    if (colon !== undefined) name = value;
    else if (isCarried(value, BLANK) || LOG_NAME.test(name))
      yield { value, at: index + whole.indexOf(quote) + 1, escape: JSON_ESCAPE, read: unescaped };
  }
}

/** True for a string that may contain a line of a capture; names and numbers cannot. */
function isCarried(value: string, between: RegExp): boolean {
  return value.length >= MIN_CARRIED && between.test(value.trim());
}

/** A blank, or an escaped quote. */
const BLANK = /\s|\\"/;
/** A line in a cell may itself be a table row. */
const BETWEEN_CELLS = /[\s,;]/;

function unescaped({ 1: code, 2: character = '' }: RegExpMatchArray): string {
  return code === undefined
    ? (UNESCAPED[character] ?? character)
    : String.fromCharCode(Number.parseInt(code, 16));
}

function fromEntity({ 1: name = '' }: RegExpMatchArray): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? ' ';
  const isHex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code < 32 || code === 160 ? ' ' : String.fromCharCode(code);
}

function fromCode({ 1: code }: RegExpMatchArray): string {
  return code === undefined ? ' ' : String.fromCharCode(Number.parseInt(code, 16));
}

/** Builds a text and maps its pieces to the document. */
class Builder {
  #parts: string[] = [];
  #pieces: PassagePiece[] = [];
  #length = 0;

  /** Adds text that is identical in the document, from `start` on. */
  same(slice: string, start: number): void {
    this.#add(slice, start, start + slice.length);
  }

  /** Adds text in which each escape becomes one code unit. */
  escaped(slice: string, start: number, escape: RegExp, read: (match: RegExpMatchArray) => string): void {
    let at = 0;
    for (const match of slice.matchAll(escape)) {
      this.same(slice.slice(at, match.index), start + at);
      at = match.index + match[0].length;
      this.#add(read(match), start + match.index, start + at);
    }
    this.same(slice.slice(at), start + at);
  }

  /** Adds typed text as a terminal shows it: each backspace moves the cursor back by one. */
  typed(slice: string, start: number): void {
    const shown: number[] = [];
    let cursor = 0;
    for (let at = 0; at < slice.length; at++) {
      if (slice[at] === BACKSPACE) cursor = Math.max(0, cursor - 1);
      else shown[cursor++] = at;
    }
    const end = shown.length;
    for (let from = 0; from < end;) {
      let to = from + 1;
      while (to < end && shown[to] === (shown[to - 1] ?? 0) + 1) to++;
      const first = shown[from] ?? 0;
      this.same(slice.slice(first, first + to - from), start + first);
      from = to;
    }
  }

  /** Adds a line end that has no place in the document, so that replacing a value across it keeps the document's lines. */
  lineEnd(at: number): void {
    this.#add('\n', at, at);
  }

  passage(): Passage | undefined {
    if (this.#length === 0) return undefined;
    const text = this.#parts.join('');
    return { text, from: 0, to: text.length, pieces: this.#pieces };
  }

  #add(slice: string, start: number, end: number): void {
    if (slice === '') return;
    this.#parts.push(slice);
    this.#pieces.push({ start, end, at: this.#length, length: slice.length });
    this.#length += slice.length;
  }
}
