import { lookUp } from '../knowledge';
import { linePlace } from '../syntax';
import type { AnswerStatus, Exchange, TracePart } from '../trace';
import { compact } from './compact';
import type { Finding } from './types';

/** Resources that a unit requests even without FortiIdentity Cloud, and is refused. */
const OPTIONAL: ReadonlySet<string> = new Set(['balance', 'count']);

/** What a status of FortiIdentity Cloud means. */
const CLOUD_VARIANTS: ReadonlyMap<number, string> = new Map([[402, 'expired']]);
/** Proxy Authentication Required. */
const PROXY_LOGIN = 407;

/** HTTP errors (4xx or 5xx) of FortiToken Cloud and of any other server. */
export function* httpAnswers({ exchanges }: TracePart): Generator<Finding> {
  for (const exchange of exchanges) {
    const { status, began } = exchange;
    if (!status || status.code < 400 || status.code > 599) continue;
    // The unit's own proxy asks its clients for a login this way.
    if (status.code !== PROXY_LOGIN || began) yield findingOf(exchange, status);
  }
}

function findingOf({ service, server, began, call }: Exchange, status: AnswerStatus): Finding {
  const { code, reason, start, end } = status;
  const isCloud = service === 'cloud';
  const isOptional = isCloud && code === 403 && OPTIONAL.has(call?.text ?? '');
  return {
    rule: isCloud ? 'ftc/refused' : 'http/status',
    start,
    end,
    facts: compact({ code, reason, server: server?.text, call: call?.text }),
    related: began ? [{ ...linePlace(began), role: 'began' }] : [],
    entry: isCloud ? cloudEntry(code) : undefined,
    variant: isCloud ? CLOUD_VARIANTS.get(code) : undefined,
    ...(isOptional && { variant: 'optional', severity: 'information' as const }),
    cause: `${code} ${server?.text ?? ''} ${isOptional ? 'optional' : ''}`,
  };
}

/** The meaning of a FortiToken Cloud status according to the sources; another server may mean something else. */
function cloudEntry(code: number): string | undefined {
  return (lookUp('http-status', `ftc/${code}`) ?? lookUp('http-status', String(code)))?.id;
}

/** An undamaged payload whose length in bytes differs from its Content-Length. `json/damaged` reports a damaged one. */
export function* lengthMismatch({ bodies }: TracePart): Generator<Finding> {
  for (const { declared, bytes, payload } of bodies) {
    if (declared.bytes === bytes || payload.damage) continue;
    yield {
      rule: 'http/length-mismatch',
      start: declared.start,
      end: declared.end,
      facts: compact({ declared: declared.bytes, bytes }),
      related: [{ start: payload.start, end: payload.end, role: 'payload' }],
      cause: undefined,
    };
  }
}
