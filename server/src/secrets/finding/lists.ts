import type { Span } from '../../syntax';
import { type BracketRow, bracketRows, isBetweenRows } from './bracketRows';
import { kindsOf } from './keys';
import { logHost } from './logHost';
import { isLikePassword, isName, isOwnWord } from './looks';
import { nameKeyOf } from './nameParts';
import { type FoundKind, isSecretClass } from '../types';
import { isOrdinary } from '../vocabulary';

/** A cell with a secret or an identity; offsets are relative to the line. */
type Cell = { readonly kind: FoundKind } & Span;

/** Reads, line by line, lists of sessions or users, and tables that contain a secret. */
export class ListReader {
  /** The columns of the current list. */
  columns: Columns | undefined;

  /** The sensitive cells of the next line; empty if it is not a row. */
  add(line: string): readonly Cell[] {
    const rows = bracketRows(line);
    if (rows.length > 0) return this.#rows(line, rows);
    if (this.columns?.inBrackets) {
      if (isBetweenRows(line)) return NO_CELLS;
      this.end();
    }
    this.ruler(line);
    const cells = this.columns && cellsOf(line, this.columns);
    // A head wider than the terminal continues in the next line.
    this.columns = columnsOf(line) ?? this.columns;
    return cells ?? gluedCellsOf(line);
  }

  /** The sensitive cells of a payload with rows in brackets. */
  addPayload(text: string): readonly Cell[] {
    const cells = this.#rows(text, bracketRows(text));
    this.end();
    return cells;
  }

  /** The sensitive cells of rows in brackets below a row of names. */
  #rows(text: string, rows: readonly BracketRow[]): Cell[] {
    const found: Cell[] = [];
    for (const row of rows) {
      const written = row.map(({ start, end }) => text.slice(start, end));
      const kinds = bracketKindsOf(written);
      if (kinds) this.columns = { kinds, numbered: false, inBrackets: true };
      else if (this.columns?.inBrackets && this.columns.kinds.length === row.length)
        found.push(...bracketCellsOf(row, written, this.columns.kinds));
    }
    return found;
  }

  /** Reads a line that may be the ruler below a head. */
  ruler(line: string): void {
    this.columns = this.columns && ruledColumnsOf(this.columns, line.trimEnd());
  }

  /** Ends the list: the next lines are not part of it. */
  end(): void {
    this.columns = undefined;
  }
}

export interface Columns {
  readonly kinds: readonly (FoundKind | undefined)[];
  /** True if each row starts with its number. */
  readonly numbered: boolean;
  /** The separator of the cells, if the head contains only names: `time,user,password`. */
  readonly separator?: string;
  /** The start of each name, for columns without a separator; `drawn` is true for bars between them. */
  readonly starts?: readonly number[];
  readonly drawn?: boolean;
  /** True for rows in brackets. */
  readonly inBrackets?: boolean;
  /** True until the next line, which must be a ruler below each name: single blanks part the names. */
  readonly isOpen?: boolean;
}

const KINDS = kindsOf('column');
/** Lists of sessions and users have numbered rows; those of administrators and leases do not. */
const HEADER = /^\s{0,8}\|?(?:Index(?=[|\s])|username(?= {2,})|IP\s{1,40}MAC-Address\s)/;
const ROW = /^\s{0,8}\|?\d{1,6}[\s|]/;
const MIN_ROWS = 3;
/** A cell ends at a tab, a bar or two blanks, since group names may contain one. */
const CELL = /[^\s|]+(?: [^\s|]+)*/g;

const NAME = /^[\p{L}_][\p{L}\w .-]{0,40}$/u;

/** The kinds of the columns of a row in brackets, if it has only names, and one of them that of a secret. */
function bracketKindsOf(cells: readonly string[]): Columns['kinds'] | undefined {
  if (!cells.every(cell => NAME.test(cell)) || (cells.length === 2 && isPair(cells))) return undefined;
  const kinds = cells.map(kindOfColumn);
  return kinds.some(isSecretKind) ? kinds : undefined;
}

/** The sensitive cells of a row in brackets, if one of them is a secret. */
function bracketCellsOf(row: BracketRow, written: readonly string[], kinds: Columns['kinds']): Cell[] {
  const cells = row.flatMap(({ start, end }, number): Cell[] => {
    const kind = kinds[number];
    return kind && isOfColumn(kind, written[number] ?? '', false) ? [{ kind, start, end }] : [];
  });
  return cells.some(({ kind }) => isSecretClass(kind)) ? cells : [];
}

