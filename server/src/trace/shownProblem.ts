import {
  type CaptureRecord,
  detached,
  type Message,
  type PhraseMatch,
  type Span,
  within,
  type Within,
} from '../syntax';
import { quoteOf, textOf } from './sentences';
import type { ShownProblem } from './shownTypes';

/** The problem that a line shows by itself, whatever the lines around it are; undefined if it shows none. */
export function shownProblemOf(
  record: CaptureRecord,
  span: Span,
  message: Message,
  matches: readonly PhraseMatch[],
): (Within & ShownProblem) | undefined {
  const match = matches.find(({ row }) => row.alone);
  if (!match?.row.cause) return undefined;
  const values = match.holes.map(hole => [hole.name, detached(textOf(message, hole))] as const);
  return within(record, span, {
    of: match.row.cause,
    values: Object.fromEntries(values),
    ...quoteOf(message, span),
  });
}
