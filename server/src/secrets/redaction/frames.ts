import {
  COLON,
  OPEN_BRACKET,
  countBefore,
  type CaptureRecord,
  type DebugRecord,
  gluedTags,
  type HttpRecord,
  SPACE,
  type Span,
} from '../../syntax';
import { placeOf, unwrapped } from '../finding/passage';

/** `[1906] ` before a function name. */
const NUMBER = /\[\d{1,7}\] {1,4}$/;
const MAX_NUMBER = 14;
/** An option name. `acme-domain` remains an option even if a user has that name. */
const OPTION = /^[a-z\d]+(?:-[a-z\d]+)+$/;
/** Maximum length of a message that is searched for glued messages, in UTF-16 code units. */
const MAX_MESSAGE = 400;

/**
 * Finds the fixed parts of lines: time stamp, process, line number and function of a debug line, up to its message; method,
 * version and status of HTTP, header names, and option names of a configuration. Returns two numbers per frame, start and
 * end, in order. Known names are not replaced there, because the copy would no longer parse as the same lines.
 */
export function framesOf(text: string, records: readonly CaptureRecord[]): Int32Array<ArrayBuffer> {
  const frames: number[] = [];
  for (const record of records) {
    if (record.kind === 'http') addHttp(frames, record);
    if (record.kind === 'config' && OPTION.test(text.slice(record.name.start, record.name.end)))
      frames.push(record.name.start, record.name.end);
    if (record.kind !== 'debug') continue;
    const start = frameStart(text, record);
    if (record.messageStart > start) addFrame(frames, text, start, record);
    if (record.form !== 'ike') continue;
    // Several messages printed without a line break between them; a terminal may have wrapped them.
    const content = unwrapped(
      text,
      record.messageStart,
      Math.min(record.messageEnd, record.messageStart + MAX_MESSAGE),
    );
    for (const glued of gluedTags(content.text.slice(content.from, content.to))) {
      const { start, end } = placeOf(content, content.from + glued.start, content.from + glued.tagStart);
      frames.push(start, end);
    }
  }
  return Int32Array.from(frames);
}

/** A name can be inside the tag of a request, `V=root:0:tunnel`, so the frame excludes it. */
function addFrame(frames: number[], text: string, start: number, { tag, messageStart }: DebugRecord): void {
  if (tag) {
    frames.push(start, tag.start);
    for (let at = tag.start; at < tag.end; at++) if (text.charCodeAt(at) === COLON) frames.push(at, at + 1);
  }
  frames.push(tag?.end ?? start, messageStart);
}

function addHttp(frames: number[], { request, status, headers }: HttpRecord): void {
  for (const span of [request?.method, request?.version, status?.version, status?.code])
    if (span) frames.push(span.start, span.end);
  for (const { name } of headers) frames.push(name.start, name.end);
}

function frameStart(text: string, { start, stampStart, nameStart, tag, messageStart }: DebugRecord): number {
  if (stampStart >= 0) return stampStart;
  if (tag) return text.charCodeAt(tag.start - 1) === OPEN_BRACKET ? tag.start - 1 : tag.start;
  if (nameStart < 0) return messageStart;
  if (text.charCodeAt(nameStart - 1) === OPEN_BRACKET) return nameStart - 1;
  if (text.charCodeAt(nameStart - 1) !== SPACE) return nameStart;
  const before = text.slice(Math.max(start, nameStart - MAX_NUMBER), nameStart);
  return nameStart - (NUMBER.exec(before)?.[0].length ?? 0);
}

/** Adds spans to the frames, such as sentence words that were taken for a name. */
export function withFrames(frames: Int32Array<ArrayBuffer>, more: readonly Span[]): Int32Array<ArrayBuffer> {
  if (more.length === 0) return frames;
  const spans = [...more];
  for (let at = 0; at < frames.length; at += 2)
    spans.push({ start: frames[at] ?? 0, end: frames[at + 1] ?? 0 });
  spans.sort((a, b) => a.start - b.start);
  return Int32Array.from(spans.flatMap(({ start, end }) => [start, end]));
}

/** Returns a test for whether a span overlaps a frame. Call it with spans in order of their start. */
export function frameTest(frames: Int32Array): (start: number, end: number) => boolean {
  let at = 0;
  return (start, end) => {
    while (at < frames.length && (frames[at + 1] ?? 0) <= start) at += 2;
    return (frames[at] ?? Infinity) < end;
  };
}

/** The start of the first frame that overlaps the span, or the end of the span. A value read across lines ends there. */
export function frameAfter(frames: Int32Array, { start, end }: Span): number {
  return Math.min(end, frames[firstAfter(frames, start)] ?? end);
}

/** The index of the first frame that ends after `at`. */
function firstAfter(frames: Int32Array, at: number): number {
  return 2 * countBefore(frames.length / 2, index => (frames[2 * index + 1] ?? 0) <= at);
}
