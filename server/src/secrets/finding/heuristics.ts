import type { Heuristic } from './heuristic';
import { LINE_SHAPES, type LineShape } from './lineShapes';
import { CHARACTER_SHAPES, type CharacterShape, WORD_SHAPES, type WordShape } from './wordShapes';
import { CHARACTER_SETS } from './words';

/** All guesses, with reason and example. Values identified by a name before them are in `secret-words.json`. */
export const HEURISTICS: readonly Heuristic[] = [...WORD_SHAPES, ...CHARACTER_SHAPES, ...LINE_SHAPES];

/** A shape with all defaults filled in. */
export type BoundedShape = Required<Pick<WordShape, 'minLength' | 'maxLength' | 'read'>>;

/** The guesses in use, indexed for lookup. */
export interface Guesses {
  /** Shapes tried before the keys, indexed by the characters of a word. */
  readonly first: readonly (readonly BoundedShape[] | undefined)[];
  /** The other word shapes, indexed by `kindOf`. */
  readonly words: readonly (readonly BoundedShape[] | undefined)[];
  /** Shapes around punctuation, indexed by code unit. */
  readonly characters: readonly (CharacterShape | undefined)[];
  readonly lines: readonly LineShape[];
}

/** Characters after a word that distinguish shapes. */
const NEXT = ['', '+', '-', '.', '/', ':', '@'];
const NEXT_NUMBERS = new Uint8Array(128);
for (const [number, character] of NEXT.entries())
  if (character) NEXT_NUMBERS[character.charCodeAt(0)] = number;

/** The index of a kind of word: its characters, the code unit after it, and what is searched for. */
export function kindOf(characters: number, next: number, isRun: boolean, identities: boolean): number {
  const number = next < 128 ? (NEXT_NUMBERS[next] ?? 0) : 0;
  return (characters << 5) | (number << 2) | (isRun ? 2 : 0) | (identities ? 1 : 0);
}

/** All guesses except the one with this name. */
export function guesses(without?: string): Guesses {
  const shapes = WORD_SHAPES.filter(({ name }) => name !== without);
  const words: (readonly BoundedShape[] | undefined)[] = [];
  for (let characters = 0; characters < CHARACTER_SETS; characters++)
    for (const next of NEXT)
      for (const isRun of [false, true])
        for (const identities of [false, true])
          words[kindOf(characters, next.charCodeAt(0), isRun, identities)] = bounded(
            shapes.filter(
              shape =>
                !shape.isFirst &&
                (isRun || !shape.isRun) &&
                (identities || !shape.isIdentity) &&
                shape.mayHave({ characters, next }),
            ),
          );
  const first = Array.from({ length: CHARACTER_SETS }, (_, characters) =>
    bounded(shapes.filter(shape => shape.isFirst && shape.mayHave({ characters, next: '' }))),
  );
  const characters: (CharacterShape | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const shape of CHARACTER_SHAPES) if (shape.name !== without) characters[shape.character] = shape;
  return { first, words, characters, lines: LINE_SHAPES.filter(({ name }) => name !== without) };
}

/** Undefined instead of an empty array, because most words match no shape. */
function bounded(shapes: readonly WordShape[]): readonly BoundedShape[] | undefined {
  if (shapes.length === 0) return undefined;
  return shapes.map(({ minLength = 0, maxLength = Infinity, read }) => ({
    minLength,
    maxLength,
    read,
  }));
}

export const EVERY_GUESS = guesses();
