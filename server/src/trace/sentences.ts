import { detached, type FilledHole, type Message, type PhraseMatch, placeIn, LocatedWithin } from '../syntax';

type Flag = Exclude<keyof NonNullable<PhraseMatch['row']['facts']>, 'code' | 'method'>;

/** True if one of the sentences has this fact. */
export function hasFact(matches: readonly PhraseMatch[], fact: Flag): boolean {
  for (const { row } of matches) if (row.facts?.[fact] === true) return true;
  return false;
}

/** The placeholder with this name in the most specific sentence that has it. */
export function firstHole(matches: readonly PhraseMatch[], holeName: string): FilledHole | undefined {
  for (const { holes } of matches) for (const hole of holes) if (hole.name === holeName) return hole;
  return undefined;
}

/** The value of a placeholder and its offsets; undefined for no placeholder. */
export function locatedHole(
  record: { readonly start: number },
  message: Message,
  hole: FilledHole | undefined,
): LocatedWithin | undefined {
  if (!hole) return undefined;
  const { start, end } = placeIn(message, hole);
  return new LocatedWithin(record, detached(textOf(message, hole)), start, end);
}

/** The value of a placeholder. It keeps the text of the capture in memory; `detached` does not. */
export function textOf({ text }: Message, { start, end }: FilledHole): string {
  return text.slice(start, end);
}

/** Maximum length of a line that is kept to quote it, in UTF-16 code units. */
const MAX_QUOTE = 480;

/** The sentence of a message, for quoting it in a problem. @param limit its maximum length, in UTF-16 code units */
export function quoteOf({ text, from }: Pick<Message, 'text' | 'from'>, limit = MAX_QUOTE): string {
  return detached(text.slice(from, from + limit).trim());
}
