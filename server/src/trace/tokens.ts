import { readConfig } from '../syntax';
import type { ConfigRecord, FieldRecord, Span, TableRecord } from '../syntax';
import type { ConfiguredToken, Located, TokenRow } from './types';

function located(text: string, span: Span): Located {
  return { text: text.slice(span.start, span.end), start: span.start, end: span.end };
}

/** Gathers what the unit shows of its tokens: the table of `diagnose fortitoken info`, and its configuration. */
export class TokenBuilder {
  readonly rows: TokenRow[] = [];
  readonly serverStates: Located[] = [];
  readonly configured: ConfiguredToken[] = [];
  readonly system = new Map<string, Located>();
  #fields: Map<string, Located> | undefined;

  constructor(readonly text: string) {}

  table(record: TableRecord): void {
    if (record.part === 'row') {
      const { start, end } = { start: record.token.start, end: record.status.end };
      this.rows.push({
        start,
        end,
        serial: located(this.text, record.token),
        status: located(this.text, record.status),
      });
    } else if (record.part === 'server') {
      this.serverStates.push(located(this.text, record.status));
    }
  }

  config(record: Pick<ConfigRecord, 'verb' | 'name' | 'value'> & Span): void {
    if (record.verb === 'edit') {
      const serial = located(this.text, record.value);
      this.#fields = undefined;
      if (serial.text.startsWith('FTK')) this.#token(serial, record);
    } else if (record.verb === 'set') {
      this.#fields?.set(
        this.text.slice(record.name.start, record.name.end),
        located(this.text, record.value),
      );
    } else if (record.verb === 'next' || record.verb === 'end') {
      this.#fields = undefined;
    }
  }

  /** A command at a prompt edits too: `edit FTKMOB...`. */
  command(command: Span): void {
    const part = readConfig(this.text, command);
    if (part) this.config({ ...part, start: command.start, end: command.end });
  }

  field(record: FieldRecord): void {
    const name = this.text.slice(record.name.start, record.name.end).trim().toLowerCase();
    const value = located(this.text, record.value);
    if (name === 'serial-number' && value.text.startsWith('FTK')) this.#token(value, record);
    else if (this.#fields && value.text !== '') this.#fields.set(name, value);
    if (!this.system.has(name)) this.system.set(name, value);
  }

  #token(serial: Located, record: Span): void {
    this.#fields = new Map();
    this.configured.push({ start: record.start, end: record.end, serial, fields: this.#fields });
  }
}
