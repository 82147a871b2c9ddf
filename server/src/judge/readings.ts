import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { commandWords, matchCommand } from '../knowledge';
import { isMasked } from '../secrets';
import { type CaptureRecord, phrasesIn, type Span } from '../syntax';
import { type Located, sniffedPacketOf } from '../trace';

/** A value that a capture shows, with the words that show it. */
export interface FactValue extends FactPlace {
  readonly value: string;
  /** The entry of the configuration that it belongs to, as it is written. */
  readonly entry?: string;
  /** Where another capture of the unit shows it: its name and the line, from 0. */
  readonly other?: { readonly name: string; readonly line: number };
}

export interface FactPlace extends Span {
  /** What a user reads of it, if it is not what the capture has there. */
  readonly words?: string;
  /** No line has it: it follows from several. */
  readonly isDerived?: boolean;
}

/** Maximum number of settings, of fields and of lines with sentences that are kept, each. */
export const MAX_KEPT = 20_000;
/** Maximum length of a value, in UTF-16 code units. */
export const MAX_VALUE = 200;

/** Minimum length of a value that is quoted without its sentence. */
export const MIN_QUOTED = 3;

/** A setting, or a line of the output of a command: its address in lower case, part by part. */
export interface Placed extends FactValue {
  readonly path: readonly string[];
  /** From where to where it holds, as offsets, if the capture shows that it was changed. */
  readonly from?: number;
  readonly until?: number;
}

/** False for what a capture shows masked. A short number, such as that of a policy, is no mask here. */
export function isKnown(value: string): boolean {
  return /^\d{1,4}$/.test(value) || (value !== '' && !isMasked(value));
}

/**
 * The lines `name: value` of the output of commands, whose words are not abbreviated here; in a list, below the last line
 * `Name: ...`, too.
 */
export const fieldsIn = cached(({ text, records }: Analysis): readonly Placed[] => {
  const found: Placed[] = [];
  const known = new Map<string, string>();
  let [typed, entry] = ['', ''];
  for (const record of records) {
    if (record.kind === 'command') [typed, entry] = [record.kept?.typed ?? '', ''];
    if (record.kind !== 'field' || found.length >= MAX_KEPT) continue;
    const command = known.get(typed) ?? matchCommand(commandWords(typed)).expanded.join(' ').toLowerCase();
    known.set(typed, command);
    const { start, end } = record.value;
    const name = text.slice(record.name.start, record.name.end).trim().toLowerCase();
    const value = text.slice(start, Math.min(end, start + MAX_VALUE));
    if (name === 'name') entry = value.trim().toLowerCase();
    const field = { value, start: record.name.start, end };
    found.push({ path: [command, name], ...field });
    if (entry !== '') found.push({ path: [command, entry, name], ...field });
  }
  return found;
});

/** The first packet of each host in the output of the sniffer. */
export const firstPackets = cached(({ text, records }: Analysis): ReadonlyMap<string, FactValue> => {
  const found = new Map<string, FactValue>();
  for (const record of records) {
    if (found.size >= MAX_KEPT) break;
    if (record.kind !== 'debug' || record.form !== 'sniffer') continue;
    const { source: value } = sniffedPacketOf(text, record) ?? {};
    if (value !== undefined && !found.has(value))
      found.set(value, { value, start: record.messageStart, end: record.messageEnd });
  }
  return found;
});

/** The command that shows the version and the serial number of a unit. */
export const STATUS = 'get system status';

/** True for the version in its output, which can lack the command. */
export function isVersion({ path: [, name], value }: Placed): boolean {
  return name === 'version' && value.startsWith('Forti');
}

/** The release and the build in a version. */
export const RELEASE = /v(\d{1,2}\.\d{1,2}\.\d{1,2})/i;
export const BUILD = /build(\d{3,5})/i;

/** The values of a placeholder or of whole sentences in the whole capture. */
export function valuesInCapture(name: string, analysis: Analysis): readonly FactValue[] {
  const known = valuesOfCapture(analysis);
  const [id = ''] = name.split('#');
  const values = known.get(name) ?? sentenceValues(name, recordsByRow(analysis).get(id) ?? [], analysis);
  known.set(name, values);
  return values;
}

const valuesOfCapture = cached<Analysis, Map<string, readonly FactValue[]>>(() => new Map());

/** The lines with each sentence by its row: one look at a long capture finds those of all conditions. */
const recordsByRow = cached(({ text, records }: Analysis): ReadonlyMap<string, readonly SentenceRecord[]> => {
  const found = new Map<string, SentenceRecord[]>();
  for (const record of records) {
    if (!hasSentences(record)) continue;
    for (const { row } of phrasesIn(text, record)) {
      const all = found.get(row.id);
      if (!all) found.set(row.id, [record]);
      else if (all.length < MAX_KEPT && all.at(-1) !== record) all.push(record);
    }
  }
  return found;
});

type SentenceRecord = Extract<CaptureRecord, { kind: 'debug' | 'sentence' | 'text' }>;

function hasSentences(record: CaptureRecord): record is SentenceRecord {
  return record.kind === 'debug' || record.kind === 'sentence' || record.kind === 'text';
}

/** The values of a placeholder, `ROW#HOLE`, or the whole sentences of a row or of a meaning, in some lines. */
export function sentenceValues(
  name: string,
  records: readonly CaptureRecord[],
  { text }: Analysis,
  key: 'id' | 'negotiation' = 'id',
): readonly FactValue[] {
  const [id = '', hole] = name.split('#');
  const found: FactValue[] = [];
  for (const record of records) {
    if (found.length >= MAX_KEPT) break;
    if (!hasSentences(record)) continue;
    for (const { row, values, start, end } of phrasesIn(text, record)) {
      if (row[key] !== id) continue;
      if (hole === undefined) found.push({ value: text.slice(start, end), start, end });
      else
        for (const one of values)
          if (one.name === hole)
            // A number alone says nothing to a reader.
            found.push({
              value: one.text,
              ...(one.text.length < MIN_QUOTED ? { start, end } : placeOf(one)),
            });
    }
  }
  return found;
}

function placeOf({ start, end }: Span): Span {
  return { start, end };
}

/** The values of places that are known. */
export function located(values: readonly (Located | undefined)[]): FactValue[] {
  return values.flatMap(one => (one ? [{ value: one.text, start: one.start, end: one.end }] : []));
}

/** The first group of an expression in some values. */
export function matched(values: readonly FactValue[], expression: RegExp): FactValue[] {
  return values.flatMap(one => {
    const found = expression.exec(one.value)?.[1];
    return found === undefined ? [] : [{ ...one, value: found }];
  });
}
