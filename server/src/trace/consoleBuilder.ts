import { min } from '../integers';
import type { BannerRecord, CaptureRecord, CliErrorRecord, CommandRecord, DebugRecord, FieldRecord, JsonPayload,  SentenceRecord, Source, Span } from '../syntax'; // oxfmt-ignore
import { messageText, toneOf } from '../syntax';
import { CaptureBuilder, type CommandLine, CommandReader, type ConfigPart } from './commandReader';
import { ClockReader } from './clock';
import { ConfigEntryBuilder } from './configEntries';
import { CoverageBuilder } from './coverage';
import type { LineReader } from './lineReader';
import { readSyncFailure } from './serviceMessages';
import { TokenBuilder } from './tokens';
import { TunnelListBuilder } from './tunnelLists';
import { UnitListBuilder } from './unitLists';
import type {
  CommandFailure,
  Crash,
  Remark,
  Shown,
  ShownProblem,
  SyncFailure,
  RefusalLine,
} from './shownTypes';
import type { Located, Trace } from './types';

/** How much of a configuration before an error is kept, in UTF-16 code units. */
const MAX_PASTED = 200;

/** Maximum number of lines before an error that can say why it failed: more of them are a list. */
const MAX_PRINTED = 4;
/** The same without the command: fewer lines before an error belong to it. */
const MAX_WITHOUT_COMMAND = 3;
/** What fields begin with that are checksums of a unit: `MASTER : user.group: …`. */
const ROLES = ['MASTER', 'SLAVE'];
/** Kinds of records that can be between a command and what the unit prints about its failure. */
const COMMAND_OUTPUT: ReadonlySet<CaptureRecord['kind']> = new Set(['text', 'blank', 'cli-error']);

/** Gathers what the console shows beside debug output: captures, refused commands, lists and time stamps. */
export class ConsoleBuilder {
  readonly #tokens: TokenBuilder;
  readonly #entries: ConfigEntryBuilder;
  readonly #clock: ClockReader;
  readonly #captures = new CaptureBuilder();
  readonly #commands: CommandReader;
  readonly #tunnels = new TunnelListBuilder();
  readonly #units: UnitListBuilder;
  #found = noFindings();
  /** The previous record announced the result of a synchronization, which the next payload is. */
  #awaitsSyncStatus = false;
  /** The sentence on the previous line; empty if there is none. */
  #before = '';
  #command: CommandLine | undefined;
  /** The configuration without a prompt that ends just before this line. */
  #pasted: Located | undefined;
  /** The lines of no form since the command, as long as nothing else came. */
  #printed: Located[] = [];
  readonly #coverage = new CoverageBuilder();
  /** The record is part of a list or a configuration whose entries are gathered. */
  #isGathered = false;
  #errors: { readonly line: RefusalLine; readonly code: Located }[] = [];

  constructor(readonly text: Source) {
    this.#tokens = new TokenBuilder(text);
    this.#entries = new ConfigEntryBuilder(text);
    this.#clock = new ClockReader(text);
    this.#commands = new CommandReader(text);
    this.#units = new UnitListBuilder(text);
  }

  /** Takes the next record, whose text is not needed afterwards. */
  add(record: CaptureRecord, lines: LineReader): void {
    this.#isGathered = false;
    this.#follow(record, lines);
    this.#coverage.add(record, lines, this.#command, this.#isGathered);
  }

