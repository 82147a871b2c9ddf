import type {
  CaptureRecord,
  CommandRecord,
  DebugRecord,
  HttpRecord,
  JsonPayload,
  SentenceRecord,
  Source,
  Span,
} from '../syntax';
import { messageOf, utf8Length } from '../syntax';
import { CaptureBuilder } from './captures';
import { ClockReader } from './clock';
import { DebugLineReader } from './debugLine';
import { httpHeadOf } from './exchangeLine';
import { ExchangeBuilder } from './exchanges';
import { LoginLineReader } from './loginLine';
import { LoginBuilder } from './logins';
import { messageIn, readSyncFailure } from './messages';
import { TokenBuilder } from './tokens';
import type {
  CommandFailure,
  Crash,
  HttpBody,
  Located,
  Remark,
  ServiceMessage,
  SyncFailure,
  Trace,
  TracePart,
} from './types';

/** How much of a command is looked at, in code units. */
const LONGEST_COMMAND = 400;

/** Says what happened in a capture. One pass over its records; what a record does not say is left out, not guessed. */
export function traceOf(text: string, records: readonly CaptureRecord[]): Trace {
  const builder = new TraceBuilder();
  builder.add(text, records);
  return builder.finish(text.length);
}

/** Follows what happens, record by record, in a text that may come in parts. */
export class TraceBuilder {
  readonly text = new CurrentText();
  readonly #exchanges = new ExchangeBuilder();
  readonly #tokens = new TokenBuilder(this.text);
  readonly #logins = new LoginBuilder();
  readonly #clock = new ClockReader(this.text);
  readonly #captures = new CaptureBuilder();
  readonly #lines = new DebugLineReader(this.text);
  readonly #sentences = new LoginLineReader(this.text);
  #found = nothing();
  /** Whether the record before was `Sync status:`, so that a payload behind it is that of a sync. */
  #syncSaid = false;
  #command: TypedCommand | undefined;
  #errors: { readonly message: Located; readonly code: Located }[] = [];

  /** Takes the next records of the capture. Their text is not asked for again. */
  add(source: Source, records: readonly CaptureRecord[]): void {
    this.text.source = source;
    for (const record of records) {
      this.#step(record);
      this.#syncSaid =
        record.kind === 'sentence' && this.text.startsWith('Sync status:', record.message.start);
    }
  }

  /** Takes out what no record to come can change. */
  take(): TracePart {
    const found = this.#found;
    this.#found = nothing();
    return {
      ...found,
      ...this.#tokens.take(),
      exchanges: this.#exchanges.take(),
      logins: this.#logins.take(),
    };
  }

