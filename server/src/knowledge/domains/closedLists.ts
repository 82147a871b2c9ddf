import x509 from '../data/lists/x509.json';

/** A closed list of a standard or an open component: what it can print, and nothing else. */
interface ClosedList {
  readonly source: string;
  readonly members: readonly {
    readonly code: string;
    /** Its texts in all releases of the component. */
    readonly texts: readonly string[];
  }[];
}

/** The closed lists by the names that holes of sentences have: `{reason:x509}`. */
export const CLOSED_LISTS: Readonly<Record<string, ClosedList>> = { x509 };

/** A member of a list in a text; `end` is an offset in UTF-16 code units. */
export interface ListedMember {
  readonly code: string;
  readonly end: number;
}

/** The codes of a list by its texts in lower case, and the lengths of these, longest first. */
interface Index {
  readonly codes: ReadonlyMap<string, string>;
  readonly lengths: readonly number[];
}

const indexes: ReadonlyMap<string, Index> = new Map(
  Object.entries(CLOSED_LISTS).map(([name, { members }]) => {
    const codes = new Map(
      members.flatMap(({ code, texts }) => texts.map(text => [text.toLowerCase(), code] as const)),
    );
    const lengths = [...new Set(Array.from(codes.keys(), ({ length }) => length))].sort((a, b) => b - a);
    return [name, { codes, lengths }];
  }),
);

const WORD = /[\p{L}\p{N}_]/u;
/** A shorter beginning is that of many members. */
const MIN_BEGINNING = 12;

/**
 * The longest member of a list that begins at `at`, in upper or lower case, before `to`. At the end of a text that a terminal
 * has cut, the beginning of a single member is that member.
 */
export function memberAt(list: string, text: string, at: number, to = text.length): ListedMember | undefined {
  const index = indexes.get(list);
  if (!index) return undefined;
  const [longest = 0] = index.lengths;
  const after = text.slice(at, Math.min(to, at + longest)).toLowerCase();
  for (const length of index.lengths) {
    const code = length <= after.length ? index.codes.get(after.slice(0, length)) : undefined;
    if (code !== undefined && !WORD.test(text.charAt(at + length))) return { code, end: at + length };
  }
  if (at + after.length < text.length || after.length < MIN_BEGINNING) return undefined;
  const codes = new Set(
    [...index.codes].filter(([member]) => member.startsWith(after)).map(([, code]) => code),
  );
  const [only] = codes;
  return codes.size === 1 && only !== undefined ? { code: only, end: at + after.length } : undefined;
}
