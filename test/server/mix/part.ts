/** An expected finding: its rule, and facts that identify its subject. */
export type Known = readonly [rule: string, facts: Readonly<Record<string, string>>];

/** Lines that nothing of the same stream may come between. `turn` numbers the turns of fnbamd. */
export interface Piece {
  readonly text: string;
  /**
   * For lines of fnbamd, which do not all name their request: whether its turn ends here. Within a turn no line of
   * another request of fnbamd can come.
   */
  readonly turn?: 'goes on' | 'ends';
}

/** A part of a capture and its expected findings. `§` marks the place of a time stamp. */
export interface Part {
  readonly name: string;
  readonly pieces: readonly Piece[];
  /** Lines of other parts can come between its pieces. */
  readonly mixes: boolean;
  readonly known: readonly Known[];
}

/** A part that is not interleaved with others. */
export function whole(name: string, text: string, ...known: readonly Known[]): Part {
  return { name, pieces: [{ text }], mixes: false, known };
}

/** Lines of daemons that name themselves and their connection on each line. */
export function lines(name: string, content: string, ...known: readonly Known[]): Part {
  return { name, pieces: eachLine(content), mixes: true, known };
}

/** A login. Each array holds the lines that fnbamd prints in one turn. */
export function login(
  name: string,
  steps: readonly (string | readonly string[])[],
  ...known: readonly Known[]
): Part {
  const pieces = steps.flatMap((step): Piece[] => {
    if (typeof step === 'string') return eachLine(step);
    const turn = eachLine(step.join(''));
    return turn.map((piece, index) => ({ ...piece, turn: index < turn.length - 1 ? 'goes on' : 'ends' }));
  });
  return { name, pieces, mixes: true, known };
}

/** A sentence without a prefix stays with the line before it. */
function eachLine(content: string): Piece[] {
  const pieces: Piece[] = [];
  for (const one of content.split(/(?<=\n)/)) {
    const before = pieces[pieces.length - 1];
    if (before && !/^(?:\[|ike |id=|__|samld|authd|EAP)/.test(one))
      pieces[pieces.length - 1] = { ...before, text: `${before.text}§${one}` };
    else pieces.push({ text: `§${one}` });
  }
  return pieces;
}