  #step(record: CaptureRecord): void {
    if (record.kind !== 'cli-error' && record.kind !== 'blank') this.#endFailure();
    switch (record.kind) {
      case 'debug':
        return this.#debug(record);
      case 'http':
        return this.#exchanges.http(httpHeadOf(this.text, record));
      case 'json':
        return record.first ? this.#payload(record.payload, record) : undefined;
      case 'table':
        return this.#tokens.table(record);
      case 'config':
        // A configuration that was pasted is not the output of the command before it.
        this.#command = undefined;
        return this.#tokens.config(record);
      case 'field':
        return this.#tokens.field(record);
      case 'command':
        return this.#commandRecord(record);
      case 'cli-error':
        this.#errors.push({ message: this.#locate(record.message), code: this.#locate(record.code) });
        return;
      case 'banner':
        if (record.about === 'vdom') this.#captures.vdom(this.text, record.value);
        if (record.about === 'duration') this.#clock.duration(record);
        return;
      case 'sentence':
        this.#sentence(record);
        this.#found.remarks.push(this.#locate(record.message));
        return;
      default:
    }
  }

  /** What was not taken out, and what is known of the capture as a whole. `length` is that of the text. */
  finish(length: number): Trace {
    this.#endFailure();
    return {
      ...this.#found,
      ...this.#tokens.take(),
      exchanges: this.#exchanges.finish(),
      logins: this.#logins.finish(),
      captures: this.#captures.finish(length),
      clock: this.#clock.finish(),
      system: this.#tokens.system,
    };
  }

  #debug(record: DebugRecord): void {
    const line = this.#lines.read(record);
    this.#clock.debug(record, line.time);
    this.#exchanges.debug(line.exchange);
    if (line.login) this.#logins.line(line.login, record.stampStart < 0 ? undefined : line);
    if (record.form !== 'crash-log') return;
    const application = /\bapplication (\S+)|\/bin\/([\w.-]+)/.exec(messageOf(this.text, record, 200));
    const crashed = application?.[1] ?? application?.[2];
    if (crashed !== undefined)
      this.#found.crashes.push({ start: record.messageStart, end: record.messageEnd, application: crashed });
  }

  #sentence(record: SentenceRecord): void {
    const line = this.#sentences.sentence(record);
    if (line) this.#logins.line(line, undefined);
  }

  #commandRecord(record: CommandRecord): void {
    if (record.host && this.#captures.prompt(this.text, record.start, record.host))
      this.#exchanges.otherUnit();
    this.#exchanges.endHead();
    if (record.command.end === record.command.start) return;
    const { start, end } = record.command;
    const typed = this.text.slice(start, Math.min(end, start + LONGEST_COMMAND));
    this.#command = { record, typed, context: record.context && this.#locate(record.context) };
    this.#captures.command(typed, record.command);
    this.#tokens.command(record.command);
  }

  #payload(payload: JsonPayload, record: CaptureRecord): void {
    this.#found.payloads.push(payload);
    const message = messageIn(payload);
    const head = this.#exchanges.takeHead(message);
    if (head?.declared) this.#found.bodies.push(bodyOf(head.record, head.declared, payload));
    if (message && !this.#exchanges.message(message, record, head)) this.#found.messages.push(message);
    const failure = this.#syncSaid ? readSyncFailure(payload) : undefined;
    if (failure) this.#found.syncFailures.push(failure);
  }

  /** Everything that the command line said behind one command is one failure. */
  #endFailure(): void {
    if (this.#errors.length === 0) return;
    const first = this.#errors[0];
    const last = this.#errors[this.#errors.length - 1];
    if (!first || !last) return;
    const numbered = this.#errors.filter(({ code }) => code.end > code.start);
    const main = numbered.find(({ message }) => message.text.startsWith('Command fail')) ?? numbered[0];
    this.#found.failures.push({
      start: first.message.start,
      end: last.message.end,
      command: this.#command?.record,
      words: this.#command?.typed.split(/\s+/).filter(Boolean) ?? [],
      context: this.#command?.context,
      errors: this.#errors.map(({ message }) => message),
      code: main?.code,
    });
    this.#errors = [];
  }

  #locate({ start, end }: Span): Located {
    return { text: this.text.slice(start, end), start, end };
  }
}

/** The part of the text whose records come. */
class CurrentText implements Source {
  source: Source = '';

  slice(start: number, end: number): string {
    return this.source.slice(start, end);
  }

  charCodeAt(at: number): number {
    return this.source.charCodeAt(at);
  }

  startsWith(words: string, at: number): boolean {
    return this.source.startsWith(words, at);
  }
}

/** A command as it was typed: its text may be gone when the command line refuses it. */
interface TypedCommand {
  readonly record: CommandRecord;
  readonly typed: string;
  readonly context: Located | undefined;
}

interface Found {
  readonly messages: ServiceMessage[];
  readonly bodies: HttpBody[];
  readonly payloads: JsonPayload[];
  readonly failures: CommandFailure[];
  readonly remarks: Remark[];
  readonly syncFailures: SyncFailure[];
  readonly crashes: Crash[];
}

function nothing(): Found {
  return { messages: [], bodies: [], payloads: [], failures: [], remarks: [], syncFailures: [], crashes: [] };
}

function bodyOf(http: HttpRecord, declared: HttpBody['declared'], payload: JsonPayload): HttpBody {
  const { start, end } = payload.tree.place(payload.tree.root);
  return { http, payload, declared, bytes: utf8Length(payload.tree.source, start, end) };
}
