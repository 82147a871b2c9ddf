// Follows configurations as a state, so that a setting has its value at a place: what is shown holds from the last change before
// it to the next one after it; what is typed holds from where it is saved.

import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { min } from '../integers';
import { commandWords } from '../knowledge';
import { isOfUnit } from '../knowledge/factKinds';
import type { CaptureRecord, CommandRecord, ConfigRecord, Span } from '../syntax';
import { captureAt } from './places';
import { MAX_KEPT, MAX_VALUE, type Placed } from './readings';
import { vdomAt } from './scope';

/** Maximum length of a list of values, in UTF-16 code units. */
const MAX_LIST = 4096;
/** The value of a setting that was changed to what the capture does not show; it reads as a mask. */
const UNKNOWN = '****';

/** What a capture shows of configurations. */
export interface Configuration {
  /** Settings that are shown, and those of commands that were typed. A list has one for each value, all in one place. */
  readonly settings: readonly Placed[];
  /** Entries, and tables, that are shown without a gap: what they lack is not set. */
  readonly entries: readonly Placed[];
  readonly tables: readonly Placed[];
  /** Returns where the settings and tables whose paths begin with one of these texts were changed. */
  readonly changesOf: (beginnings: readonly string[]) => readonly number[];
  /** Gives what another command shows of a setting its life. */
  readonly withLife: (one: Placed, path: readonly string[]) => Placed;
}

/** A line of a configuration. */
type Part = Pick<ConfigRecord, 'verb' | 'name' | 'value'>;

/** A typed verb that no output has. */
interface TypedVerb {
  readonly verb: string;
  readonly words: readonly string[];
}

/** Verbs that are only typed, with the lengths of their shortest abbreviations. */
const TYPED_VERBS: readonly (readonly [verb: string, length: number])[] = [
  ['append', 2],
  ['select', 3],
  ['unselect', 4],
  ['clear', 2],
  ['delete', 3],
  ['purge', 2],
  ['rename', 2],
  ['abort', 2],
];
/** Tables that serve one purpose. */
const SAME_TABLES: Readonly<Record<string, string>> = {
  'vpn ipsec phase1': 'vpn ipsec phase1-interface',
  'vpn ipsec phase2': 'vpn ipsec phase2-interface',
};
/** Ends the path under which changes of the entries of a table are kept, besides those of one entry. */
const ENTRIES = '*';

/** What is edited or shown: the path of tables and entries by turns, and the entry as it is written. */
interface Level {
  readonly path: readonly string[];
  readonly entry: string;
}

const TOP: Level = { path: [], entry: '' };

/** A change that was typed and not saved yet: what is changed, and what it is then. */
interface Change {
  readonly path: readonly string[];
  readonly values: readonly Placed[];
  readonly start: number;
}

/** Reads the configurations of a capture. */
export const configurationIn = cached((analysis: Analysis): Configuration => {
  const reader = new ConfigurationReader(analysis);
  for (const record of analysis.records) reader.read(record);
  return reader.finish();
});

class ConfigurationReader {
  #settings: Placed[] = [];
  readonly #shown = { entries: [] as Placed[], tables: [] as Placed[] };
  /** Where something was changed, by unit, VDOM and path. */
  readonly #changes = new Map<string, number[]>();
  /** What commands edit, and what their output shows: its `end` does not end what is edited. */
  #edited = TOP;
  #output = TOP;
  #pending: Change[] = [];
  /** What the last line saves, unless it is refused. */
  #saved: Change[] = [];
  #savedAt = 0;
  /** Takes back what the last command did. */
  #undo: (() => void) | undefined;
  /** The last values of each setting, by path, and the entries that have any. */
  readonly #values = new Map<string, readonly Placed[]>();
  readonly #known = new Set<string>();
  /** The entries and the table whose first line is shown, and no gap after it. */
  #open: Placed[] = [];
  #typed = '';
  /** Commands that were pasted go on without prompts. */
  #isPasted = false;

  constructor(readonly analysis: Analysis) {}

