import type { TracePart } from '../trace';
import { compact } from './facts';
import type { Finding } from './types';

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
