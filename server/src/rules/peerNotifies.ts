import type { Negotiation, NegotiationEvent } from '../trace';
import type { NegotiationCause } from './causeTypes';

type Events = readonly NegotiationEvent[];

/** Notifies that reject the negotiation; after others, it continues. */
const REFUSALS: ReadonlySet<string> = new Set([
  'AUTHENTICATION_FAILED', 'NO_PROPOSAL_CHOSEN', 'INVALID_SYNTAX', 'INVALID_ID_INFORMATION', 'PAYLOAD_MALFORMED',
  'INVALID_MAJOR_VERSION', 'INVALID_MINOR_VERSION', 'UNSUPPORTED_CRITICAL_PAYLOAD', 'INTERNAL_ADDRESS_FAILURE',
  'FAILED_CP_REQUIRED', 'INVALID_CERTIFICATE', 'INVALID_CERT_AUTHORITY', 'INVALID_CERT_ENCODING',
  'CERT_TYPE_UNSUPPORTED', 'CERTIFICATE_UNAVAILABLE', 'INVALID_HASH_INFORMATION', 'INVALID_SIGNATURE',
  'INVALID_EXCHANGE_TYPE', 'UNSUPPORTED_EXCHANGE_TYPE', 'INVALID_KE_PAYLOAD', 'INVALID_KEY_INFORMATION',
  'ATTRIBUTES_NOT_SUPPORTED', 'BAD_PROPOSAL_SYNTAX', 'INVALID_PROTOCOL_ID', 'INVALID_TRANSFORM_ID',
  'SITUATION_NOT_SUPPORTED', 'DOI_NOT_SUPPORTED', 'INVALID_PAYLOAD_TYPE', 'UNEQUAL_PAYLOAD_LENGTHS',
]); // oxfmt-ignore

const REFUSAL_VARIANTS: Readonly<Record<string, string>> = {
  AUTHENTICATION_FAILED: 'authentication',
  INVALID_HASH_INFORMATION: 'malformed',
  NO_PROPOSAL_CHOSEN: 'proposal',
  INVALID_SYNTAX: 'syntax',
  INVALID_ID_INFORMATION: 'id',
  PAYLOAD_MALFORMED: 'malformed',
  FAILED_CP_REQUIRED: 'mode-config',
  INTERNAL_ADDRESS_FAILURE: 'address',
  INVALID_MAJOR_VERSION: 'version',
  INVALID_CERTIFICATE: 'certificate',
  INVALID_CERT_AUTHORITY: 'certificate',
  INVALID_CERT_ENCODING: 'certificate',
  CERT_TYPE_UNSUPPORTED: 'certificate',
  CERTIFICATE_UNAVAILABLE: 'no-certificate',
  INVALID_KE_PAYLOAD: 'dh',
  ATTRIBUTES_NOT_SUPPORTED: 'attributes',
  BAD_PROPOSAL_SYNTAX: 'attributes',
  INVALID_PROTOCOL_ID: 'attributes',
  INVALID_TRANSFORM_ID: 'attributes',
  INVALID_EXCHANGE_TYPE: 'exchange',
  UNSUPPORTED_EXCHANGE_TYPE: 'exchange',
};

/** Causes by notifies about a phase 2. */
const CHILD_NOTIFIES: Readonly<Record<string, Omit<NegotiationCause, 'at' | 'facts'>>> = {
  TS_UNACCEPTABLE: { rule: 'ike/selectors' },
  SINGLE_PAIR_REQUIRED: { rule: 'ike/selectors', variant: 'single' },
  INVALID_SELECTORS: { rule: 'ike/selectors', variant: 'packet' },
  NO_ADDITIONAL_SAS: { rule: 'ike/refused-by-peer', variant: 'no-more' },
  // The request can be repeated after either.
  TEMPORARY_FAILURE: { rule: 'ike/refused-by-peer', variant: 'temporary', severity: 'information' },
  CHILD_SA_NOT_FOUND: { rule: 'ike/refused-by-peer', variant: 'child-lost', severity: 'information' },
};

