import { Forkable } from './fork';
import { inOrder } from './loginDraft';
import { negotiationOf } from './negotiation';
import { hostOf, NegotiationDraft, type NegotiationFacts, SPI_KEY } from './negotiationDraft';
import { type IkeTag, isOfChild, type NegotiationLine } from './negotiationLine';
import type { Negotiation, NegotiationStep } from './negotiationTypes';

/** Maximum number of open negotiations. Beyond it the least recently active one is closed. */
const MAX_OPEN = 64;
/** Maximum number of closed negotiations that a later one can still settle. */
const MAX_ENDED = 32;
/** Maximum number of lines kept per negotiation: in lists of proposals, and in total. */
const MAX_PROPOSAL_LINES = 1024;
const MAX_LINES = MAX_PROPOSAL_LINES + 128;

/** Lines of a list of proposals, which can be long. */
const PROPOSAL_STEPS: ReadonlySet<NegotiationStep | undefined> = new Set([
  'proposal', 'proposal-field', 'field', 'transform', 'protocol', 'pfs', 'no-pfs',
]); // oxfmt-ignore
/** Lines after which nothing decisive follows. */
const FINAL_STEPS: ReadonlySet<NegotiationStep> = new Set(['established', 'timeout', 'expired', 'passive']);
/** Lines that show that the two ends agreed, since a login needs a phase 1. */
const AGREEMENT_STEPS: ReadonlySet<NegotiationStep> = new Set([
  'established', 'login-heard', 'login-challenged', 'login-up', 'login-failed', 'xauth-given-up', 'xauth-incomplete',
]); // oxfmt-ignore
/** Lines that are consequences of an end: they start no negotiation. */
const CONSEQUENCES: ReadonlySet<NegotiationStep> = new Set(['timeout', 'repeated', 'list-end', 'child-up']);
/** Lines that name a gateway in their sentence. */
const NAMES_GATEWAY: ReadonlySet<NegotiationStep> = new Set(['no-policy', 'validation-failed']);
/** Lines that name a gateway whose proposals are compared, or that was chosen. */
const STEPS_WITH_GATEWAY: ReadonlySet<NegotiationStep> = new Set(['own', 'matched']);
/** Lines that are a negotiation of their own. */
const STANDALONE_STEPS: ReadonlySet<NegotiationStep> = new Set(['replay']);

/**
 * Groups the lines of ike into negotiations, one at a time: by the number of the IKE SA, the initiator's SPI, or the
 * gateway's name. A line with none of these belongs to the negotiation of the previous line.
 */
export class NegotiationBuilder extends Forkable {
  protected state = {
    /** Least recently active first. */
    open: new Set<NegotiationDraft>(),
    ended: new Set<NegotiationDraft>(),
    byKey: new Map<string, NegotiationDraft>(),
    closed: [] as NegotiationDraft[],
    /** The negotiation of the previous line. */
    last: undefined as NegotiationDraft | undefined,
    /** The packet that came in, and its contents, until a line shows which negotiation it belongs to. */
    packet: undefined as NegotiationLine | undefined,
    exchange: undefined as NegotiationLine | undefined,
  };

  /** Takes the next line. Returns its negotiation, as far as the line shows it. */
  add(line: NegotiationLine): NegotiationDraft | undefined {
    const [step] = line.steps;
    if (step === 'arrived') {
      [this.state.packet, this.state.exchange] = [line, undefined];
      return undefined;
    }
    if (step === 'exchange') {
      const draft = this.#byName(spiKey, line.number);
      if (draft) this.#exchange(draft, line);
      else this.state.exchange = line;
      return draft;
    }
    if (step !== undefined && STANDALONE_STEPS.has(step)) {
      const draft = new NegotiationDraft();
      this.#addLine(draft, line);
      this.state.closed.push(draft);
      return draft;
    }
    const draft = this.#draftOf(line);
    if (!draft) return undefined;
    const { exchange } = this.state;
    const { spi } = line.tag;
    if (exchange && !draft.facts.isUp && (spi === undefined || spi === exchange.number?.toLowerCase()))
      this.#exchange(draft, exchange);
    this.#addLine(draft, line);
    this.state.last = draft;
    if (line.steps.some(one => AGREEMENT_STEPS.has(one))) this.#agreed(draft);
    if (line.steps.some(one => FINAL_STEPS.has(one))) this.#end(draft);
    else if (this.state.open.delete(draft)) this.state.open.add(draft);
    return draft;
  }

  /** True if a future line can change the negotiation. */
  isOpen(draft: NegotiationDraft): boolean {
    return this.state.open.has(draft) || this.state.ended.has(draft);
  }

