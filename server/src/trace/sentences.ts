import { detached, type FilledHole, type Message, type PhraseMatch, placeIn, LocatedWithin } from '../syntax';

type Flag = Exclude<keyof NonNullable<PhraseMatch['row']['facts']>, 'code' | 'method'>;

/** True if one of the sentences has this fact. */
export function says(matches: readonly PhraseMatch[], fact: Flag): boolean {
  for (const { row } of matches) if (row.facts?.[fact] === true) return true;
  return false;
}

/** The hole of this name in the most specific sentence that has it. */
export function firstHole(matches: readonly PhraseMatch[], wanted: string): FilledHole | undefined {
  for (const { holes } of matches) for (const hole of holes) if (hole.name === wanted) return hole;
  return undefined;
}

/** What a hole of a record's sentence holds, and where that is; undefined for no hole. */
export function locatedHole(
  record: { readonly start: number },
  message: Message,
  hole: FilledHole | undefined,
): LocatedWithin | undefined {
  if (!hole) return undefined;
  const { start, end } = placeIn(message, hole);
  return new LocatedWithin(record, detached(textOf(message, hole)), start, end);
}

/** What a hole holds. The text keeps that of the capture: `detached` does not. */
export function textOf({ text }: Message, { start, end }: FilledHole): string {
  return text.slice(start, end);
}

/** How much of a line is quoted, in UTF-16 code units. */
const MAX_QUOTE = 240;

/** The sentence of a message, as a problem quotes it. @param most how much of it, in UTF-16 code units */
export function quoteOf({ text, from }: Pick<Message, 'text' | 'from'>, most = MAX_QUOTE): string {
  return detached(text.slice(from, from + most).trim());
}
