import { cached } from '../cached';
import type { DebugRecord, Span } from '../syntax';
import { inOrder } from './loginDraft';
import {
  type DecidingLine,
  NegotiationDigest,
  type DigestedMessage,
  type WaitingMessage,
} from './negotiationDigest';
import { hostOf, type NegotiationDraft, type NegotiationFacts, SPI_KEY } from './negotiationDraft';
import type {
  Negotiation,
  NegotiationEvent,
  NegotiationMessage,
  NegotiationStep,
  UnansweredMessage,
} from './negotiationTypes';
import { Stretch } from './stretch';

/** The negotiation as known so far, the same object for the same facts; undefined if its lines say nothing about it. */
export function negotiationOf({ facts }: NegotiationDraft): Negotiation | undefined {
  return negotiationOfFacts(facts.share());
}

const negotiationOfFacts = cached((facts: NegotiationFacts): Negotiation | undefined => {
  const [first] = facts.lines;
  if (!first) return undefined;
  const digest = new NegotiationDigest();
  for (const [index, line] of facts.lines.entries())
    digest.add({ first: line, last: facts.lasts[index] ?? line, count: facts.counts[index] ?? 1 });
  return new TracedNegotiation(facts, digest, first.record, (digest.last ?? first).record);
});

/** Consecutive lines of one kind; the offsets are those of the first. */
abstract class Repeated implements Span {
  readonly #first: Span;
  readonly #last: Span;

  constructor(first: Span, last: Span) {
    [this.#first, this.#last] = [first, last];
  }

  get start(): number {
    return this.#first.start;
  }

  get end(): number {
    return this.#first.end;
  }

  get last(): Span {
    return this.#last;
  }
}

/** An event with the offsets of its line. */
class TracedEvent extends Repeated implements NegotiationEvent {
  readonly step: NegotiationStep;
  readonly name: string | undefined;
  readonly value: string | undefined;
  readonly own: string | undefined;
  readonly peer: string | undefined;
  readonly number: string | undefined;
  readonly error: string | undefined;
  readonly count: number;

  constructor({ step, first, last, count }: DecidingLine) {
    super(first, last);
    const { name, value, own, peer, number, error } = first;
    [this.step, this.name, this.value, this.own, this.peer] = [step, name, value, own, peer];
    [this.number, this.error, this.count] = [number, error, count];
  }
}

class TracedMessage extends Repeated implements NegotiationMessage {
  readonly name: string;
  readonly isSent: boolean;
  readonly count: number;

  constructor({ name, isSent, count, fragments, first, last }: DigestedMessage) {
    super(first, last);
    [this.name, this.isSent, this.count] = [name, isSent, Math.ceil(count / fragments)];
  }
}

/** A negotiation whose offsets follow from its first and last line. */
class TracedNegotiation extends Stretch implements Negotiation {
  readonly gateways: Negotiation['gateways'];
  readonly gateway: Negotiation['gateway'];
  readonly child: Negotiation['child'];
  readonly isChild: boolean;
  readonly isInitiator: Negotiation['isInitiator'];
  readonly version: Negotiation['version'];
  readonly mode: Negotiation['mode'];
  readonly peer: Negotiation['peer'];
  readonly spis: Negotiation['spis'];
  readonly user: Negotiation['user'];
  readonly isUp: boolean;
  readonly agreed: boolean;
  readonly isSuperseded: boolean;
  readonly offered: Negotiation['offered'];
  readonly own: Negotiation['own'];
  readonly peerSelectors: Negotiation['peerSelectors'];
  readonly ownSelectors: Negotiation['ownSelectors'];
  readonly peerId: Negotiation['peerId'];
  readonly networkId: Negotiation['networkId'];
  readonly certificate: Negotiation['certificate'];
  readonly candidates: Negotiation['candidates'];
  readonly events: Negotiation['events'];
  readonly messages: Negotiation['messages'];
  readonly unanswered: Negotiation['unanswered'];
  readonly #facts: NegotiationFacts;
  #records: Negotiation['records'] | undefined;

  constructor(facts: NegotiationFacts, digest: NegotiationDigest, from: Span, to: Span) {
    super(from, to);
    this.gateways = facts.gateways;
    this.gateway = facts.lines.findLast(({ tag }) => tag.gateway !== undefined)?.tag.gateway;
    this.child = facts.child;
    this.isChild = digest.isChild;
    this.isInitiator = facts.isInitiator;
    this.version = digest.version;
    this.mode = digest.mode;
    this.peer = facts.peer;
    this.spis = facts.keys.flatMap(key => (key.startsWith(SPI_KEY) ? key.slice(SPI_KEY.length) : []));
    this.user = digest.user;
    this.isUp = facts.isUp;
    this.agreed = facts.agreed || facts.later;
    this.isSuperseded = facts.later;
    this.offered = digest.offered;
    this.own = digest.own;
    this.peerSelectors = digest.peerSelectors;
    this.ownSelectors = digest.ownSelectors;
    this.peerId = digest.peerId;
    this.networkId = digest.networkId;
    this.certificate = digest.certificate;
    this.candidates = digest.candidates;
    this.events = digest.events.map(line => new TracedEvent(line));
    this.messages = digest.messages.map(message => new TracedMessage(message));
    this.unanswered = unansweredOf(digest.waiting);
    this.#facts = facts;
  }

  /** Computed on first use: most negotiations are never shown. */
  get records(): Negotiation['records'] {
    return (this.#records ??= recordsOf(this.#facts));
  }
}

function recordsOf({ lines, lasts }: NegotiationFacts): readonly DebugRecord[] {
  const records = new Set<DebugRecord>();
  for (const [index, { record }] of lines.entries()) {
    records.add(record);
    const last = lasts[index];
    if (last) records.add(last.record);
  }
  return inOrder([...records]);
}

function unansweredOf(waiting: WaitingMessage | undefined): UnansweredMessage | undefined {
  if (!waiting) return undefined;
  const { message, count, own, peer, first, last, since, asks } = waiting;
  return new TracedSilence(message, count, portOf(own), hostOf(peer), portOf(peer), since, asks, first, last);
}

class TracedSilence extends Repeated implements UnansweredMessage {
  constructor(
    readonly message: string,
    readonly count: number,
    readonly ownPort: string | undefined,
    readonly peer: string | undefined,
    readonly peerPort: string | undefined,
    readonly since: readonly string[],
    readonly asks: UnansweredMessage['asks'],
    first: Span,
    last: Span,
  ) {
    super(first, last);
  }
}

function portOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /:(\d{1,5})$/.exec(address)?.[1];
}
