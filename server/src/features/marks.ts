import { max, min } from '../integers';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis';
import type { CaptureRecord, DebugRecord, Span } from '../syntax';
import { recordIndexAt } from '../judge/places';
import { failuresAndSecrets } from './semanticTokens';

/**
 * The dimmed and the emphasised parts of the text, each as three consecutive numbers: line, character and length. For
 * clients that have colours of their own for them.
 */
export interface Marks {
  /** Time stamps, process ids, source locations, hex, header values, banners. */
  readonly quiet: readonly number[];
  readonly failed: readonly number[];
  readonly secret: readonly number[];
}

/** Maximum length to read of one record, and of all records, in UTF-16 code units. */
const MAX_RECORD = 20_000;
const MAX_LENGTH = 2_000_000;

/** Before a message: time stamps, and numbers that stand alone or in a tag such as `[5784:root:d9]`. */
const NUMBERS =
  /\d{4}[-/]\d\d[-/]\d\d[ T_]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|(?<![\w.-])(?:0x[0-9a-f]{1,16}|\d+(?:\.\d{1,9})?)(?![\w.-])/gi;
/** In a message: bytes in hex with or without spaces, as in the grammar. */
const HEX =
  /(?<!\w)(?:(?:[0-9A-Fa-f]{2} ){3,}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{16,}(?:\/[0-9A-Fa-f]{16})?(?::[0-9A-Fa-f]{8})?)(?!\w)/g;
const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$|^\[/;

/** Returns the marks between two positions of a document. */
export function marksOf(analysis: Analysis, document: TextDocument, range: Range): Marks {
  const start = document.offsetAt(range.start);
  const span = { start, end: min(document.offsetAt(range.end), start + MAX_LENGTH) };
  const { failed, secret } = failuresAndSecrets(analysis, span);
  const loud = [...failed, ...secret].sort((a, b) => a.start - b.start);
  const quiet = withoutOverlaps(quietIn(analysis, span), loud);
  return {
    quiet: placed(document, quiet),
    failed: placed(document, failed),
    secret: placed(document, secret),
  };
}

function quietIn(analysis: Analysis, { start, end }: Span): Span[] {
  const { records, text } = analysis;
  const found: Span[] = [];
  for (let at = max(0, recordIndexAt(analysis, start)); at < records.length; at++) {
    const record = records[at];
    if (!record || record.start >= end) break;
    if (record.end > start) found.push(...quietOf(text, record));
  }
  return found;
}

function quietOf(text: string, record: CaptureRecord): Span[] {
  switch (record.kind) {
    case 'debug':
      return [...headOf(text, record), ...matches(text, record.messageStart, record.messageEnd, HEX)];
    case 'http':
      return record.headers.flatMap(({ value }) =>
        ADDRESS.test(text.slice(value.start, value.end)) ? [] : [value],
      );
    case 'banner':
      return record.about === 'vdom' ? [] : matches(text, record.start, record.end, /[^\r\n]+/g);
    case 'sentence':
    case 'text':
      return matches(text, record.start, record.end, HEX);
    default:
      return [];
  }
}

function headOf(text: string, record: DebugRecord): Span[] {
  if (record.form === 'dump') return matches(text, record.start, record.end, /[^\r\n]+/g);
  const { stampStart, stampEnd, messageStart } = record;
  if (messageStart < 0) return stampStart < 0 ? [] : [{ start: stampStart, end: stampEnd }];
  return matches(text, record.start, messageStart, NUMBERS);
}

function matches(text: string, start: number, end: number, pattern: RegExp): Span[] {
  const piece = text.slice(start, min(end, start + MAX_RECORD));
  return [...piece.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: start + index,
    end: start + index + found.length,
  }));
}

/** Returns the parts of `spans` that overlap none of `others`; both are in text order. */
function withoutOverlaps(spans: readonly Span[], others: readonly Span[]): Span[] {
  let next = 0;
  return spans.filter(({ start, end }) => {
    while ((others[next]?.end ?? Infinity) <= start) next++;
    return (others[next]?.start ?? Infinity) >= end;
  });
}

/** Splits spans so that each is on one line. */
function placed(document: TextDocument, spans: readonly Span[]): number[] {
  return spans.flatMap(({ start, end }) => {
    const { line, character } = document.positionAt(start);
    return [line, character, end - start];
  });
}
