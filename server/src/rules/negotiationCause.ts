import { cached } from '../cached';
import type { Negotiation, NegotiationEvent, Selectors, UnansweredMessage } from '../trace';
import type { CauseFacts, NegotiationCause } from './causeTypes';
import { causeOfChildNotify, causeOfLostSa, causeOfNotify, causeOfRefusedChild } from './peerNotifies';
import { differenceOf } from './proposalDifference';

export type { NegotiationCause } from './causeTypes';

type Events = readonly NegotiationEvent[];
type Step = NegotiationEvent['step'];

/** Steps that show that a gateway accepted the request after all. */
const ACCEPTED: ReadonlySet<Step> = new Set(['matched', 'validated']);

/** Minimum number of consecutive lines that show a stuck Diffie-Hellman computation; a normal negotiation has up to four. */
const MIN_STUCK = 10;
/** Minimum number of times that a message without an answer was sent, if the capture does not show that the unit gave up. */
const MIN_SENT = 3;
const NAT_PORT = '4500';
/** The first message of a phase 1. */
const FIRST_MESSAGE = /^(?:SA_INIT|ident_i1send|agg_i1send)$/;
/** Messages of main mode that the peer answers only if it can decrypt them. */
const ENCRYPTED_MESSAGE = /^ident_i[23]send$/;
/** Steps that name a fault of the peer's certificate; the word after the hyphen is the variant of the message. */
const CERTIFICATE_REASONS = [
  'certificate-expired',
  'certificate-not-yet',
  'certificate-revoked',
  'certificate-untrusted',
] as const;
/** Messages that are sent after phase 1 is up. */
const WHEN_UP = /^(?:R-U-THERE|INFORMATIONAL|CREATE_CHILD)$/;
/** Requests of XAUTH and mode config, after phase 1. */
const CONFIGURATION_REQUEST = /^cfg_/i;
/** IKEv1 exchanges that only restart, or retransmit. */
const REPEATED_EXCHANGE = /^(?:Aggressive|Identity Protection)/;

/** The root cause of a failed negotiation; undefined if it succeeded, or if the capture does not show how it ended. */
export const negotiationCauseOf = cached((negotiation: Negotiation): NegotiationCause | undefined => {
  const { events, agreed, isUp, isChild, isSuperseded } = negotiation;
  const replayed = first(events, 'replay');
  if (replayed)
    return { rule: 'ike/replay', variant: replayed.value === 'HMAC' ? 'hmac' : undefined, at: replayed };
  // It was seen to happen, whatever a later attempt brings.
  const stuck = isUp && !isSuperseded ? undefined : causeOfStuckNegotiation(events);
  if (stuck) return stuck;
  // Refusals by gateways before one accepted the request do not count.
  const open = events.slice(events.findLastIndex(({ step }) => ACCEPTED.has(step)) + 1);
  const cause = agreed || isUp || isChild ? undefined : causeOfPhase1(negotiation, open);
  return (
    cause ??
    causeOfPhase2(negotiation, open) ??
    causeOfClient(open) ??
    causeOfSilence(negotiation, events) ??
    causeOfXauth(events)
  );
});

function first(events: Events, ...steps: readonly Step[]): NegotiationEvent | undefined {
  return events.find(({ step }) => steps.includes(step));
}

/** Causes that one line proves. */
interface Evidence {
  readonly steps: readonly Step[];
  readonly causeOf: (at: NegotiationEvent, negotiation: Negotiation) => Omit<NegotiationCause, 'at'>;
}

