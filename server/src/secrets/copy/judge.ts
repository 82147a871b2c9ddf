import { max } from '../../integers';
import type { CaptureRecord, Span } from '../../syntax';
import { isNumber, isWordAt, splitName } from '../chunks';
import { isNoSecret, isNumeric, type SecretName } from '../secretNames';
import { type FoundKind, isIdentity } from '../types';
import { familiarity } from '../vocabulary';
import type { ChunkFacts } from './chunkFacts';
import type { Item } from './lines';
import { isRandomRun, type Shaped } from './shapedValues';

/**
 * What the known sentences at an offset say: their own words, in lower case, and the numbers in them. Between `from` and a
 * number are only words of its sentence.
 */
export type SentenceAt = (offset: number) => {
  readonly words: ReadonlySet<string>;
  readonly numbers: readonly (Span & { readonly from: number })[];
};

/** The record at an offset. */
export type RecordAt = (offset: number) => CaptureRecord | undefined;

export interface JudgeOptions {
  readonly facts: ChunkFacts;
  readonly keepIdentities: boolean;
  /** Keep unknown words, too, except beside the name of a secret: most are names. */
  readonly keepNames: boolean;
  /** Words that a site may show, in lower case. */
  readonly keeps: ReadonlySet<string>;
}

/** What is around a word. */
export interface Context {
  readonly previous: Item | undefined;
  readonly next: Item | undefined;
  /** Whether the word is the value of a name. */
  readonly named: SecretName;
  /** Whether the word is a name itself. */
  readonly isName: boolean;
  /** Beside the name of a secret. */
  readonly isStrict: boolean;
  /** In a line of which much is unknown. */
  readonly foreign: 'partly' | 'mostly' | undefined;
  readonly isRelaxed: boolean;
}

