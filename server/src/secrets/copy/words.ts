import { type CaptureRecord, isLineBreak, type Span } from '../../syntax';
import type { FoundKind } from '../types';
import { type Chunk, chunkFrom, isIdeographAt, isNumber, isWordAt, wordsOf } from '../chunks';
import type { ChunkFacts, Facts } from './facts';
import type { Gathered } from './lesson';
import {
  isNoSecret,
  isNumeric,
  MAX_WORDS,
  secretNameIn,
  type SecretName,
  secretNameOf,
  valueEnd,
  valueStart,
} from '../names';
import { isRandomRun, type Shaped, shapedAt } from './shapes';
import { knowledgeOf, longestKnown } from '../vocabulary';

/** True if a word at an offset is one of the sentence there. */
export type Allowed = (offset: number, word: string) => boolean;

export interface WordOptions {
  readonly facts: ChunkFacts;
  readonly keepIdentities: boolean;
  /** Lines in which compounds of known words stay. */
  readonly relaxed: readonly Span[];
  /** Words that a site may show, in lower case. */
  readonly keeps: ReadonlySet<string>;
}

/** A word of a line, or a value with a form of its own. */
interface Item extends Span {
  readonly text: string;
  readonly facts: Facts;
  readonly shaped: Shaped | undefined;
  name: SecretName;
}

/** A line whose words were split, but not judged yet: the next line can name a secret, too. */
interface Line extends Span {
  readonly items: readonly Item[];
  /** Values after the names of secrets. */
  readonly values: readonly NamedValue[];
  readonly isNamed: boolean;
}

interface NamedValue extends Span {
  readonly name: SecretName;
}

