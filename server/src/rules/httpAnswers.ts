import { lookUp } from '../knowledge';
import { placeOf } from '../syntax';
import type { TracePart } from '../trace';
import { known } from './facts';
import type { Finding, RelatedPlace } from './types';

/** What a unit without FortiIdentity Cloud asks for nevertheless, and is refused. */
const OPTIONAL: ReadonlySet<string> = new Set(['balance', 'count']);

/** Answers of 400 or more: of FortiToken Cloud, and of any other server. */
export function* httpAnswers({ exchanges }: TracePart): Generator<Finding> {
  for (const { service, status, server, began, call } of exchanges) {
    if (!status || status.code < 400 || status.code > 599) continue;
    const rule = service === 'cloud' ? 'ftc/refused' : 'http/status';
    // The meanings that the sources give are those of FortiToken Cloud; another server may mean something else.
    const entry =
      service === 'cloud'
        ? (lookUp('http-status', `ftc/${status.code}`) ?? lookUp('http-status', String(status.code)))
        : undefined;
    const isOptional = service === 'cloud' && status.code === 403 && OPTIONAL.has(call?.text ?? '');
    const related: RelatedPlace[] = began ? [{ ...placeOf(began), role: 'began' }] : [];
    yield {
      rule,
      start: status.start,
      end: status.end,
      facts: known({ code: status.code, reason: status.reason, server: server?.text, call: call?.text }),
      related,
      ...(entry && { entry: entry.id }),
      ...(isOptional && { variant: 'optional', severity: 'information' as const }),
      cause: `${status.code} ${server?.text ?? ''} ${isOptional ? 'optional' : ''}`,
    };
  }
}
