import { min } from '../integers';
import { isSpace } from './characters';
import type { DebugRecord, Draft } from './records';

/** What can surround a line that a sentence of prose quotes. */
const QUOTATIONS: Readonly<Record<string, string>> = {
  '"': '"', "'": "'", '`': '`', '(': ')', '\u201c': '\u201d', '\u201e': '\u201c', '\u00ab': '\u00bb', '\u2018': '\u2019',
}; // oxfmt-ignore

const MAX_QUOTED = 1000;

/** True if a line can begin at `at` in the middle of another one. */
export function isApart(text: string, at: number): boolean {
  return isSpace(text.charCodeAt(at - 1)) || text.charAt(at - 1) in QUOTATIONS;
}

/** True for a line that `ofQuotation` cut. */
export function isQuotation(text: string, { start, messageEnd }: DebugRecord): boolean {
  const closing = QUOTATIONS[text.charAt(start - 1)];
  return closing !== undefined && text.startsWith(closing, messageEnd);
}

/** A debug line that prose quotes, without what follows the quotation; undefined if it is not quoted. */
export function ofQuotation(text: string, record: Draft<DebugRecord>): Draft<DebugRecord> | undefined {
  const { start, messageStart, messageEnd } = record;
  const closing = QUOTATIONS[text.charAt(start - 1)];
  if (closing === undefined) return undefined;
  const end = text.slice(messageStart, min(messageEnd, messageStart + MAX_QUOTED)).lastIndexOf(closing);
  return end < 0 ? undefined : { ...record, messageEnd: messageStart + end };
}
