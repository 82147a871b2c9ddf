import { isOrdinary } from '../vocabulary';
import { isNoAnswer } from './looks';

/** The first of two cells, and the last one. */
const FIRST_CELL = /(?:^|[\r\n])[ \t]{0,8}(?:\| {0,4})?["']?[A-Za-z][\w .-]{0,40}$/;
const LAST_CELL = /^["']?([^\s"'|,;]{4,128})["']?[ \t]{0,8}\|?[ \t]{0,8}(?:[\r\n]|$)/;
const MAX_CELLS = 64;

/** True if a line is a name and a value, and not the head of a table: `"password","value"`. */
export function isRowOfTwo(text: string, at: number, start: number, to: number): boolean {
  const value = LAST_CELL.exec(text.slice(start, Math.min(to, start + MAX_CELLS * 2)))?.[1];
  if (value === undefined || isOrdinary(value) || !isNoAnswer(value)) return false;
  // A sentence has a blank after its comma.
  if (text[start - 2] === ',') return false;
  return FIRST_CELL.test(text.slice(Math.max(0, at - MAX_CELLS), at));
}
