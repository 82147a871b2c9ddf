import type { Analysis } from '../analysis';
import { buildOf, type Entry, type EntryKind, label, lookUp, prefixOf, type Translate } from '../knowledge';
import { type CaptureRecord, type DebugRecord, phrasesIn, type Span } from '../syntax';
import type { Located, ServiceMessage } from '../trace';
import { messagePlaceOf } from '../telling/exchangeIndex';
import { namesIn } from './occurrences';
import { recordIndexAt } from '../telling/places';
import { epochDate } from '../telling/time';

/** The hint after a value, and its place. It never repeats the value, so it cannot repeat a secret. */
export interface Decoded {
  readonly at: number;
  readonly said: string;
  readonly tooltip?: string | undefined;
  /** It is shown with the setting `essential`, too. */
  readonly essential: boolean;
}

/** Of `2022-10-16 18:23:37`, in characters: the seconds are in the tooltip. */
const DATE_AND_MINUTE = 16;

/** What kind of number a hole of a sentence holds. */
const NUMBERS: Readonly<Record<string, EntryKind>> = { result: 'fnbam-result', radius: 'radius-code' };

/** The values of a record in other words. */
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
      const said = place ? messageValues(text, place.message, translate) : [];
      return said.filter(({ at }) => record.start <= at && at < record.end);
    }
    default:
      return [];
  }
}

/** Numbers of fnbamd and of RADIUS by their names, and times as dates. */
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
      // Two sentences can hold the same number.
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

/** When a code stops to be good: `set activation-expire 1665947817`. */
function expiryIn(
  text: string,
  { name, value }: { name: Span; value: Span },
  translate: Translate,
): Decoded[] {
  if (text.slice(name.start, Math.min(name.end, name.start + 40)).trim() !== 'activation-expire') return [];
  const number = text.slice(value.start, Math.min(value.end, value.start + 20));
  return dateHint(afterQuote(text, value.end), number, translate);
}

function dateHint(at: number, number: string, translate: Translate): Decoded[] {
  const date = epochDate(number);
  if (date === undefined) return [];
  const tooltip = label('date.epoch', translate, { date });
  return [{ at, said: date.slice(0, DATE_AND_MINUTE), tooltip, essential: true }];
}

function messageValues(text: string, message: ServiceMessage, translate: Translate): Decoded[] {
  const { tokens, result, build, deviceVersion } = message;
  const meaning = result && lookUp('result', `result=${result.text}`);
  const release = build && buildOf(deviceVersion?.text ?? '', build.text);
  return [
    ...tokens.flatMap(({ codeExpire }) => (codeExpire ? hoursHint(text, codeExpire, translate) : [])),
    ...(meaning ? [entryHint(afterQuote(text, result.end), meaning, translate)] : []),
    ...(release ? [{ ...entryHint(afterQuote(text, build.end), release, translate), essential: false }] : []),
  ];
}

/** Minutes as hours. */
function hoursHint(text: string, { text: minutes, end }: Located, translate: Translate): Decoded[] {
  if (!/^\d{2,7}$/.test(minutes) || Number(minutes) < 60) return [];
  const hours = String(Number((Number(minutes) / 60).toFixed(1)));
  const tooltip = label('minutes', translate, { minutes, hours });
  const said = `${hours} ${label('hour', translate)}`;
  return [{ at: afterQuote(text, end), said, tooltip, essential: true }];
}

/** A value by its short name, with its title as the tooltip; or by its title, with its first sentence as the tooltip. */
function entryHint(at: number, entry: Entry, translate: Translate, name?: string): Decoded {
  const title = translate(entry.title);
  const short = name ?? (entry.facts?.['hint'] && translate(entry.facts['hint']));
  const sentence = entry.meaning[0] && translate(entry.meaning[0].text);
  return { at, said: short ?? title, tooltip: short === undefined ? sentence : title, essential: true };
}

/** Models of devices and kinds of tokens: of each serial number once a record, more would be in the way. */
export function modelsIn(analysis: Analysis, asked: Span, translate: Translate): Decoded[] {
  const told = new Set<string>();
  return namesIn(analysis, asked).flatMap(({ kind, text, start, end }) => {
    if (kind !== 'token' && kind !== 'device') return [];
    const key = `${recordIndexAt(analysis, start)} ${text}`;
    const entry = told.has(key) ? undefined : prefixOf(text);
    told.add(key);
    const model = entry?.facts?.['model'];
    if (!entry || model === undefined) return [];
    const tooltip = translate(entry.title);
    const said = entry.facts?.['hint'] ?? model;
    return [{ at: afterQuote(analysis.text, end), said, tooltip, essential: false }];
  });
}

/** The place after the closing quotation mark, if there is one, so that a hint does not seem to be part of the value. */
function afterQuote(text: string, end: number): number {
  return text[end] === '"' || text[end] === "'" ? end + 1 : end;
}