function isSecretKind(kind: FoundKind | undefined): boolean {
  return kind !== undefined && isSecretClass(kind);
}

function kindOfColumn(name: string): FoundKind | undefined {
  return nameKeyOf(name)?.kind ?? KINDS.get(name.toLowerCase());
}

/** The head of a table: column names, one of which may be that of a secret. */
const TABLE_HEAD =
  /^\s{0,8}"?[\p{L}_][\p{L}\w\u00a0 .()-]{0,40}"?(?:([,;|\t])"?[\p{L}_][\p{L}\w\u00a0 .()-]{0,40}"?){1,63}\s*$/u;
const MAX_HEAD = 1024;

function tableColumnsOf(line: string): Columns | undefined {
  if (line.length > MAX_HEAD) return undefined;
  const separator = TABLE_HEAD.exec(line)?.[1];
  if (separator === undefined) return drawnColumnsOf(line);
  const cells = line.split(separator);
  // `psk,value`: a name and its value, not a head.
  if (cells.length === 2 && isPair(cells)) return undefined;
  const kinds = cells.map(written => kindOfColumn(written.replaceAll('"', '').trim()));
  return kinds.some(kind => kind !== undefined) ? { kinds, numbered: false, separator } : undefined;
}

/** True for two cells, the first the name of a secret, the second not a name. */
function isPair(cells: readonly string[]): boolean {
  const [name = '', value = ''] = cells.map(cell => cell.replaceAll('"', '').trim());
  return nameKeyOf(name) !== undefined && nameKeyOf(value) === undefined && isOwnWord(value);
}

