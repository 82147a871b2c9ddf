import type { Span } from '../../syntax';

/** Lines of a key in PEM have 64 characters, with quotes and a name before them a few more. */
const MAX_LENGTH = 200;

/** A line of base64, or a string of a program with one: `"MIIE...\n" +`. */
const KEY_LINE = /^\s*["']?(?<value>[\w+/=]+)(?:\\{1,4}r)?(?:\\{1,4}n)?["']?\s*[+,.;)\\]?\s*$/d;

/** Follows the lines of a private key in PEM, from the line that begins it to the one that ends it. */
export class PrivateKey {
  /** The next lines are those of a key. */
  isOpen = false;

  /** The part of the next line that is of the key; undefined if none is. */
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
