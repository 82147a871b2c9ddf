import type {
  CaptureRecord,
  CliErrorRecord,
  CommandRecord,
  DebugRecord,
  HttpRecord,
  JsonPayload,
  Span,
} from '../syntax';
import { messageOf } from '../syntax';
import { CaptureBuilder } from './captures';
import { ClockReader } from './clock';
import { ExchangeBuilder } from './exchanges';
import { LoginBuilder } from './logins';
import { readMessage, readSyncFailure } from './messages';
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
} from './types';

/** Says what happened in a capture. One pass over its records; what a record does not say is left out, not guessed. */
export function traceOf(text: string, records: readonly CaptureRecord[]): Trace {
  const builder = new TraceBuilder(text);
  for (const record of records) builder.add(record);
  return builder.finish();
}

class TraceBuilder {
  readonly #exchanges: ExchangeBuilder;
  readonly #tokens: TokenBuilder;
  readonly #logins: LoginBuilder;
  readonly #clock: ClockReader;
  readonly #captures = new CaptureBuilder();
  readonly #remarks: Remark[] = [];
  readonly #crashes: Crash[] = [];
  readonly #syncFailures: SyncFailure[] = [];
  /** Whether the record before was `Sync status:`, so that a payload behind it is that of a sync. */
  #syncSaid = false;
  readonly #failures: CommandFailure[] = [];
  readonly #messages: ServiceMessage[] = [];
  readonly #bodies: HttpBody[] = [];
  readonly #payloads: JsonPayload[] = [];
  #command: CommandRecord | undefined;
  #errors: CliErrorRecord[] = [];

  constructor(readonly text: string) {
    this.#exchanges = new ExchangeBuilder(text);
    this.#tokens = new TokenBuilder(text);
    this.#logins = new LoginBuilder(text);
    this.#clock = new ClockReader(text);
  }

  add(record: CaptureRecord): void {
    this.#step(record);
    this.#syncSaid = record.kind === 'sentence' && this.text.startsWith('Sync status:', record.message.start);
  }

  #step(record: CaptureRecord): void {
    if (record.kind !== 'cli-error' && record.kind !== 'blank') this.#endFailure();
    switch (record.kind) {
      case 'debug':
        return this.#debug(record);
      case 'http':
        return this.#exchanges.http(record);
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
        this.#errors.push(record);
        return;
      case 'banner':
        if (record.about === 'vdom') this.#captures.vdom(this.text, record.value);
        if (record.about === 'duration') this.#clock.duration(record);
        return;
      case 'sentence':
        this.#logins.sentence(record);
        this.#remarks.push(this.#locate(record.message));
        return;
      default:
    }
  }

  finish(): Trace {
    this.#endFailure();
    return {
      captures: this.#captures.finish(this.text.length),
      exchanges: this.#exchanges.finish(),
      messages: this.#messages,
      bodies: this.#bodies,
      payloads: this.#payloads,
      rows: this.#tokens.rows,
      serverStates: this.#tokens.serverStates,
      configured: this.#tokens.configured,
      failures: this.#failures,
      logins: this.#logins.finish(),
      remarks: this.#remarks,
      syncFailures: this.#syncFailures,
      crashes: this.#crashes,
      clock: this.#clock.finish(),
      system: this.#tokens.system,
    };
  }

  #debug(record: DebugRecord): void {
    this.#clock.debug(record);
    this.#exchanges.debug(record);
    this.#logins.debug(record);
    if (record.form !== 'crash-log') return;
    const application = /\bapplication (\S+)|\/bin\/([\w.-]+)/.exec(messageOf(this.text, record, 200));
    const name = application?.[1] ?? application?.[2];
    if (name !== undefined)
      this.#crashes.push({ start: record.messageStart, end: record.messageEnd, application: name });
  }

  #commandRecord(record: CommandRecord): void {
    if (record.host && this.#captures.prompt(this.text, record.start, record.host))
      this.#exchanges.otherUnit();
    if (record.command.end === record.command.start) return;
    this.#command = record;
    this.#captures.command(this.text, record.command);
    this.#tokens.command(record.command);
  }

  #payload(payload: JsonPayload, record: CaptureRecord): void {
    this.#payloads.push(payload);
    const message = readMessage(payload);
    const head = this.#exchanges.takeHead(message);
    if (head) this.#bodies.push(bodyOf(this.text, head, payload));
    if (message && !this.#exchanges.message(message, record, head)) this.#messages.push(message);
    const failure = this.#syncSaid ? readSyncFailure(payload) : undefined;
    if (failure) this.#syncFailures.push(failure);
  }

  /** Everything that the command line said behind one command is one failure. */
  #endFailure(): void {
    const [first] = this.#errors;
    const last = this.#errors[this.#errors.length - 1];
    if (!first || !last) return;
    const numbered = this.#errors.filter(({ code }) => code.end > code.start);
    const main =
      numbered.find(({ message }) => this.text.startsWith('Command fail', message.start)) ?? numbered[0];
    this.#failures.push({
      start: first.message.start,
      end: last.message.end,
      command: this.#command,
      words: this.#command ? this.#wordsOf(this.#command.command) : [],
      context: this.#command?.context && this.#locate(this.#command.context),
      errors: this.#errors.map(({ message }) => this.#locate(message)),
      code: main && this.#locate(main.code),
    });
    this.#errors = [];
  }

  #wordsOf({ start, end }: Span): string[] {
    return this.text
      .slice(start, Math.min(end, start + 400))
      .split(/\s+/)
      .filter(Boolean);
  }

  #locate({ start, end }: Span): Located {
    return { text: this.text.slice(start, end), start, end };
  }
}

function bodyOf(text: string, http: HttpRecord, payload: JsonPayload): HttpBody {
  const header = http.headers.find(({ name }) => /^content-length$/i.test(text.slice(name.start, name.end)));
  const value = header && text.slice(header.value.start, header.value.end);
  const declared =
    header && value && /^\d{1,12}$/.test(value)
      ? { bytes: Number(value), start: header.value.start, end: header.value.end }
      : undefined;
  const { start, end } = payload.tree.place(payload.tree.root);
  return { http, payload, declared, bytes: utf8Length(payload.tree.source, start, end) };
}

/** The length of `[start, end)` in bytes of UTF-8. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && at + 1 < end) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}
