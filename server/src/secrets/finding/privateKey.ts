import type { Span } from '../../syntax';

/** Lines of a key in PEM have 64 characters, with quotes and a name before them a few more. */
const MAX_LENGTH = 200;

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
    const line = this.isOpen ? head.trim() : '';
    if (!/^[\w+/=]+$/.test(line)) return undefined;
    const from = start + head.indexOf(line);
    return { start: from, end: from + line.length };
  }
}
