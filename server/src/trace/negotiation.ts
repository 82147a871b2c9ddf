import { cached } from '../cached';
import type { DebugRecord, Span } from '../syntax';
import { inOrder } from './loginDraft';
import type { NegotiationSaying, NegotiationStep } from './negotiationLine';
import { hostOf, type NegotiationDraft, type NegotiationFacts } from './negotiationDraft';
import { ProposalReader } from './proposals';
import type {
  Negotiation,
  NegotiationEvent,
  NegotiationMessage,
  PeerCertificate,
  PeerIdentity,
  Selectors,
  UnansweredMessage,
} from './types';

/** Lines that are used up by what a negotiation says of its proposals, selectors, messages and peer. */
const GATHERED: ReadonlySet<NegotiationStep> = new Set([
  'offered', 'offered-child', 'own', 'list-end', 'proposal', 'proposal-field', 'field', 'transform', 'protocol', 'pfs',
  'no-pfs', 'selector-i', 'selector-r', 'peer-selectors', 'own-selectors', 'responder', 'initiator', 'aggressive', 'main',
  'heard', 'connect', 'arrived', 'exchange', 'sent', 'repeated', 'peer-id', 'network-id', 'certificate', 'candidate',
]); // prettier-ignore

/** Messages that are sent again, under whatever name. */
const AGAIN = /^(?:RETRANSMIT_)?(?<name>.*?)(?:_RETRANSMIT)?$/;
const RESENT: ReadonlySet<string> = new Set(['retransmit', 'P1_RETRANSMIT', 'P2_RETRANSMIT', 'CFG_RETRANS']);
/** Messages that need no answer. */
const ONE_WAY =
  /^(?:keepalive|NO_PROPOSAL_CHOSEN|INVALID_\w+|COOKIE|.*[-_]ACK|.*NOTIFY\w*|p[12]_notify_?\w*|(?:INFORMATIONAL|CREATE_CHILD)_RESPONSE)$/i;
/** Lines that say nothing of an answer. */
const SILENT: ReadonlySet<NegotiationStep> = new Set([
  'arrived', 'exchange', 'sent', 'repeated', 'timeout', 'expired', 'dh-pending', 'xauth-asked', 'dpd-failed', 'initiator',
  'connect', 'not-sent', 'eap-asked', 'responder', 'aggressive', 'main', 'xauth-incomplete', 'xauth-given-up',
]); // prettier-ignore

/** Maximum number of exchanges that are kept of those that came after a message. */
const MAX_SINCE = 32;

interface Waiting {
  message: string;
  count: number;
  own: string | undefined;
  peer: string | undefined;
  first: NegotiationSaying;
  last: NegotiationSaying;
  /** What the peer has sent since this was first sent. */
  since: string[];
  asks: UnansweredMessage['asks'];
}

/** The negotiation that is known so far, the same object for the same facts; undefined if its lines say nothing of it. */
export function negotiationOf({ facts }: NegotiationDraft): Negotiation | undefined {
  return negotiationOfFacts(facts.share());
}

const negotiationOfFacts = cached((facts: NegotiationFacts): Negotiation | undefined => {
  const [first] = facts.sayings;
  if (!first) return undefined;
  const digest = new Digest();
  for (const [index, saying] of facts.sayings.entries())
    digest.add(saying, facts.lasts[index] ?? saying, facts.counts[index] ?? 1);
  return new TracedNegotiation(facts, digest, first, digest.last ?? first);
});

/** Gathers what the lines of one negotiation say, in the order of the text. */
class Digest {
  offered: ProposalReader | undefined = undefined;
  own: ProposalReader[] = [];
  isChild = false;
  version: 1 | 2 | undefined = undefined;
  mode: string | undefined = undefined;
  peerId: PeerIdentity | undefined = undefined;
  networkId: string | undefined = undefined;
  certificate: PeerCertificate | undefined = undefined;
  candidates: string[] = [];
  peerSelectors: Selectors | undefined = undefined;
  ownSelectors: Selectors | undefined = undefined;
  events: NegotiationEvent[] = [];
  messages: SeenMessage[] = [];
  user: string | undefined = undefined;
  waiting: Waiting | undefined = undefined;
  last: NegotiationSaying | undefined = undefined;
  #list: ProposalReader | undefined = undefined;
  #asks: UnansweredMessage['asks'] = undefined;