/** Causes of phase 1 that one line proves. Causes come before their consequences here, whatever the order of the lines. */
const PHASE_1: readonly Evidence[] = [
  {
    steps: ['not-sent'],
    causeOf: ({ name, value: reason, error }) => ({
      rule: 'ike/not-sent',
      facts: { message: name, reason, error },
    }),
  },
  { steps: ['passive'], causeOf: () => ({ rule: 'ike/passive-mode' }) },
  {
    steps: ['no-policy'],
    causeOf: (_, { isInitiator }) => ({
      rule: 'ike/no-policy',
      variant: isInitiator === true ? 'initiator' : undefined,
    }),
  },
  {
    steps: ['incorrect-id'],
    causeOf: (_, { peerId }) => ({ rule: 'ike/peer-id', variant: 'incorrect', facts: { id: peerId?.text } }),
  },
  {
    steps: ['validation-failed'],
    causeOf: (_, { peerId, networkId }) => ({
      rule: 'ike/peer-id',
      facts: { id: peerId?.text, idType: peerId?.type, network: networkId },
    }),
  },
  {
    steps: CERTIFICATE_REASONS,
    causeOf: ({ step }, negotiation) => ({
      ...certificateCause(negotiation),
      variant: step.slice('certificate-'.length),
    }),
  },
  { steps: ['certificate-failed'], causeOf: (_, negotiation) => certificateCause(negotiation) },
  {
    steps: ['signature-failed'],
    causeOf: (_, { certificate }) => ({
      rule: 'ike/authentication-failed',
      variant: 'signature',
      facts: { subject: certificate?.subject, issuer: certificate?.issuer },
    }),
  },
  { steps: ['key-mismatch'], causeOf: () => ({ rule: 'ike/key-mismatch' }) },
];

function causeOfPhase1(negotiation: Negotiation, events: Events): NegotiationCause | undefined {
  for (const { steps, causeOf: makeCause } of PHASE_1) {
    const at = first(events, ...steps);
    if (at) return { ...makeCause(at, negotiation), at };
  }
  return (
    causeOfAuthentication(negotiation, events) ??
    causeOfProposals(negotiation, events) ??
    causeOfNotify(negotiation, events) ??
    causeOfStuckNegotiation(events) ??
    causeOfMissingGateway(negotiation, events)
  );
}

function certificateCause({ certificate, candidates }: Negotiation): Omit<NegotiationCause, 'at'> {
  const { subject, issuer } = certificate ?? {};
  return { rule: 'ike/certificate', facts: { subject, issuer, candidate: candidates.join(', ') } };
}

/** A refusal without a reason. It concerns no login: a login comes after the two ends agreed. */
function causeOfAuthentication({ peerId }: Negotiation, events: Events): NegotiationCause | undefined {
  const at = first(events, 'auth-failed');
  return at && { rule: 'ike/authentication-failed', at, facts: { id: peerId?.text } };
}

function causeOfProposals(negotiation: Negotiation, events: Events): NegotiationCause | undefined {
  const { networkId, mode, isChild, own, offered } = negotiation;
  const at = first(events, 'no-proposal');
  if (!at) return undefined;
  const rule = isChild ? 'ike/phase2-proposal' : 'ike/no-proposal';
  const apart = differenceOf(negotiation);
  if (!apart) {
    // No phase 1 was compared: the proposals are not the reason.
    const isUnmatched = own.length === 0 && (mode !== undefined || (offered?.proposals.length ?? 0) > 0);
    const facts = { mode, version: negotiation.version && `IKEv${negotiation.version}` };
    return { rule, variant: !isChild && isUnmatched ? 'mode' : undefined, at, facts };
  }
  const { fields, theirs, ours } = apart;
  if (fields.length === 0) {
    const isNetwork = !isChild && networkId !== undefined && networkId !== '0';
    return isNetwork
      ? { rule: 'ike/network-id', at, facts: { network: networkId } }
      : { rule, variant: 'same', at };
  }
  const facts = { fields: fields.join(', '), theirs: theirs.join('-'), ours: ours.join('-') };
  return { rule, variant: variantOf(fields, facts, isChild), at, facts };
}

const FIELD_VARIANTS: Readonly<Record<string, string>> = {
  DH_GROUP: 'dh',
  ENCR: 'encryption',
  INTEGR: 'integrity',
  AUTH_METHOD: 'method',
};

function variantOf(
  fields: readonly string[],
  { theirs, ours }: { theirs: string; ours: string },
  isChild: boolean,
): string {
  const [only = ''] = fields;
  if (fields.length > 1) return 'several';
  if (isChild && only === 'DH_GROUP' && theirs === 'none') return 'pfs-own';
  if (isChild && only === 'DH_GROUP' && ours === 'none') return 'pfs-peer';
  return FIELD_VARIANTS[only] ?? 'several';
}

