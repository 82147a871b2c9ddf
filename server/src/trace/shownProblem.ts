import {
  type CaptureRecord,
  detached,
  type Message,
  messageSpan,
  type PhraseMatch,
  within,
  type Within,
} from '../syntax';
import { quoteOf, textOf } from './sentences';
import type { ShownProblem } from './shownTypes';

/** The problem that a line shows by itself, whatever the lines around it are; undefined if it shows none. */
export function shownProblemOf(
  record: CaptureRecord,
  message: Message,
  matches: readonly PhraseMatch[],
): (Within & ShownProblem) | undefined {
  const match = matches.find(({ row }) => row.alone);
  if (!match?.row.cause) return undefined;
  const span = messageSpan(record);
  const values = match.holes.map(hole => [hole.name, detached(textOf(message, hole))] as const);
  return within(record, span, {
    of: match.row.cause,
    values: Object.fromEntries(values),
    ...quoteOf(message, span),
  });
}
