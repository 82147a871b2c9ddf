// Problems that one line states by itself. Those of a login or a negotiation are found in all of
// its lines (`failedLogin.ts`, `failedNegotiations.ts`), and failures without a known cause when the capture ends (`saidFailure.ts`).
import { type Entry, lookUp, lookUpBeginning } from '../knowledge';
import type { SiteKnowledge } from '../site/knowledge';
import type { SiteCodes, SiteEntry } from '../site/siteEntry';
import type { Span } from '../syntax';
import type { LoginEvent, Remark, ServiceMessage, TracePart } from '../trace';
import { compact } from './compact';
import { quotationOf } from './maskedQuotes';
import { quotedAnswer, quotedLine } from './quoted';
import type { Finding } from './types';

/** Sentences that state a cause alone, such as a server that is not connected. */
export function* shownProblems({ problems }: TracePart): Generator<Finding> {
  for (const problem of problems) {
    const { start, end, of, values, text } = problem;
    const { rule, variant, severity } = of;
    const facts = compact({ ...values, said: quotedLine(text) });
    // The wording of the sentence does not distinguish causes.
    const about = Object.entries(values).flatMap(([name, value]) => (name === 'text' ? [] : value));
    const cause = [variant, ...about].filter(Boolean).join(' ');
    yield { rule, variant, severity, start, end, facts, ...quotationOf(problem), related: [], cause };
  }
}

/** Errors in known sentences of other products: FortiAuthenticator's log, the answer to a command. */
export function* knownRemarks({ remarks }: TracePart): Generator<Finding> {
  for (const remark of remarks) {
    const entry = lookUp('error', remark.text) ?? lookUpBeginning('error', remark.text);
    if (!entry || entry.cause || !isAnswerTo(entry, remark)) continue;
    const { start, end } = remark;
    yield {
      start,
      end,
      rule: 'ftm/service-error',
      facts: compact({ title: entry.title, text: remark.text }),
      related: [],
      entry: entry.id,
      cause: entry.id,
    };
  }
}

/**
 * An answer that any command can give belongs to an entry only after a command of its kind, and has no problem of its own
 * if the line before it says more.
 */
function isAnswerTo({ after, notAfter }: Entry, { context, text }: Remark): boolean {
  if (notAfter !== undefined && context.includes(notAfter)) return false;
  const content = `${context} ${text.toLowerCase()}`;
  return after?.some(words => content.includes(words)) ?? true;
}

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
