import { skipBlanks } from './blanks';
import { quoteLength } from './quotes';
import type { Ends } from './valueEnd';

/**
 * How certain it is that a name has a value: `sure` if the separator shows it, `name=value`, `"name":"value"`,
 * `name -> value`; `likely` if tables or sentences also contain it, `name|value`, `name(value)`; `spoken` after `is`;
 * `unlikely` after only a blank.
 */
export type Certainty = 'sure' | 'likely' | 'spoken' | 'unlikely';

/** The start of a value, and how it ends if the separator determines that. */
export interface Start {
  readonly at: number;
  readonly certainty?: Certainty;
  readonly ends?: Ends;
  /** A colon and a blank precede it, as if typed at a prompt. */
  readonly isTyped?: boolean;
}

/** A separator between a name and its value. */
export interface Separator {
  readonly name: string;
  /** Text after a name, and the value in it. */
  readonly example: readonly [gap: string, value: string];
  /** The characters it can start with; if missing, any. */
  readonly characters?: string;
  /** True: a closing quote of the name is required; false: not allowed; undefined: both are possible. */
  readonly quoted?: boolean;
  /** True: it starts at the end of the name; false: after blanks or a closing quote; undefined: both are possible. */
  readonly atOnce?: boolean;
  /**
   * Returns the start of the value.
   * @param separator the offset of the first character that is neither a blank nor the closing quote of the name
   * @param at the end of the name
   */
  readonly read: (text: string, separator: number, at: number, to: number) => Start | undefined;
}

/** The part of a separator still needed after the lookup by first character and quote. */
type SeparatorTest = Pick<Separator, 'read' | 'atOnce'>;

/** Separators, indexed by their first character. */
export class SeparatorTable {
  readonly #unquoted: readonly (readonly SeparatorTest[])[];
  readonly #quoted: readonly (readonly SeparatorTest[])[];

  constructor(separators: readonly Separator[]) {
    const tables = [false, true].map(quoted => {
      const of = separators.filter(separator => separator.quoted !== !quoted);
      return Array.from({ length: NON_ASCII + 1 }, (_, code) => testsFor(of, code));
    });
    [this.#unquoted = [], this.#quoted = []] = tables;
  }

  /** The start of the value after a name that ends at `at`. */
  startOf(text: string, at: number, to: number): Start | undefined {
    const quote = quoteLength(text, at);
    const separator = skipBlanks(text, at + quote, to);
    if (separator >= to) return undefined;
    const code = text.charCodeAt(separator);
    const table = quote > 0 ? this.#quoted : this.#unquoted;
    for (const { atOnce, read } of table[code < NON_ASCII ? code : NON_ASCII] ?? []) {
      if (atOnce === (separator !== at)) continue;
      const start = read(text, separator, at, to);
      if (start) return start;
    }
    return undefined;
  }
}

/** The index for all non-ASCII characters. */
const NON_ASCII = 128;

/** The separators that may start with a character. */
function testsFor(separators: readonly Separator[], code: number): readonly SeparatorTest[] {
  const mayBegin = (character: string): boolean =>
    code < NON_ASCII ? character.charCodeAt(0) === code : character.charCodeAt(0) >= NON_ASCII;
  return separators.filter(
    ({ characters }) => characters === undefined || Array.from(characters).some(mayBegin),
  );
}
