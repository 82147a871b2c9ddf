import type { Heuristic } from './heuristic';

/** How a passage is scanned. */
export interface Scope {
  /** Minimum length of a run of hex digits to remove. */
  readonly hex: number;
  /** Minimum length of a run of base64 to remove. */
  readonly base64: number;
  /** Such lines contain keys and messages, so a shorter run is treated as a key. */
  readonly denied: boolean;
  /** Minimum number of digits in a run of base64. */
  readonly digits: number;
}

/** A shape of an unrecognised line that determines how its words are scanned. */
export interface LineShape extends Heuristic {
  readonly form: RegExp;
  readonly scope: Scope;
}

/** Line shapes, in the order in which they are tried. */
export const LINE_SHAPES: readonly LineShape[] = [
  {
    name: 'hex-line',
    why: 'A line of hex digits alone is the rest of a key, or of a message.',
    example: ['7f1c9a03b5e2d846\n', 'run', '7f1c9a03b5e2d846'],
    form: /^[\da-f]+$/i,
    scope: { hex: 12, base64: 24, denied: true, digits: 2 },
  },
  {
    name: 'padded-line',
    why: 'A mail server is answered with a user and a password, each a line of base64 with its padding.',
    example: ['kq9X2LmT7vBz4Rw8Yp1=\n', 'run', 'kq9X2LmT7vBz4Rw8Yp1='],
    form: /^(?:[A-Za-z\d+/]{4}){2,}(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)$/,
    scope: { hex: 24, base64: 8, denied: true, digits: 0 },
  },
  {
    name: 'one-word-line',
    why: 'A line that is one long word may be a part of a key or of a message.',
    example: ['kq9X2LmT7vBz4Rw8Yp1Nd6Hc\n', 'run', 'kq9X2LmT7vBz4Rw8Yp1Nd6Hc'],
    form: /^[\w+/=<>-]+$/,
    scope: { hex: 24, base64: 24, denied: true, digits: 2 },
  },
];