  #follow(record: CaptureRecord, lines: LineReader): void {
    if (record.kind !== 'cli-error' && record.kind !== 'blank') {
      this.#endFailure();
      this.#pasted = undefined;
    }
    this.#notePrinted(record);
    const awaitsSyncStatus = this.#awaitsSyncStatus;
    const before = this.#before;
    this.#awaitsSyncStatus = false;
    this.#before = '';
    switch (record.kind) {
      case 'debug':
        return this.#debug(record, lines);
      case 'json':
        return record.first && awaitsSyncStatus ? this.#syncStatus(record.payload) : undefined;
      case 'table':
        return this.#tokens.table(record);
      case 'config':
        // A pasted configuration is not the output of the command before it.
        this.#command = undefined;
        this.#pasted = this.#locate({
          start: record.start,
          end: min(record.end, record.start + MAX_PASTED),
        });
        return this.#config(record);
      case 'field':
        return this.#field(record);
      case 'command':
        return this.#commandRecord(record);
      case 'cli-error':
        return this.#error(record);
      case 'banner':
        return this.#banner(record);
      case 'sentence':
        return this.#sentence(record, before, lines);
      case 'text':
        this.#isGathered = this.#units.line(record);
        return;
      default:
    }
  }

  /** Takes out what was shown since the last call. */
  take(): Shown {
    const found = this.#found;
    this.#found = noFindings();
    const shown = { ...this.#tokens.take(), ...this.#entries.take() };
    return { ...found, ...shown, ...this.#units.take(), tunnelsDown: this.#tunnels.take() };
  }

  /** Returns the rest, and what is known of the capture as a whole. `length` is that of the text. */
  finish(length: number): Shown & Pick<Trace, 'captures' | 'clock' | 'coverage' | 'system'> {
    this.#endFailure();
    this.#entries.end();
    this.#tunnels.end();
    return {
      ...this.take(),
      captures: this.#captures.finish(length),
      clock: this.#clock.finish(),
      coverage: this.#coverage.finish(),
      system: this.#tokens.system,
    };
  }

  #field(record: FieldRecord): void {
    const hasRole = ROLES.some(role => this.text.startsWith(role, record.start));
    this.#isGathered = this.#tokens.field(record) || (hasRole && this.#units.line(record));
  }

  #debug(record: DebugRecord, lines: LineReader): void {
    this.#tunnels.end();
    const { time, facts } = lines.debug(record);
    const { login, problem } = facts;
    if (problem) this.#problem(problem);
    this.#clock.debug(record, time);
    if (login?.daemon === 'samld' && login.attribute) this.#found.samlAttributes.push(login.attribute);
    if (record.form !== 'crash-log') return;
    const application = /\bapplication (\S+)|\/bin\/([\w.-]+)/.exec(messageText(this.text, record, 200));
    const crashed = application?.[1] ?? application?.[2];
    if (crashed !== undefined)
      this.#found.crashes.push({ start: record.messageStart, end: record.messageEnd, application: crashed });
  }

  #commandRecord(record: CommandRecord): void {
    const { host, command } = record;
    if (host) this.#captures.prompt(this.text, record.start, host);
    this.#units.command(host ? this.text.slice(host.start, host.end) : '', command);
    this.#tunnels.end();
    if (command.end === command.start) return;
    this.#clock.command();
    this.#command = this.#commands.read(record);
    this.#captures.command(this.#command);
    this.#units.scope = this.#command.scope;
    if (this.#command.config) this.#config(this.#command.config);
  }

  #config(part: ConfigPart): void {
    const wasRead = this.#isConfigRead;
    this.#tokens.config(part);
    this.#entries.config(part);
    this.#isGathered = wasRead || this.#isConfigRead;
  }

  get #isConfigRead(): boolean {
    return this.#entries.isRead || this.#tokens.isInToken;
  }

  #error({ message, code, refuses }: CliErrorRecord): void {
    const isNumbered = code.end > code.start;
    this.#errors.push({ line: { ...this.#locate(message), refuses, isNumbered }, code: this.#locate(code) });
  }

  #banner(record: BannerRecord): void {
    if (record.about === 'rule') this.#units.banner(record);
    if (record.about === 'vdom') this.#captures.vdom(this.text, record.value);
    if (record.about === 'duration') this.#clock.duration(record);
  }

  #sentence(record: SentenceRecord, before: string, lines: LineReader): void {
    const { message } = record;
    const { tunnel, problem, announcesSyncStatus } = lines.sentence(record);
    if (tunnel) this.#tunnels.line(tunnel);
    if (problem) this.#problem(problem);
    this.#units.sentence(this.text.slice(message.start, message.end));
    this.#awaitsSyncStatus = announcesSyncStatus;
    const { context, typed = '' } = this.#command ?? {};
    const remark = this.#locate(message);
    this.#before = remark.text;
    const typedIn = `(${context?.text ?? ''}) ${typed} ${before}`.toLowerCase();
    if (!problem) this.#found.remarks.push({ ...remark, context: typedIn });
  }

  #problem({ start, end, of, values, text, textAt }: ShownProblem): void {
    this.#found.problems.push({ start, end, of, values, text, textAt });
  }

  #syncStatus(payload: JsonPayload): void {
    const failure = readSyncFailure(payload);
    if (failure) this.#found.syncFailures.push(failure);
  }

  #notePrinted(record: CaptureRecord): void {
    if (!COMMAND_OUTPUT.has(record.kind)) this.#printed = [];
    if (record.kind === 'text' && this.#printed.length < MAX_PRINTED)
      this.#printed.push(this.#locate(record));
  }

  /** Everything that the command line prints after one command is one failure. */
  #endFailure(): void {
    if (this.#errors.length === 0) return;
    const first = this.#errors[0];
    const last = this.#errors[this.#errors.length - 1];
    if (!first || !last) return;
    const numbered = this.#errors.filter(({ line }) => line.isNumbered);
    const main = numbered.find(({ line }) => line.refuses.says === 'result') ?? numbered[0];
    // A prompt can come before the line that says what failed.
    const said = this.#printed.find(({ text }) => toneOf(text, 0) === 'fails') ?? this.#printed[0];
    // A copy can lack the command.
    const most = this.#command ? MAX_PRINTED : MAX_WITHOUT_COMMAND;
    const printed = this.#printed.length < most ? said : undefined;
    this.#printed = [];
    this.#found.failures.push({
      start: first.line.start,
      end: last.line.end,
      command: this.#command?.record,
      typed: this.#command?.typed ?? '',
      context: this.#command?.context ?? this.#pasted,
      printed,
      errors: this.#errors.map(({ line }) => line),
      code: main?.code,
    });
    this.#errors = [];
  }

  #locate({ start, end }: Span): Located {
    return { text: this.text.slice(start, end), start, end };
  }
}

interface Found {
  readonly samlAttributes: Located[];
  readonly failures: CommandFailure[];
  readonly remarks: Remark[];
  readonly syncFailures: SyncFailure[];
  readonly crashes: Crash[];
  readonly problems: ShownProblem[];
}

function noFindings(): Found {
  return { samlAttributes: [], failures: [], remarks: [], syncFailures: [], crashes: [], problems: [] };
}
