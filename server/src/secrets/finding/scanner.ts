import { BACKSLASH, isAlphanumeric, isDigit, isHexDigit, isUpper } from '../../syntax';
import { isSecretClass } from '../types';
import { commandEnd, typedValues } from './commands';
import { host, mail, numbered, userInfo, type Word } from './hosts';
import { keyed } from './keyed';
import { mayBeKey } from './keys';
import { logonName } from './logonName';
import { mayEndName } from './nameParts';
import { foreign, named } from './named';
import type { Passage, Take } from './passage';
import { serialsIn } from './shapes';
import { isBlankUnit } from './values';

/** How a passage is looked at. */
export interface Scope {
  /** From how many hex digits in a row on a run is taken out, whatever it is. */
  readonly hex: number;
  /** The same for base64. */
  readonly base64: number;
  /** Whether such lines hold keys and messages, so that less tells a run. */
  readonly denied: boolean;
  /** How many digits a run of base64 has at least. */
  readonly digits: number;
}

/** What a code unit of a word is, in bits. */
const DIGIT = 1;
const LOWER = 2;
const UPPER = 4;
const HEX_DIGIT = 8;
const UNDERSCORE = 16;
const CLASS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const kind = isDigit(code) ? DIGIT : isUpper(code) ? UPPER : isAlphanumeric(code) ? LOWER : 0;
  CLASS[code] = code === 95 ? UNDERSCORE : kind | (isHexDigit(code) ? HEX_DIGIT : 0);
}
/** A serial number without its last digit: a terminal may have cut it. */
const MIN_SERIAL_LENGTH = 12;
/** How the serial numbers of virtual machines other than FortiGates begin. */
const VIRTUAL: ReadonlySet<string> = new Set(['FAC-', 'FAZ-', 'FMG-']);
/** Signs of base64 that stand one behind the other. */
const MAX_MARKS = 8;
const PICTURE = 'iVBORw0KGgo';
const LETTER_I = 105;
const STAR = 42;
/** The length of `diagnose`, the longer of the words that commands with a secret begin with. */
const MAX_FIRST_LENGTH = 8;
/** Two commands that were glued together begin so far apart at least. */
const BETWEEN_COMMANDS = 64;
/** `{"` in base64: how a signed token begins. */
const TOKEN = 'eyJ';
const MIN_TOKEN_LENGTH = 20;
/** The name of a bot in an address that its token follows: `bot123456789:AAE...`. */
const BOT = /^bot\d{6,12}$/;
/** `AB1CD-2EF3G-H4IJ5-KLM6N-7OP8Q` */
const CODE_GROUPS = /^[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3,5}(?![\w-])/;
const MAX_GROUPS = 40;
/** Signs that hold an address, a name, a run or a number together: `+ - . / : @ _`. */
const GLUED: ReadonlySet<number> = new Set([43, 45, 46, 47, 58, 64, 95]);

/**
 * Walks over the words of a passage and takes what they hold or look like. Each word is looked at once; whether it may be a
 * key is sifted by its hash, since a capture of 50 MB has millions of words.
 */
