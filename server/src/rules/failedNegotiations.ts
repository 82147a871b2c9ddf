import { type Negotiation, type TracePart } from '../trace';
import { compact } from './compact';
import { negotiationCauseOf, type NegotiationCause } from './negotiationCause';
import type { Finding, RelatedPlace } from './types';

/** Rules that report one problem per tunnel, whatever shows it. */
const ONE_CAUSE: ReadonlySet<string> = new Set(['ike/no-proposal', 'ike/key-mismatch']);

/** Failed IKE negotiations, each with its one root cause. */
export function* negotiations({ negotiations: all }: TracePart): Generator<Finding> {
  for (const negotiation of all) {
    const cause = negotiationCauseOf(negotiation);
    if (!cause) continue;
    const { rule, variant, severity, at } = cause;
    const facts = negotiationFacts(negotiation, cause);
    const { start, end } = at;
    yield {
      rule,
      start,
      end,
      facts,
      related: endOf(negotiation, end),
      ...(variant !== undefined && { variant }),
      ...(severity !== undefined && { severity }),
      // A repeated attempt of the peer that fails for the same reason is the same problem, even if its lines say
      // less.
      cause: [
        facts['connection'],
        facts['child'],
        ...(ONE_CAUSE.has(rule) ? [] : [variant, facts['id']]),
      ].join(' '),
    };
  }
}

/** The facts for the message about a cause. */
export function negotiationFacts(
  negotiation: Negotiation,
  { facts }: NegotiationCause,
): Readonly<Record<string, string>> {
  const { isChild, child, peer, user } = negotiation;
  return compact({
    connection: nameOf(negotiation),
    child: isChild ? child : undefined,
    peer,
    user,
    ...facts,
  });
}

/** The tunnel, otherwise the gateways that the request was compared with, otherwise the peer. */
function nameOf({ gateway, gateways, peer }: Negotiation): string {
  return gateway ?? (gateways.length > 0 ? gateways.join(', ') : (peer ?? 'IPsec'));
}

/** Where the unit gave up, as a consequence. */
function endOf({ events }: Negotiation, after: number): RelatedPlace[] {
  const end = events.find(({ step, start }) => (step === 'timeout' || step === 'expired') && start >= after);
  return end ? [{ start: end.start, end: end.end, role: 'ended' }] : [];
}