/** A line with this many words or fewer can hold the value that another line names. */
const FEW_WORDS = 4;
/** A longer line is no sentence. */
const MANY_WORDS = 40;
/** So many words around the name of a secret may be the secret, or parts of it. */
const NEAR = 8;
/** Digits of a number that everybody may see; in a line that names a secret, fewer. */
const MAX_DIGITS = 5;
const MAX_DIGITS_BESIDE_NAME = 3;
const MAX_HEX_NUMBER = 10;
/** Records in which a long number is more often a code than a count. */
const COUNTED_BY_PEOPLE: ReadonlySet<CaptureRecord['kind']> = new Set(['text', 'command', 'config', 'field']);
const MEMBER = /^["']\s?:/;
const UNIT = /^(?:bytes?|octets|packets|pkts|seconds|secs?|milliseconds|msecs?|jiffies)$/i;
const BEFORE_NUMBER = /^["'\s]{0,3}[=:]["'\s]{0,3}$/;
/** Hex digits of a number that a daemon prints: an SPI, a cookie, a pointer. */
const MAX_HEX = 16;
/** Digits of a 32-bit number. */
const HEX_32 = 8;
/** Seconds or milliseconds since 1970, of this time. */
const EPOCH = /^1[5-9]\d{8}(?:\d{3}|\d{6}|\d{9})?$/;
const VERSION = /^v?\d{1,5}(?:\.\d{1,6})+(?:[.-]?(?:b|build|rc|ga|beta|p|m)?\d{0,5})?$/i;
const MEASURE =
  /^\d{1,6}(?:[kmg]?b(?:ps|it)?|[kmg]i?b?|ms|us|ns|s|secs?|mins?|hours?|days?|h|d|m|w|y|px|x|st|nd|rd|th|bits?|bytes?)$/i;
const HEX = /^[\da-f]+$/i;
const HEX_NUMBER = /^0x[\da-f]+$/i;
const FILE =
  /\.(?:c|cc|cpp|h|log|txt|conf|cfg|pem|crt|cer|csr|key|html?|js|css|php|json|xml|exe|dll|gz|tgz|zip|out|lic)$/i;
const BEFORE_ADDRESS = /(?<=^[A-Za-z]{2,12})-(?=\d{1,3}\.\d)/;
const HAS_LETTER = /\p{L}/u;
/** What can join letters to a value with a form of its own: `fe:`, `ab/cd`. */
const JOINS = ':+/=-';
const KEY_FOLLOWS = /["'\]]{0,2}\s{0,3}(?:=|:(?![:/]))/y;

/** Reads the words of a text and takes those that no list knows. */
export class WordReader {
  #before: Line | undefined;
  #isNamedAbove = false;
  /** The line above ends with the name of a secret. */
  #isNameAbove = false;
  #records: readonly CaptureRecord[] = [];
  #record = 0;

  /**
   * @param isOfSentence whether a word is one of the sentence there
   */
  constructor(
    readonly text: string,
    readonly gathered: Gathered,
    readonly options: WordOptions,
    readonly isOfSentence: Allowed,
  ) {}

  read(from: number, to: number, records: readonly CaptureRecord[]): void {
    this.#records = records;
    for (let at = from; at < to;) {
      let end = at;
      while (end < to && !isLineBreak(this.text.charCodeAt(end))) end++;
      if (end > at) this.#line(at, end);
      at = end + 1;
    }
    this.#judge(undefined);
  }

  #line(start: number, end: number): void {
    const { text } = this;
    const items: Item[] = [];
    const words: string[] = [];
    const values: NamedValue[] = [];
    let isNamed = false;
    for (let chunk = chunkFrom(text, start, end); chunk;) {
      const item = this.#itemOf(chunk, end);
      items.push(item);
      const name = item.shaped ? undefined : this.#nameAt(item, words);
      if (name !== undefined) {
        item.name = name;
        isNamed ||= name === 'sure';
        const from = valueStart(text, item.end, end);
        const at = from < 0 && isIdeographAt(text, item.start) ? item.end : from;
        if (at >= 0) values.push({ start: at, end: valueEnd(text, at, end), name });
      }
      chunk = chunkFrom(text, item.end, end);
    }
    if (items.length > 0) this.#judge({ start, end, items, values, isNamed });
  }

  #itemOf(chunk: Chunk, to: number): Item {
    const { start, end } = chunk;
    const text = this.text.slice(start, end);
    const facts = this.options.facts.of(text);
    if (facts.isPlain && !JOINS.includes(this.text[end] ?? '\n'))
      return { start, end, text, facts, shaped: undefined, name: undefined };
    const shaped = shapedAt(this.text, chunk, to);
    // `gw-192.0.2.1`
    const address = shaped ? -1 : text.search(BEFORE_ADDRESS);
    if (address > 0) {
      const before = text.slice(0, address);
      const known = this.options.facts.of(before);
      return { start, end: start + address, text: before, facts: known, shaped: undefined, name: undefined };
    }
    return { start: shaped?.start ?? start, end: shaped?.end ?? end, text, facts, shaped, name: undefined };
  }

  #nameAt({ start, text, facts }: Item, words: string[]): SecretName {
    if (isIdeographAt(this.text, start)) return secretNameIn(text);
    if (words.length > MANY_WORDS) words.splice(0, words.length - MAX_WORDS);
    words.push(...facts.words);
    return facts.hasLetter && facts.mayEndName ? secretNameOf(words.slice(-MAX_WORDS)) : undefined;
  }

  /** Judges the line above, now that the one below it is known. */
  #judge(next: Line | undefined): void {
    const line = this.#before;
    this.#before = next;
    if (!line) return;
    const isBeside = line.items.length <= FEW_WORDS && (this.#isNamedAbove || (next?.isNamed ?? false));
    this.#isNamedAbove = line.isNamed;
    const isRelaxed = this.options.relaxed.some(({ start, end }) => start < line.end && end >= line.start);
    const isForeign = this.#recordAt(line.start)?.kind === 'text' && this.#isForeign(line);
    const isBelowName = isBeside && this.#isNameAbove;
    this.#isNameAbove = line.items.at(-1)?.name === 'sure';
    let lastName = -Infinity;
    for (const [index, item] of line.items.entries()) {
      if (item.name === 'sure') lastName = index;
      const isStrict =
        isBeside ||
        (line.isNamed &&
          (line.items.length <= MANY_WORDS || index - lastName <= NEAR || nextName(line, index)));
      const value =
        line.values.length === 0
          ? undefined
          : line.values.find(({ start, end }) => start <= item.start && item.start < end);
      const isSafe = item.facts.known === 'function' || item.facts.known === 'technical';
      if (isSafe && !isStrict && !value && !isBelowName && !item.shaped) {
        this.gathered.allow(item.start, item.end);
        continue;
      }
      const named = isBelowName ? 'sure' : value?.name;
      const isName = item.name === 'sure';
      this.#item(item, {
        previous: line.items[index - 1],
        next: line.items[index + 1],
        named,
        isName,
        isStrict,
        isForeign,
        isRelaxed,
      });
    }
  }

  /** True for a line of which much is unknown: in another language, an English word can be anything. */
  #isForeign({ items }: Line): boolean {
    const words = items.filter(({ shaped, start }) => !shaped && HAS_LETTER.test(this.text[start] ?? ''));
    const unknown = words.filter(
      ({ text, facts }) =>
        text.length > 1 && !facts.isMasked && (facts.isStandIn || facts.known === undefined),
    );
    return unknown.length * 5 >= words.length * 2 && words.length > 1;
  }

  #item(item: Item, context: Context): void {
    const { gathered, text } = this;
    if (item.shaped?.kind === 'kept') return gathered.allow(item.start, item.end);
    // A position can have taken a part of it.
    for (let at = item.start; at < item.end;) {
      while (at < item.end && !(gathered.isOpen(at) && isWordAt(text, at))) at++;
      const from = at;
      while (at < item.end && gathered.isOpen(at)) at++;
      if (at === from) break;
      const isWhole = from === item.start && at === item.end;
      const kind = isWhole && item.shaped ? item.shaped.kind : this.#kindOf(from, at, context);
      if (kind === undefined) gathered.allow(from, at);
      else if (isIdeographAt(text, from)) this.#ideographs(from, at);
      else gathered.word(kind, from, at);
    }
  }

  /** Takes what is left of a run of ideographs between known words. */
  #ideographs(start: number, end: number): void {
    for (let at = start; at < end;) {
      const known = longestKnown(this.text, at, { start, end });
      let next = at + known;
      if (known > 0) this.gathered.allow(at, next);
      else {
        next++;
        while (next < end && longestKnown(this.text, next, { start, end }) === 0) next++;
        this.gathered.word('name', at, next);
      }
      at = next;
    }
  }

  /** The kind of what must go; undefined for what stays. */
  #kindOf(start: number, end: number, context: Context): FoundKind | undefined {
    const { text, gathered } = this;
    const { named, isStrict } = context;
    const word = text.slice(start, end);
    const facts = this.options.facts.of(word);
    if (facts.isMasked || (named !== 'sure' && facts.isStandIn)) {
      gathered.word('name', start, end);
      return undefined;
    }
    if (isNumber(text, start, end)) return this.#numberKind(word, start, context);
    if (
      this.#isNamed(context, start, end) &&
      !isNoSecret(word) &&
      !this.isOfSentence(start, word.toLowerCase())
    )
      return 'password';
    if (isPlainNumber(word)) return undefined;
    if (word.length === 1) return undefined;
    if (this.#isKnown(word, start, context) || this.options.keeps.has(word.toLowerCase())) return undefined;
    if (this.isOfSentence(start, word.toLowerCase())) return undefined;
    if (isNumberOf(word) && !named && this.#isCount(word, start)) return undefined;
    if (this.#isKnownCompound(word, end, context)) return undefined;
    // Names may stay, and a word without a name before it is more often one of them.
    if (this.options.keepIdentities && !named && !isStrict && !(word.length >= 24 && isRandomRun(word)))
      return undefined;
    return HEX.test(word) && word.length >= MAX_HEX ? 'run' : 'name';
  }

  /** True for a value after a name: in a line of a daemon only if the name is that of secrets alone. */
  #isNamed({ named }: Context, start: number, end: number): boolean {
    // The key of a member: `"tokens": [{ "token": ...`
    if (named === undefined || MEMBER.test(this.text.slice(end, end + 4))) return false;
    if (named === 'sure') return true;
    const kind = this.#recordAt(start)?.kind;
    return kind === 'text' || kind === 'json' || kind === 'config';
  }

  /** True for a word that may stay: beside the name of a secret fewer may. */
  #isKnown(word: string, start: number, { isStrict, isForeign, isName, isRelaxed }: Context): boolean {
    const { known } = this.options.facts.of(word);
    if (known === undefined || known === 'function') return known === 'function';
    if (isName) return true;
    const isText = this.#recordAt(start)?.kind === 'text';
    if (known === 'technical') return isRelaxed || !(isStrict && isText);
    return !isStrict && !(isForeign && isText);
  }

  #numberKind(digits: string, start: number, context: Context): FoundKind | undefined {
    const { named, isStrict, previous } = context;
    const isAfterName = named !== undefined || previous?.name !== undefined;
    // The numbers of requests and sessions tell which lines belong together.
    if (!isAfterName && !COUNTED_BY_PEOPLE.has(this.#recordAt(start)?.kind ?? 'text')) return undefined;
    const most = isAfterName || isStrict ? MAX_DIGITS_BESIDE_NAME : MAX_DIGITS;
    if (digits.length <= most || /^(\d)\1*$/.test(digits)) return undefined;
    if (!named && this.#isCounted(start, start + digits.length, context)) return undefined;
    // A port, and the number of a message.
    if (!named && previous?.shaped && this.text.slice(previous.end, start) === ':') return undefined;
    if (!named && digits.startsWith('0') && digits.length === HEX_32 && this.#isDebug(start))
      return undefined;
    if (!named && !isStrict && EPOCH.test(digits)) return undefined;
    if (this.options.keepIdentities && !named && !isStrict) return undefined;
    return this.isOfSentence(start, digits) ? undefined : 'number';
  }

  /** True for a number with the name of a count: `sentbyte=1234567`, `1234567 bytes`. */
  #isCounted(start: number, end: number, { previous, next }: Context): boolean {
    const { text } = this;
    const isNumericName = (item: Item): boolean => wordsOf(text.slice(item.start, item.end)).some(isNumeric);
    if (previous && BEFORE_NUMBER.test(text.slice(previous.end, start)) && isNumericName(previous))
      return true;
    return (
      next !== undefined && text.slice(end, next.start) === ' ' && UNIT.test(text.slice(next.start, next.end))
    );
  }

  #isKnownCompound(word: string, end: number, context: Context): boolean {
    const { isRelaxed, named } = context;
    if (named === 'sure') return false;
    const words = wordsOf(word);
    if (words.length < 2) return false;
    KEY_FOLLOWS.lastIndex = end;
    if (this.#isDebug(end - 1) && this.#isOfDaemon(word, end)) return true;
    const isInPlace = isRelaxed || KEY_FOLLOWS.test(this.text) || FILE.test(word) || word.includes("'");
    return (
      isInPlace &&
      words.every(
        one =>
          one.length === 1 ||
          (/^\d+$/.test(one) && one.length <= MAX_DIGITS_BESIDE_NAME) ||
          this.#isKnown(one, end - 1, context),
      )
    );
  }

  /** True for a constant, a function or the number of a session in a line of a daemon: `DH_GROUP`, `session-00a1b2c3`. */
  #isOfDaemon(word: string, end: number): boolean {
    if (/["'`\]]/.test(this.text[end] ?? '')) return false;
    const parts = word.split(word.includes('_') ? '_' : '-');
    return (
      parts.length > 1 &&
      parts.every(
        one => one === '' || isNumberOf(one) || /^\d{1,3}$/.test(one) || knowledgeOf(one) === 'technical',
      )
    );
  }

  /** True for a number with which a daemon counts: of 32 bits, or the cookie of a negotiation. */
  #isCount(word: string, start: number): boolean {
    const record = this.#recordAt(start);
    return record?.kind === 'debug' && (word.length <= HEX_32 || record.form === 'ike');
  }

  /** True in a line that a daemon printed. */
  #isDebug(offset: number): boolean {
    return this.#recordAt(offset)?.kind === 'debug';
  }

  #recordAt(offset: number): CaptureRecord | undefined {
    let record = this.#records[this.#record];
    if (!record || record.start > offset) record = this.#records[(this.#record = 0)];
    while (record && record.end <= offset) record = this.#records[++this.#record];
    return record;
  }
}

/** True if the name of a secret follows soon. */
function nextName({ items }: Line, index: number): boolean {
  for (let at = index; at < index + NEAR; at++) if (items[at]?.name === 'sure') return true;
  return false;
}

interface Context {
  readonly previous: Item | undefined;
  readonly next: Item | undefined;
  /** Whether the word is the value of a name. */
  readonly named: SecretName;
  /** Whether the word is a name itself. */
  readonly isName: boolean;
  /** Beside the name of a secret. */
  readonly isStrict: boolean;
  /** In a line of which much is unknown. */
  readonly isForeign: boolean;
  readonly isRelaxed: boolean;
}

/** True for hex digits with which a daemon counts sessions: `session-00a1b2c3`. */
function isNumberOf(word: string): boolean {
  return HEX.test(word) && /\d/.test(word) && word.length <= MAX_HEX;
}

/** True for a version, a measure and a short hex number. */
function isPlainNumber(word: string): boolean {
  const first = word.charCodeAt(0) | 32;
  if (!(first >= 48 && first <= 57) && first !== 118) return false;
  if (VERSION.test(word) || MEASURE.test(word)) return true;
  return word.length <= MAX_HEX_NUMBER && HEX_NUMBER.test(word);
}
