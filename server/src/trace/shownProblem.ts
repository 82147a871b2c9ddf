import {
  detached,
  type Message,
  type PhraseMatch,
  type SentenceRecord,
  within,
  type Within,
} from '../syntax';
import { quoteOf, textOf } from './sentences';
import type { ShownProblem } from './shownTypes';

/** The problem that a line of the console shows by itself; undefined if it shows none. */
export function shownProblemOf(
  record: SentenceRecord,
  message: Message,
  matches: readonly PhraseMatch[],
): (Within & ShownProblem) | undefined {
  const match = matches.find(({ row }) => row.alone);
  if (!match?.row.cause) return undefined;
  const values = match.holes.map(hole => [hole.name, detached(textOf(message, hole))] as const);
  return within(record, record.message, {
    of: match.row.cause,
    values: Object.fromEntries(values),
    ...quoteOf(message, record.message),
  });
}
