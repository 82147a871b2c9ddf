import type {
  BannerRecord,
  BlankRecord,
  CaptureRecord,
  CliErrorRecord,
  CommandRecord,
  ConfigRecord,
  DebugRecord,
  Draft,
  FieldRecord,
  HttpHeader,
  HttpRecord,
  JsonRecord,
  RecordDraft,
  SentenceRecord,
  TableRecord,
  TextRecord,
} from './records';
import { shifted, type Span } from './span';
import type { Template } from './template';

// Records are light: a start, an end, and parts whose places are relative to the start. All records of a template share their
// parts, and an edit before a record changes two numbers of it.

/** A record that is no payload. */
type LightRecord = Exclude<CaptureRecord, JsonRecord>;

/** What a record is beside its place: its places are relative to its start. */
export type RecordParts = Exclude<RecordDraft, { kind: 'json' }>;

declare module './template' {
  interface TemplateFacts {
    /** The record that the line is by itself. */
    parts: RecordParts;
    /** The record that more than its line decides. */
    whole: RecordParts;
  }
}

/** A record of one kind. It has no class fields: to define one takes longer than to set it. */
class Light<One extends LightRecord> {
  declare readonly kind: One['kind'];
  declare kept: undefined;
  declare readonly start: number;
  declare readonly end: number;
  declare readonly parts: Draft<One>;
  declare template: Template | undefined;

  constructor(parts: Draft<One>, start: number, end: number, template: Template | undefined) {
    this.kind = parts.kind;
    this.parts = parts;
    this.start = start;
    this.end = end;
    this.template = template;
    this.kept = undefined;
  }
}

class Banner extends Light<BannerRecord> implements BannerRecord {
  get about(): BannerRecord['about'] {
    return this.parts.about;
  }

  get value(): Span {
    return shifted(this.parts.value, this.start);
  }
}

class Blank extends Light<BlankRecord> implements BlankRecord {}

class CliError extends Light<CliErrorRecord> implements CliErrorRecord {
  get message(): Span {
    return shifted(this.parts.message, this.start);
  }

  get code(): Span {
    return shifted(this.parts.code, this.start);
  }

  get refuses(): CliErrorRecord['refuses'] {
    return this.parts.refuses;
  }
}

class Command extends Light<CommandRecord> implements CommandRecord {
  get host(): Span | undefined {
    return this.parts.host && shifted(this.parts.host, this.start);
  }

  get context(): Span | undefined {
    return this.parts.context && shifted(this.parts.context, this.start);
  }

  get command(): Span {
    return shifted(this.parts.command, this.start);
  }
}

class Config extends Light<ConfigRecord> implements ConfigRecord {
  get verb(): ConfigRecord['verb'] {
    return this.parts.verb;
  }

  get name(): Span {
    return shifted(this.parts.name, this.start);
  }

  get value(): Span {
    return shifted(this.parts.value, this.start);
  }
}

class Debug extends Light<DebugRecord> implements DebugRecord {
  get form(): DebugRecord['form'] {
    return this.parts.form;
  }

  get stampStart(): number {
    return offsetAt(this.parts.stampStart, this.start);
  }

  get stampEnd(): number {
    return offsetAt(this.parts.stampEnd, this.start);
  }

  get nameStart(): number {
    return offsetAt(this.parts.nameStart, this.start);
  }

  get nameEnd(): number {
    return offsetAt(this.parts.nameEnd, this.start);
  }

  get messageStart(): number {
    return this.parts.messageStart + this.start;
  }

  get messageEnd(): number {
    return this.parts.messageEnd + this.start;
  }

  get tag(): Span | undefined {
    return this.parts.tag && shifted(this.parts.tag, this.start);
  }
}

class Field extends Light<FieldRecord> implements FieldRecord {
  get name(): Span {
    return shifted(this.parts.name, this.start);
  }

  get value(): Span {
    return shifted(this.parts.value, this.start);
  }
}

