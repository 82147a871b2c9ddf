import {
  detached,
  type FilledHole,
  LocatedWithin,
  type Message,
  type PhraseMatch,
  placeIn,
  type Span,
  type CaptureRecord,
  messageSpan,
  within,
  type Within,
} from '../syntax';
import type { Quote } from './quote';
import type { ShownProblem } from './shownTypes';

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
  return new LocatedWithin(record, detached(holeText(message, hole)), start, end);
}

/** The value of a placeholder. It keeps the text of the capture in memory; `detached` does not. */
export function holeText({ text }: Message, { start, end }: FilledHole): string {
  return text.slice(start, end);
}

/** Maximum length of a line that is kept to quote it, in UTF-16 code units. */
const MAX_QUOTE = 480;

/**
 * The sentence of a message, for quoting it in a problem at a place.
 * @param limit its maximum length, in UTF-16 code units
 */
export function quoteOf(message: Message, { start }: Span, limit = MAX_QUOTE): Quote {
  const { text, from } = message;
  const cut = text.slice(from, from + limit).trimEnd();
  const own = cut.trimStart();
  const end = from + cut.length;
  const place = placeIn(message, { start: end - own.length, end });
  return { text: detached(own), textAt: [place.start - start, place.end - start] };
}

/** The problem that a line shows by itself, whatever the lines around it are; undefined if it shows none. */
export function shownProblemOf(
  record: CaptureRecord,
  message: Message,
  matches: readonly PhraseMatch[],
): (Within & ShownProblem) | undefined {
  const match = matches.find(({ row }) => row.alone);
  if (!match?.row.cause) return undefined;
  const span = messageSpan(record);
  const values = match.holes.map(hole => [hole.name, detached(holeText(message, hole))] as const);
  return within(record, span, {
    of: match.row.cause,
    values: Object.fromEntries(values),
    ...quoteOf(message, span),
  });
}
