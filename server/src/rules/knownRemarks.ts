import { type Entry, lookUp, lookUpBeginning } from '../knowledge';
import type { Remark, TracePart } from '../trace';
import { known } from './facts';
import type { Finding } from './types';

/** Errors that a product says in a sentence of its own: FortiAuthenticator's log, the answer to a command. */
export function* knownRemarks({ remarks }: TracePart): Generator<Finding> {
  for (const remark of remarks) {
    if (/^FortiToken clock drift detected|token out of sync$/.test(remark.text)) yield drift(remark);
    const member =
      /^FTM provision: HA cluster SN "(?<member>[^"]*)" error: (?<text>Product is not registered)/.exec(
        remark.text,
      );
    if (member) {
      yield {
        ...place(remark),
        rule: 'ftm/product-not-registered',
        facts: known({ member: member.groups?.['member'], text: member.groups?.['text'] }),
        related: [],
        cause: member.groups?.['member'] ?? '',
      };
      continue;
    }
    const entry = lookUp('error', remark.text) ?? lookUpBeginning('error', remark.text);
    if (!entry || entry.facts?.['rule'] !== undefined || /drift|out of sync/.test(remark.text)) continue;
    if (!isAsked(entry, remark)) continue;
    yield {
      ...place(remark),
      rule: 'ftm/service-error',
      facts: known({ title: entry.title, text: remark.text }),
      related: [],
      entry: entry.id,
      cause: entry.id,
    };
  }
}

/** An answer that any command can get belongs to an entry only after a command of its kind. */
function isAsked({ facts }: Entry, { asked, text }: Remark): boolean {
  const needs = facts?.['needs'];
  const said = `${asked} ${text.toLowerCase()}`;
  return needs === undefined || needs.split('|').some(word => said.includes(word));
}

function drift(remark: { readonly start: number; readonly end: number; readonly text: string }): Finding {
  // The sentence to the user holds the code that was typed.
  const text = remark.text
    .replace(/\(code: [^)]*\)/, '')
    .split('.')[0]
    ?.replace(/\s+/g, ' ')
    .trim();
  return {
    ...place(remark),
    rule: 'login/token-drift',
    variant: 'seen',
    facts: known({ text }),
    related: [],
    cause: 'seen',
  };
}

function place({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