/** Bars between cells: drawn lines, and those of wikis, typesetters and pages. */
const BARS = /[│┃║¦]|\|\|| [&/] | \\\\(?=\s*$)|<\/?t[rdh](?: [^<>]{0,60})?>/g;
/** Further bars of the heads of wikis, and what marks a name in a head. */
const HEAD_BARS = /!!?(?=\s)|\^(?=\s|$)/g;
const MARKS = /\*\*|_\. |`/g;
/** The name of a column of numbers. */
const NUMBER_SIGN = /(?<=\s)#(?=\s)/;
const HAS_BARS = /[│┃║¦^|!]| [&/] |<t[rh]/;

/** A line with every bar as `|`; its offsets are the same. */
function withBars(line: string): string {
  return line.replace(BARS, bar => (bar.startsWith(' ') ? ' | ' : '|'.padEnd(bar.length)));
}

/** A head with names between bars, or aligned above their cells. */
const DRAWN_HEAD =
  /^\s{0,8}(?:[|\s]{1,60})?[\p{L}_][\w\p{L}.-]*(?: [\w\p{L}.-]+)?(?:(?:[|\s]{2,60}|[|\t])[\p{L}_][\w\p{L}.-]*(?: [\w\p{L}.-]+)?){1,31}[|\s]*$/u;
const DRAWN_CELL = /[^\s|]+(?: [^\s|]+)*/g;
/** A head whose names are parted by single blanks; a ruler must follow. */
const OPEN_HEAD = /^\s{0,8}[\p{L}_][\w\p{L}.-]*(?: +[\p{L}_][\w\p{L}.-]*){1,11}\s*$/u;
const RULER = /^\s{0,8}[-=]{2,}(?: +[-=]{2,})+\s*$/;

function drawnColumnsOf(line: string): Columns | undefined {
  const head = HAS_BARS.test(line)
    ? withBars(line)
        .replace(HEAD_BARS, bar => '|'.padEnd(bar.length))
        .replace(MARKS, mark => ' '.repeat(mark.length))
        .replace(NUMBER_SIGN, 'N')
    : line;
  const isDrawn = DRAWN_HEAD.test(head);
  if (!isDrawn && !OPEN_HEAD.test(head)) return undefined;
  const cells = [...head.matchAll(isDrawn ? DRAWN_CELL : WORD)];
  const isBarred = isDrawn && head.includes('|');
  const kinds = cells.map(
    ({ 0: name }) => nameKeyOf(name)?.kind ?? (isBarred ? KINDS.get(name.toLowerCase()) : undefined),
  );
  if (kinds.every(kind => kind === undefined)) return undefined;
  const columns = { kinds, numbered: false, starts: cells.map(({ index }) => index) };
  return isDrawn ? { ...columns, drawn: isBarred } : { ...columns, isOpen: true };
}

/** The columns for `line`, the next one after an open head or any other; undefined if the head was none. */
function ruledColumnsOf({ isOpen = false, ...columns }: Columns, line: string): Columns | undefined {
  if (!isOpen) return columns;
  const starts = RULER.test(line) ? [...line.matchAll(WORD)].map(({ index }) => index) : [];
  return starts.join() === columns.starts?.join() ? columns : undefined;
}

/** The sensitive cells of a row below such a head: between the same bars, or aligned with the names. */
function drawnCellsOf(line: string, { kinds, starts = [], drawn }: Columns): Cell[] | undefined {
  const row = drawn ? withBars(line) : line;
  const cells = [...row.matchAll(DRAWN_CELL)];
  // A ruler.
  if (/^[\s|+=:-]*$/.test(line)) return [];
  if (drawn ? cells.length !== kinds.length || !row.includes('|') : cells.length < 2) return undefined;
  return cells.flatMap(({ 0: cell, index: start }, number): Cell[] => {
    const column = drawn ? number : starts.findLastIndex(at => at <= start);
    const kind = drawn || starts[column] === start ? kinds[column] : undefined;
    const end = start + cell.length;
    const isValue = kind !== undefined && !/\s/.test(cell) && isOfColumn(kind, cell, drawn === true);
    return isValue ? [{ kind, start, end }] : [];
  });
}

const CODE = /^\d{6,8}$/;

/** True if a cell is hardly an ordinary word. */
function isOfColumn(kind: FoundKind, cell: string, isBarred: boolean): boolean {
  if (!isSecretClass(kind)) return isName(cell) && !isOrdinary(cell);
  if (kind === 'one-time-code') return CODE.test(cell);
  return isLikePassword(cell) || (isBarred && isOwnWord(cell));
}

/** The sensitive cells of a row, without quotes. */
function tableCellsOf(line: string, { kinds }: Columns, separator: string): Cell[] | undefined {
  const cells: Cell[] = [];
  let [at, column] = [0, 0];
  for (; at <= line.length; column++) {
    const quoted = line[at] === '"' ? line.indexOf('"', at + 1) : -1;
    const found = line.indexOf(separator, Math.max(at, quoted));
    const end = found < 0 ? line.trimEnd().length : found;
    const kind = kinds[column];
    const [first, last] = quoted > 0 ? [at + 1, quoted] : [at, end];
    if (kind && last > first) cells.push({ kind, start: first, end: last });
    at = Math.max(end, at) + 1;
    if (found < 0) break;
  }
  return column + 1 >= kinds.length ? cells : undefined;
}

/** Two column names joined by a separator. */
const GLUED_HEAD = /(?:^|\s)"?[A-Za-z_][\w.-]{0,40}"?[,;]"?[A-Za-z_]/;
/** A quick test: what every such head has. */
const MAY_BE_GLUED = /[\w."-][,;]"?[A-Za-z_]/;
const WORD = /\S+/g;

/**
 * The sensitive cells of a table that lost its line breaks: `user,password user01,secret user02,secret`. Words after the
 * head are rows while they have as many cells; a date is skipped.
 */
function gluedCellsOf(line: string): readonly Cell[] {
  if (!MAY_BE_GLUED.test(line) || !GLUED_HEAD.test(line)) return NO_CELLS;
  const found: Cell[] = [];
  let columns: Columns | undefined;
  for (const { 0: word, index } of line.matchAll(WORD)) {
    const cells =
      columns?.separator === undefined ? undefined : tableCellsOf(word, columns, columns.separator);
    for (const { kind, start, end } of cells ?? [])
      found.push({ kind, start: index + start, end: index + end });
    if (!cells && !(columns && DATE.test(word))) columns = tableColumnsOf(word);
  }
  return found;
}

const NO_CELLS: readonly Cell[] = [];
const DATE = /^"?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/;

/** Characters that no head has, unless it has bars of another system. */
const NOT_IN_HEAD = /[!#$%&'*+/:<=>?@[\\\]^`{}~]/;

