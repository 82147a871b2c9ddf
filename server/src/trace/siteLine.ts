import { isSecretSlot, type SiteMatch } from '../site/knowledge';
import type { SiteEntry } from '../site/siteEntry';
import { type CaptureRecord, detached, eventField, type Message, placeIn, trimEnd, within } from '../syntax';
import type { SiteMessage } from './types';

const NO_MESSAGES: readonly SiteMessage[] = [];

/** Fields of an event that state what the sentence in it leaves out, by placeholder. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  interface: ['interface', 'member'],
  name: ['ap'],
  reason: ['reason', 'eventsubtype'],
};
const PLACEHOLDER = /\{(\w+)[}|]/g;

/**
 * What the site's own knowledge says about a message.
 * @param line the line of the message
 */
export function siteMessages(
  record: CaptureRecord,
  message: Message,
  matches: readonly SiteMatch[],
  line: () => string,
): readonly SiteMessage[] {
  if (matches.length === 0) return NO_MESSAGES;
  const { text, from } = message;
  const place = placeIn(message, { start: from, end: trimEnd(text, from, text.length) });
  // Of the entries that are part of the software, the most specific one says enough.
  const builtIn = matches.find(({ entry }) => !entry.text.from);
  const told = matches.filter(one => one === builtIn || one.entry.text.from);
  return told.map(({ entry, match }) => {
    const shown = match.holes.filter(({ name }) => !isSecretSlot(entry, name));
    const values = shown.map(({ name, start, end }) => [name, detached(text.slice(start, end))] as const);
    const fields = record.kind === 'debug' && record.form === 'event-log' ? fieldsOf(entry, line()) : {};
    return within(record, place, { entry, values: { ...fields, ...Object.fromEntries(values) } });
  });
}

/** The values of the placeholders in the texts of an entry, from the fields of an event. */
function fieldsOf(entry: SiteEntry, line: string): Record<string, string> {
  const values: Record<string, string> = {};
  const names = Object.values(entry.text.messages)
    .flat()
    .flatMap(text => [...text.matchAll(PLACEHOLDER)]);
  for (const [, name = ''] of names) {
    const found = FIELDS[name]?.map(field => eventField(line, field)).find(Boolean);
    if (found !== undefined && !isSecretSlot(entry, name)) values[name] = detached(found);
  }
  return values;
}