export function scan(passage: Passage, scope: Scope, identities: boolean, take: Take): void {
  const { text, from, to } = passage;
  let run = from;
  let runEnd = -1;
  // Where the next command can begin.
  let commandsFrom = from;
  // Of a long run, what it begins with decides whether it is base64: that is looked at once.
  let decided = -1;
  let isPlain = false;
  for (let at = from; at < to;) {
    const code = text.charCodeAt(at);
    if (code >= 128 || CLASS[code] === 0) {
      // A password may end with a sign.
      const isInfo = code === 64 && at > from && !isAlphanumeric(text.charCodeAt(at - 1));
      if (identities && code === BACKSLASH) logonName(passage, at, take);
      const foreignEnd = code >= 128 ? foreign(passage, at, identities, take) : -1;
      at =
        code === STAR
          ? maskEnd(text, at, to)
          : Math.max(at + 1, foreignEnd, isInfo ? userInfo(passage, at, identities, take) : -1);
      continue;
    }
    const start = at;
    // Before all else: whatever a picture holds, it is a picture to its end.
    const picture = code === LETTER_I && text.startsWith(PICTURE, start) ? pictureEnd(text, start, to) : -1;
    if (picture > start + PICTURE.length) {
      take(passage, 'qr-code', start, picture);
      at = runEnd = run = picture;
      continue;
    }
    let hash = 0;
    // What any and what each of its code units is.
    let some = 0;
    let each = DIGIT | HEX_DIGIT;
    for (; at < to; at++) {
      const unit = text.charCodeAt(at);
      const kind = unit < 128 ? (CLASS[unit] ?? 0) : 0;
      if (kind === 0) break;
      hash = (Math.imul(hash, 31) + (unit | 32)) | 0;
      some |= kind;
      each &= kind;
    }
    const hex = (each & HEX_DIGIT) !== 0;
    const isNumber = (each & DIGIT) !== 0;
    // Base64 goes on behind its signs.
    if (start > runEnd + MAX_MARKS || !isGlue(text, runEnd, start)) run = start;
    runEnd = at;
    if (at - run >= MAX_MIXED && run !== decided) {
      decided = run;
      isPlain = !isMixed(text, run, at, scope);
    }
    const length = at - start;
    if (
      start >= commandsFrom &&
      length <= MAX_FIRST_LENGTH &&
      (code === 100 || code === 101 || code === 68 || code === 69)
    ) {
      const last = isBlankUnit(text.charCodeAt(at)) ? commandEnd(text, from, start, at, to) : -1;
      if (last > 0) {
        for (const { kind, start: first, end } of typedValues(text, { start, end: last }))
          if (identities || isSecretClass(kind)) take(passage, kind, first, end);
        commandsFrom = Math.min(last, start + BETWEEN_COMMANDS);
      }
    }
    let valueEnd = mayBeKey(hash) ? keyed(passage, start, at, identities, take) : -1;
    // No name of a secret has letters of hex digits alone.
    if (valueEnd <= at && !hex && mayEndName(text, start, at, to))
      valueEnd = named(passage, start, at, identities, take);
    if (valueEnd > at) {
      // A line that was joined to the one before glues a name to what that ends with.
      if (mayHoldSerial(text, start, start + length, some)) serials(passage, start, at, identities, take);
      // Neither a key nor its value is a part of base64.
      at = runEnd = run = valueEnd;
      continue;
    }
    const next = at < to ? text.charCodeAt(at) : 0;
    // A code to register with: groups of capitals and digits.
    if (next === 45 && length === 5 && (some & (LOWER | UNDERSCORE)) === 0) {
      const code = CODE_GROUPS.exec(text.slice(start, Math.min(to, start + MAX_GROUPS)))?.[0] ?? '';
      if (code !== '' && /\d/.test(code) && /[A-Z]/.test(code)) {
        take(passage, 'licence-code', start, start + code.length);
        at = runEnd = run = start + code.length;
        continue;
      }
    }
    // A small number that begins no address, and that nothing glues to what stands before it.
    if (
      isNumber &&
      length < 8 &&
      !GLUED.has(next) &&
      !(start > from && GLUED.has(text.charCodeAt(start - 1)))
    )
      continue;
    if ((some & DIGIT) === 0 && !hex) {
      if (next !== 46 && next !== 64 && next !== 43 && next !== 47) {
        if (at - run >= scope.base64 && !(isPlain && run === decided))
          at = runEnd = base64(passage, run, at, scope, take);
        continue;
      }
    }
    const runStart = isPlain && run === decided ? at : run;
    const word = { start, end: at, run: runStart, some, isNumber, hex };
    const end = shaped(passage, word, scope, identities, take);
    // What has a shape of its own is no part of base64.
    if (end > at) at = runEnd = run = end;
  }
}

/** The end of the mask that begins at `at`, with its number: no word of its own, whatever is glued to it. */
function maskEnd(text: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && text.charCodeAt(end) === STAR) end++;
  while (end > at + 1 && end < to && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isGlue(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (!isSign(text.charCodeAt(at))) return false;
  }
  return true;
}

/** Takes what a word looks like; gives where to go on. */
function shaped(passage: Passage, word: Word, scope: Scope, identities: boolean, take: Take): number {
  const { text, to } = passage;
  const { start, end, run, some, isNumber, hex } = word;
  const hasDigit = (some & DIGIT) !== 0;
  const length = end - start;
  if (length >= MIN_TOKEN_LENGTH && text.startsWith(TOKEN, start)) {
    const last = tokenEnd(text, end, to);
    take(passage, 'session', start, last);
    return last;
  }
  if (!(hex && length > MIN_SERIAL_LENGTH * 2) && mayHoldSerial(text, start, end, some))
    serials(passage, start, end, identities, take);
  if (identities && (hasDigit || hex)) {
    const last = numbered(passage, word, take);
    if (last > end) return last;
  }
  // The value of an attribute of RADIUS is `0x` and hex digits.
  if (
    length > scope.hex + 1 &&
    text[start] === '0' &&
    text[start + 1] === 'x' &&
    isHexFrom(text, start + 2, end)
  ) {
    take(passage, 'run', start + 2, end);
    return end;
  }
  // The id of a SAML message begins with `_`.
  if (!hex && text[start] === '_' && length > scope.hex && isHexFrom(text, start + 1, end)) {
    take(passage, 'run', start + 1, end);
    return end;
  }
  if (hex && length >= scope.hex && (!isNumber || length > scope.hex) && hasDigit) {
    take(passage, 'run', start, end);
    return end;
  }
  if (end - run >= scope.base64 && runEnds(text, end, to)) {
    const last = base64(passage, run, end, scope, take);
    if (last > end) return last;
  }
  if (end >= to) return end;
  const next = text.charCodeAt(end);
  if (next === 58 && hasDigit && BOT.test(text.slice(start, end))) {
    const last = tokenEnd(text, end + 1, to);
    if (last - end > MIN_TOKEN_LENGTH) {
      take(passage, 'session', end + 1, last);
      return last;
    }
  }
  const infoEnd = next === 64 ? userInfo(passage, end, identities, take) : -1;
  if (infoEnd >= 0) return infoEnd;
  if (!identities) return end;
  if (next === 64) return mail(passage, start, end, take);
  if (next === 46 && (some & (DIGIT | LOWER | UPPER)) !== 0) return host(passage, start, end, take);
  return end;
}

