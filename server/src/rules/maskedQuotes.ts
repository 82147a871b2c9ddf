import { max } from '../integers';
import type { Secret } from '../secrets';
import { countBefore, type Span } from '../syntax';
import type { Quote } from '../trace';
import { ELLIPSIS, quotedLine } from './quoted';
import type { Finding } from './types';

/** The fields of a finding whose message quotes words of its place as `said`. */
export function quotationOf({ text, textAt }: Quote): Required<Pick<Finding, 'quote'>> {
  return { quote: { text, textAt } };
}

/** Hides the secrets in the quotations of findings, at the end, when all secrets are known. */
export class Quotations {
  #parts: readonly Span[] | undefined;

  constructor(readonly secrets: readonly Secret[]) {}

  /** The finding with a quotation that holds no secret, and without the text that it was made of. */
  closed({ quote, ...finding }: Finding): Finding {
    if (!quote) return finding;
    const { facts, start, end } = finding;
    const [from, to] = quote.textAt ?? [0, end - start];
    const parts = this.#partsIn({ start: start + from, end: start + to });
    if (parts.length === 0) return finding;
    // The places of secrets in a text that is not in the capture like this are unknown.
    const isSame = quote.textAt !== undefined && to - from === quote.text.length;
    const said = isSame ? quotedLine(withoutParts(quote.text, start + from, parts)) : ELLIPSIS;
    const cause = finding.cause === facts['said'] ? said : finding.cause;
    return { ...finding, facts: { ...facts, said }, cause };
  }

  /** The parts of secrets that overlap a place, in order. */
  #partsIn({ start, end }: Span): readonly Span[] {
    const parts = (this.#parts ??= mergedParts(this.secrets));
    const from = countBefore(parts.length, index => (parts[index]?.end ?? 0) <= start);
    const to = countBefore(parts.length, index => (parts[index]?.start ?? 0) < end);
    return parts.slice(from, to);
  }
}

/** The parts of all secrets, in order and without overlaps. */
function mergedParts(secrets: readonly Secret[]): readonly Span[] {
  const merged: { start: number; end: number }[] = [];
  const parts = secrets.flatMap(({ places }) => places.flatMap(place => place.parts));
  for (const { start, end } of parts.sort((a, b) => a.start - b.start)) {
    const last = merged[merged.length - 1];
    if (last && start < last.end) last.end = max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The text that starts at an offset of the capture, with an ellipsis for each of the parts. */
function withoutParts(text: string, offset: number, parts: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of parts) {
    shown += text.slice(at, max(at, start - offset)) + ELLIPSIS;
    at = end - offset;
  }
  return shown + text.slice(at);
}
