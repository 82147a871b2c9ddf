/** Returns how to display a string or number of a payload; `raw` is its source text, a string without its quotes. */
export type Show = (raw: string, key: string | undefined, isKey: boolean) => string;

const SPACE = /\s*/y;
const WORD = /[^\s"{}[\],:]+/y;
const INDENT = '  ';

/** Formats a payload as valid JSON with one line per member and item; numbers and escapes are unchanged. */
export function formatJson(source: string, show: Show): string {
  return new Formatter(source, show).format();
}

class Formatter {
  readonly #parts: string[] = [];
  /** The keys of the containers around the current position, innermost last. */
  readonly #keys: (string | undefined)[] = [];
  #key: string | undefined;
  #at = 0;

  constructor(
    readonly source: string,
    readonly show: Show,
  ) {}

  format(): string {
    for (this.#take(SPACE); this.#at < this.source.length; this.#take(SPACE)) this.#step();
    return this.#parts.join('');
  }

  #step(): void {
    const character = this.source[this.#at] ?? '';
    if (character === '"') return this.#string();
    const word = this.#take(WORD);
    if (word) return this.#word(word[0]);
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
    this.#at = Math.min(end + 1, this.source.length);
    const raw = this.source.slice(start, end);
    this.#take(SPACE);
    const isKey = this.source[this.#at] === ':';
    if (isKey) this.#key = raw;
    this.#parts.push(`"${this.show(raw, this.#key, isKey)}"`);
  }

  /** A number that is masked becomes a string: a mask alone is not valid JSON. */
  #word(raw: string): void {
    const plain = raw === 'null' || raw === 'true' || raw === 'false';
    const shown = plain ? raw : this.show(raw, this.#key, false);
    this.#parts.push(shown === raw ? raw : `"${shown}"`);
  }

  #open(bracket: string): void {
    const closer = this.#take(/\s*[}\]]/y);
    if (closer) {
      this.#parts.push(bracket + closer[0].trim());
      return;
    }
    this.#keys.push(this.#key);
    this.#parts.push(bracket, this.#line());
  }

  #close(bracket: string): void {
    this.#key = this.#keys.pop();
    this.#parts.push(this.#line(), bracket);
  }

  /** After an item of an array, the key of the array still applies; in an object, the next key replaces it. */
  #comma(): void {
    this.#key = this.#keys[this.#keys.length - 1];
    this.#parts.push(',', this.#line());
  }

  #line(): string {
    return '\n' + INDENT.repeat(this.#keys.length);
  }

  #take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at;
    const match = form.exec(this.source);
    if (match) this.#at = form.lastIndex;
    return match;
  }
}