class Http extends Light<HttpRecord> implements HttpRecord {
  get request(): HttpRecord['request'] {
    const { request } = this.parts;
    if (!request) return undefined;
    const { method, target, version } = request;
    const { start } = this;
    return {
      method: shifted(method, start),
      target: shifted(target, start),
      version: shifted(version, start),
    };
  }

  get status(): HttpRecord['status'] {
    const { status } = this.parts;
    if (!status) return undefined;
    const { version, code, reason } = status;
    const { start } = this;
    return { version: shifted(version, start), code: shifted(code, start), reason: shifted(reason, start) };
  }

  get headers(): readonly HttpHeader[] {
    const { start } = this;
    return this.parts.headers.map(({ name, value }) => ({
      name: shifted(name, start),
      value: shifted(value, start),
    }));
  }
}

class Sentence extends Light<SentenceRecord> implements SentenceRecord {
  get message(): Span {
    return shifted(this.parts.message, this.start);
  }
}

class Table extends Light<TableRecord> implements TableRecord {
  get part(): TableRecord['part'] {
    return this.parts.part;
  }

  get token(): Span {
    return shifted(this.parts.token, this.start);
  }

  get drift(): Span {
    return shifted(this.parts.drift, this.start);
  }

  get status(): Span {
    return shifted(this.parts.status, this.start);
  }
}

class Text extends Light<TextRecord> implements TextRecord {}

/** The offset of a part that is missing is -1. */
function offsetAt(offset: number, by: number): number {
  return offset < 0 ? offset : offset + by;
}

/** A record with these parts at a place. */
export function placedRecord(
  parts: RecordParts,
  start: number,
  end: number,
  template?: Template,
): LightRecord {
  switch (parts.kind) {
    case 'debug':
      return new Debug(parts, start, end, template);
    case 'sentence':
      return new Sentence(parts, start, end, template);
    case 'text':
      return new Text(parts, start, end, template);
    case 'command':
      return new Command(parts, start, end, template);
    case 'config':
      return new Config(parts, start, end, template);
    case 'blank':
      return new Blank(parts, start, end, template);
    case 'http':
      return new Http(parts, start, end, template);
    case 'field':
      return new Field(parts, start, end, template);
    case 'table':
      return new Table(parts, start, end, template);
    case 'banner':
      return new Banner(parts, start, end, template);
    case 'cli-error':
      return new CliError(parts, start, end, template);
  }
}

/** The parts of a record: its start is 0. */
export function partsOf(draft: RecordParts): RecordParts {
  const { start } = draft;
  return withOffsets(draft, offset => offset - start);
}

/** What continues a record: where it ends, and where the last word of it ends. */
export interface Rest {
  readonly end: number;
  readonly last: number;
}

/** The parts of a record that starts at an offset, with what continues it. */
export function withRest(parts: RecordParts, rest: Rest, start: number): RecordParts {
  const [end, last] = [rest.end - start, rest.last - start];
  if (parts.kind === 'debug') return { ...parts, end, messageEnd: last };
  if (parts.kind === 'sentence') return { ...parts, end, message: { start: parts.message.start, end: last } };
  if (parts.kind === 'table') return { ...parts, end, status: { start: parts.status.start, end: last } };
  return { ...parts, end };
}

/** A draft with other offsets, which are all of its numbers; that of a missing part stays -1. */
export function withOffsets<Part extends object>(part: Part, to: (offset: number) => number): Part {
  const copy = { ...part } as { [name: string]: unknown };
  for (const name in copy) {
    const value = copy[name];
    if (typeof value === 'number') copy[name] = value < 0 ? value : to(value);
    else if (Array.isArray(value)) copy[name] = (value as object[]).map(one => withOffsets(one, to));
    else if (typeof value === 'object' && value !== null && name !== 'refuses')
      copy[name] = withOffsets(value, to);
  }
  return copy as Part;
}
