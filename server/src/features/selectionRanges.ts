import { max, min } from '../integers';
import type { Position, SelectionRange } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import {
  type CaptureRecord,
  encloses,
  type HttpRecord,
  type JsonPayload,
  KEY,
  type NodeId,
  type Span,
  STRING,
  touches,
} from '../syntax';
import { foldsOf } from './folds';
import { recordAt } from '../judge/places';
import { sceneAt } from '../judge/scenes';
import { Places, trimTrailingSpace } from '../judge/spans';

/**
 * Returns, for each position, the nested ranges around it that a user would select: word, value, member, payload,
 * exchange, everything.
 */
export function selectionRangesOf(
  analysis: Analysis,
  document: TextDocument,
  positions: readonly Position[],
): SelectionRange[] {
  const blocks = new Places(foldsOf(analysis).filter(({ about }) => about === 'config' || about === 'table'));
  return positions.map(position => selectionAt(analysis, document, document.offsetAt(position), blocks));
}

function selectionAt(
  analysis: Analysis,
  document: TextDocument,
  offset: number,
  blocks: Places<Span>,
): SelectionRange {
  const { text } = analysis;
  const spans = [...around(analysis, offset, blocks)].filter(
    span => touches(span, offset) && span.start < span.end,
  );
  // Positions of the protocol cannot be between CR and LF: a range that begins or ends there is moved before them.
  const whole = [...spans, { start: 0, end: text.length }].sort(
    (a, b) => a.end - a.start - (b.end - b.start),
  );
  let last = { start: offset, end: offset };
  const steps: SelectionRange['range'][] = [];
  for (const span of whole) {
    const inside = encloses(span, last);
    const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
    const placed = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const larger = placed.end - placed.start > last.end - last.start;
    if (!inside || (steps.length > 0 && !larger)) continue;
    steps.push(range);
    last = placed;
  }
  return steps.reduceRight<SelectionRange | undefined>(
    (parent, range) => (parent ? { range, parent } : { range }),
    undefined,
  ) as SelectionRange;
}

/** Yields every selectable range around an offset, in any order. */
function* around(analysis: Analysis, offset: number, blocks: Places<Span>): Generator<Span> {
  const { text, trace } = analysis;
  const record = recordAt(analysis, offset);
  if (!record) return;
  yield wordAt(text, record, offset);
  yield* partsOf(record);
  if (record.kind === 'json') yield* jsonSpans(record.payload, offset);
  // Only the outermost range includes line breaks, so that each lies inside the next.
  const line = trimTrailingSpace(text, record);
  yield { start: startOfWords(text, line), end: line.end };
  yield line;
  const block = blocks.at(offset);
  if (block) {
    yield block;
    const outer = blocks.at(block.start - 1);
    if (outer) yield outer;
  }
  const scene = sceneAt(analysis, record.start);
  if (scene) yield trimTrailingSpace(text, scene);
  const capture = trace.captures.find(one => touches(one, offset));
  if (capture) yield trimTrailingSpace(text, capture);
}

function startOfWords(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && text.charCodeAt(at) <= 32) at++;
  return at;
}

/** Maximum number of code units to follow a word in each direction. */
const MAX_WORD_LENGTH = 200;
const IN_WORD = /[\w.@-]/;

function wordAt(text: string, record: Span, offset: number): Span {
  let [start, end] = [offset, offset];
  const first = max(record.start, offset - MAX_WORD_LENGTH);
  const last = min(record.end, offset + MAX_WORD_LENGTH);
  while (start > first && IN_WORD.test(text[start - 1] ?? '')) start--;
  while (end < last && IN_WORD.test(text[end] ?? '')) end++;
  return { start, end };
}

function httpParts({ request, status, headers }: HttpRecord): Span[] {
  const lines = [
    ...(request ? [request.method, request.target, request.version] : []),
    ...(status ? [status.version, status.code, status.reason] : []),
  ];
  const [first] = lines;
  const line = first ? [{ start: first.start, end: lines[lines.length - 1]?.end ?? first.end }] : [];
  const all = headers.flatMap(({ name, value }) => [name, value, { start: name.start, end: value.end }]);
  return [...lines, ...line, ...all];
}

/** Returns the parts of a record that have a meaning of their own. */
function partsOf(record: CaptureRecord): Span[] {
  switch (record.kind) {
    case 'debug': {
      const { stampStart, stampEnd, nameStart, nameEnd, messageStart, messageEnd, tag } = record;
      return [
        { start: stampStart, end: stampEnd },
        { start: nameStart, end: nameEnd },
        { start: messageStart, end: messageEnd },
        { start: nameStart, end: messageEnd },
        ...(tag ? [tag] : []),
      ].filter(({ start }) => start >= 0);
    }
    case 'command':
      return [record.host, record.context, record.command].filter(part => part !== undefined);
    case 'config':
    case 'field':
      return [record.name, record.value];
    case 'table':
      return [record.token, record.drift, record.status];
    case 'http':
      return httpParts(record);
    case 'banner':
      return [record.value];
    case 'cli-error':
      return [record.code, record.message];
    case 'sentence':
      return [record.message];
    default:
      return [];
  }
}

const NONE: NodeId = -1;

/** Yields the JSON nodes around an offset: value, value with quotation marks, member, then the containers. */
function* jsonSpans(payload: JsonPayload, offset: number): Generator<Span> {
  const { tree } = payload;
  const at = payload.toSource(offset);
  if (at < 0 || tree.root < 0) return;
  yield payload;
  for (let node: NodeId = tree.root; node >= 0;) {
    yield payload.toDocument(quoted(payload, node));
    let [key, inner] = [NONE, NONE];
    for (const child of tree.children(node)) {
      const first = key === NONE ? child : key;
      const start = quoted(payload, first).start;
      if (start > at) break;
      key = tree.kind(child) === KEY ? child : NONE;
      const end = quoted(payload, child).end;
      if (key !== NONE || at > end) continue;
      yield payload.toDocument({ start, end });
      yield payload.toDocument(quoted(payload, first));
      yield payload.toDocument(tree.place(first));
      yield payload.toDocument(tree.place(child));
      inner = child;
    }
    node = inner;
  }
}

/** Returns a string or key with its quotation marks, if any. */
function quoted({ tree }: JsonPayload, node: NodeId): Span {
  const { start, end } = tree.place(node);
  const kind = tree.kind(node);
  if (kind !== STRING && kind !== KEY) return { start, end };
  const isQuote = (character: string | undefined): boolean =>
    character !== undefined && /["'“”]/.test(character);
  return {
    start: isQuote(tree.source[start - 1]) ? start - 1 : start,
    end: isQuote(tree.source[end]) ? end + 1 : end,
  };
}