/** A quick test, since every unrecognised line is asked: most have a colon or an equals character. */
function mayBeHead(line: string): boolean {
  return !NOT_IN_HEAD.test(line) || HAS_BARS.test(line);
}

/** The columns, if the line is the head of a list of sessions or of a table with a secret. */
function columnsOf(line: string): Columns | undefined {
  const table = mayBeHead(line) ? tableColumnsOf(line) : undefined;
  if (!HEADER.test(line) || table?.kinds.some(isSecretKind)) return table;
  const names = line.match(CELL) ?? [];
  const kinds = names.map(name => KINDS.get(name.toLowerCase()));
  if (names.length < MIN_ROWS || kinds.every(kind => kind === undefined)) return undefined;
  return { kinds, numbered: /Index/.test(names[0] ?? '') };
}

/** The sensitive cells of a row, with offsets relative to the line; undefined if it is not a row. */
function cellsOf(line: string, columns: Columns): Cell[] | undefined {
  if (columns.separator !== undefined) return tableCellsOf(line, columns, columns.separator);
  if (columns.starts) return drawnCellsOf(line, columns);
  const cells = [...line.matchAll(CELL)];
  if (columns.numbered ? !ROW.test(line) : cells.length < MIN_ROWS) return undefined;
  return cells.flatMap(({ 0: cell, index: start }, column) => {
    const kind = columns.kinds[column];
    return kind ? [{ kind, start, end: start + cell.length }] : [];
  });
}

/** `vd: root/0` with `name: to-hq` below; `name=to-hq ver=1`; `proxyid=to-hq proto=0`. */
const LISTED_TUNNEL =
  /^(?:vd: \S{1,31}[ \t]{0,4}[\r\n]{1,3}(?:[\d:. -]{19,28})?name: |name=(?=\S+ ver=)|proxyid=(?=\S+ proto=))(?<name>[^\s:]{1,64})/d;
/** `192.0.2.9, user01` with `type: fsso` below. */
const LISTED_USER =
  /^\d{1,3}(?:\.\d{1,3}){3}, (?<name>\S{1,64})[ \t]{0,4}[\r\n]{1,3}(?:[\d:. -]{19,28})?\s{0,12}(?:src_mac|type): /d;
/** `'to-hq' 192.0.2.9:0  selectors(total,up): 1/1`. */
const LISTED_SUMMARY = /^'(?<name>[^'\r\n]{1,64})' \S{1,64} {1,4}selectors\(/d;
/** Sessions whose head is missing: ` 0   user01   GRP-vpn   1(1)   291`, ` 0   user01   GRP-vpn   192.0.2.7   22099/43228`. */
const LISTED_SESSION =
  /^\d{1,4}(?: {2,}|\t{1,4})(?<name>[^\s|]{1,64})[^\r\n]{0,80}?\s(?:\d{1,5}\(\d{1,3}\)\s+\d{1,7}\s|\d{1,3}(?:\.\d{1,3}){3}\s+\d{1,7}\s+\d{1,12}\/\d{1,12}(?:\s|$))/d;
const LIST_ENTRIES: readonly (readonly [FoundKind, RegExp])[] = [
  ['connection', LISTED_TUNNEL],
  ['connection', LISTED_SUMMARY],
  ['user', LISTED_USER],
  ['user', LISTED_SESSION],
];
/** Digits, `v`, `n`, `p` and `'`: the first characters of the forms above. */
const LISTED_UNITS: ReadonlySet<number> = new Set([
  39, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 118, 110, 112,
]);
/** Maximum length of the text to match, in UTF-16 code units. */
const MAX_LENGTH = 200;

/** The tunnel name in a list of gateways or tunnels, the user name in a list of logged-in users, or the host of a log. */
export function listedAt(text: string, start: number): ({ readonly kind: FoundKind } & Span) | undefined {
  while (text.charCodeAt(start) === 32) start++;
  if (!LISTED_UNITS.has(text.charCodeAt(start))) return logHost(text, start);
  const slice = text.slice(start, start + MAX_LENGTH);
  for (const [kind, form] of LIST_ENTRIES) {
    const place = form.exec(slice)?.indices?.groups?.['name'];
    if (place) return { kind, start: start + place[0], end: start + place[1] };
  }
  return logHost(text, start);
}
