import { known } from './facts';
import type { Finding, RelatedPlace, Rule, RuleInput } from './types';

/** A request without an answer before the next request or the end of the capture. */
export const noResponse: Rule = function* ({ trace }: RuleInput) {
  const exchanges = trace.exchanges.filter(exchange => exchange.service === 'ftm');
  for (const [index, exchange] of exchanges.entries()) {
    const asked = exchange.request ?? exchange.http;
    // `receive packet success.` says that an answer came, though the capture does not show it.
    if (!asked || exchange.answer || exchange.received || exchange.status) continue;
    const span = exchange.request?.type ??
      exchange.http?.request?.target ?? { start: exchange.start, end: exchange.end };
    const next = exchanges[index + 1];
    const related: RelatedPlace[] = [];
    if (exchange.began)
      related.push({ start: exchange.began.messageStart, end: exchange.began.messageEnd, role: 'began' });
    if (next) related.push({ start: next.start, end: next.start + 1, role: 'next' });
    const token = exchange.token?.text ?? exchange.request?.tokens[0]?.serial?.text;
    const unit = exchange.request?.unit?.text;
    yield {
      rule: 'ftm/no-response',
      variant: next ? 'next' : 'end',
      start: span.start,
      end: span.end,
      facts: known({ token, unit }),
      related,
      cause: `${token ?? ''} ${unit ?? ''}`,
    } satisfies Finding;
  }
};