function causeOfStuckNegotiation(events: Events): NegotiationCause | undefined {
  const at = events.find(({ step, count }) => step === 'dh-pending' && count >= MIN_STUCK);
  return at && { rule: 'ike/dh-stuck', at, facts: { count: at.count } };
}

function causeOfMissingGateway({ gateway }: Negotiation, events: Events): NegotiationCause | undefined {
  const at = first(events, 'no-gateway');
  return at && { rule: 'ike/no-gateway', variant: gateway === undefined ? undefined : 'gone', at };
}

/** Refusals after phase 1 is up, or authenticated: those before are causes of phase 1. */
function causeOfPhase2(negotiation: Negotiation, events: Events): NegotiationCause | undefined {
  const forgotten = causeOfLostSa(negotiation, events);
  if (forgotten) return forgotten;
  if (first(events, 'child-up')) return undefined;
  const selectors = causeOfSelectors(negotiation, events);
  if (selectors) return selectors;
  const refused = causeOfChildNotify(negotiation, events);
  if (refused) return refused;
  const compared = negotiation.isChild ? causeOfProposals(negotiation, events) : undefined;
  return compared ?? causeOfRefusedChild(events);
}

function causeOfSelectors(
  { peerSelectors, ownSelectors }: Negotiation,
  events: Events,
): NegotiationCause | undefined {
  const at = first(events, 'selectors-refused');
  if (!at) return undefined;
  const facts = { ...named('peer', peerSelectors), ...named('own', ownSelectors) };
  const variant = peerSelectors && ownSelectors ? 'both' : peerSelectors ? 'peer' : undefined;
  return { rule: 'ike/selectors', variant, at, facts };
}

function named(end: 'peer' | 'own', selectors: Selectors | undefined): CauseFacts {
  return selectors
    ? { [`${end}Local`]: rangeName(selectors.local), [`${end}Remote`]: rangeName(selectors.remote) }
    : {};
}

