import type { Span } from '../syntax';
import { isOfChild, type NegotiationLine } from './negotiationLine';
import type {
  Negotiation,
  NegotiationStep,
  PeerCertificate,
  PeerIdentity,
  Selectors,
  UnansweredMessage,
} from './negotiationTypes';
import { ProposalReader } from './proposals';

/** Lines about proposals, selectors, messages and the peer, which are not events of their own. */
const GATHERED: ReadonlySet<NegotiationStep> = new Set([
  'offered', 'offered-child', 'own', 'list-end', 'proposal', 'proposal-field', 'field', 'transform', 'protocol', 'pfs',
  'no-pfs', 'selector-i', 'selector-r', 'peer-selectors', 'own-selectors', 'responder', 'initiator', 'aggressive', 'main',
  'heard', 'connect', 'arrived', 'exchange', 'sent', 'repeated', 'peer-id', 'network-id', 'certificate', 'candidate',
  'fragment',
]); // oxfmt-ignore

/** Retransmitted messages, by any name. */
const RETRANSMISSION = /^(?:RETRANSMIT_)?(?<name>.*?)(?:_RETRANSMIT)?$/;
const RESENT: ReadonlySet<string> = new Set(['retransmit', 'P1_RETRANSMIT', 'P2_RETRANSMIT', 'CFG_RETRANS']);
/** Messages that need no answer. */
const ONE_WAY =
  /^(?:keepalive|NO_PROPOSAL_CHOSEN|INVALID_\w+|COOKIE|.*[-_]ACK|.*NOTIFY\w*|p[12]_notify_?\w*|(?:INFORMATIONAL|CREATE_CHILD)_RESPONSE)$/i;
/** Lines that do not show that an answer came. */
const STEPS_WITHOUT_ANSWER: ReadonlySet<NegotiationStep> = new Set([
  'arrived', 'exchange', 'fragment', 'sent', 'repeated', 'timeout', 'expired', 'dh-pending', 'xauth-asked', 'dpd-failed', 'initiator',
  'connect', 'not-sent', 'eap-asked', 'responder', 'aggressive', 'main', 'xauth-incomplete', 'xauth-given-up',
]); // oxfmt-ignore

/** Maximum number of exchanges kept that came after a message. */
const MAX_SINCE = 32;
/** Maximum number of PKI users that are named. */
const MAX_CANDIDATES = 8;

/** Consecutive lines that say the same. */
export interface RepeatedLine {
  readonly first: NegotiationLine;
  readonly last: NegotiationLine;
  readonly count: number;
}

/** A line that decides or explains something, with its values. */
export interface DecidingLine extends RepeatedLine {
  readonly step: NegotiationStep;
}

/** A message, with its first and last line. */
export interface DigestedMessage {
  readonly name: string;
  readonly isSent: boolean;
  /** How often it was seen, or its fragments. */
  count: number;
  /** The number of fragments that it came in. */
  fragments: number;
  readonly first: Span;
  last: Span;
}

/** A message that was sent and is not answered yet. */
export interface WaitingMessage {
  readonly message: string;
  count: number;
  own: string | undefined;
  peer: string | undefined;
  readonly first: Span;
  last: Span;
  /** The exchanges that the peer sent since then. */
  readonly since: string[];
  readonly asks: UnansweredMessage['asks'];
}

/** Gathers what the lines of one negotiation say, in the order of the text. */
export class NegotiationDigest {
  offered: ProposalReader | undefined = undefined;
  readonly own: ProposalReader[] = [];
  isChild = false;
  version: Negotiation['version'] = undefined;
  mode: string | undefined = undefined;
  peerId: PeerIdentity | undefined = undefined;
  networkId: string | undefined = undefined;
  certificate: PeerCertificate | undefined = undefined;
  readonly candidates: string[] = [];
  peerSelectors: Selectors | undefined = undefined;
  ownSelectors: Selectors | undefined = undefined;
  readonly events: DecidingLine[] = [];
  readonly messages: DigestedMessage[] = [];
  user: string | undefined = undefined;
  waiting: WaitingMessage | undefined = undefined;
  last: NegotiationLine | undefined = undefined;
  /** The list of proposals being read. */
  list: ProposalReader | undefined = undefined;
  /** What the user's side was asked for. */
  asks: UnansweredMessage['asks'] = undefined;

  add(line: RepeatedLine): void {
    const { first, last } = line;
    const { steps } = first;
    this.last = last;
    this.user = first.user ?? this.user;
    if (isOfChild(first)) this.isChild = true;
    for (const step of steps) READERS[step]?.(this, first, line);
    if (steps[0] === 'sent') sent(this, line);
    else if (this.waiting && !steps.every(step => STEPS_WITHOUT_ANSWER.has(step))) this.waiting = undefined;
    const step = steps.find(one => !GATHERED.has(one));
    if (step !== undefined) this.events.push({ ...line, step });
  }
}

/** Takes one step of a line into what is known. */
type Reader = (digest: NegotiationDigest, first: NegotiationLine, line: RepeatedLine) => void;

