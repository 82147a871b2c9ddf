import { skipBlanks } from './blanks';
import { quoteLength } from './quotes';
import type { Ends } from './valueEnd';

/**
 * How certain it is that a name has a value: `sure` if a separator shows it: `name=value`, `"name":"value"`, `name -> value`; `likely` where a
 * table or a sentence can have the same: `name|value`, `name(value)`; `spoken` after `is`; `unlikely` where only a blank is
 * between.
 */
export type Certainty = 'sure' | 'likely' | 'spoken' | 'unlikely';

/** Where a value begins, and how it ends if its separator shows that. */
export interface Start {
  readonly at: number;
  readonly certainty?: Certainty;
  readonly ends?: Ends;
  /** A colon and a blank are before it, as when a user typed it at a prompt. */
  readonly isTyped?: boolean;
}

/** A separator of a name and its value. */
export interface Separator {
  readonly name: string;
  /** The text after a name, and the value in it. */
  readonly example: readonly [gap: string, value: string];
  /** The characters that it begins with; any if they are missing. */
  readonly signs?: string;
  /** True: a quote closes the name before it; false: none does; undefined: both are possible. */
  readonly quoted?: boolean;
  /** True: it begins where the name ends; false: blanks or a closing quote are before it; undefined: both are possible. */
  readonly atOnce?: boolean;
  /**
   * Returns where the value begins.
   * @param sign the offset of the first character that is neither a blank nor a quote that closes the name
   * @param at where the name ends
   */
  readonly read: (text: string, sign: number, at: number, to: number) => Start | undefined;
}

/** Separators with one form, after which names end with a quote, or with none. */
type Tried = Pick<Separator, 'read' | 'atOnce'>;

/** Separators, looked up by the character that they begin with. */
export class SeparatorTable {
  readonly #unquoted: readonly (readonly Tried[])[];
  readonly #quoted: readonly (readonly Tried[])[];

  constructor(separators: readonly Separator[]) {
    const tables = [false, true].map(quoted => {
      const of = separators.filter(separator => separator.quoted !== !quoted);
      return Array.from({ length: OTHER + 1 }, (_, code) => triedAt(of, code));
    });
    [this.#unquoted = [], this.#quoted = []] = tables;
  }

  /** Where the value begins after a name that ends at `at`. */
  startOf(text: string, at: number, to: number): Start | undefined {
    const quote = quoteLength(text, at);
    const sign = skipBlanks(text, at + quote, to);
    if (sign >= to) return undefined;
    const code = text.charCodeAt(sign);
    const table = quote > 0 ? this.#quoted : this.#unquoted;
    for (const { atOnce, read } of table[code < OTHER ? code : OTHER] ?? []) {
      if (atOnce === (sign !== at)) continue;
      const start = read(text, sign, at, to);
      if (start) return start;
    }
    return undefined;
  }
}

/** Represents every character beyond ASCII. */
const OTHER = 128;

/** The separators that may begin with a character. */
function triedAt(separators: readonly Separator[], code: number): readonly Tried[] {
  const mayBegin = (sign: string): boolean =>
    code < OTHER ? sign.charCodeAt(0) === code : sign.charCodeAt(0) >= OTHER;
  return separators.filter(({ signs }) => signs === undefined || Array.from(signs).some(mayBegin));
}
