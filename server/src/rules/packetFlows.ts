import type { Severity } from '../knowledge';
import { linePlace } from '../syntax';
import type { PacketFlow, PacketVerdict, Selector, TracePart } from '../trace';
import { compact } from './compact';
import { quotedAnswer } from './quoted';
import { type Finding, MAX_REPEATS, type Rule } from './types';

/** Packets that the unit drops. Equal packets have one cause. */
export function* packetFlows({ exchanges }: TracePart): Generator<Finding> {
  for (const { packet } of exchanges) {
    const verdict = packet?.verdict;
    if (!packet || !verdict || verdict.kind === 'allowed') continue;
    const rule = `flow/${verdict.kind}` as const;
    const { start, end } = linePlace(verdict.record);
    const about = compact({
      ...endsOf(packet),
      translated: translatedSource(packet),
      in: packet.head.from,
      out: packet.tunnel || packet.to,
      policy: verdict.policy || packet.allowedBy || undefined,
      reason: quotedAnswer(verdict.reason, true),
    });
    const severity = severityOf(packet, verdict);
    const variant = variantOf(packet, verdict);
    const first = packet.lines[0];
    yield {
      rule,
      start,
      end,
      facts: about,
      related:
        first && first !== verdict.record && packet.head.protocol !== ''
          ? [{ ...linePlace(first), role: 'packet' }]
          : [],
      ...(variant !== undefined && { variant }),
      ...(severity !== undefined && { severity }),
      cause: [
        about['source'],
        about['target'],
        about['service'],
        about['in'],
        about['policy'],
        severity,
      ].join(' '),
    };
  }
}

function variantOf({ head, to, isLocal }: PacketFlow, { kind, policy }: PacketVerdict): string | undefined {
  if ((kind === 'denied' || kind === 'local-in') && policy !== '' && policy !== '0') return 'policy';
  if (kind === 'local-in' && isForAll(head.target)) return 'broadcast';
  return kind === 'denied' && (to === '' || isLocal) ? 'implicit' : undefined;
}

/** A policy denies on purpose. Late packets of a closed connection and broadcasts are normal, too. */
function severityOf({ head }: PacketFlow, { kind, policy }: PacketVerdict): Severity | undefined {
  if (kind === 'denied' && policy !== '' && policy !== '0') return 'warning';
  if (kind === 'no-session' && /[FR]/.test(head.flags)) return 'information';
  if (kind === 'local-in' && isForAll(head.target)) return 'information';
  return undefined;
}

/** Multicast and broadcast addresses. */
function isForAll(address: string): boolean {
  return /^(?:22[4-9]|23\d)\.|\.255$|^ff[0-9a-f]{2}:/i.test(address);
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  '1': 'icmp', '2': 'igmp', '6': 'tcp', '17': 'udp', '47': 'gre', '50': 'esp', '51': 'ah', '58': 'icmp6', '89': 'ospf', '112': 'vrrp', '132': 'sctp',
}; // oxfmt-ignore

/** The source after NAT: `192.0.2.23->203.0.113.5:51512` translates it. */
function translatedSource({ head, translation }: PacketFlow): string | undefined {
  const [from, to = ''] = translation.split('->');
  return from === head.source && from !== '' ? to.replace(/:\d{1,5}$/, '') : undefined;
}

/** The ends of a packet and its purpose: `tcp/443`, `icmp`. */
export function endsOf({ head }: PacketFlow): { source: string; target: string; service: string } {
  const { protocol, source, target, targetPort } = head;
  const name = PROTOCOLS[protocol] ?? (protocol === '' ? '' : `protocol ${protocol}`);
  const hasPort = ['6', '17', '132'].includes(protocol) && targetPort !== '';
  return { source, target, service: hasPort ? `${name}/${targetPort}` : name };
}

/** Maximum number of selectors that are kept; a message names the only one of a tunnel. */
const MAX_SELECTORS = 1024;

/** Adds the phase 2 selectors of the tunnel, if the capture shows its configuration, to a packet that matches none. */
export const selectors: Rule = keep => {
  const known = new Map<string, Selector>();
  return {
    part(part) {
      for (const one of part.selectors)
        if (known.size < MAX_SELECTORS) known.set(keep(one.name.text), keep(one));
    },
    completed(finding) {
      if (finding.rule !== 'flow/selector') return finding;
      const all = [...known.values()].filter(({ tunnel }) => tunnel === finding.facts['out']);
      const [first, another] = all;
      if (!first) return finding;
      const local = all.map(({ source }) => source).join(', ');
      const remote = all.map(({ target }) => target).join(', ');
      const only = { child: first.name.text, selector: `${local} -> ${remote}`, local, remote };
      return {
        ...finding,
        facts: { ...finding.facts, ...(another ? { locals: local, remotes: remote } : only) },
        related: [
          ...finding.related,
          ...all.slice(0, MAX_REPEATS).map(({ start, end }) => ({ start, end, role: 'selector' })),
        ],
      };
    },
  };
};