  /** The next lines are from another unit. */
  otherUnit(): void {
    for (const draft of [...this.state.open, ...this.state.ended]) this.#close(draft);
    this.state.last = this.state.packet = this.state.exchange = undefined;
  }

  /** Takes out the negotiations that no later line can change, in the order of the text. */
  take(): readonly Negotiation[] {
    const closed = this.state.closed;
    this.state.closed = [];
    return inOrder(closed.map(negotiationOf).filter(one => one !== undefined));
  }

  /** The remaining negotiations, in the order of the text. */
  finish(): readonly Negotiation[] {
    this.state.closed.push(...this.state.open, ...this.state.ended);
    return this.take();
  }

  /** A packet came in for a negotiation. */
  #exchange(draft: NegotiationDraft, exchange: NegotiationLine): void {
    if (this.state.packet) this.#addLine(draft, this.state.packet);
    this.#addLine(draft, exchange);
    if (exchange.number !== undefined) this.#name(draft, spiKey(exchange.number));
    this.state.packet = this.state.exchange = undefined;
  }

  /** The negotiation that a line belongs to; undefined for a consequence of one that is not known. */
  #draftOf({ tag, steps, name }: NegotiationLine): NegotiationDraft | undefined {
    if (tag.number !== undefined) return this.#byNumber(tag, tag.number, steps);
    const named = tag.gateway ?? (steps.some(one => NAMES_GATEWAY.has(one)) ? name : undefined);
    return named === undefined ? this.#unnamed(steps) : this.#byGateway(named, tag.child, steps);
  }

  #byNumber(
    { childNumber, gateway, spi }: IkeTag,
    number: string,
    steps: readonly NegotiationStep[],
  ): NegotiationDraft | undefined {
    const key = childNumber === undefined ? number : `${number}:${childNumber}`;
    const known = this.state.byKey.get(key) ?? this.#byName(spiKey, spi);
    if (known && !known.facts.ended) return this.#name(known, key);
    const begun = childNumber === undefined ? this.#byName(gatewayKey, gateway) : undefined;
    if (begun && isWithoutNumber(begun)) return this.#name(begun, key);
    return this.#begin(steps, key, this.state.byKey.get(number));
  }

  #byName(keyOf: (name: string) => string, name: string | undefined): NegotiationDraft | undefined {
    return name === undefined ? undefined : this.state.byKey.get(keyOf(name));
  }

  /**
   * A packet for which no gateway was found belongs to no earlier negotiation; otherwise the line belongs to the
   * previous one.
   */
  #unnamed(steps: readonly NegotiationStep[]): NegotiationDraft | undefined {
    const { exchange, last } = this.state;
    if (exchange?.number === undefined || !steps.includes('no-gateway')) return last;
    return this.#begin(steps, spiKey(exchange.number), undefined);
  }

  #byGateway(
    named: string,
    child: string | undefined,
    steps: readonly NegotiationStep[],
  ): NegotiationDraft | undefined {
    const known = this.state.byKey.get(gatewayKey(named));
    // While a request is matched with gateways, they are named one after another.
    const { last } = this.state;
    if (last && !last.facts.ended && last !== known && isUnmatched(last)) return last;
    if (known && !known.facts.ended) return known;
    if (known && steps.every(one => one === 'timeout')) return undefined;
    const draft = this.#begin(steps, gatewayKey(named), undefined);
    if (draft && child !== undefined) draft.own().child = child;
    return draft;
  }

  /** Starts a negotiation, or continues the one of a known IKE SA. */
  #begin(
    steps: readonly NegotiationStep[],
    key: string,
    before: NegotiationDraft | undefined,
  ): NegotiationDraft | undefined {
    if (steps.every(one => CONSEQUENCES.has(one))) return undefined;
    const draft = new NegotiationDraft();
    if (before) {
      const { facts } = draft;
      facts.isUp = before.facts.isUp;
      facts.isInitiator = before.facts.isInitiator;
      facts.peer = before.facts.peer;
      facts.gateways = before.facts.gateways;
    }
    this.state.open.add(draft);
    const [oldest] = this.state.open;
    if (this.state.open.size > MAX_OPEN && oldest) this.#close(oldest);
    return this.#name(draft, key);
  }

  #name(draft: NegotiationDraft, key: string): NegotiationDraft {
    const known = this.state.byKey.get(key);
    if (known === draft) return draft;
    if (!draft.facts.keys.includes(key)) draft.own().keys.push(key);
    this.state.byKey.set(key, draft);
    return draft;
  }

  #addLine(draft: NegotiationDraft, line: NegotiationLine): void {
    const facts = draft.own();
    const { tag, steps } = line;
    const [step] = steps;
    noteEnds(facts, line);
    if (tag.gateway !== undefined) this.#name(draft, gatewayKey(tag.gateway));
    if (step === 'sent' && line.number !== undefined) this.#name(draft, spiKey(line.number));
    keep(facts, line);
  }

  /** The two ends agreed, so earlier refusals are no longer a problem. */
  #agreed(draft: NegotiationDraft): void {
    for (const other of [...this.state.open, ...this.state.ended])
      if (other !== draft && !other.facts.later && isSamePair(other.facts, draft.facts))
        other.own().later = true;
    draft.own().agreed = true;
    draft.own().isUp = true;
  }

  #end(draft: NegotiationDraft): void {
    if (!this.state.open.delete(draft)) return;
    draft.own().ended = true;
    this.state.ended.add(draft);
    const [oldest] = this.state.ended;
    if (this.state.ended.size > MAX_ENDED && oldest) this.#close(oldest);
  }

  /** Closes a negotiation: no later line changes it. */
  #close(draft: NegotiationDraft): void {
    this.state.open.delete(draft);
    this.state.ended.delete(draft);
    this.state.closed.push(draft);
    for (const key of draft.facts.keys) if (this.state.byKey.get(key) === draft) this.state.byKey.delete(key);
    if (this.state.last === draft) this.state.last = undefined;
  }
}

