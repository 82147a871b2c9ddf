import type { SniffedPacket, SnifferStart } from '../trace';
import { compact } from './compact';
import { type Finding, MAX_FURTHER, MAX_REPEATS, repeatPlaces, type RelatedPlace, type Rule } from './types';

/** Services for authentication and directories, and IKE, by port. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['tcp 22', 'SSH'],
  ['tcp 25', 'mail'],
  ['tcp 49', 'TACACS+'],
  ['tcp 389', 'LDAP'],
  ['tcp 443', 'HTTPS'],
  ['tcp 465', 'mail'],
  ['tcp 541', 'FortiManager'],
  ['tcp 587', 'mail'],
  ['tcp 636', 'LDAPS'],
  ['tcp 1812', 'RADIUS'],
  ['tcp 2083', 'RADIUS finished TLS'],
  ['tcp 8013', 'EMS'],
  ['tcp 8443', 'HTTPS'],
  ['tcp 10443', 'HTTPS'],
  ['udp 389', 'LDAP'],
  ['udp 1645', 'RADIUS'],
  ['udp 1812', 'RADIUS'],
  ['udp 1813', 'RADIUS accounting'],
  ['udp 500', 'IKE'],
  ['udp 4500', 'IKE'],
  ['icmp 0', 'ping'],
]);
/**
 * One request can be the last line of a capture; a second one shows that the first was not answered. A reset is an answer,
 * so that one is enough.
 */
const MIN_REQUESTS = { none: 2, refused: 1 };
/** Maximum number of conversations followed; a capture with more is not about one server. */
const MAX_CONVERSATIONS = 256;

/** The requests of a client to a server, and the answers. */
interface Conversation {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly client: string;
  readonly server: string;
  readonly port: number;
  /** The interface of the first request; empty if unknown. */
  readonly interface: string;
  /** The places of the requests: start and end of each, as a flat list. */
  readonly places: number[];
  /** Number of requests on egress, on ingress, and without a direction in the capture. */
  readonly counts: { out: number; in: number; '': number };
  lastId: string;
  answer: 'none' | 'refused' | 'answered';
}

/** Requests in the output of the packet sniffer that have no answer in the capture. */
export const silentServers: Rule = () => {
  const finished: Conversation[] = [];
  let open = new Map<string, Conversation>();
  let isOneWay = false;
  /** The interface of the list, or `any`. */
  let listed = '';
  const close = (): void => {
    if (!isOneWay) finished.push(...[...open.values()].filter(isSilent));
    open = new Map();
  };
  return {
    part({ sniffed }) {
      for (const one of sniffed) {
        if (isStart(one)) {
          close();
          isOneWay = one.isOneWay;
          listed = one.interface ?? listed;
        } else follow(open, one, listed === 'any' ? '' : listed);
      }
    },
    *end(_whole, problems) {
      close();
      for (const conversation of finished)
        if (!isExplained(conversation, problems())) yield findingOf(conversation);
    },
  };
};

function isStart(one: SniffedPacket | SnifferStart): one is SnifferStart {
  return 'isOneWay' in one;
}

/** True if the debug flow says why the pings of a conversation are dropped. */
function isExplained({ protocol, client, server }: Conversation, problems: readonly Finding[]): boolean {
  return (
    protocol === 'icmp' &&
    problems.some(
      ({ rule, facts }) =>
        rule.startsWith('flow/') && facts['source'] === client && facts['target'] === server,
    )
  );
}

/** @param listed the only interface of the list; empty if there are several */
function follow(open: Map<string, Conversation>, packet: SniffedPacket, listed: string): void {
  const { kind, source, sourcePort, target, targetPort, direction, id } = packet;
  const protocol = PROTOCOLS[kind] ?? 'tcp';
  const asked = kind === 'echo' ? undefined : open.get(`${protocol} ${target} ${source} ${sourcePort}`);
  if (asked) {
    asked.answer = kind === 'rst' && asked.answer !== 'answered' ? 'refused' : 'answered';
    return;
  }
  if (!SERVICES.has(`${protocol} ${targetPort}`) || kind === 'echo-reply') return;
  const conversation = conversationOf(open, protocol, packet, listed);
  if (!conversation) return;
  if (!ASKS.has(kind)) {
    // A connection that was open before the capture began: its answers may be filtered, but it works.
    if (kind === 'tcp') conversation.answer = 'answered';
    return;
  }
  if (id !== '' && id === conversation.lastId) return;
  conversation.lastId = id;
  conversation.counts[direction]++;
  if (conversation.places.length <= 2 * MAX_FURTHER) conversation.places.push(packet.start, packet.end);
}

/** Only the first packet of a connection counts as a request; the others follow an answer. */
const ASKS: ReadonlySet<SniffedPacket['kind']> = new Set(['syn', 'udp', 'echo']);

/** The conversation that a packet belongs to or begins; undefined if too many are open. */
function conversationOf(
  open: Map<string, Conversation>,
  protocol: Conversation['protocol'],
  { source: client, target: server, targetPort: port, interface: name }: SniffedPacket,
  listed: string,
): Conversation | undefined {
  const key = `${protocol} ${client} ${server} ${port}`;
  const known = open.get(key);
  if (known || open.size >= MAX_CONVERSATIONS) return known;
  const begun: Conversation = {
    protocol, client, server, port, places: [], interface: name || listed,
    counts: { out: 0, in: 0, '': 0 }, lastId: '', answer: 'none',
  }; // oxfmt-ignore
  open.set(key, begun);
  return begun;
}

const PROTOCOLS: Readonly<Partial<Record<SniffedPacket['kind'], Conversation['protocol']>>> = {
  udp: 'udp',
  echo: 'icmp',
  'echo-reply': 'icmp',
};

function countOf({ counts }: Conversation): number {
  return Math.max(counts.out, counts.in, counts['']);
}

function isSilent(conversation: Conversation): boolean {
  const { answer } = conversation;
  return answer !== 'answered' && countOf(conversation) >= MIN_REQUESTS[answer];
}

function findingOf(conversation: Conversation): Finding {
  const { protocol, client, server, port, places } = conversation;
  const [start = 0, end = 1, ...further] = places;
  const service = SERVICES.get(`${protocol} ${port}`) ?? '';
  return {
    rule: 'sniffer/no-answer',
    start,
    end,
    variant: variantOf(conversation, service),
    // A ping may be refused on purpose.
    ...(protocol === 'icmp' && { severity: 'warning' }),
    facts: compact({
      service,
      server,
      port: `${protocol.toUpperCase()} ${port}`,
      client,
      in: conversation.interface || undefined,
      count: countOf(conversation) > 1 ? countOf(conversation) : undefined,
    }),
    related: repeatPlaces({ related: [], further })
      .slice(0, MAX_REPEATS)
      .map((place): RelatedPlace => ({ ...place, role: 'request' })),
    // The message names their number.
    ...(further.length > 0 && { further }),
    cause: undefined,
  };
}

function variantOf({ answer, counts }: Conversation, service: string): string {
  if (answer === 'refused') return 'refused';
  if (service === 'ping') return counts.in > 0 && counts.out + counts[''] === 0 ? 'ping-in' : 'ping';
  return service === 'IKE' ? 'peer' : 'default';
}