  add(saying: NegotiationSaying, last: NegotiationSaying, count: number): void {
    this.last = last;
    this.user = saying.user ?? this.user;
    if (saying.tag.childNumber !== undefined) this.isChild = true;
    for (const step of saying.steps) this.#step(step, saying, last, count);
    const [main] = saying.steps;
    if (main === 'sent') this.#sent(saying, last, count);
    else if (this.waiting && !saying.steps.every(step => SILENT.has(step))) this.waiting = undefined;
    const decides = saying.steps.find(step => !GATHERED.has(step));
    if (decides !== undefined) this.events.push(eventOf(decides, saying, last, count));
  }

  #step(step: NegotiationStep, saying: NegotiationSaying, last: NegotiationSaying, count: number): void {
    const { name, value, own, peer, number } = saying;
    switch (step) {
      case 'offered':
      case 'offered-child':
        this.offered = this.#list = new ProposalReader(undefined);
        if (step === 'offered-child') this.isChild = true;
        return;
      case 'own':
        this.#list = new ProposalReader(name);
        this.own.push(this.#list);
        return;
      case 'list-end':
      case 'matched':
      case 'no-proposal':
        this.#list = undefined;
        return;
      case 'proposal':
        if (!saying.steps.includes('proposal-field')) this.#list?.begin();
        return;
      case 'proposal-field':
        this.#list?.begin();
        return this.#field(name, value);
      case 'field':
        return this.#field(name, value);
      case 'transform':
        if (value?.startsWith('ESP') || value?.startsWith('AH')) this.#field('ENCR', value);
        return;
      case 'protocol':
        if (/ESP|AH$/.test(value ?? '')) this.isChild = true;
        return;
      case 'pfs':
        return this.#field('DH_GROUP', value);
      case 'no-pfs':
        return this.#field('DH_GROUP', 'none');
      case 'phase-2':
        this.isChild = true;
        return;
      case 'exchange':
        this.version = value === 'IKEv1' ? 1 : 2;
        if (this.version === 1) this.#mode(name);
        this.#came(name ?? '');
        this.#saw(name ?? '', false, saying, last, count);
        return;
      case 'aggressive':
      case 'main':
        [this.version, this.mode] = [1, step];
        return;
      case 'peer-id':
        this.peerId = { type: value, text: name ?? '' };
        return;
      case 'network-id':
        this.networkId = number;
        return;
      case 'certificate':
        this.certificate = { subject: name ?? '', issuer: value ?? '' };
        return;
      case 'candidate':
        if (name !== undefined && this.candidates.length < 8) this.candidates.push(name);
        return;
      case 'selector-i':
      case 'selector-r':
        return this.#selector(step, value ?? '');
      case 'peer-selectors':
        this.peerSelectors = { local: own ?? '', remote: peer ?? '' };
        return;
      case 'own-selectors':
        this.ownSelectors = { local: own ?? '', remote: peer ?? '' };
        return;
      case 'eap-asked':
        this.#asks = 'eap';
        return;
      case 'xauth-asked':
        this.#asks = 'xauth';
        return;
      case 'login-challenged':
        this.#asks = 'challenge';
        return;
      case 'login-heard':
        this.#asks = undefined;
        return;
      default:
    }
  }

  #came(exchange: string): void {
    const { waiting } = this;
    if (waiting && exchange === `${waiting.message}_RESPONSE`) this.waiting = undefined;
    else if (waiting && waiting.since.length < MAX_SINCE) waiting.since.push(exchange);
  }

  #mode(exchange = ''): void {
    if (exchange.startsWith('Aggressive')) this.mode = 'aggressive';
    else if (exchange.startsWith('Identity')) this.mode = 'main';
  }

  #field(field: string | undefined, value: string | undefined): void {
    if (field !== undefined && value !== undefined) this.#list?.add(field, value);
  }

  /** The selectors that the peer proposes come first; those that were agreed upon follow. */
  #selector(step: 'selector-i' | 'selector-r', range: string): void {
    const { local, remote } = this.peerSelectors ?? { local: '', remote: '' };
    this.peerSelectors =
      step === 'selector-i' ? { local: local || range, remote } : { local, remote: remote || range };
  }

  #sent(saying: NegotiationSaying, last: NegotiationSaying, count: number): void {
    const { name = '', own, peer } = saying;
    const { waiting } = this;
    const isAgain = RESENT.has(name);
    const message = isAgain ? (waiting?.message ?? name) : (AGAIN.exec(name)?.groups?.['name'] ?? name);
    this.#saw(message, true, saying, last, count);
    if (ONE_WAY.test(name)) return;
    if (waiting?.message === message) {
      waiting.count += count;
      [waiting.last, waiting.own, waiting.peer] = [last, own, peer];
      return;
    }
    this.waiting = { message, count, own, peer, first: saying, last, since: [], asks: this.#asks };
  }

  #saw(
    name: string,
    isSent: boolean,
    first: NegotiationSaying,
    last: NegotiationSaying,
    count: number,
  ): void {
    const before = this.messages[this.messages.length - 1];
    if (before?.name === name && before.isSent === isSent) {
      before.count += count;
      before.last = last;
    } else this.messages.push({ name, isSent, count, first, last });
  }
}

