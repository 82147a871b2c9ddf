import { afterPrefix, type CaptureRecord, isLineBreak, NARROWEST, type Span } from '../../syntax';
import { isStandIn } from '../masked';
import { isOrdinary, isVocabulary } from '../vocabulary';
import { isName, isNoAnswer, isScrambled } from './looks';
import { serialsIn } from './shapes';
import { afterSameIndent, looksLikeNewLine, mayInterrupt } from './wrappedLines';

/** A line with a single word, which may be the rest of a value. */
const ONE_WORD = /^((?:\| ?)?\s{0,8})([\w+/=.%~-]+)["',;)\]}]{0,4}\s*$/;
/** The start of a line with the end of a value: of a string, a header, an element. */
const END_OF_VALUE = /^()([\w+/=.%~-]+)(?=["';,<)\]}]|\s*$)/;
/** The same of the target of a request. */
const END_OF_REQUEST = /^()([\w+/=.%~&-]{4,}) HTTP\/\d/;
/** The same of a string of JSON, which may be a number. */
const END_OF_STRING = /^()([\w+/=.%~-]+)"\s?[,}\]]/;
/** A line that begins with a word without the punctuation of an address or a path, at the end of a line or a value. */
const LETTERS_AND_DIGITS = /^\s{0,8}[A-Za-z\d+=_!#$*-]+(?:["',;)\]}.]{0,4}\s*$|["';<&]| HTTP\/\d)/;
/** A line with the letters at the end of a string. */
const LETTERS_AND_QUOTE = /^()([A-Za-z]+)["']\s*$/;
/** The start of a line with the letters at the end of a value. */
const LETTERS_AND_END = /^()([A-Za-z]+)(?=["';<&]|\s?["']?[}\]])/;
/** Where a page wrapped a line between words, and the text up to its next line. */
const JOINT = /( ?\v+)([^\r\n\v]{1,4096})/y;
/** The start of a line that continues a value of another line. */
const BEGINNING = /^((?:\| ?)?)([^\s"'<>&,;)\]}\\|]{2,200})/;
/** The end of a mail, `Regards,`: the rest of a value has no comma without a quote before it. */
const GREETING = /^[A-Z][a-z]+,\s*$/;
const MAX_LINE = 4096;
/** The last words of a phrase in quotes. */
const REST_OF_PHRASE = /^([^"=:\r\n]{1,64})"\s*$/;
const MAX_PHRASE = 64;
/** Text allowed between a secret and its rest: the line end, and up to three lines of other daemons. */
const BETWEEN = /^["']*(?: \|)?(?:[\r\n]*|[\r\n]+((?:[^\r\n]+[\r\n]+){1,3}))$/;
const MAX_BETWEEN = 600;
/** Text allowed between a secret and its rest in the next line: a continuation character, a bar, a pager, mail quote marks. */
const LINE_BREAK =
  /^["']*(?:[=\\]| \|)?(?:\x1b\[[\d;]{0,8}[A-Za-z])*[ \t]*(?:\r\n|\r|\n)(?:--More--[ \t\b]*[\r\n]+[ \t\b]*\r?)?(?:> ?){0,4}$/;
/** The priority, time, host and program of a syslog line. */
const HEAD = /^<\d{1,3}>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,64} [\w./-]{1,32}(?:\[\d{1,8}\])?: /;
const MAX_HEAD = 140;
const OF_A_KEY = /^(?=.*\d)(?:(?=.*[a-z])(?=.*[A-Z])[\w+/=.%~-]{10,}|[\da-f]{16,}|[\dA-F]{16,})$/;

/**
 * Finds the rest of a secret that a narrow terminal or another daemon cut at the end of its line, if no line form joins the
 * lines.
 */
export class RestOfSecret {
  /** The end of the last secret. */
  #end = -1;
  /** The start of the last line between the secret and the next record. */
  #other = 0;
  /** The lines between the secret and the next record. */
  #between: 'nothing' | 'daemons' | 'others' = 'nothing';

  constructor(readonly text: string) {}

  secretEnds(end: number): void {
    if (end <= this.#end) return;
    this.#end = end;
    this.#between = 'nothing';
  }

  /** Adds a record that may be between a secret and its rest. */
  add(record: CaptureRecord): void {
    const { kind, start } = record;
    if (start < this.#end) return;
    const isDaemon = mayInterrupt(this.text, record) || (kind === 'text' && this.#headLength(record) > 0);
    if (kind !== 'blank' && !isDaemon) this.#between = 'others';
    else if (this.#between === 'nothing' && kind !== 'blank') this.#between = 'daemons';
    this.#other = start;
  }

  /** The rest of a secret at the start of the next record, or undefined. */
  of(record: CaptureRecord): Span | undefined {
    const { kind, start } = record;
    if (this.#end < 0 || start < this.#end || start - this.#end > MAX_BETWEEN) return undefined;
    const message = this.#messageOf(record);
    if (message) return this.#restInMessage(start, message);
    if (kind === 'debug') return this.#restInLastLine(record);
    return this.#restInLine(record);
  }

  /** The rest of a secret with which a line begins. */
  #restInLine({ kind, start, end }: CaptureRecord): Span | undefined {
    const from = this.#isCut ? afterSameIndent(this.text, start, this.#other) : afterPrefix(this.text, start);
    // A prompt without a host may be a character of a password.
    const isPrompt = kind === 'command' && /[#$]/.test(this.text[from] ?? '');
    // The end of a string of JSON reads as damaged JSON.
    const isEnd = kind === 'json' && this.#isCut;
    if (kind !== 'text' && !isPrompt && !isEnd) return undefined;
    const between = BETWEEN.exec(this.text.slice(this.#end, start));
    const slice = this.text.slice(from, Math.min(end, from + MAX_LINE));
    const quoted = this.#restOfQuotation(slice, from, start);
    if (quoted) return quoted;
    if (!between || looksLikeNewLine(slice) || GREETING.test(slice)) return undefined;
    const place = this.#afterLine(slice, start) ?? this.#within(slice, between[1] === undefined);
    return moved(place, from);
  }

  /** The rest of a secret in the next line of a log, whose message must be one word or begin with the end of a string. */
  #restInMessage(line: number, { start, end }: Span): Span | undefined {
    const between = this.text.slice(this.#end, line);
    const quoted = this.#restOfQuotation(
      this.text.slice(start, Math.min(end, start + MAX_LINE)),
      start,
      line,
    );
    if (quoted) return quoted;
    const isCut = this.#between === 'daemons' && BETWEEN.test(between);
    if (!isCut && !LINE_BREAK.test(between)) return undefined;
    const slice = this.text.slice(start, Math.min(end, start + MAX_LINE));
    if (looksLikeNewLine(slice)) return undefined;
    return endOfValue(slice, start) ?? (isCut ? moved(lettersOf(slice), start) : undefined);
  }

  /** The rest of a phrase in quotes, of which a terminal wrapped the line behind a blank: what is before the closing quote. */
  #restOfQuotation(slice: string, at: number, line: number): Span | undefined {
    if (!/^ ?[\r\n]+$/.test(this.text.slice(this.#end, line))) return undefined;
    const opening = this.text.lastIndexOf('"', this.#end - 1);
    const isOpen =
      opening >= this.#end - MAX_PHRASE && !/["\r\n]/.test(this.text.slice(opening + 1, this.#end));
    const rest = isOpen ? REST_OF_PHRASE.exec(slice)?.[1] : undefined;
    return rest === undefined ? undefined : { start: at, end: at + rest.length };
  }

  /** The rest of a secret in the last line of a record: a daemon line that seems to be wrapped before it, but interrupted. */
  #restInLastLine({ start, end }: Span): Span | undefined {
    const from = afterSameIndent(this.text, lastLineOf(this.text, start, end), start);
    if (from <= afterSameIndent(this.text, start, start) || !BETWEEN.test(this.text.slice(this.#end, start)))
      return undefined;
    const slice = this.text.slice(from, Math.min(end, from + MAX_LINE));
    if (!LETTERS_AND_DIGITS.test(slice) || looksLikeNewLine(slice)) return undefined;
    return endOfValue(slice, from) ?? moved(lettersOf(slice), from);
  }

  /** The rest of the last secret, if a page wrapped its line there. */
  behindJoint(): Span | undefined {
    JOINT.lastIndex = this.#end;
    const [, joint = '', line = ''] = JOINT.exec(this.text) ?? [];
    return endOfValue(line, this.#end + joint.length);
  }

  /** The message of a line of a log, or of one with only a time stamp; undefined for other lines. */
  #messageOf(record: CaptureRecord): Span | undefined {
    if (record.kind === 'debug' && (record.form === 'system-log' || record.form === 'stamp'))
      return { start: record.messageStart, end: record.messageEnd };
    const head = record.kind === 'text' ? this.#headLength(record) : 0;
    return head > 0 ? { start: record.start + head, end: record.end } : undefined;
  }

  /** The length of the syslog head of an unrecognised line. */
  #headLength({ start, end }: Span): number {
    return this.text[start] === '<'
      ? (HEAD.exec(this.text.slice(start, Math.min(end, start + MAX_HEAD)))?.[0].length ?? 0)
      : 0;
  }

  /** The rest of a secret in the next line, whose text is `slice`. */
  #afterLine(slice: string, start: number): Span | undefined {
    if (!LINE_BREAK.test(this.text.slice(this.#end, start))) return undefined;
    if (!this.#continues())
      return wordOf(slice, ONE_WORD, isNamelessRest) ?? wordOf(slice, LETTERS_AND_QUOTE, isRestOfLetters);
    return wordOf(slice, BEGINNING, isNamelessRest) ?? wordOf(slice, BEGINNING, isRestOfLetters);
  }

  /** True if the secret ended its line, and only output of daemons followed. */
  get #isCut(): boolean {
    return this.#between === 'daemons' && /[\r\n]/.test(this.text[this.#end] ?? '');
  }

  /** @param isNext true if no daemon line is between the secret and `slice` */
  #within(slice: string, isNext: boolean): Span | undefined {
    if (this.#isCut)
      return (
        wordOf(slice, BEGINNING, isPartOfSecret) ??
        lettersOf(slice) ??
        wordOf(slice, BEGINNING, isScrambled) ??
        wordOf(slice, END_OF_REQUEST, isAnything)
      );
    return wordOf(slice, ONE_WORD, value => (isNext ? this.#isWrapped() : OF_A_KEY.test(value)));
  }

  /** True if the last character of the line, or a pager in the next one, shows that the secret continues. */
  #continues(): boolean {
    return (
      /[=\\]| \|$/.test(this.text.slice(this.#end - 1, this.#end + 2)) ||
      this.text.startsWith('--More--', this.#end + 1)
    );
  }

  /** True if the line of the secret is long enough to have been wrapped by a terminal. */
  #isWrapped(): boolean {
    return this.#end - this.text.lastIndexOf('\n', this.#end - 1) > NARROWEST;
  }
}

/** An article number, `FTM-LIC-50`, as in licence lists. */
const ARTICLE = /^[A-Z\d]+(?:-[A-Z\d]+)+$/;

/** True if a word can be the rest of a secret in the next line: letters and digits that are not a FortiOS term. */
function isNamelessRest(value: string, rest: string): boolean {
  if (!isPartOfSecret(value, rest) || !/\d/.test(value) || ARTICLE.test(value)) return false;
  return isName(value) && !isVocabulary(value) && serialsIn(value, 0, value.length).length === 0;
}

/** True for letters of both cases with a digit or a character of base64. */
function isOpaqueRest(value: string, rest: string): boolean {
  return isNamelessRest(value, rest) || OPAQUE.test(value);
}

const OPAQUE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*[\d+/=])[\w+/=-]{8,}$/;

/** The end of a value with which a line begins. Letters only are more likely a message of the program. */
function endOfValue(line: string, start: number): Span | undefined {
  const place =
    wordOf(line, ONE_WORD, isOpaqueRest) ??
    wordOf(line, END_OF_VALUE, isOpaqueRest) ??
    wordOf(line, END_OF_STRING, value => /\d{4}/.test(value)) ??
    wordOf(line, LETTERS_AND_QUOTE, isRestOfLetters) ??
    wordOf(line, END_OF_REQUEST, isAnything);
  return moved(place, start);
}

const isAnything = (): boolean => true;

/** The letters that are a line, or with which a value ends. */
function lettersOf(line: string): Span | undefined {
  return wordOf(line, ONE_WORD, isRestOfLetters) ?? wordOf(line, LETTERS_AND_END, isRestOfLetters);
}

function moved(place: Span | undefined, by: number): Span | undefined {
  return place && { start: place.start + by, end: place.end + by };
}

/** Where the last line of `[start, end)` begins, also after the joint of a page; `start` if that line is very long. */
function lastLineOf(text: string, start: number, end: number): number {
  const least = Math.max(start, end - MAX_LINE);
  let at = end;
  while (at > least && isLineBreak(text.charCodeAt(at - 1))) at--;
  while (at > least && !isLineBreak(text.charCodeAt(at - 1))) at--;
  return at > least ? at : start;
}

/** True for letters that are neither a FortiOS term nor a result. */
function isRestOfLetters(value: string): boolean {
  const word = value.replace(/\.$/, '');
  return /^[A-Za-z]{4,64}$/.test(word) && !isStandIn(word) && isNoAnswer(word) && !isOrdinary(word);
}

function wordOf(
  slice: string,
  form: RegExp,
  isRest: (value: string, rest: string) => boolean,
): Span | undefined {
  const [line = '', blanks = '', value = ''] = form.exec(slice) ?? [];
  if (line === '' || !isRest(value, slice.slice(line.length))) return undefined;
  return { start: blanks.length, end: blanks.length + value.length };
}

/** True if a line can start with a part of a secret from an earlier line. */
export function mayBeRest(slice: string): boolean {
  if (looksLikeNewLine(slice)) return false;
  const rest = wordOf(slice, BEGINNING, isPartOfSecret) ?? wordOf(slice, ONE_WORD, isRestOfLetters);
  return rest !== undefined;
}

/** Text that ends the value of an element or a URL parameter, or a line with only brackets and quotes. */
const ENDS_VALUE = /^(?:<\/|&\w{1,40}=|["']\s?\/?>|[\\"'}\])>,;]{0,8}\s*$)/;

/** A capital within a word, and another letter before or after it. */
const MIXED_CASE = /[a-z][A-Z]|[A-Z]{2}[a-z]/;

/** Letters only, or a number before other words, start a separate line. */
function isPartOfSecret(value: string, rest: string): boolean {
  // The stand-in of a prompt's host contains a digit, but the host itself may not.
  if (isStandIn(value.replace(/\W+$/, ''))) return false;
  if (/^[\d.:]+$/.test(value)) return ENDS_VALUE.test(rest);
  if (!/[^A-Za-z]/.test(value)) return false;
  return MIXED_CASE.test(value) || !/^\W*[A-Za-z]*\W*$/.test(value.replace(/[!#$%*?~^]/g, '1'));
}
