import { isDigit, isUpper } from '../../syntax';
import type { Passage, Sink } from './passage';
import { serialsIn } from './shapes';
import { BEYOND_HEX, DIGIT, UPPER, type Word } from './words';

/** Minimum length of a serial number, whose last digit a terminal may have cut. */
export const MIN_SERIAL = 12;
/** Maximum length of a serial number of hex digits: a longer word is a run. */
const MAX_HEX = MIN_SERIAL * 2;
const MIN_DIGITS = 4;
/** Prefixes of models whose serial numbers contain letters in place of digits. */
const OF_LETTERS = /FTK|FGTA|FGTGCP|FGTOCI|FGVM/;
/** Prefixes of the serial numbers of virtual machines other than FortiGates. */
const VIRTUAL: ReadonlySet<string> = new Set(['FAC-', 'FAZ-', 'FMG-']);

/**
 * Takes the serial and licence numbers of a word, even if glued to other characters. Returns -1, since the word may contain
 * more.
 */
export function serialNumbers(word: Word): number {
  const isRun = (word.characters & BEYOND_HEX) === 0 && word.end - word.start > MAX_HEX;
  if (!isRun) serialsOf(word);
  return -1;
}

/** The same for a word that is a key: joining lines can glue a name to a serial number. */
export function serialsOf(word: Word): void {
  const { passage, start, end } = word;
  const { text } = passage;
  if (!mayHoldSerial(word)) return;
  for (let at = start; at < end; at++) {
    const first = at;
    while (at < end && isOfSerial(text.charCodeAt(at))) at++;
    if (at - first >= MIN_SERIAL) inCapitals(word, first, at);
  }
}

/** Takes those in a run of capitals and digits. */
function inCapitals({ passage, sink }: Word, start: number, end: number): void {
  const { text } = passage;
  const isVirtual = text.startsWith('VM', start) && VIRTUAL.has(text.slice(Math.max(0, start - 4), start));
  if (sink.identities && isVirtual) sink.take('serial', start - 4, end);
  // Two digits after `%` are a percent-encoded character.
  const from = start >= 1 && text[start - 1] === '%' ? start + 2 : start;
  for (const serial of serialsIn(text, from, end)) {
    if (serial.licence) sink.take('licence-code', serial.start, serial.end);
    else if (sink.identities) sink.take('serial', serial.start, serial.end);
    if (text.startsWith('FTK', serial.start)) codeAfter(passage, serial.end, sink);
  }
}

/** The activation code or seed of a token in the next table cell. */
const CODE_AFTER =
  /^["']?[ \t]{0,8}[,;|\t][ \t]{0,8}["']?(?<code>(?=[A-Z]*\d)[A-Z\d]{16,64})(?=["'\s,;|]|$)/d;
const MAX_AFTER = 100;

function codeAfter({ text, to }: Passage, at: number, sink: Sink): void {
  const place = CODE_AFTER.exec(text.slice(at, Math.min(to, at + MAX_AFTER)))?.indices?.groups?.['code'];
  if (!place || serialsIn(text, at + place[0], at + place[1]).length > 0) return;
  sink.take(
    place[1] - place[0] > ACTIVATION_LENGTH ? 'otp-seed' : 'activation-code',
    at + place[0],
    at + place[1],
  );
}

const ACTIVATION_LENGTH = 16;

/** The code of an activation link, but not a serial number. */
const LINK_CODE = /^:(?:\w{1,16}:){0,2}?(?<code>(?!F(?:G|WF|AC|TK))(?=[A-Z]*\d)[A-Z\d]{16})(?![A-Za-z\d])/d;
const MAX_LINK = 52;

/** Takes the activation code after `FTM:`; returns where to continue, or -1. */
export function activationLink({ passage: { text, to }, sink, start, end }: Word): number {
  if (!text.startsWith('FTM', start)) return -1;
  const place = LINK_CODE.exec(text.slice(end, Math.min(to, end + MAX_LINK)))?.indices?.groups?.['code'];
  if (!place) return -1;
  sink.take('activation-code', end + place[0], end + place[1]);
  // A serial number may be between the two.
  return -1;
}

/** True for enough capitals and digits. The serial number of a mobile token is hex and may have few digits. */
function mayHoldSerial({ passage: { text }, start, end, characters }: Word): boolean {
  if (end - start < MIN_SERIAL || (characters & (DIGIT | UPPER)) === 0) return false;
  let [digits, capitals] = [0, 0];
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) digits++;
    else if (isUpper(code)) capitals++;
  }
  if (digits + capitals < MIN_SERIAL) return false;
  return digits >= MIN_DIGITS || OF_LETTERS.test(text.slice(start, end));
}

function isOfSerial(code: number): boolean {
  return isDigit(code) || isUpper(code);
}
