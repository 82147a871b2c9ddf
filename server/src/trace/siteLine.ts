import { isSecret, type SiteMatch } from '../site/knowledge';
import { type CaptureRecord, detached, type Message, placeIn, trimEnd, within } from '../syntax';
import type { SiteMessage } from './types';

const NO_MESSAGES: readonly SiteMessage[] = [];

/** What the site's own knowledge says about a message. */
export function siteMessages(
  record: CaptureRecord,
  message: Message,
  matches: readonly SiteMatch[],
): readonly SiteMessage[] {
  if (matches.length === 0) return NO_MESSAGES;
  const { text, from } = message;
  const place = placeIn(message, { start: from, end: trimEnd(text, from, text.length) });
  return matches.map(({ entry, match }) => {
    const shown = match.holes.filter(({ name }) => !isSecret(entry, name));
    const values = shown.map(({ name, start, end }) => [name, detached(text.slice(start, end))] as const);
    return within(record, place, { entry, values: Object.fromEntries(values) });
  });
}
