// A second check of a redacted text. It shares no code with the redaction, so that both are unlikely to miss the same
// value.

/** What a redacted text may still contain. */
export type LeftOverKind = 'hex' | 'base64' | 'word';

export interface LeftOver {
  readonly kind: LeftOverKind;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

const MIN_LENGTH = 4;
const MAX_HEX_LENGTH = 24;
const MAX_BASE64_LENGTH = 40;
/** Masks, and the digits that number them. */
const MASK = /^[*0x.]*\d{0,12}$|\*{2}|^(.)\1*$|^<.*>$|^ENC$/i;
/** Words after a keyword that are not a value. */
const NO_VALUE =
  /^(?:null|none|true|false|yes|no|ok|n\/a|enable[d]?|disable[d]?|invalid|incorrect|wrong|expired|required|failed|missing|empty|length|mismatch|permission|changed|undefined|pending|imported|expiring|accepted|rejected|verified|unchanged|updated|stored|saved|encrypted|hidden|valid|present|configured|unset|private|public|string|name|list|token|realm=.*|\d{1,3})$/i;
const WORDS =
  /(?:passw(?:or)?d|passphrase|passcode|psksecret|credential|secret|(?<![a-z])(?:psk|pwd|pw|pass)|pre-?shared[ _-]?key|community|\bseed|activation[ _-]code|cookie(?=[=:])|csrf_?token|access_token|refresh_token|id_token|api_?key|(?:secret|access|auth|shared|private|master|encryption|client|radius|tacacs)[ _-]?key|bearer|authorization|authcode|token code|saml(?:request|response)|\bsk_[a-z]{1,2})["'”]{0,2}[ \t]{0,2}(?:[:=]|\bis\b|(?<=bearer)(?= )|(?<=sk_[a-z]{1,2}) )[ \t]{0,2}(?:\d{1,3}:)?(?:(?:bearer|basic|ntlm|negotiate|ssws|apikey) )?["'“[]{0,2}(?<value>[^\s"'”\],;&<>]{4,200})/gi;

