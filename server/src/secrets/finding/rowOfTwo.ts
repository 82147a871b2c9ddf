import { isOrdinary } from '../vocabulary';
import { isNoAnswer } from './looks';

/** The first of two cells, and the last one. */
const FIRST_CELL = /(?:^|[\r\n])[ \t]{0,8}(?:(?:\|{1,2}|[│┃║]) {0,4})?["']?[A-Za-z][\w .-]{0,40}$/;
const LAST_CELL = /^["']?([^\s"'|,;]{4,128})["']?[ \t]{0,8}(?:\|{1,2}|[│┃║])?[ \t]{0,8}(?:[\r\n]|$)/;
/** The first of two strings in brackets, or the second of three, and the last one. */
const FIRST_STRING = /[[(]\s?(?:["'][\w.-]{1,24}["'],\s?)?["'][A-Za-z][\w .-]{0,40}$/;
const LAST_STRING = /^["']([^\s"',;]{4,128})["']\s?[\])]/;
const MAX_CELLS = 64;

/** True if a line is a name and a value, and not the head of a table: `"password","value"`. */
export function isRowOfTwo(text: string, at: number, start: number, to: number): boolean {
  const [before, after] = [
    text.slice(Math.max(0, at - MAX_CELLS), at),
    text.slice(start, Math.min(to, start + MAX_CELLS * 2)),
  ];
  const isString = FIRST_STRING.test(before);
  const value = (isString ? LAST_STRING : LAST_CELL).exec(after)?.[1];
  if (value === undefined || isOrdinary(value) || !isNoAnswer(value)) return false;
  // A sentence has a space after its comma.
  if (text[start - 2] === ',' && !isString) return false;
  return isString || FIRST_CELL.test(before);
}

/** A list mark and a title at the start of a line. */
const TITLE = /(?:^|[\r\n])[ \t>*#•-]{0,8}(?:\d{1,3}[.)] )?[\p{L}][\p{L}\w .-]{0,40}$/u;
const WORD = /^\S{4,128}\s*(?:[\r\n]|$)/;

/** True if a line consists of a title, which ends at `at`, and one word, which starts at `start`. */
export function isTitled(text: string, at: number, start: number, to: number): boolean {
  return (
    TITLE.test(text.slice(Math.max(0, at - MAX_CELLS), at)) &&
    WORD.test(text.slice(start, Math.min(to, start + MAX_CELLS * 2)))
  );
}
