import { min } from '../integers';
import {
  type CommandRecord,
  type ConfigRecord,
  detached,
  type LocatedWithin,
  readConfig,
  type Source,
  type Span,
  locatedAt,
  Within,
  within,
} from '../syntax';
import type { Capture } from './shownTypes';
import type { Located } from './types';

type Draft = { -readonly [Key in keyof Capture]: Capture[Key] };

/** Commands whose words can be abbreviated, as FortiOS allows. */
const APPLICATION =
  /^di?a?g?n?o?s?e?\s+deb?u?g?\s+appl?i?c?a?t?i?o?n?\s+(?<name>[\w-]{1,40})\s+(?<level>-?\d+)/d;
const TOKEN = /^di?a?g?n?o?s?e?\s+(?<name>fortitoken(?:-cloud)?)\s+deb?u?g?\s+en/d;
/** The VDOM whose tables a command lists, and perhaps the table whose objects it lists. */
const SCOPE = /(?: checksum show| showcsum \d{1,2}) (?<scope>[\w-]{1,31}(?: [\w.-]{1,64})?)$/;
const OFF = /^di?a?g?n?o?s?e?\s+deb?u?g?\s+(?:dis|di$|res)/;

/** What a command enables, with its offsets in the command, or that it disables debug output. */
interface Switched {
  readonly on: { readonly text: string; readonly from: number; readonly to: number } | undefined;
  readonly off: boolean;
}

/** A command as it was typed. It is a copy, because its text may be released before the command line refuses it. */
export interface CommandLine {
  readonly record: CommandRecord;
  readonly typed: string;
  readonly context: LocatedWithin | undefined;
  readonly switched: Switched;
  /** The VDOM whose checksums it lists; empty if it names none. */
  readonly scope: string;
  /** Its effect on a configuration. */
  readonly config: CommandConfig | undefined;
}

/** A command that edits a configuration. */
interface CommandConfig extends Within, ConfigPart {
  readonly name: Within;
  readonly value: Within;
}

/** A line of a configuration. */
export interface ConfigPart extends Span {
  readonly verb: ConfigRecord['verb'];
  readonly name: Span;
  readonly value: Span;
}

declare module '../syntax/kept' {
  interface KeptFacts {
    command: CommandLine;
  }
}

/** Maximum length of a command that is read, in UTF-16 code units. */
const MAX_COMMAND_LENGTH = 400;
/** Maximum number of commands in the cache: users type the same few again and again. */
const MAX_CACHED = 256;

/** A cached command: its meaning, and its words as copies. */
interface CachedCommand {
  readonly typed: string;
  readonly switched: Switched;
  readonly scope: string;
}

/** Reads commands, each distinct one once. */
export class CommandReader {
  readonly #cache = new Map<string, CachedCommand>();

  constructor(readonly text: Source) {}

  read(record: CommandRecord): CommandLine {
    if (record.kept) return record.kept;
    const { command, context: place } = record;
    const end = min(command.end, command.start + MAX_COMMAND_LENGTH);
    const { typed, switched, scope } = this.#commandOf(this.text.slice(command.start, end));
    const context = place && locatedAt(record, this.text, place);
    const line: CommandLine = {
      record,
      typed,
      context,
      switched,
      scope,
      config: this.#configOf(record),
    };
    record.kept = line;
    return line;
  }

  /** A command at a prompt can edit, too: `edit FTKMOB...`. */
  #configOf(record: CommandRecord): CommandConfig | undefined {
    const { start, end } = record.command;
    // Most commands are not part of a configuration.
    if (!CONFIGURES.has(this.text.charCodeAt(start))) return undefined;
    const part = readConfig(this.text.slice(start, end), { start: 0, end: end - start });
    if (!part) return undefined;
    const place = (span: Span): Within => new Within(record, start + span.start, start + span.end);
    const { verb, name, value } = part;
    return within(record, record.command, { verb, name: place(name), value: place(value) });
  }

  #commandOf(words: string): CachedCommand {
    const known = this.#cache.get(words);
    if (known) return known;
    const typed = detached(words);
    const command =
      typed.charCodeAt(0) === LETTER_D
        ? { typed, switched: switchedBy(typed), scope: detached(SCOPE.exec(typed)?.groups?.['scope'] ?? '') }
        : { typed, switched: NOTHING, scope: '' };
    if (this.#cache.size < MAX_CACHED) this.#cache.set(typed, command);
    return command;
  }
}

const NOTHING: Switched = { on: undefined, off: false };
const LETTER_D = 100;
/** The first letters of `config`, `edit`, `set`, `unset`, `next` and `end`. */
const CONFIGURES: ReadonlySet<number> = new Set(Array.from('cesun', letter => letter.charCodeAt(0)));

/** Splits a text into captures: one lasts as long as the prompts show the same host. */
export class CaptureBuilder {
  readonly #captures: Draft[] = [draft(0, undefined)];
  /** Takes a prompt, which can be that of another unit. */
  prompt(text: Source, start: number, host: Span): void {
    const current = this.#captures[this.#captures.length - 1];
    const length = host.end - host.start;
    if (!current || length === 0) return;
    // Most prompts show the same unit again.
    const known = current.host?.text;
    if (known?.length === length && text.startsWith(known, host.start)) return;
    const name = detached(text.slice(host.start, host.end));
    const place = { text: name, start: host.start, end: host.end };
    current.host ??= place;
    if (current.host.text !== name) this.#captures.push(draft(start, place));
  }

  vdom(text: Source, value: Span): void {
    const current = this.#captures[this.#captures.length - 1];
    if (current)
      current.vdom = {
        text: detached(text.slice(value.start, value.end)),
        start: value.start,
        end: value.end,
      };
  }

  /** Notes what a command enables or disables. */
  command({ record, typed, switched: { on, off } }: CommandLine): void {
    const current = this.#captures[this.#captures.length - 1];
    const { start, end } = record.command;
    if (current && on) {
      if (!current.debugs.some(known => known.text === on.text))
        current.debugs = [...current.debugs, { text: on.text, start: start + on.from, end: start + on.to }];
    } else if (current && off && current.debugs.length > 0) {
      current.ended = { text: typed, start, end };
    }
  }

  finish(end: number): Capture[] {
    return this.#captures.map((capture, index) => ({
      ...capture,
      end: this.#captures[index + 1]?.start ?? end,
    }));
  }
}

function switchedBy(typed: string): Switched {
  const on = APPLICATION.exec(typed) ?? TOKEN.exec(typed);
  const place = on?.indices?.groups?.['name'];
  return on && place && on.groups?.['level'] !== '0'
    ? { on: { text: detached(on.groups?.['name'] ?? ''), from: place[0], to: place[1] }, off: false }
    : { on: undefined, off: OFF.test(typed) };
}

function draft(start: number, host: Located | undefined): Draft {
  return { start, end: start, host, vdom: undefined, debugs: [], ended: undefined };
}
