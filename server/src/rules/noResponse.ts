import type { Span } from '../syntax';
import type { Exchange, TracePart } from '../trace';
import { endsBeforeAnswer } from './cutOff';
import { compact } from './compact';
import type { Finding, RelatedPlace } from './types';

/** A request without an answer before the next request or the end of the capture. */
export function* noResponse({ exchanges }: TracePart): Generator<Finding> {
  for (const exchange of exchanges) {
    if (exchange.service !== 'ftm' || !isUnanswered(exchange)) continue;
    const { request } = exchange;
    const { start, end } = placeOf(exchange);
    const token = exchange.token?.text ?? request?.tokens[0]?.serial?.text;
    const unit = request?.unit?.text;
    yield {
      rule: 'ftm/no-response',
      ...variantOf(exchange),
      start,
      end,
      facts: compact({ token, unit }),
      related: relatedOf(exchange),
      cause: `${token ?? ''} ${unit ?? ''}`,
    } satisfies Finding;
  }
}

function variantOf(exchange: Exchange): Pick<Finding, 'variant' | 'severity'> {
  if (endsBeforeAnswer(exchange)) return { variant: 'cut', severity: 'information' };
  return { variant: exchange.next ? 'next' : 'end' };
}

/** Where the exchange began, and the next request. */
function relatedOf({ began, next }: Exchange): RelatedPlace[] {
  const related: RelatedPlace[] = [];
  if (began) related.push({ start: began.messageStart, end: began.messageEnd, role: 'began' });
  if (next) related.push({ start: next.start, end: next.end, role: 'next' });
  return related;
}

/** After `receive packet success.` there was an answer, even if the capture does not show it. */
function isUnanswered({ request, http, answer, received, status }: Exchange): boolean {
  return (request ?? http) !== undefined && (answer ?? received ?? status) === undefined;
}

/** The place of a request: its type or its target or, if both are lost, its first bracket. */
function placeOf({ request, http, start }: Exchange): Span {
  const from = request?.payload.start ?? start;
  return request?.type ?? http?.request?.target ?? { start: from, end: from + 1 };
}

/** Provisioning began, but there is neither a connection nor a request before the next attempt or the end. */
export function* connectFailed({ exchanges }: TracePart): Generator<Finding> {
  for (const { service, began, token, connected, sent, received, http, request, answer, next } of exchanges) {
    if (service !== 'ftm' || !began || connected || sent || received || http || request || answer) continue;
    yield {
      rule: 'ftm/connect-failed',
      start: began.messageStart,
      end: began.messageEnd,
      facts: compact({ token: token?.text }),
      related: next ? [{ start: next.start, end: next.end, role: 'next' }] : [],
      cause: token?.text ?? '',
    };
  }
}