/** Digits of a number that everybody may see; in a line that names a secret, fewer. */
const MAX_DIGITS = 5;
const MAX_DIGITS_BESIDE_NAME = 3;
const MAX_HEX_NUMBER = 10;
/** Minimum length of a run without words. */
const MIN_RUN = 24;
/** Records in which a long number is more often a code than a count. */
const OF_PEOPLE: ReadonlySet<CaptureRecord['kind']> = new Set(['text', 'command', 'config', 'field']);
/** A one-time code. */
const CODE = /^\d{6,8}$/;
const MASKED = /^([01])\1*$/;
/** Digits in groups, as codes, cards and phone numbers are written; the parts of a version are shorter. */
const GROUPED = /^\d{2,4}(?:[.-]\d{2,4})+$/;
const MEMBER = /^["']\s?:/;
const UNIT = /^(?:bytes?|octets|packets|pkts|seconds|secs?|milliseconds|msecs?|jiffies)$/i;
const BUILD = /^build\d{3,5}[, ]$/i;
const BEFORE_NUMBER = /^["'\s]{0,3}[=:]["'\s]{0,3}$/;
/** Hex digits of a number that a daemon prints: an SPI, a cookie, a pointer. */
const MAX_HEX = 16;
/** Digits of a 32-bit number. */
const HEX_32 = 8;
/** Seconds or milliseconds since 1970, of this time. */
const EPOCH = /^1[5-9]\d{8}(?:\d{3}|\d{6}|\d{9})?$/;
/** A day of this time. */
const DATE = /^20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** The number of a weakness, and of an error of Entra ID. */
const PUBLISHED = /^(?:CVE-\d{4}-\d{4,7}|AADSTS\d{5,8})$/i;
/** The number of a network card without separators. */
const CARD = /^(?=.*\d)(?=.*[a-f])[\da-f]{12}$/i;
const VERSION = /^v?\d{1,5}(?:\.\d{1,6})+(?:[.-]?(?:b|build|rc|ga|beta|p|m)?\d{0,5})?$/i;
const MEASURE =
  /^\d{1,6}(?:[kmg]?b(?:ps|it)?|[kmg]i?b?|ms|us|ns|s|secs?|mins?|hours?|days?|h|d|m|w|y|px|x|st|nd|rd|th|bits?|bytes?)$/i;
const HEX = /^[\da-f]+$/i;
const HEX_NUMBER = /^0x[\da-f]+$/i;
const FILE =
  /\.(?:c|cc|cpp|h|log|txt|conf|cfg|pem|crt|cer|csr|key|html?|js|css|php|json|xml|exe|dll|gz|tgz|zip|out|lic)$/i;
const KEY_FOLLOWS = /["'\]]{0,2}\s{0,3}(?:=|:(?![:/]))/y;

/** Decides which words of a text may stay. */
export class Judge {
  /**
   * @param view the text as FortiOS printed it
   * @param sentenceAt what the sentences there say: that is no value, even after a name
   */
  constructor(
    readonly text: string,
    readonly view: string,
    readonly recordAt: RecordAt,
    readonly options: JudgeOptions,
    readonly sentenceAt: SentenceAt,
  ) {}

  /** True in a line of a form that is not known. */
  isText(offset: number): boolean {
    return this.recordAt(offset)?.kind === 'text';
  }

  /** The kind of what has a form of its own: identities may stay; as the value of a secret only the number of a token. */
  shapedKind({ kind }: Shaped, { named }: Context): FoundKind | undefined {
    const isIdentityOnly = isIdentity(kind) && (named !== 'sure' || kind === 'serial');
    return this.options.keepIdentities && isIdentityOnly ? undefined : kind;
  }

  /** The kind of what must go; undefined for what stays. */
  kindOf(
    start: number,
    end: number,
    context: Context,
    word = this.text.slice(start, end),
  ): FoundKind | undefined {
    const kind = this.#kindOfWord(word, start, end, context);
    return kind !== undefined && this.#isSentenceNumber(start, end) ? undefined : kind;
  }

  #kindOfWord(word: string, start: number, end: number, context: Context): FoundKind | undefined {
    const { named } = context;
    const { isMasked, isStandIn } = this.options.facts.of(word);
    if (isMasked || (named !== 'sure' && isStandIn)) return undefined;
    const digits = this.#digitsOf(word, start, context);
    if (isNumber(digits, 0, digits.length))
      return this.#isHarmlessNumber(digits, start, end, context) ? undefined : 'number';
    if (named && isNoSecret(word)) return undefined;
    if (this.#isNamed(context, start, end))
      return this.#isOfSentence(start, word.toLowerCase()) ? undefined : 'password';
    if (this.#isHarmlessWord(word, start, end, context) || this.#mayBeName(word, context)) return undefined;
    if (CARD.test(word)) return 'mac';
    return HEX.test(word) && word.length >= MAX_HEX ? 'run' : 'name';
  }

  /** True for a word of a sentence: a word and a blank are before it. */
  #isInProse(start: number): boolean {
    return this.text[start - 1] === ' ' && isWordAt(this.text, start - 2);
  }

  #isOfSentence(start: number, word: string): boolean {
    return this.sentenceAt(start).words.has(word);
  }

  /** True for `id-00a1b2c3` of the sentence `id-{session:hex}`. */
  #isSentenceNumber(start: number, end: number): boolean {
    return this.sentenceAt(start).numbers.some(
      one => one.end === end && one.start >= start && one.from <= start,
    );
  }

  /** A word without the name of a secret near it is more often a name. */
  #mayBeName(word: string, { named, isStrict }: Context): boolean {
    if (!this.options.keepNames || named || isStrict) return false;
    return word.length < MIN_RUN || !isRandomRun(word);
  }

  #isHarmlessWord(word: string, start: number, end: number, context: Context): boolean {
    if (word.length === 1 || isPlainNumber(word) || PUBLISHED.test(word)) return true;
    if (this.#isKnown(word, start, context) || this.options.keeps.has(word.toLowerCase())) return true;
    if (this.#isOfSentence(start, word.toLowerCase())) return true;
    // Alone in its line, it is the rest of a value that a terminal wrapped.
    const isAlone = !context.previous && !context.next;
    if (isNumberOf(word) && !context.named && !isAlone && this.#isCount(word, start)) return true;
    return this.#isKnownCompound(word, start, end, context);
  }

  /** True for a value after a name: in a line of a daemon only if the name is that of secrets alone. */
  #isNamed({ named, isName }: Context, start: number, end: number): boolean {
    // The key of a member: `"tokens": [{ "token": ...`
    if (named === undefined || MEMBER.test(this.text.slice(end, end + 4))) return false;
    // `Cookie: SVPNCOOKIE=`
    if (isName && this.text[end] === '=') return false;
    // `the secret on the server`
    if (this.options.facts.of(this.text.slice(start, end)).known === 'function' && this.#isInProse(start))
      return false;
    if (named === 'sure') return true;
    const kind = this.recordAt(start)?.kind;
    return kind === 'text' || kind === 'json' || kind === 'config';
  }

  /** True for a word that may stay: beside the name of a secret fewer may. */
  #isKnown(word: string, start: number, { isStrict, foreign, isName, isRelaxed }: Context): boolean {
    const { known } = this.options.facts.of(word);
    if (known === 'function' || known === 'constant' || isNoSecret(word)) return true;
    if (known === undefined) return false;
    if (isName) return true;
    const isText = this.isText(start);
    if (known === 'technical') return isRelaxed || !(isText && (isStrict || foreign === 'mostly'));
    return !isStrict && !(foreign && isText);
  }

  /** The digits of a word, without what stands between them where they can be a code. */
  #digitsOf(word: string, start: number, context: Context): string {
    return GROUPED.test(word) && this.#mayBeCode(word, start, context) ? word.replace(/\D/g, '') : word;
  }

  /** True where groups of digits can be a code: after or beside the name of a secret, and in what people write. */
  #mayBeCode(word: string, start: number, { named, isStrict, previous }: Context): boolean {
    if (named !== undefined || isStrict || previous?.name !== undefined) return true;
    return !word.includes('.') && this.isText(start);
  }

  #isHarmlessNumber(digits: string, start: number, end: number, context: Context): boolean {
    const { named, isStrict, previous } = context;
    if (MASKED.test(digits) || this.#isOfSentence(start, digits)) return true;
    if (named === 'sure') return false;
    const isAfterName = (named ?? previous?.name) !== undefined;
    if (digits.length <= (isAfterName || isStrict ? MAX_DIGITS_BESIDE_NAME : MAX_DIGITS)) return true;
    if (!isAfterName && !this.#isCodeBeside(digits, start, isStrict)) return true;
    if (named) return false;
    return this.#isCounted(digits, start, end, context) || (!isStrict && this.#mayBeTime(digits));
  }

  /** True for a number that can be a code without a name before it: those of requests and sessions join lines. */
  #isCodeBeside(digits: string, start: number, isStrict: boolean): boolean {
    return (isStrict && CODE.test(digits)) || this.#isOfPeople(start);
  }

  #mayBeTime(digits: string): boolean {
    return EPOCH.test(digits) || DATE.test(digits) || this.options.keepIdentities;
  }

  /** True where a long number is more often a code than a count. */
  #isOfPeople(start: number): boolean {
    return OF_PEOPLE.has(this.recordAt(start)?.kind ?? 'text');
  }

  /** True for a port, for the number of a message, and for a number with the name of a count: `sentbyte=1234567`. */
  #isCounted(digits: string, start: number, end: number, { previous, next }: Context): boolean {
    const { text } = this;
    if (previous?.shaped && text.slice(previous.end, start) === ':') return true;
    // `v7.4.3,build2573,240201`
    if (previous && BUILD.test(text.slice(previous.start, start))) return true;
    if (digits.startsWith('0') && digits.length === HEX_32 && this.#isDebug(start)) return true;
    if (
      previous &&
      BEFORE_NUMBER.test(text.slice(previous.end, start)) &&
      previous.facts.words.some(isNumeric)
    )
      return true;
    return next !== undefined && text.slice(end, next.start) === ' ' && UNIT.test(next.text);
  }

  #isKnownCompound(word: string, start: number, end: number, context: Context): boolean {
    const { isRelaxed, named } = context;
    // The host of a URL is no key, although a port follows.
    if (named === 'sure' || this.text.startsWith('//', start - 2)) return false;
    const words = splitName(word);
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
    const isIdentifier = word.includes('_');
    const parts = word.split(isIdentifier ? '_' : '-');
    // Names of people's own have hyphens, too.
    if (!isIdentifier && !parts.some(isNumberOf)) return false;
    return (
      parts.length > 1 &&
      parts.every(
        one => one === '' || isNumberOf(one) || /^\d{1,3}$/.test(one) || familiarity(one) === 'technical',
      )
    );
  }

  /** True for a number with which a daemon counts: of 32 bits, or the cookie of a negotiation. */
  #isCount(word: string, start: number): boolean {
    const record = this.recordAt(start);
    // After its length, it is a key: `16:528e…`.
    const isSized = /[ =]\d{1,3}:$/.test(this.text.slice(max(0, start - 5), start));
    return record?.kind === 'debug' && !isSized && (word.length <= HEX_32 || record.form === 'ike');
  }

  /** True in a line that a daemon printed. */
  #isDebug(offset: number): boolean {
    // What a collector put before the line is not in the view.
    return this.view[offset] === this.text[offset] && this.recordAt(offset)?.kind === 'debug';
  }
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
