import { type DebugRecord, type SentencePacket, linePlace, type Span } from '../syntax';
import { Forkable, ForkableData } from './fork';
import type { FlowLine, PacketHead } from './flowLine';
import type { Exchange, PacketEnd, PacketFlow, PacketVerdict } from './types';

/**
 * Maximum number of packets under way at once: a unit with many cores traces as many. Beyond it, the oldest one is
 * closed.
 */
const MAX_OPEN = 64;
/** Maximum number of lines kept per packet: the first ones, and the one with the verdict. */
const MAX_LINES = 48;
const NOWHERE: Span = { start: 0, end: 0 };

class FlowHead extends ForkableData implements PacketHead {
  protocol = '';
  source = '';
  sourcePort = '';
  target = '';
  targetPort = '';
  from = '';
  flags = '';
}

class FlowVerdict extends ForkableData implements PacketVerdict {
  kind: PacketEnd = 'allowed';
  record!: DebugRecord;
  policy = '';
  reason = '';
}

/** A packet that is still open. */
class FlowDraft extends ForkableData implements PacketFlow {
  trace = '';
  head = new FlowHead();
  to = '';
  session = '';
  direction = '';
  isLocal = false;
  translation = '';
  tunnel = '';
  isSent = false;
  allowedBy = '';
  verdict: FlowVerdict | undefined = undefined;
  lines: DebugRecord[] = [];
  last: Span = NOWHERE;

  get start(): number {
    return this.lines[0]?.start ?? 0;
  }

  get end(): number {
    return this.last.end;
  }
}

/** Groups the lines of the debug flow into packets, one line at a time. Lines of several packets can alternate. */
export class FlowBuilder extends Forkable {
  protected state = {
    /** The packets under way by trace number, the oldest first. */
    open: new Map<string, FlowDraft>(),
    closed: [] as FlowDraft[],
  };

  line(line: FlowLine): void {
    const { record, trace } = line;
    const known = this.state.open.get(trace);
    const packet = known && !isAnother(known, line) ? known : this.#begin(trace, known);
    if (packet.lines.length < MAX_LINES) packet.lines.push(record);
    packet.last = record;
    note(packet, line);
  }

  /** The next lines are from another unit, whose trace numbers start again. */
  end(): void {
    this.state.closed.push(...this.state.open.values());
    this.state.open.clear();
  }

  /** Removes and returns the packets that no later line can change, in the order in which they began. */
  take(): Exchange[] {
    const closed = this.state.closed;
    this.state.closed = [];
    return closed.map(packet => new PacketExchange(packet));
  }

  /** The remaining packets. */
  finish(): Exchange[] {
    this.end();
    return this.take();
  }

  #begin(trace: string, known: FlowDraft | undefined): FlowDraft {
    const before = known ?? this.#oldest();
    if (before) {
      this.state.open.delete(before.trace);
      this.state.closed.push(before);
    }
    const packet = new FlowDraft();
    packet.trace = trace;
    this.state.open.set(trace, packet);
    return packet;
  }

  /** The packet to close before another begins; undefined if there is room. */
  #oldest(): FlowDraft | undefined {
    if (this.state.open.size < MAX_OPEN) return undefined;
    const [oldest] = this.state.open.values();
    return oldest;
  }
}

/** What sentences without a verdict say about a packet. */
const NOTES: Readonly<
  Record<Exclude<SentencePacket, PacketEnd>, (packet: FlowDraft, line: FlowLine) => void>
> = {
  received(packet, { head }) {
    packet.head = Object.assign(new FlowHead(), head);
  },
  'new-session'(packet, { facts }) {
    packet.session = facts['session'] ?? '';
  },
  'known-session'(packet, { facts }) {
    packet.session = facts['session'] ?? '';
    packet.direction = facts['direction'] ?? '';
  },
  route(packet, { facts }) {
    packet.to = interfaceIn(facts);
    // A route to the unit itself has one of two flags, and a VDOM as its interface.
    packet.isLocal = /^8[04]/.test(facts['flags'] ?? '') || packet.to === 'root';
  },
  translated(packet, { facts }) {
    packet.translation ||= facts['text'] ?? '';
  },
  tunnel(packet, { facts }) {
    packet.tunnel = interfaceIn(facts);
  },
  sent(packet) {
    packet.isSent = true;
  },
};

/** True for a line of another packet than the one before: copies can lack the numbers that tell them apart. */
function isAnother({ verdict }: FlowDraft, { meaning, trace }: FlowLine): boolean {
  if (meaning === 'received') return true;
  const isDrop = meaning !== undefined && meaning !== 'allowed' && isEnd(meaning);
  return trace.trim() === '' && isDrop && verdict !== undefined && verdict.kind !== 'allowed';
}

function note(packet: FlowDraft, line: FlowLine): void {
  const { meaning } = line;
  if (meaning === undefined) return;
  if (meaning === 'allowed') packet.allowedBy ||= line.facts['policy'] ?? '';
  if (!isEnd(meaning)) NOTES[meaning](packet, line);
  // A drop is the verdict even after the packet was allowed; of several, the first one.
  else if (!packet.verdict || packet.verdict.kind === 'allowed') packet.verdict = verdictOf(line, meaning);
}

function verdictOf({ record, facts }: FlowLine, kind: PacketEnd): FlowVerdict {
  const { policy = '', reason = '' } = facts;
  return Object.assign(new FlowVerdict(), { kind, record, policy, reason });
}

function isEnd(says: SentencePacket): says is PacketEnd {
  return !(says in NOTES);
}

/** Interface names have at most 35 characters. */
const INTERFACE = /^[\w./-](?:[\w./ -]{0,33}[\w./-])?$/;

/** The interface that a sentence names; empty if it names none. */
function interfaceIn({ interface: name = '' }: FlowLine['facts']): string {
  return INTERFACE.test(name) ? name : '';
}

/** A packet as an exchange. It moves with its lines. */
class PacketExchange implements Exchange {
  readonly service = 'flow';
  readonly token = undefined;
  readonly connected = undefined;
  readonly sent = undefined;
  readonly received = undefined;
  readonly http = undefined;
  readonly request = undefined;
  readonly answer = undefined;
  readonly status = undefined;
  readonly provisioned = undefined;
  readonly codeSent = undefined;
  readonly server = undefined;
  readonly call = undefined;
  readonly next = undefined;
  readonly silence = NaN;

  constructor(readonly packet: PacketFlow) {}

  get began(): DebugRecord | undefined {
    return this.packet.lines[0];
  }

  get head(): Span {
    return this.began ? linePlace(this.began) : this.packet;
  }

  get start(): number {
    return this.packet.start;
  }

  get end(): number {
    return this.packet.end;
  }
}
