import { headOf, known } from './facts';
import type { Rule, RuleInput } from './types';

/** Provisioning began, and neither a connection nor a request is seen before the next attempt or the end. */
export const connectFailed: Rule = function* ({ trace }: RuleInput) {
  const exchanges = trace.exchanges.filter(exchange => exchange.service === 'ftm');
  for (const [
    index,
    { began, token, connected, sent, received, http, request, answer },
  ] of exchanges.entries()) {
    if (!began || connected || sent || received || http || request || answer) continue;
    const next = exchanges[index + 1];
    yield {
      rule: 'ftm/connect-failed',
      start: began.messageStart,
      end: began.messageEnd,
      facts: known({ token: token?.text }),
      related: next ? [{ ...headOf(next), role: 'next' }] : [],
      cause: token?.text ?? '',
    };
  }
};