  read(record: CaptureRecord): void {
    if (record.kind === 'blank') return;
    if (record.kind === 'cli-error') this.#refuse();
    else if (record.kind !== 'text') this.#save();
    if (record.kind !== 'config') this.#open = [];
    if (record.kind === 'command') this.#command(record);
    else if (record.kind === 'config' && this.#settings.length < MAX_KEPT) this.#config(record);
  }

  finish(): Configuration {
    this.#save();
    const alive = (all: readonly Placed[]): readonly Placed[] =>
      this.#changes.size === 0 ? all : all.map(one => this.#withLife(one, one.path));
    return {
      settings: alive(this.#settings),
      entries: alive(this.#shown.entries),
      tables: this.#shown.tables.map(one => this.#withLife(one, [...one.path, ENTRIES])),
      changesOf: beginnings =>
        Array.from(this.#changes).flatMap(([key, places]) =>
          beginnings.some(one => key.startsWith(one, key.indexOf('\n') + 1)) ? places : [],
        ),
      withLife: (one, path) => this.#withLife(one, path),
    };
  }

  #command(record: CommandRecord): void {
    const typed = record.kept?.typed ?? '';
    if (typed === '') return;
    this.#typed = typed;
    this.#output = TOP;
    // At the top of a unit or a VDOM nothing is edited; what was not seen to be saved is not known.
    if (record.host && this.#isTop(record)) this.#leave(record.start);
    const part = record.kept?.config;
    const verb = part ? undefined : typedVerb(typed);
    this.#isPasted = part !== undefined || verb !== undefined;
    this.#undo = undefined;
    if (part) this.#edit(part, record);
    else if (verb) this.#change(verb, record.command);
  }

  #isTop({ context, start }: CommandRecord): boolean {
    const { text } = this.analysis;
    return !context || text.slice(context.start, context.end) === vdomAt(this.analysis, start);
  }

  #config(record: ConfigRecord): void {
    if (this.#isPasted) {
      this.#edit(record, record);
      return;
    }
    const { text } = this.analysis;
    const before = this.#output.path;
    this.#output = this.#levelAfter(this.#output, record);
    const { path } = this.#output;
    if (record.verb === 'set') this.#add(this.#valuesOf(this.#output, record, record));
    this.#open.push(...begunBy(record, path, this.#typed, text));
    this.#open = withoutEnded(record, this.#open, record.verb === 'next' ? before : path, this.#shown);
  }

  /** A line of a configuration that is edited. */
  #edit(part: Part, { start, end }: Span): void {
    const { text } = this.analysis;
    const { path: before } = this.#edited;
    this.#canUndo();
    this.#edited = this.#levelAfter(this.#edited, part);
    const { path } = this.#edited;
    const name = (): string => text.slice(part.name.start, part.name.end).toLowerCase();
    if (part.verb === 'set') {
      const values = this.#valuesOf(this.#edited, part, { start, end });
      this.#pending.push({ path: values[0]?.path ?? [...path, name()], values, start });
    } else if (part.verb === 'unset') {
      this.#pending.push({ path: [...entryPath(path), name()], values: [], start });
    } else if (part.verb === 'edit' && path.length > 0 && !this.#known.has(path.join('/'))) {
      this.#pending.push({ path: [...path.slice(0, -1), ENTRIES], values: [], start });
    } else if (part.verb === 'next' || part.verb === 'end') {
      // An entry within another one is saved with it.
      if (path.length < 2 && before.length > 0) this.#saved = this.#pending.splice(0);
      this.#savedAt = start;
    }
  }

  /** A command that no output has. */
  #change({ verb, words: [name = '', ...values] }: TypedVerb, { start, end }: Span): void {
    const { path, entry } = this.#edited;
    if (path.length === 0) return;
    this.#canUndo();
    const setting = [...entryPath(path), name.toLowerCase()];
    const change = (changed: readonly string[], to: readonly Placed[] = []): void =>
      void this.#pending.push({ path: changed, values: to, start });
    const be = (value: string): Placed => ({ path: setting, entry, value, start, end });
    if (verb === 'append') change(setting, this.#appended(setting, values).map(be));
    else if (verb === 'delete' || verb === 'rename') {
      change([...path, name.toLowerCase()]);
      change([...path, ENTRIES]);
    } else if (verb === 'purge') change(path);
    else if (verb === 'abort') {
      this.#pending = [];
      this.#edited = TOP;
    } else change(setting, [be(UNKNOWN)]);
  }