/** A value before its keyword: `482913 is your code`, `Zx9Kq27L is the password`. */
const BEFORE =
  /(?<![\w*])(?<value>[\w!#$%&*+?@^~-]{6,64})["']? (?:is|was|as) (?:(?:the|your|my|our|his|her|their|a|an|not|old|new) ){1,3}(?:[\w-]{1,24} ){0,2}(?:passw(?:or)?d|passphrase|passcode|psk|secret|code|pin|otp)(?![a-z])/gi;
/** A code after its keyword. */
const CODE =
  /(?:verification|security|login|one-time|token|auth(?:entication)?|activation|sms|your)[ _-](?:code|password)[^\w\r\n]{1,4}(?:is )?["']?(?<value>\d{6,8})(?![\w:-]|\.\d)/gi;
/** A user and a password in a URL. */
const LOGIN = /\/\/[^\s/:@]{0,64}:(?<value>[^\s/@"'<>]{4,128})@/g;

/**
 * A keyword for a secret, in the languages that help desks use, followed within a few characters by a word. Whether the
 * word looks made up decides.
 */
const VALUE_NEAR_KEYWORD =
  /(?:passw(?:or)?[dt]|passphrase|passcode|(?<![a-z])(?:pass|pw|pwd|psk|pin)(?![a-z])|psksecret|secret|credential|creds|cookie|token|community|(?:api|access|auth|shared|private|session|transfer|bypass|activation|invitation|reg(?:istration)?)[ _-]?(?:key|code|id)(?![a-z])|authcode|otp(?![a-z])|mot de passe|contrase\u00f1a|senha|wachtwoord|\u30d1\u30b9\u30ef\u30fc\u30c9|\u5bc6\u7801|\u043f\u0430\u0440\u043e\u043b\u044c)[\w-]{0,12}[^\w\r\n]{1,6}(?:(?:is|was|are|still|string|for|code|value)[ :=]{1,3}["']?)?(?<value>[^\s"'\u201d\],;&<>(){}]{6,120})/giu;
/** A lower-case word, a number or one with its name, an address, a dotted name or a path: not a value that someone chose. */
const ORDINARY =
  /^(?:[a-z]+[.:!?)-]*|[A-Z][a-z]+[.:!?)-]*|[A-Z_-]+[:)]?|[\d.:/-]+|0x[\da-f]+|[\w-]+(?:[./:][\w-]+)+[:)]?|[a-z]+(?:[_-][a-z\d]+)+[:\-)]?|x[a-z]{0,8}\d+\S*|u\d+@\S+|h\d+\.\S+|[\w-]{6}99999\d+\S*|[a-z]+\d{1,2}|[a-z]{3,16}=\d{1,6})$/i;

/**
 * Finds what may be left in `text`, in order: long runs of hex digits or base64, and keywords followed by a value,
 * including those that a terminal may have split over two lines.
 */
export function leftOver(text: string): LeftOver[] {
  const named = [...words(text)];
  const ends = new Set(named.map(({ end }) => end));
  const further = [...valuesNearKeywords(text), ...valuesInSentences(text)].filter(
    ({ end }) => !ends.has(end),
  );
  return [...runs(text), ...named, ...further, ...wrappedWords(text)].sort((a, b) => a.start - b.start);
}

function* valuesNearKeywords(text: string): Generator<LeftOver> {
  for (const { index, 0: match, groups } of text.matchAll(VALUE_NEAR_KEYWORD)) {
    const value = groups?.['value'] ?? '';
    const isMadeUp = /[a-z]/i.test(value) && /\d/.test(value) && !ORDINARY.test(value);
    if (isMadeUp && isValue(value)) yield { kind: 'word', start: index, end: index + match.length };
  }
}

function* valuesInSentences(text: string): Generator<LeftOver> {
  for (const form of [BEFORE, CODE, LOGIN]) {
    for (const { index, 0: match, groups } of text.matchAll(form)) {
      const value = groups?.['value'] ?? '';
      if (isChosenValue(value)) yield { kind: 'word', start: index, end: index + match.length };
    }
  }
}

/** True for digits that are not a mask, and for other values that contain a digit. */
function isChosenValue(value: string): boolean {
  if (/^\d+$/.test(value)) return !/^(\d)\1+$/.test(value);
  return /\d/.test(value) && isValue(value) && !STAND_IN.test(value);
}

/** A stand-in for any name. */
const STAND_IN = /^x[a-z]{0,8}\d+$|^[a-z]-(\d)\1+$/i;

function* words(text: string): Generator<LeftOver> {
  for (const { index, 0: match, groups } of text.matchAll(WORDS)) {
    if (isValue(groups?.['value'])) yield { kind: 'word', start: index, end: index + match.length };
  }
}

/** The name of a cookie inside a value: `Cookie: SVPNCOOKIE=...`. */
const COOKIE_NAME = /^(?:svpn|aps|session)[\w-]*=/i;

function isValue(text = ''): boolean {
  const name = COOKIE_NAME.exec(text)?.[0] ?? '';
  const value = text.slice(name.length).replace(/[).:]+$/, '');
  if (name !== '' && /^\d*$/.test(value)) return false;
  return value.length >= MIN_LENGTH && !MASK.test(value) && !NO_VALUE.test(value);
}

/** Terminals narrower than this are not expected. */
const MIN_WIDTH = 40;
/**
 * Characters around a break inside a word or next to the separator of a pair. A trailing colon is a password prompt, not a
 * wrap.
 */
const BEFORE_BREAK = /[\w"'=]/;
const AFTER_BREAK = /^(?!\d{4}-\d\d-)[\w"':=]/;
const MAX_LENGTH_BEFORE = 48;
const MAX_LENGTH_AFTER = 240;

function* wrappedWords(text: string): Generator<LeftOver> {
  let line = 0;
  for (let feed = text.indexOf('\n'); feed >= 0; line = feed + 1, feed = text.indexOf('\n', line)) {
    let end = feed;
    while (end > line && text[end - 1] === '\r') end--;
    const next = feed + 1;
    if (end - line >= MIN_WIDTH && mayBeWrapped(text, end, next)) yield* acrossBreak(text, line, end, next);
  }
}

/** True if the line that ends at `end` may continue at `next`. */
function mayBeWrapped(text: string, end: number, next: number): boolean {
  return BEFORE_BREAK.test(text[end - 1] ?? '') && AFTER_BREAK.test(text.slice(next, next + 8));
}

/** Matches that span the line `[line, end)` and the line that starts at `next`. */
function* acrossBreak(text: string, line: number, end: number, next: number): Generator<LeftOver> {
  const start = Math.max(line, end - MAX_LENGTH_BEFORE);
  const lineEnd = text.indexOf('\n', next);
  const rest = text.slice(next, Math.min(lineEnd < 0 ? text.length : lineEnd, next + MAX_LENGTH_AFTER));
  for (const { index: at, 0: match, groups } of (text.slice(start, end) + rest).matchAll(WORDS)) {
    const value = groups?.['value'];
    const to = start + at + match.length;
    // A long enough part before the break was already checked.
    const before = end - (to - (value?.length ?? 0));
    if (start + at < end && to > end && before < MIN_LENGTH && isValue(value))
      yield { kind: 'word', start: start + at, end: to + next - end };
  }
}

const NO_KIND = 0;
const HEX_DIGIT = 1;
const OF_A_RUN = 2;
const KINDS = new Uint8Array(128);
for (const character of 'ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ+/')
  KINDS[character.charCodeAt(0)] = OF_A_RUN;
for (const character of '0123456789abcdefABCDEF') KINDS[character.charCodeAt(0)] = HEX_DIGIT;

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (KINDS[code] ?? NO_KIND) : NO_KIND;
}

/** Every run contains a character at a multiple of this length, so only the surroundings of those are read. */
function* runs(text: string): Generator<LeftOver> {
  let done = 0;
  for (let at = MAX_HEX_LENGTH - 1; at < text.length; at += MAX_HEX_LENGTH) {
    if (at < done || kindAt(text, at) === NO_KIND) continue;
    let [start, end, hex] = [at, at + 1, true];
    while (start > done && kindAt(text, start - 1) !== NO_KIND) start--;
    while (end < text.length && kindAt(text, end) !== NO_KIND) end++;
    done = end;
    if (end - start < MAX_HEX_LENGTH) continue;
    for (let index = start; index < end && hex; index++) hex = kindAt(text, index) === HEX_DIGIT;
    if (
      hex ? isHexRun(text, start, end) : end - start >= MAX_BASE64_LENGTH && isMixed(text.slice(start, end))
    )
      yield { kind: hex ? 'hex' : 'base64', start, end };
  }
}

/** True for hex digits that are neither a decimal number nor a mask. */
function isHexRun(text: string, start: number, end: number): boolean {
  const run = text.slice(start, Math.min(end, start + 400));
  return /\d/.test(run) && /[a-f]/i.test(run) && !MASK.test(run) && new Set(run.toLowerCase()).size >= 6;
}

function isMixed(run: string): boolean {
  const count = (form: RegExp): number => run.match(form)?.length ?? 0;
  if (/\/{2}|^(.)\1*$/.test(run)) return false;
  return count(/\d/g) >= 3 && count(/[A-Z]/g) >= 5 && count(/[a-z]/g) >= 5;
}
