import { CR, LF } from './characters';

/**
 * A record is what it is because of its own text and of no more than so many lines after it: a payload looks past four lines
 * of other daemons and three empty ones, an HTTP block past two.
 */
const LOOK_AHEAD = 16;

/** The start of the line from which a record can look ahead as far as `offset`. */
export function linesBack(text: string, offset: number): number {
  let at = offset;
  for (let lines = 0; lines <= LOOK_AHEAD && at > 0; lines++) {
    at--;
    if (text.charCodeAt(at) === LF && text.charCodeAt(at - 1) === CR) at--;
    while (at > 0 && text.charCodeAt(at - 1) !== LF && text.charCodeAt(at - 1) !== CR) at--;
  }
  return at;
}

/**
 * Plain data whose strings are copies: a part of a text that is kept must not keep the text that it was cut from, as an
 * engine's strings do.
 */
export function detached<Value>(value: Value): Value {
  return detach(value) as Value;
}

function detach(value: unknown): unknown {
  if (typeof value === 'string') return copyOf(value, 0, value.length);
  if (Array.isArray(value)) return value.map(detach);
  if (typeof value !== 'object' || value === null) return value;
  // Copies of one kind then have one shape, which matters where there are many.
  const copy: Record<string, unknown> = { ...value };
  for (const [name, held] of Object.entries(value)) copy[name] = detach(held);
  return copy;
}

/** Engines copy a part of a text that is shorter than this, in UTF-16 code units. */
const MIN_SHARED = 13;

/** A copy that does not keep the whole text alive: the payloads of a window hold on to what they were read from. */
export function copyOf(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return part.length < MIN_SHARED ? part : (part + '\n').slice(0, -1);
}