  /** The values of a list after some were added. */
  #appended(path: readonly string[], added: readonly string[]): readonly string[] {
    const key = path.join('/');
    const { values } = this.#pending.findLast(one => one.path.join('/') === key) ?? {};
    const before = (values ?? this.#values.get(key) ?? []).map(({ value }) => value);
    if (before.length === 0) return [UNKNOWN];
    const isOneText = before.length === 1 && /\s/.test(before[0] ?? '');
    return isOneText ? [[...before, ...added].join(' ')] : [...before, ...added];
  }

  #canUndo(): void {
    const edited = this.#edited;
    const { length } = this.#pending;
    this.#undo = () => {
      this.#edited = edited;
      this.#pending.length = min(length, this.#pending.length);
      this.#saved = [];
    };
  }

  #refuse(): void {
    this.#undo?.();
    this.#undo = undefined;
  }

  #save(): void {
    for (const { path, values } of this.#saved) {
      this.#noteChange(path, this.#savedAt);
      this.#add(values.map(one => ({ ...one, from: this.#savedAt })));
    }
    this.#saved = [];
  }

  #add(values: readonly Placed[]): void {
    const [first] = values;
    if (!first) return;
    this.#settings.push(...values);
    this.#values.set(first.path.join('/'), values);
    this.#known.add(first.path.slice(0, 2).join('/'));
  }

  /** Leaves what is edited without a line that saves it. */
  #leave(at: number): void {
    for (const { path, values } of this.#pending.splice(0)) {
      this.#noteChange(path, at);
      this.#add(values.slice(0, 1).map(one => ({ ...one, value: UNKNOWN, from: at })));
    }
    this.#edited = TOP;
  }

  #noteChange(path: readonly string[], at: number): void {
    const key = this.#keyOf(path, at);
    const known = this.#changes.get(key);
    if (known) known.push(at);
    else this.#changes.set(key, [at]);
  }

  #keyOf(path: readonly string[], at: number): string {
    const [table = ''] = path;
    const host = captureAt(this.analysis, at)?.host?.text ?? '';
    const vdom = isOfUnit(table) ? undefined : vdomAt(this.analysis, at);
    return `${host} ${vdom ?? ''}\n${path.join('/')}`;
  }

  /** A setting, an entry or a table with its life: from the last change of it, or of what it is in, to the next one. */
  #withLife(one: Placed, path: readonly string[]): Placed {
    const held = one.from ?? one.start;
    let [from, until] = [one.from, one.until];
    for (let length = 1; length <= path.length; length++) {
      for (const at of this.#changes.get(this.#keyOf(path.slice(0, length), one.start)) ?? []) {
        if (at <= held) from = at;
        else {
          until = until === undefined || at < until ? at : until;
          break;
        }
      }
    }
    return { ...one, ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
  }

  #levelAfter({ path, entry }: Level, part: Part): Level {
    const { text } = this.analysis;
    const after = ownPath(pathAfter(path, part, text));
    return { path: after, entry: entryAfter(entry, part, after, text) };
  }

  #valuesOf({ path, entry }: Level, part: Part, { end }: Span): readonly Placed[] {
    const places = path.length === 0 ? placesOfSearch(this.#typed) : [path];
    const line = this.analysis.text.slice(0, end);
    return places.flatMap(one => valuesOfSetting(one, entry, part, line));
  }
}

function typedVerb(typed: string): TypedVerb | undefined {
  const [word = '', ...words] = commandWords(typed).map(one => one.replaceAll('"', ''));
  const found = TYPED_VERBS.find(([verb, length]) => word.length >= length && verb.startsWith(word));
  return found && { verb: found[0], words };
}

/** The path of an entry; a table without entries has an empty one. */
function entryPath(path: readonly string[]): readonly string[] {
  return path.length % 2 === 0 ? path : [...path, ''];
}

/** A path without the VDOM around it, and with one name for tables that serve one purpose. */
function ownPath(path: readonly string[]): readonly string[] {
  const [first = '', , ...rest] = path;
  if (first === 'global') return rest;
  if (first === 'vdom') return path.length < 2 ? path : rest;
  const same = SAME_TABLES[first];
  return same === undefined ? path : [same, ...path.slice(1)];
}

/** The entry that lines after this one belong to, as it is written; one within it, such as a secondary address, does not count. */
function entryAfter(entry: string, { verb, value }: Part, path: readonly string[], text: string): string {
  return verb === 'edit' && path.length === 2 ? text.slice(value.start, value.end).trim() : entry;
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
