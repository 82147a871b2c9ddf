import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import { redact } from '../secrets';
import type { JsonPayload } from '../syntax';
import { maskedText } from '../presentation/mask';
import { recordAt } from '../judge/places';

export { dumpAt, type HexDump, prettyDump } from './hexDumps';

/** Returns the payload at `offset`. */
export function payloadAt(analysis: Analysis, offset: number): JsonPayload | undefined {
  const record = recordAt(analysis, offset);
  return record?.kind === 'json' ? record.payload : undefined;
}

/** Returns a readable payload: repaired if possible, one line per member, secrets masked. */
export function prettyPayload(analysis: Analysis, payload: JsonPayload): string {
  const repaired = payload.repaired();
  if (repaired === undefined)
    return payload.pieces.map(({ start, end }) => maskedText(analysis, start, end)).join('\n');
  return formatJson(redact(repaired, { keepIdentities: true, keepNames: true, site: analysis.site }));
}

const SPACE = /\s*/y;
const WORD = /[^\s"{}[\],:]+/y;
/** A stand-in of a number with a fraction or an exponent is none. */
const SCALAR = /^(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)$/i;
const INDENT = '  ';

/** Formats a payload as valid JSON with one line per member and item; numbers and escapes are unchanged. */
function formatJson(source: string): string {
  return new Formatter(source).format();
}

class Formatter {
  readonly #parts: string[] = [];
  /** The number of containers around the current position. */
  #depth = 0;
  #at = 0;

  constructor(readonly source: string) {}

  format(): string {
    for (this.#take(SPACE); this.#at < this.source.length; this.#take(SPACE)) this.#step();
    return this.#parts.join('');
  }

  #step(): void {
    const character = this.source[this.#at] ?? '';
    if (character === '"') return this.#string();
    const word = this.#take(WORD);
    if (word) {
      this.#parts.push(SCALAR.test(word[0]) ? word[0] : JSON.stringify(word[0]));
      return;
    }
    this.#at++;
    if (character === '{' || character === '[') this.#open(character);
    else if (character === '}' || character === ']') this.#close(character);
    else if (character === ',') this.#comma();
    else this.#parts.push(character === ':' ? ': ' : character);
  }

  #string(): void {
    const start = this.#at + 1;
    let end = start;
    while (end < this.source.length && this.source[end] !== '"') end += this.source[end] === '\\' ? 2 : 1;
    this.#at = min(end + 1, this.source.length);
    this.#parts.push(`"${this.source.slice(start, end)}"`);
    this.#take(SPACE);
  }

  #open(bracket: string): void {
    const closer = this.#take(/\s*[}\]]/y);
    if (closer) {
      this.#parts.push(bracket + closer[0].trim());
      return;
    }
    this.#depth++;
    this.#parts.push(bracket, this.#line());
  }

  #close(bracket: string): void {
    this.#depth = max(0, this.#depth - 1);
    this.#parts.push(this.#line(), bracket);
  }

  #comma(): void {
    this.#parts.push(',', this.#line());
  }

  #line(): string {
    return '\n' + INDENT.repeat(this.#depth);
  }

  #take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const match = form.exec(this.source);
    if (match) this.#at = form.lastIndex;
    return match;
  }
}
