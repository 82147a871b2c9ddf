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

/** `[1906] ` before the name of a function. */
const NUMBER = /\[\d{1,7}\] {1,4}$/;
const MAX_NUMBER = 14;
/** The name of an option: `acme-domain` is the same option where a user is called so. */
const OPTION = /^[a-z\d]+(?:-[a-z\d]+)+$/;
/** How much of a message is looked through for others. */
const MAX_MESSAGE = 400;

/**
 * Where the frames of lines are: the time stamp, process, line number and function of a debug line, up to what it says; the
 * method, version and status of HTTP, the names of its headers, and those of the options of a configuration. Two numbers a frame, start and end, in order. A name that is known from elsewhere is never looked for there: such a line would be none
 * any more in the copy.
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
    // Lines that were printed one after the other, without a line break between; a terminal may have wrapped them.
    const said = unwrapped(
      text,
      record.messageStart,
      Math.min(record.messageEnd, record.messageStart + MAX_MESSAGE),
    );
    for (const glued of gluedTags(said.text.slice(said.from, said.to))) {
      const { start, end } = placeOf(said, said.from + glued.start, said.from + glued.tagStart);
      frames.push(start, end);
    }
  }
  return Int32Array.from(frames);
}

/** A name can be a part of what distinguishes requests, `V=root:0:tunnel`: the frame is around them. */
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

/** Frames with more of them: words of sentences, which name nothing either. */
export function withFrames(frames: Int32Array<ArrayBuffer>, more: readonly Span[]): Int32Array<ArrayBuffer> {
  if (more.length === 0) return frames;
  const spans = [...more];
  for (let at = 0; at < frames.length; at += 2)
    spans.push({ start: frames[at] ?? 0, end: frames[at + 1] ?? 0 });
  spans.sort((a, b) => a.start - b.start);
  return Int32Array.from(spans.flatMap(({ start, end }) => [start, end]));
}

/** What says whether a stretch overlaps a frame. It is to be asked of stretches in the order in which they begin. */
export function frameTest(frames: Int32Array): (start: number, end: number) => boolean {
  let at = 0;
  return (start, end) => {
    while (at < frames.length && (frames[at + 1] ?? 0) <= start) at += 2;
    return (frames[at] ?? Infinity) < end;
  };
}

/** Where the first frame begins that a stretch reaches; its end for none. A value that was read across lines ends there. */
export function frameAfter(frames: Int32Array, { start, end }: Span): number {
  return Math.min(end, frames[firstAfter(frames, start)] ?? end);
}

/** The index of the first frame that ends after `at`. */
function firstAfter(frames: Int32Array, at: number): number {
  return 2 * countBefore(frames.length / 2, index => (frames[2 * index + 1] ?? 0) <= at);
}
