import { CR, LF } from './characters';

/**
 * Maximum number of lines after a record that can affect how it is read: a payload looks past four lines of other daemons
 * and three empty ones, an HTTP block past two.
 */
const LOOK_AHEAD = 16;

/** The start of the earliest line from which a record can look ahead as far as `offset`. */
export function linesBack(text: string, offset: number): number {
  let at = offset;
  for (let lines = 0; lines <= LOOK_AHEAD && at > 0; lines++) {
    at--;
    if (text.charCodeAt(at) === LF && text.charCodeAt(at - 1) === CR) at--;
    while (at > 0 && text.charCodeAt(at - 1) !== LF && text.charCodeAt(at - 1) !== CR) at--;
  }
  return at;
}

/** Plain data with copied strings: an engine's substring keeps the whole text that it was cut from in memory. */
export function detached<Value>(value: Value): Value {
  return detach(value) as Value;
}

function detach(value: unknown): unknown {
  if (typeof value === 'string') return copiedSlice(value, 0, value.length);
  if (Array.isArray(value)) return value.map(detach);
  if (typeof value !== 'object' || value === null) return value;
  // Copies of one kind then share one hidden class, which matters if there are many.
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) copy[name] = detach(copy[name]);
  return copy;
}

/** Engines copy substrings that are shorter than this, in UTF-16 code units. */
const MIN_SHARED = 13;

/** A copy that does not keep the whole text alive: the payloads of a window reference the text that they were read from. */
export function copiedSlice(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return part.length < MIN_SHARED ? part : (part + '\n').slice(0, -1);
}
