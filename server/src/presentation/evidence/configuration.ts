import type { Analysis } from '../../analysis';
import { cached } from '../../cached';
import { commandWords } from '../../knowledge';
import type { CaptureRecord, ConfigRecord, Span } from '../../syntax';
import { MAX_KEPT, MAX_VALUE, type Placed } from './readings';

/** Maximum length of a list of values, in UTF-16 code units. */
const MAX_LIST = 4096;

/** What a capture shows of configurations. */
export interface Configuration {
  /** Settings that are shown, and those of commands that were typed. A list has one for each value, all in one place. */
  readonly settings: readonly Placed[];
  /** Entries, and tables, that are shown without a gap: what they lack is not set. */
  readonly entries: readonly Placed[];
  readonly tables: readonly Placed[];
}

/** A line of a configuration. */
type Part = Pick<ConfigRecord, 'verb' | 'name' | 'value'>;

/** Reads the configurations of a capture. */
export const configurationIn = cached(({ text, records }: Analysis): Configuration => {
  const settings: Placed[] = [];
  const shown = { entries: [], tables: [] };
  // The entries and the table whose first line is shown, and no gap after it.
  let open: Placed[] = [];
  let path: readonly string[] = [];
  let [typed, entry] = ['', ''];
  for (const record of records) {
    const part = partOf(record);
    if (record.kind === 'command') {
      typed = record.kept?.typed ?? '';
      if (!part) path = [];
    }
    if (record.kind !== 'config' && record.kind !== 'blank') open = [];
    if (!part || settings.length >= MAX_KEPT) continue;
    const before = path;
    path = pathAfter(path, part, text);
    entry = entryAfter(entry, part, path, text);
    const places = path.length === 0 ? placesOfSearch(typed) : [path];
    if (part.verb === 'set')
      settings.push(...places.flatMap(one => valuesOfSetting(one, entry, part, text.slice(0, record.end))));
    if (record.kind !== 'config') continue;
    open.push(...begunBy(part, path, typed, text));
    open = withoutEnded(part, open, part.verb === 'next' ? before : path, shown);
  }
  return { settings, ...shown };
});

/** The entry that lines after this one belong to, as it is written; one within it, such as a secondary address, does not count. */
function entryAfter(entry: string, { verb, value }: Part, path: readonly string[], text: string): string {
  return verb === 'edit' && path.length === 2 ? text.slice(value.start, value.end).trim() : entry;
}

function partOf(record: CaptureRecord): Part | undefined {
  if (record.kind === 'command') return record.kept?.config;
  return record.kind === 'config' ? record : undefined;
}

/** The entry or the whole table whose first line this is. */
function begunBy(
  { verb, name, value }: Part,
  path: readonly string[],
  typed: string,
  text: string,
): Placed[] {
  const isTable = verb === 'config' && path.length === 1 && showsTable(typed, path[0] ?? '');
  if (!isTable && verb !== 'edit') return [];
  const { start, end } = isTable ? name : value;
  return [{ path, value: text.slice(start, end), start, end }];
}

/** Takes out of `open` what ends with this line, and adds it to what is shown. */
function withoutEnded(
  { verb }: Part,
  open: Placed[],
  path: readonly string[],
  { entries, tables }: { entries: Placed[]; tables: Placed[] },
): Placed[] {
  const length = verb === 'next' ? path.length : verb === 'end' ? path.length + 1 : undefined;
  const ended = open.findLast(one => one.path.length === length);
  if (!ended) return open;
  (verb === 'next' ? entries : tables).push(ended);
  return open.filter(one => one !== ended);
}

/** The values of a setting: of a list in quotes, each. */
function valuesOfSetting(
  path: readonly string[],
  entry: string,
  { name, value }: Part,
  line: string,
): Placed[] {
  const isQuoted = line[value.end] === '"';
  const place = {
    path: [...path, line.slice(name.start, name.end).toLowerCase()],
    entry,
    start: name.start,
    end: isQuoted ? line.lastIndexOf('"') + 1 : value.end,
  };
  if (!isQuoted) {
    // `grep -f` marks the lines that it found.
    const [plain = ''] = line.slice(value.start, value.end).split(' <---');
    return [{ ...place, value: plain.slice(0, MAX_VALUE) }];
  }
  const list = line.slice(value.start - 1);
  // Part of a list says nothing of what it lacks.
  if (list.length > MAX_LIST) return [];
  return Array.from(list.matchAll(QUOTED), ([, one = '']) => ({ ...place, value: one.slice(0, MAX_VALUE) }));
}

const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** Where settings belong that `show system global | grep admin` finds: the last word can be an entry. */
function placesOfSearch(typed: string): readonly (readonly string[])[] {
  const [command = '', search] = typed.toLowerCase().split('|');
  const [verb = '', ...words] = shownBy(command);
  if (search === undefined || verb === '') return [];
  return [
    [words.join(' '), ''],
    [words.slice(0, -1).join(' '), words.at(-1)?.replaceAll('"', '') ?? ''],
  ];
}

/** The words of a command `show`, without `full-configuration`; none for another command. */
function shownBy(command: string): readonly string[] {
  const [verb = '', ...words] = commandWords(command);
  if (verb === '' || !'show'.startsWith(verb)) return [];
  return ['show', ...(/^fu/.test(words[0] ?? '') ? words.slice(1) : words)];
}

/** Whether a typed command shows all of a configuration: `show user local` or `sh full user loc`, without an entry or `grep`. */
function showsTable(typed: string, table: string): boolean {
  const [verb, ...words] = shownBy(typed.toLowerCase());
  const parts = table.split(' ');
  const isWhole = words.length === 0 || words.length === parts.length;
  return verb !== undefined && isWhole && words.every((one, at) => parts[at]?.startsWith(one));
}

/** The configuration and the entry that lines after this one belong to. */
function pathAfter(path: readonly string[], { verb, name, value }: Part, text: string): string[] {
  const slice = ({ start, end }: Span): string => text.slice(start, end).trim().toLowerCase();
  // A path has a configuration and an entry by turns.
  const isInEntry = path.length % 2 === 0;
  if (verb === 'config') return isInEntry ? [...path, slice(name)] : [...path, '', slice(name)];
  if (verb === 'edit') return [...(isInEntry ? path.slice(0, -1) : path), slice(value)];
  if (verb === 'next') return isInEntry ? path.slice(0, -1) : [...path];
  if (verb === 'end') return path.slice(0, isInEntry ? -2 : -1);
  return verb === 'set' && !isInEntry ? [...path, ''] : [...path];
}