const spiKey = (spi: string): string => `${SPI_KEY}${spi.toLowerCase()}`;
const gatewayKey = (name: string): string => `gateway ${name}`;

/** True while it is unknown which gateway a request is for. */
function isUnmatched({ facts }: NegotiationDraft): boolean {
  return (
    !facts.isUp && facts.isInitiator !== true && facts.lines.every(({ tag }) => tag.gateway === undefined)
  );
}

/** True if only the start of a negotiation was reported, without a number yet. */
function isWithoutNumber({ facts }: NegotiationDraft): boolean {
  return !facts.ended && facts.keys.every(key => key.startsWith('gateway '));
}

/** True if the known ends of two negotiations are the same. */
function isSamePair(one: NegotiationFacts, other: NegotiationFacts): boolean {
  if (one.child !== undefined) return false;
  if (one.peer !== undefined && other.peer !== undefined && one.peer !== other.peer) return false;
  const names = other.gateways.map(baseOf);
  return one.gateways.length === 0
    ? one.peer !== undefined
    : one.gateways.some(name => names.includes(baseOf(name)));
}

/** `dialup` for `dialup_3`: each client of a dial-up gateway has its own instance. */
function baseOf(gateway: string): string {
  return gateway.replace(/_\d{1,6}$/, '');
}

/** Notes what a line shows about the two ends. */
function noteEnds(facts: NegotiationFacts, line: NegotiationLine): void {
  const { tag, steps, name, peer } = line;
  const [step] = steps;
  const host = hostOf(peer);
  if (host !== undefined && (step !== 'connect' || facts.peer === undefined)) facts.peer = host;
  if (isOfChild(line)) facts.child ??= tag.child;
  facts.isInitiator ??= sideOf(steps);
  if (step === 'established') facts.isUp = true;
  const gateway = tag.gateway ?? (step && STEPS_WITH_GATEWAY.has(step) ? name : undefined);
  if (gateway !== undefined && !facts.gateways.includes(gateway) && facts.gateways.length < MAX_OPEN)
    facts.gateways = [...facts.gateways, gateway];
}

/** True if this unit is the initiator; undefined if the lines do not show it. */
function sideOf(steps: readonly NegotiationStep[]): boolean | undefined {
  if (steps.includes('responder')) return false;
  return steps.includes('initiator') || steps[0] === 'connect' ? true : undefined;
}

function keep(facts: NegotiationFacts, line: NegotiationLine): void {
  const { lines, lasts, counts } = facts;
  const [step] = line.steps;
  const end = lines.length - 1;
  const before = lines[end];
  const repeats =
    before !== undefined &&
    !PROPOSAL_STEPS.has(step) &&
    before.steps[0] === step &&
    before.name === line.name &&
    before.value === line.value &&
    before.own === line.own &&
    before.tag.child === line.tag.child;
  if (repeats) {
    lasts[end] = line;
    counts[end] = (counts[end] ?? 0) + 1;
    return;
  }
  if (lines.length >= (PROPOSAL_STEPS.has(step) ? MAX_PROPOSAL_LINES : MAX_LINES)) {
    if (PROPOSAL_STEPS.has(step)) return;
    for (const all of [lines, lasts, counts]) all.pop();
  }
  lines.push(line);
  lasts.push(line);
  counts.push(1);
}
