import {
  type FieldRecord,
  isWrapped,
  type Source,
  type Span,
  type TableRecord,
  WRAPS,
  withoutRuns,
} from '../syntax';
import type { ConfigPart } from './commandReader';
import type { ConfiguredToken, TokenRow } from './shownTypes';
import type { Located, TracePart } from './types';

function located(text: Source, span: Span): Located {
  return { text: text.slice(span.start, span.end), start: span.start, end: span.end };
}

/** The fields of `get system status` that are used. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set(['version', 'serial-number']);

/** A value without the line breaks that a terminal inserted, and with single blanks. */
function unbroken(place: Located): Located {
  const text = withoutRuns(isWrapped(place.text) ? place.text.replace(WRAPS, '') : place.text);
  return text === place.text ? place : { ...place, text };
}

/** Gathers what the unit shows about its tokens: the table of `diagnose fortitoken info`, and the configuration. */
export class TokenBuilder {
  rows: TokenRow[] = [];
  serverStates: Located[] = [];
  configured: ConfiguredToken[] = [];
  readonly system = new Map<string, Located>();
  #fields: Map<string, Located> | undefined;

  constructor(readonly text: Source) {}

  /** The next settings are those of a token. */
  get isInToken(): boolean {
    return this.#fields !== undefined;
  }

  /** Takes out what was shown since the last call. */
  take(): Pick<TracePart, 'rows' | 'serverStates' | 'configured'> {
    const { rows, serverStates, configured } = this;
    [this.rows, this.serverStates, this.configured] = [[], [], []];
    return { rows, serverStates, configured };
  }

  table(record: TableRecord): void {
    if (record.part === 'row') {
      const { start, end } = { start: record.token.start, end: record.status.end };
      this.rows.push({
        start,
        end,
        serial: located(this.text, record.token),
        status: unbroken(located(this.text, record.status)),
      });
    } else if (record.part === 'server') {
      this.serverStates.push(located(this.text, record.status));
    }
  }

  config(record: ConfigPart): void {
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

  /** Takes a field; true if it is one whose meaning is used. */
  field(record: FieldRecord): boolean {
    const name = this.text.slice(record.name.start, record.name.end).trim().toLowerCase();
    const value = located(this.text, record.value);
    if (name === 'serial-number' && value.text.startsWith('FTK')) {
      this.#token(value, record);
      return true;
    }
    if (this.#fields && value.text !== '') this.#fields.set(name, value);
    // Tables of other things have versions, too.
    const isOther = name === 'version' && !value.text.startsWith('Forti');
    if (!isOther && !this.system.has(name)) this.system.set(name, value);
    return this.isInToken || SYSTEM_FIELDS.has(name);
  }

  #token(serial: Located, record: Span): void {
    this.#fields = new Map();
    this.configured.push({ start: record.start, end: record.end, serial, fields: this.#fields });
  }
}