/** A message, and its first and last line. */
interface SeenMessage {
  readonly name: string;
  readonly isSent: boolean;
  count: number;
  readonly first: NegotiationSaying;
  last: NegotiationSaying;
}

function eventOf(
  step: NegotiationStep,
  saying: NegotiationSaying,
  last: NegotiationSaying,
  count: number,
): NegotiationEvent {
  const { name, value, own, peer, number, error } = saying;
  return new TracedEvent(step, name, value, own, peer, number, error, count, saying, last);
}

/** Lines of one kind in a row: its place is that of the first. */
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

/** Its place is that of its line. */
class TracedEvent extends Repeated implements NegotiationEvent {
  constructor(
    readonly step: NegotiationStep,
    readonly name: string | undefined,
    readonly value: string | undefined,
    readonly own: string | undefined,
    readonly peer: string | undefined,
    readonly number: string | undefined,
    readonly error: string | undefined,
    readonly count: number,
    first: Span,
    last: Span,
  ) {
    super(first, last);
  }
}

class TracedMessage extends Repeated implements NegotiationMessage {
  readonly name: string;
  readonly isSent: boolean;
  readonly count: number;

  constructor({ name, isSent, count, first, last }: SeenMessage) {
    super(first, last);
    [this.name, this.isSent, this.count] = [name, isSent, count];
  }
}

/** Its place follows from its first and last line. */
class TracedNegotiation implements Negotiation {
  readonly gateways: Negotiation['gateways'];
  readonly gateway: Negotiation['gateway'];
  readonly child: Negotiation['child'];
  readonly isChild: boolean;
  readonly isInitiator: Negotiation['isInitiator'];
  readonly version: Negotiation['version'];
  readonly mode: Negotiation['mode'];
  readonly peer: Negotiation['peer'];
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
  readonly #from: Span;
  readonly #to: Span;
  #records: Negotiation['records'] | undefined;

  constructor(facts: NegotiationFacts, digest: Digest, from: NegotiationSaying, to: NegotiationSaying) {
    this.gateways = facts.gateways;
    this.gateway = facts.sayings.findLast(({ tag }) => tag.gateway !== undefined)?.tag.gateway;
    this.child = facts.child;
    this.isChild = digest.isChild;
    this.isInitiator = facts.isInitiator;
    this.version = digest.version;
    this.mode = digest.mode;
    this.peer = facts.peer;
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
    this.events = digest.events;
    this.messages = digest.messages.map(message => new TracedMessage(message));
    this.unanswered = unansweredOf(digest.waiting);
    this.#facts = facts;
    [this.#from, this.#to] = [from.record, to.record];
  }

  get start(): number {
    return this.#from.start;
  }

  get end(): number {
    return this.#to.end;
  }

  /** Gathered on first use: most negotiations are never shown. */
  get records(): Negotiation['records'] {
    return (this.#records ??= recordsOf(this.#facts));
  }
}

function recordsOf({ sayings, lasts }: NegotiationFacts): readonly DebugRecord[] {
  const records = new Set<DebugRecord>();
  for (const [index, { record }] of sayings.entries()) {
    records.add(record);
    const last = lasts[index];
    if (last) records.add(last.record);
  }
  return inOrder([...records]);
}

function unansweredOf(waiting: Waiting | undefined): UnansweredMessage | undefined {
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
