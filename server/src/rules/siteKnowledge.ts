import type { SiteKnowledge } from '../site/knowledge';
import type { SiteCodes, SiteEntry } from '../site/types';
import type { Span } from '../syntax';
import type { LoginEvent, ServiceMessage, TracePart } from '../trace';
import { compact } from './facts';
import { quotedAnswer } from './quoted';
import type { Finding } from './types';

/** Findings of the site's own knowledge: messages by their text, and codes. */
export function siteKnowledge({ site }: TracePart): Finding[] {
  return site.map(({ entry, start, end, values }) => findingOf(entry, { start, end }, values));
}

/** The codes of a part that the site's own knowledge explains. */
export function siteCodes(part: TracePart, site: SiteKnowledge): Finding[] {
  const found: Finding[] = [];
  const note = (kind: keyof SiteCodes, code: string | undefined, place: Span): void => {
    const entry = site.ofCode(kind, code);
    if (entry && code !== undefined) found.push(findingOf(entry, place, { code }));
  };
  const answers = [...part.exchanges.map(({ answer }) => answer), ...part.messages];
  for (const answer of answers) for (const error of errorsIn(answer)) note('error', error.code?.text, error);
  for (const { status } of part.exchanges) if (status) note('http', String(status.code), status);
  for (const { events } of part.logins)
    for (const event of events) note(isSaml(event) ? 'saml' : 'result', event.code, event);
  return found;
}

function errorsIn(answer: ServiceMessage | undefined) {
  if (!answer) return [];
  const { error, tokens, members } = answer;
  return [error, ...tokens.map(one => one.error), ...members.map(one => one.error)].filter(
    one => one !== undefined,
  );
}

function isSaml({ cause, kind }: LoginEvent): boolean {
  return cause?.table === 'saml-result' || kind.startsWith('saml');
}

function findingOf(site: SiteEntry, { start, end }: Span, values: Readonly<Record<string, string>>): Finding {
  // A placeholder can hold anything, so values that look like a secret are left out.
  const facts = compact(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, quotedAnswer(value, true)])),
  );
  const pairs = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return { rule: site.id, site, start, end, facts, related: [], cause: pairs.join(' ') };
}
