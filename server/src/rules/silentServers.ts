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
  readonly protocol: 'tcp' | 'udp';
  readonly client: string;
  readonly server: string;
  readonly port: number;
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
        } else follow(open, one);
      }
    },
    *end() {
      close();
      for (const conversation of finished) yield findingOf(conversation);
    },
  };
};

function isStart(one: SniffedPacket | SnifferStart): one is SnifferStart {
  return 'isOneWay' in one;
}

function follow(open: Map<string, Conversation>, packet: SniffedPacket): void {
  const { kind, source, sourcePort, target, targetPort, direction, id } = packet;
  const protocol = kind === 'udp' ? 'udp' : 'tcp';
  const asked = open.get(`${protocol} ${target} ${source} ${sourcePort}`);
  if (asked) {
    asked.answer = kind === 'rst' && asked.answer !== 'answered' ? 'refused' : 'answered';
    return;
  }
  // Only the first packet of a connection counts as a request; the others follow an answer.
  const asks = kind === 'syn' || kind === 'udp';
  if (!SERVICES.has(`${protocol} ${targetPort}`)) return;
  const key = `${protocol} ${source} ${target} ${targetPort}`;
  let conversation = open.get(key);
  if (!conversation) {
    if (open.size >= MAX_CONVERSATIONS) return;
    conversation = {
      protocol, client: source, server: target, port: targetPort, places: [],
      counts: { out: 0, in: 0, '': 0 }, lastId: '', answer: 'none',
    }; // oxfmt-ignore
    open.set(key, conversation);
  }
  if (!asks) {
    // A connection that was open before the capture began: its answers may be filtered, but it works.
    if (kind === 'tcp') conversation.answer = 'answered';
    return;
  }
  if (id !== '' && id === conversation.lastId) return;
  conversation.lastId = id;
  conversation.counts[direction]++;
  if (conversation.places.length <= 2 * MAX_FURTHER) conversation.places.push(packet.start, packet.end);
}

function countOf({ counts }: Conversation): number {
  return Math.max(counts.out, counts.in, counts['']);
}

function isSilent(conversation: Conversation): boolean {
  const { answer } = conversation;
  return answer !== 'answered' && countOf(conversation) >= MIN_REQUESTS[answer];
}

function findingOf(conversation: Conversation): Finding {
  const { protocol, client, server, port, places, answer } = conversation;
  const [start = 0, end = 1, ...further] = places;
  const service = SERVICES.get(`${protocol} ${port}`) ?? '';
  return {
    rule: 'sniffer/no-answer',
    start,
    end,
    variant: answer === 'refused' ? 'refused' : service === 'IKE' ? 'peer' : 'default',
    facts: compact({
      service,
      server,
      port: `${protocol.toUpperCase()} ${port}`,
      client,
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
