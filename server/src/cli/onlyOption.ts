import { type Query, parseQuery } from '../filter/query';
import { inUserLanguage, label } from '../knowledge';
import { printableLine } from '../report/printable';
import type { Streams } from './streams';

/** Parses the expression of `--only`. If it is invalid, reports the place and returns undefined. */
export function parseOnly(text: string, { reportError }: Pick<Streams, 'reportError'>): Query | undefined {
  const { query, problems } = parseQuery(text);
  const [problem] = problems;
  if (!problem) return query;
  const { start, end, message, facts } = problem;
  const before = printableLine(text.slice(0, start));
  const marked = printableLine(text.slice(start, end));
  reportError(`fortios-debug: --only: ${printableLine(label(message, inUserLanguage, facts))}\n`);
  if (marked.length > 0)
    reportError(`  ${before}${marked}\n  ${' '.repeat(before.length)}${'^'.repeat(marked.length)}\n`);
  return undefined;
}