/** Causes by notifies about an SA that the peer no longer has. */
const LOST_SA: Readonly<Record<string, Omit<NegotiationCause, 'at' | 'facts'>>> = {
  INVALID_SPI: { rule: 'ike/replay', variant: 'spi-peer' },
  INVALID_IKE_SPI: { rule: 'ike/dead-peer', variant: 'forgotten' },
  INVALID_COOKIE: { rule: 'ike/dead-peer', variant: 'forgotten' },
};

/** IKEv1 writes the names of notifies with hyphens. */
function plainNotify({ name = '' }: NegotiationEvent): string {
  return name.replace(/-/g, '_').toUpperCase();
}

function notifyOf(events: Events, name: string): NegotiationEvent | undefined {
  return events.find(one => one.step === 'notify' && plainNotify(one) === name);
}

/** The peer rejects what this unit sent, and only the peer's debug output says why. */
export function causeOfNotify(negotiation: Negotiation, events: Events): NegotiationCause | undefined {
  const at = events.findLast(one => one.step === 'notify' && REFUSALS.has(plainNotify(one)));
  if (!at) return undefined;
  // Then it concerns a phase 2, or was overcome.
  if (events.some(({ step }) => step === 'auth-ok')) return undefined;
  if (isRetried(negotiation, at)) return undefined;
  const notify = plainNotify(at);
  return {
    rule: 'ike/refused-by-peer',
    variant: REFUSAL_VARIANTS[notify],
    at,
    facts: { notify, message: negotiation.unanswered?.message },
  };
}

/** Only the DH group is rejected, and this unit tries again with the group that the peer wants. */
function isRetried({ messages, unanswered }: Negotiation, at: NegotiationEvent): boolean {
  if (plainNotify(at) !== 'INVALID_KE_PAYLOAD') return false;
  return (
    messages.some(({ isSent, start }) => isSent && start > at.start) ||
    (unanswered !== undefined && unanswered.last.start > at.start)
  );
}

/** What the peer says of a phase 2. */
export function causeOfChildNotify(negotiation: Negotiation, events: Events): NegotiationCause | undefined {
  const at = events.find(one => one.step === 'notify' && Object.hasOwn(CHILD_NOTIFIES, plainNotify(one)));
  const notify = at && plainNotify(at);
  const cause = notify === undefined ? undefined : CHILD_NOTIFIES[notify];
  if (at && cause) return { ...cause, at, facts: { notify } };
  const group = notifyOf(events, 'INVALID_KE_PAYLOAD');
  if (!group || isRetried(negotiation, group)) return undefined;
  return { rule: 'ike/phase2-proposal', variant: 'refused-dh', at: group };
}

/** The peer rejects a phase 2 without a reason. */
export function causeOfRefusedChild(events: Events): NegotiationCause | undefined {
  const proposal = notifyOf(events, 'NO_PROPOSAL_CHOSEN');
  if (proposal) return { rule: 'ike/phase2-proposal', variant: 'refused', at: proposal };
  const syntax = notifyOf(events, 'INVALID_SYNTAX');
  return syntax && { rule: 'ike/selectors', variant: 'syntax', at: syntax };
}

/** The peer lost an SA that this unit still uses, and no new one was established since. */
export function causeOfLostSa({ isSuperseded }: Negotiation, events: Events): NegotiationCause | undefined {
  if (isSuperseded) return undefined;
  const index = events.findLastIndex(
    one => one.step === 'notify' && Object.hasOwn(LOST_SA, plainNotify(one)),
  );
  const at = events[index];
  const cause = at && LOST_SA[plainNotify(at)];
  if (!cause || events.slice(index).some(({ step }) => step === 'child-up' || step === 'established'))
    return undefined;
  return { ...cause, at, facts: { notify: plainNotify(at) } };
}