/** `0:192.0.2.0-192.0.2.255:0` as `192.0.2.0/24`; anything but a plain IPv4 range is unchanged. */
function rangeName(range: string): string {
  const found = /^0:(?<from>[\d.]{7,15})-(?<to>[\d.]{7,15}):0,?$/.exec(range)?.groups;
  const { from = '', to = '' } = found ?? {};
  if (!found) return range;
  if (from === to) return from;
  const [low, high] = [numberOf(from), numberOf(to)];
  const size = high - low + 1;
  const bits = 32 - Math.log2(size);
  return Number.isInteger(bits) && low % size === 0 ? `${from}/${bits}` : `${from}-${to}`;
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Steps that show that the user's side answered. */
const USER_ANSWERED: readonly Step[] = ['login-heard', 'login-challenged', 'login-failed', 'login-up'];

/** What the client refuses, or does not get. */
function causeOfClient(events: Events): NegotiationCause | undefined {
  const payload = first(events, 'unexpected-payload');
  if (payload)
    return { rule: 'ike/eap-unanswered', variant: 'payload', at: payload, facts: { number: payload.number } };
  const pool = first(events, 'pool-empty');
  return pool && { rule: 'ike/address-pool', at: pool };
}

/** Phase 1 is up, but user name and password never came. */
function causeOfXauth(events: Events): NegotiationCause | undefined {
  if (first(events, ...USER_ANSWERED)) return undefined;
  const gaveUp =
    first(events, 'timeout', 'expired') && events.findLast(({ step }) => step === 'xauth-incomplete');
  const incomplete = first(events, 'xauth-given-up') ?? gaveUp;
  return incomplete && { rule: 'ike/xauth-unanswered', variant: 'incomplete', at: incomplete };
}

/** Who did not answer; only if nothing else explains the end. */
function causeOfSilence(negotiation: Negotiation, events: Events): NegotiationCause | undefined {
  const { unanswered, isUp, agreed, isSuperseded } = negotiation;
  const lost = first(events, 'dpd-failed');
  if (lost) return { rule: 'ike/dead-peer', at: lost };
  const gaveUp = first(events, 'timeout', 'expired') !== undefined;
  if (!unanswered) {
    const latest = events.findLast(({ step }) => USER_ANSWERED.includes(step));
    return gaveUp && !isSuperseded && latest?.step === 'login-challenged'
      ? { rule: 'ike/eap-unanswered', variant: 'challenge', at: latest }
      : undefined;
  }
  const { message, count, asks } = unanswered;
  if (!gaveUp && count < MIN_SENT) return undefined;
  if (WHEN_UP.test(message))
    return {
      rule: 'ike/dead-peer',
      variant: message === 'CREATE_CHILD' ? 'rekey' : 'silent',
      ...factsOf(unanswered),
    };
  if (asks !== undefined) return causeOfSilentUser(negotiation, unanswered, events, gaveUp);
  if (isUp || agreed) return undefined;
  return causeOfSilentPeer(negotiation, unanswered, gaveUp);
}

/** The place of the unanswered message, and the facts of its problem. */
function factsOf(unanswered: UnansweredMessage): Pick<NegotiationCause, 'at' | 'facts'> {
  const { message, count, peer, peerPort } = unanswered;
  return { at: unanswered, facts: { message, count, peer, port: peerPort } };
}

/** The user's side was asked for something and did not answer. */
function causeOfSilentUser(
  { isUp, agreed, isSuperseded }: Negotiation,
  unanswered: UnansweredMessage,
  events: Events,
  gaveUp: boolean,
): NegotiationCause | undefined {
  if (first(events, 'login-failed', 'login-up')) return undefined;
  const facts = factsOf(unanswered);
  switch (unanswered.asks) {
    case 'challenge':
      return gaveUp && !isSuperseded
        ? { rule: 'ike/eap-unanswered', variant: 'challenge', ...facts }
        : undefined;
    case 'eap':
      return gaveUp && !isUp && !agreed ? { rule: 'ike/eap-unanswered', ...facts } : undefined;
    default:
      if (first(events, 'login-heard')) return undefined;
      return gaveUp || !(isUp || agreed) ? { rule: 'ike/xauth-unanswered', ...facts } : undefined;
  }
}

/** The peer did not answer in phase 1. */
function causeOfSilentPeer(
  { isInitiator }: Negotiation,
  unanswered: UnansweredMessage,
  gaveUp: boolean,
): NegotiationCause | undefined {
  const { message, count, since, peerPort } = unanswered;
  // In a capture that begins later, it may be a user who has not typed a password yet.
  if (!gaveUp && CONFIGURATION_REQUEST.test(message)) return undefined;
  const facts = factsOf(unanswered);
  if (message === 'agg_r1send' && since.some(exchange => exchange.startsWith('Informational')))
    return { rule: 'ike/key-mismatch', variant: 'not-accepted', ...facts };
  if (FIRST_MESSAGE.test(message)) return { rule: 'ike/no-answer', ...facts };
  if (ENCRYPTED_MESSAGE.test(message) && peerPort !== NAT_PORT)
    return { rule: 'ike/key-mismatch', variant: 'unanswered', ...facts };
  // A capture can begin in the middle of a negotiation: of a message whose first transmission is missing, the time is
  // unknown.
  if (count < 2 && /RETRANS/i.test(message)) return undefined;
  return { rule: 'ike/no-answer', variant: silenceOf(message, peerPort, since, isInitiator), ...facts };
}

function silenceOf(
  message: string,
  port: string | undefined,
  since: readonly string[],
  isInitiator: boolean | undefined,
): string {
  const isAgain = since.some(exchange => REPEATED_EXCHANGE.test(exchange)) || since.includes('SA_INIT');
  // The peer's AUTH has come on the port that all further messages have.
  if (message === 'AUTH_RESPONSE' && !isAgain) return 'refused';
  if (/_RESPONSE$|_r\dsend$/.test(message) || isInitiator === false) return isAgain ? 'lost' : 'response';
  return port === NAT_PORT ? 'blocked' : 'later';
}
