import fc from 'fast-check';
import type { Part, Piece } from './part';
import { FIRST, PARTS } from './parts';

/** A capture and the parts that it was made from. */
export interface Mix {
  readonly text: string;
  readonly parts: readonly Part[];
}

/** The format of a capture's lines. */
export interface Look {
  readonly stamps: boolean;
  readonly lineEnd: '\n' | '\r\n' | '\r\r\n';
  /** The width of the terminal that wrapped the debug lines. */
  readonly width: number | undefined;
}

export const PLAIN: Look = { stamps: false, lineEnd: '\n', width: undefined };

const DEBUG = /^(?:\[|ike |id=|\w+ ?\[)/;
/** Lines that cannot be rejoined when they are wrapped here; `wraps.test.ts` tests these. */
const NOT_WRAPPED = /\[HTTP\/|\n[\da-f]{2}$/i;

/** Returns the next number; 0 when there are no more, so that fewer numbers make a simpler mix. */
type Choose = (below: number) => number;

/** CR CR LF comes from lines that the terminal echoes; those are not wrapped. */
const looks: fc.Arbitrary<Look> = fc
  .record({
    stamps: fc.boolean(),
    lineEnd: fc.constantFrom<Look['lineEnd'][]>('\n', '\r\n', '\r\r\n'),
    width: fc.constantFrom(undefined, 80, 138),
  })
  .filter(({ lineEnd, width }) => lineEnd !== '\r\r\n' || width === undefined);

/** Captures mixed from at most `maxParts` random parts. */
export const mixesOf = (maxParts: number): fc.Arbitrary<Mix> =>
  fc
    .record({
      first: fc.option(fc.constantFrom(...FIRST), { nil: undefined, freq: 3 }),
      parts: fc.shuffledSubarray([...PARTS], { minLength: 1, maxLength: maxParts }),
      choices: fc.array(fc.nat(1000), { maxLength: 400 }),
      look: looks,
    })
    .map(({ first, parts, choices, look }) => {
      let at = 0;
      const choose: Choose = below => (choices[at++] ?? 0) % below;
      const all = first ? [first, ...parts] : parts;
      return { text: lookOf(compose(first, parts, choose), look, choose), parts: all };
    });

export const mixes = mixesOf(PARTS.length);

/** The parts, with `§` at each time stamp: some unchanged, some interleaved with others. */
function compose(first: Part | undefined, parts: readonly Part[], choose: Choose): string {
  const blocks: Part[][] = [];
  for (const part of parts) {
    const group = part.mixes && choose(4) > 0 ? blocks.find(([one]) => one?.mixes) : undefined;
    if (group) group.push(part);
    else blocks.push([part]);
  }
  const texts = blocks.map(block => interleave(block, choose));
  return [...(first ? [interleave([first], choose)] : []), ...texts].join('');
}

/** Interleaves the parts; the lines of each part keep their order. */
function interleave(parts: readonly Part[], choose: Choose): string {
  const queues = parts.map(({ pieces }) => [...pieces]);
  let inTurn: Piece[] | undefined;
  let text = '';
  for (;;) {
    const left = queues.filter(queue => {
      const [next] = queue;
      return next && !(inTurn && inTurn !== queue && next.turn);
    });
    const queue = left[choose(Math.max(1, left.length))];
    const piece = queue?.shift();
    if (!queue || !piece) return text;
    text += piece.text;
    if (piece.turn) inTurn = piece.turn === 'goes on' ? queue : undefined;
  }
}

/** A text as a terminal shows it, with time stamps, wraps, blank lines and line ends. */
export function lookOf(text: string, look: Look, choose: Choose = () => 0): string {
  let seconds = 0;
  const shown = text.split('\n').map(line => {
    if (!line.startsWith('§')) return line;
    const content = line.slice(1);
    const stamp = new Date(Date.UTC(2025, 1, 3, 10, 0, seconds++)).toISOString();
    const fraction = content.startsWith('ike ') ? `.${String(100000 + seconds)}` : '';
    const whole = look.stamps
      ? `${stamp.slice(0, 10)} ${stamp.slice(11, 19)}${fraction} ${content}`
      : content;
    const blank = choose(9) === 8 ? '\n' : '';
    return blank + (DEBUG.test(content) ? wrapped(whole, look.width) : whole);
  });
  return shown.join('\n').replaceAll('\n', look.lineEnd);
}

function wrapped(line: string, width: number | undefined): string {
  if (width === undefined) return line;
  const lines = line.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
  return NOT_WRAPPED.test(lines) ? line : lines;
}