/** Whether a word has capitals and digits enough for a serial number. That of a mobile token is hex and may have few digits. */
function mayHoldSerial(text: string, start: number, end: number, some: number): boolean {
  if (end - start < MIN_SERIAL_LENGTH || (some & (DIGIT | UPPER)) === 0) return false;
  let [digits, capitals] = [0, 0];
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) digits++;
    else if (isUpper(code)) capitals++;
  }
  if (digits + capitals < MIN_SERIAL_LENGTH) return false;
  return digits >= 4 || /FTK|FGTA|FGTGCP|FGTOCI|FGVM/.test(text.slice(start, end));
}

function isHexFrom(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Whether a run of base64 goes no further than `at`, but for its last signs. */
function runEnds(text: string, at: number, to: number): boolean {
  while (at < to && isSign(text.charCodeAt(at))) at++;
  return at >= to || !isAlphanumeric(text.charCodeAt(at));
}

function isSign(code: number): boolean {
  return code === 43 || code === 47;
}

/** Where a picture in base64 ends. */
function pictureEnd(text: string, start: number, to: number): number {
  let at = start;
  while (at < to && (isAlphanumeric(text.charCodeAt(at)) || isSign(text.charCodeAt(at)))) at++;
  while (at < to && text.charCodeAt(at) === 61) at++;
  return at;
}

/** Takes a long run of base64 that is no path and no name: gives where it ends, else `end`. */
function base64(passage: Passage, run: number, end: number, scope: Scope, take: Take): number {
  const { text, to } = passage;
  let last = end;
  while (last < to && isSign(text.charCodeAt(last))) last++;
  while (last < to && text.charCodeAt(last) === 61) last++;
  if (end - run < scope.base64 || !isMixed(text, run, end, scope)) return end;
  take(passage, 'run', run, last);
  return last;
}

/** How much of a run of base64 is looked at, in UTF-16 code units. */
const MAX_MIXED = 400;

/** Base64 mixes capitals, small letters and digits in each stretch of it; a path or a name does not. */
function isMixed(text: string, start: number, end: number, { denied, digits: least }: Scope): boolean {
  let [digits, upper, lower, changes, before] = [0, 0, 0, 0, 0];
  for (let at = start; at < Math.min(end, start + MAX_MIXED); at++) {
    const code = text.charCodeAt(at);
    if (code === 95) return false;
    const kind = code < 128 ? (CLASS[code] ?? 0) & (DIGIT | LOWER | UPPER) : 0;
    if (kind === DIGIT) digits++;
    else if (kind === UPPER) upper++;
    else if (kind === LOWER) lower++;
    if (kind !== before) changes++;
    before = kind;
  }
  const length = Math.min(end - start, MAX_MIXED);
  return digits >= least && upper >= 3 && lower >= 3 && changes * (denied ? 12 : 4) >= length;
}

function tokenEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (isAlphanumeric(text.charCodeAt(at)) || /[-_.]/.test(text[at] ?? ''))) at++;
  while (at > from && text[at - 1] === '.') at--;
  return at;
}

function serials(passage: Passage, start: number, end: number, identities: boolean, take: Take): void {
  const { text } = passage;
  for (let at = start; at < end;) {
    const first = at;
    while (at < end && (isDigit(text.charCodeAt(at)) || isUpper(text.charCodeAt(at)))) at++;
    if (at - first >= MIN_SERIAL_LENGTH) {
      // Two digits behind `%` are a sign of an address.
      const from = first >= 1 && text[first - 1] === '%' ? first + 2 : first;
      if (
        identities &&
        text.startsWith('VM', first) &&
        VIRTUAL.has(text.slice(Math.max(0, first - 4), first))
      )
        take(passage, 'serial', first - 4, at);
      for (const serial of serialsIn(text, from, at)) {
        if (serial.licence) take(passage, 'licence-code', serial.start, serial.end);
        else if (identities) take(passage, 'serial', serial.start, serial.end);
      }
    }
    at++;
  }
}