const endList: Reader = digest => (digest.list = undefined);
const field: Reader = (digest, { name, value }) => addField(digest, name, value);
const mode =
  (name: string): Reader =>
  digest =>
    ([digest.version, digest.mode] = [1, name]);
const asks =
  (what: UnansweredMessage['asks']): Reader =>
  digest =>
    (digest.asks = what);
const selectorsOf = ({ own, peer }: NegotiationLine): Selectors => ({
  local: own ?? '',
  remote: peer ?? '',
});

const READERS: Readonly<Partial<Record<NegotiationStep, Reader>>> = {
  offered: digest => (digest.offered = digest.list = new ProposalReader(undefined)),
  'offered-child': digest => {
    digest.offered = digest.list = new ProposalReader(undefined);
    digest.isChild = true;
  },
  own(digest, { name }) {
    digest.list = new ProposalReader(name);
    digest.own.push(digest.list);
  },
  'list-end': endList,
  matched: endList,
  'no-proposal': endList,
  proposal(digest, { steps }) {
    if (!steps.includes('proposal-field')) digest.list?.begin();
  },
  'proposal-field'(digest, { name, value }) {
    digest.list?.begin();
    addField(digest, name, value);
  },
  field,
  transform(digest, { value = '' }) {
    if (value.startsWith('ESP') || value.startsWith('AH')) addField(digest, 'ENCR', value);
  },
  protocol(digest, { value = '' }) {
    if (/ESP|AH$/.test(value)) digest.isChild = true;
  },
  pfs: (digest, { value }) => addField(digest, 'DH_GROUP', value),
  'no-pfs': digest => addField(digest, 'DH_GROUP', 'none'),
  'phase-2': digest => (digest.isChild = true),
  exchange(digest, { name = '', value }, line) {
    digest.version = value === 'IKEv1' ? 1 : 2;
    if (digest.version === 1) digest.mode = modeOf(name) ?? digest.mode;
    noteReceived(digest, name);
    noteMessage(digest, name, false, line);
  },
  fragment({ messages }, { number }) {
    const message = messages[messages.length - 1];
    if (message && !message.isSent) message.fragments = Number(number) || 1;
  },
  aggressive: mode('aggressive'),
  main: mode('main'),
  'peer-id': (digest, { name = '', value }) => (digest.peerId = { type: value, text: name }),
  'network-id': (digest, { number }) => (digest.networkId = number),
  certificate: (digest, { name = '', value = '' }) => (digest.certificate = { subject: name, issuer: value }),
  candidate({ candidates }, { name }) {
    if (name !== undefined && candidates.length < MAX_CANDIDATES) candidates.push(name);
  },
  // The selectors that the peer proposes come first, then those that were agreed.
  'selector-i'(digest, { value = '' }) {
    const { local = '', remote = '' } = digest.peerSelectors ?? {};
    digest.peerSelectors = { local: local || value, remote };
  },
  'selector-r'(digest, { value = '' }) {
    const { local = '', remote = '' } = digest.peerSelectors ?? {};
    digest.peerSelectors = { local, remote: remote || value };
  },
  'peer-selectors': (digest, first) => (digest.peerSelectors = selectorsOf(first)),
  'own-selectors': (digest, first) => (digest.ownSelectors = selectorsOf(first)),
  'eap-asked': asks('eap'),
  'xauth-asked': asks('xauth'),
  'login-challenged': asks('challenge'),
  'login-heard': asks(undefined),
};

function addField({ list }: NegotiationDigest, name: string | undefined, value: string | undefined): void {
  if (name !== undefined && value !== undefined) list?.add(name, value);
}

/** The mode that an IKEv1 exchange belongs to. */
function modeOf(exchange: string): string | undefined {
  if (exchange.startsWith('Aggressive')) return 'aggressive';
  return exchange.startsWith('Identity') ? 'main' : undefined;
}

/** An exchange came in: it answers the last message, or is noted as one that came since. */
function noteReceived(digest: NegotiationDigest, exchange: string): void {
  const { waiting } = digest;
  if (!waiting) return;
  if (exchange === `${waiting.message}_RESPONSE`) digest.waiting = undefined;
  else if (waiting.since.length < MAX_SINCE) waiting.since.push(exchange);
}

function sent(digest: NegotiationDigest, line: RepeatedLine): void {
  const { first, last, count } = line;
  const { name = '', own, peer } = first;
  const { waiting, asks } = digest;
  const message = RESENT.has(name)
    ? (waiting?.message ?? name)
    : (RETRANSMISSION.exec(name)?.groups?.['name'] ?? name);
  noteMessage(digest, message, true, line);
  if (ONE_WAY.test(name)) return;
  if (waiting?.message === message) {
    waiting.count += count;
    [waiting.last, waiting.own, waiting.peer] = [last, own, peer];
    return;
  }
  digest.waiting = { message, count, own, peer, first, last, since: [], asks };
}

function noteMessage(
  { messages }: NegotiationDigest,
  name: string,
  isSent: boolean,
  { first, last, count }: RepeatedLine,
): void {
  const before = messages[messages.length - 1];
  if (before?.name === name && before.isSent === isSent) {
    before.count += count;
    before.last = last;
  } else messages.push({ name, isSent, count, fragments: 1, first, last });
}
