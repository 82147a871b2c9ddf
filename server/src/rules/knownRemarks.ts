import { type Entry, lookUp, lookUpBeginning } from '../knowledge';
import type { Remark, TracePart } from '../trace';
import { compact } from './facts';
import type { Finding } from './types';

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
