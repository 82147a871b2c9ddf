import type { Span } from '../../syntax';
import type { Passage, Sink } from './passage';

/** PEM lines have 64 characters; allow for quotes and a name before them. */
const MAX_LENGTH = 200;

/** A line of base64, or a string literal that contains one: `"MIIE...\n" +`. */
const KEY_LINE = /^\s*["']?(?<value>[\w+/=]+)(?:\\{1,4}r)?(?:\\{1,4}n)?["']?\s*[+,.;)\\]?\s*$/d;

/** Tracks the lines of a PEM private key, from its BEGIN line to its END line. */
export class PrivateKey {
  /** True if the next lines belong to a key. */
  isOpen = false;

  /** The part of the next line that belongs to the key, or undefined. */
  add(text: string, { start, end }: Span): Span | undefined {
    const head = text.slice(start, Math.min(end, start + MAX_LENGTH));
    if (head.includes('PRIVATE KEY-----')) {
      this.isOpen = head.includes('-----BEGIN');
      return undefined;
    }
    const place = this.isOpen ? KEY_LINE.exec(head)?.indices?.groups?.['value'] : undefined;
    return place && { start: start + place[0], end: start + place[1] };
  }
}

const DASH = 45;
const KEY_HEAD = /^-----BEGIN (?:[A-Z\d]{1,16} ){0,3}PRIVATE KEY-----/;
/** Line breaks of a key in one line, as strings, addresses and pages write them; and a line of the key. */
const KEY_PART = /(?:\\{1,8}[rn]|%0[AD]|&#1[03];|<br ?\/?>|[ \t]){1,4}([\w+/]{4,512}={0,2})/y;
const MAX_KEY_PARTS = 256;

/** Takes the lines of a private key whose line breaks are written as text, from its head at `at`; returns its end, or -1. */
export function keyInOneLine({ text, to }: Passage, at: number, sink: Sink): number {
  if (text.charCodeAt(at + 1) !== DASH) return -1;
  const head = KEY_HEAD.exec(text.slice(at, Math.min(to, at + MAX_LENGTH)))?.[0];
  if (head === undefined) return -1;
  let end = at + head.length;
  for (let count = 0; count < MAX_KEY_PARTS; count++) {
    KEY_PART.lastIndex = end;
    const [part = '', line = ''] = KEY_PART.exec(text) ?? [];
    if (part === '' || end + part.length > to) break;
    end += part.length;
    sink.take('key', end - line.length, end);
  }
  return end;
}
