import { min } from '../integers';
import type { Analysis } from '../analysis';
import {
  lookUpBuild,
  type Entry,
  type EntryKind,
  label,
  lookUp,
  lookUpPrefix,
  type Translate,
} from '../knowledge';
import { type CaptureRecord, contains, type DebugRecord, phrasesIn, type Span } from '../syntax';
import type { Located, ServiceMessage } from '../trace';
import { messagePlaceOf } from '../judge/exchangeIndex';
import { namesBetween } from './occurrences';
import { recordIndexAt } from '../judge/places';
import { epochDate } from '../presentation/time';

/** A hint after a value, and its offset. It never repeats the value, so it cannot repeat a secret. */
export interface Decoded {
  readonly at: number;
  readonly label: string;
  readonly tooltip?: string | undefined;
  /** True if the setting `essential` shows it, too. */
  readonly essential: boolean;
  /** True if it is as long as it needs to be. */
  readonly isWhole?: boolean;
  /** What the client is told about it. */
  readonly data?: string;
}

/** Length of `2022-10-16 18:23`, in characters: the seconds are in the tooltip. */
const DATE_AND_MINUTE = 16;

/** The kind of entry that explains a number in a phrase, by the name of its slot. */
const NUMBERS: Readonly<Record<string, EntryKind>> = { result: 'fnbam-result', radius: 'radius-code' };

/** Returns the hints that explain the values of a record. */
export function decodedIn(analysis: Analysis, record: CaptureRecord, translate: Translate): Decoded[] {
  const { text } = analysis;
  switch (record.kind) {
    case 'debug':
      return numbersIn(text, record, translate);
    case 'config':
    case 'field':
      return expiryIn(text, record, translate);
    case 'json': {
      const place = messagePlaceOf(analysis, record.payload);
      const hints = place ? messageValues(text, place.message, translate) : [];
      return hints.filter(({ at }) => contains(record, at));
    }
    default:
      return [];
  }
}

/** Returns the names of fnbamd and RADIUS codes, and dates of epoch times. */
function numbersIn(text: string, record: DebugRecord, translate: Translate): Decoded[] {
  const hints = new Map<number, Decoded>();
  for (const { values } of phrasesIn(text, record))
    for (const { name, text: number, end } of values) {
      const kind = NUMBERS[name];
      const [hint] =
        name === 'time'
          ? dateHint(end, number, translate)
          : kind
            ? nameHint(end, kind, number, translate)
            : [];
      // Two phrases can contain the same number.
      if (hint) hints.set(end, hint);
    }
  return [...hints.values()];
}

function nameHint(end: number, kind: EntryKind, number: string, translate: Translate): Decoded[] {
  const entry = lookUp(kind, number);
  if (!entry) return [];
  const name = entry.keys.find(key => key.startsWith('FNBAM_'));
  return [entryHint(end, entry, translate, name)];
}

/** Returns when an activation code expires: `set activation-expire 1665947817`. */
function expiryIn(
  text: string,
  { name, value }: { name: Span; value: Span },
  translate: Translate,
): Decoded[] {
  if (text.slice(name.start, min(name.end, name.start + 40)).trim() !== 'activation-expire') return [];
  const number = text.slice(value.start, min(value.end, value.start + 20));
  return dateHint(afterQuote(text, value.end), number, translate);
}

function dateHint(at: number, number: string, translate: Translate): Decoded[] {
  const date = epochDate(number);
  if (date === undefined) return [];
  const tooltip = label('date.epoch', translate, { date });
  return [{ at, label: date.slice(0, DATE_AND_MINUTE), tooltip, essential: true }];
}

function messageValues(text: string, message: ServiceMessage, translate: Translate): Decoded[] {
  const { tokens, result, build, deviceVersion } = message;
  const meaning = result && lookUp('result', `result=${result.text}`);
  const release = build && lookUpBuild(deviceVersion?.text ?? '', build.text);
  return [
    ...tokens.flatMap(({ codeExpire }) => (codeExpire ? hoursHint(text, codeExpire, translate) : [])),
    ...(meaning ? [entryHint(afterQuote(text, result.end), meaning, translate)] : []),
    ...(release ? [{ ...entryHint(afterQuote(text, build.end), release, translate), essential: false }] : []),
  ];
}

/** Returns minutes as hours. */
function hoursHint(text: string, { text: minutes, end }: Located, translate: Translate): Decoded[] {
  if (!/^\d{2,7}$/.test(minutes) || Number(minutes) < 60) return [];
  const hours = String(Number((Number(minutes) / 60).toFixed(1)));
  const tooltip = label('minutes', translate, { minutes, hours });
  const lifetime = `${hours} ${label('hour', translate)}`;
  return [{ at: afterQuote(text, end), label: lifetime, tooltip, essential: true }];
}

/**
 * Returns a hint with `name` and the title as tooltip; without a name, the title with its first sentence as tooltip.
 */
function entryHint(at: number, entry: Entry, translate: Translate, name?: string): Decoded {
  const title = translate(entry.title);
  const short = name ?? (entry.facts?.['hint'] && translate(entry.facts['hint']));
  const sentence = entry.meaning[0] && translate(entry.meaning[0].text);
  return { at, label: short ?? title, tooltip: short === undefined ? sentence : title, essential: true };
}

/**
 * Returns the models of devices and types of tokens, once per serial number and record so as not to clutter the line.
 */
export function modelsIn(analysis: Analysis, asked: Span, translate: Translate): Decoded[] {
  const shown = new Set<string>();
  return namesBetween(analysis, asked).flatMap(({ kind, text, start, end }) => {
    if (kind !== 'token' && kind !== 'device') return [];
    const key = `${recordIndexAt(analysis, start)} ${text}`;
    const entry = shown.has(key) ? undefined : lookUpPrefix(text);
    shown.add(key);
    const model = entry?.facts?.['model'];
    if (!entry || model === undefined) return [];
    const tooltip = translate(entry.title);
    const type = entry.facts?.['hint'] ?? model;
    return [{ at: afterQuote(analysis.text, end), label: type, tooltip, essential: false }];
  });
}

/** Returns the offset after the closing quotation mark, if any, so that a hint does not look like part of the value. */
function afterQuote(text: string, end: number): number {
  return text[end] === '"' || text[end] === "'" ? end + 1 : end;
}
