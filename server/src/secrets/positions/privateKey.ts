import { min } from '../../integers';
import type { Span } from '../../syntax';

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
    const head = text.slice(start, min(end, start + MAX_LENGTH));
    if (head.includes('PRIVATE KEY-----')) {
      this.isOpen = head.includes('-----BEGIN');
      return undefined;
    }
    const place = this.isOpen ? KEY_LINE.exec(head)?.indices?.groups?.['value'] : undefined;
    return place && { start: start + place[0], end: start + place[1] };
  }
}
