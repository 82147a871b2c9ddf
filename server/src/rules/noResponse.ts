import type { Span } from '../syntax';
import type { Exchange, TracePart } from '../trace';
import { known } from './facts';
import type { Finding, RelatedPlace } from './types';

/** A request without an answer before the next request or the end of the capture. */
export function* noResponse({ exchanges }: TracePart): Generator<Finding> {
  for (const exchange of exchanges) {
    const { next } = exchange;
    const asked = exchange.request ?? exchange.http;
    // `receive packet success.` says that an answer came, though the capture does not show it.
    if (exchange.service !== 'ftm' || !asked || exchange.answer || exchange.received || exchange.status)
      continue;
    const span = exchange.request?.type ?? exchange.http?.request?.target ?? startOf(exchange);
    const related: RelatedPlace[] = [];
    if (exchange.began)
      related.push({ start: exchange.began.messageStart, end: exchange.began.messageEnd, role: 'began' });
    if (next) related.push({ start: next.start, end: next.end, role: 'next' });
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
}

/** The place of a request: its type or, if that is lost, its first bracket. */
function startOf({ request, start }: Exchange): Span {
  const from = request?.payload.start ?? start;
  return { start: from, end: from + 1 };
}
