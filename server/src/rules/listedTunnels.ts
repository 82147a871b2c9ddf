import { linePlace, type Span } from '../syntax';
import type { ListedTunnel, Negotiation } from '../trace';
import { compact } from './compact';
import { isNegotiationCutOff } from './cutOff';
import { quotationOf } from './maskedQuotes';
import { quotedLine } from './quoted';
import { type Finding, MAX_REPEATS, type Rule } from './types';

/** Maximum number of tunnels kept; a unit has fewer that are down. */
const MAX_TUNNELS = 1024;

/** A negotiation of phase 1 whose end the capture does not show. */
interface CutOffNegotiation {
  /** Undefined if its lines do not name the tunnel. */
  readonly connection: string | undefined;
  /** The two ends agreed on a proposal. */
  readonly isChosen: boolean;
  readonly last: Span;
}

/** Tunnels that a list shows as down, if nothing else in the capture says why. */
export const listedTunnels: Rule = keep => {
  const down = new Map<string, [ListedTunnel, ...ListedTunnel[]]>();
  const cutOff: CutOffNegotiation[] = [];
  return {
    part({ tunnelsDown, negotiations }) {
      for (const one of negotiations)
        if (!one.isChild && isNegotiationCutOff(one) && cutOff.length < MAX_TUNNELS)
          cutOff.push(keep(cutOffOf(one)));
      for (const one of tunnelsDown) {
        const name = one.connection ?? '';
        const known = down.get(name);
        if (known) {
          if (known.length <= MAX_REPEATS) known.push(keep(one));
        } else if (down.size < MAX_TUNNELS) down.set(keep(name), [keep(one)]);
      }
    },
    *end(_whole, problems) {
      const explained = new Set(problems().flatMap(({ rule, facts }) => (isReason(rule) ? [facts['connection']] : []))); // oxfmt-ignore
      const isOnly = down.size === 1 && cutOff.length === 1;
      for (const [name, listed] of down) {
        if (explained.has(name)) continue;
        const finding = findingOf(listed);
        const cut = cutOff.findLast(
          one => one.connection === name || (isOnly && one.connection === undefined),
        );
        yield cut && finding.rule === 'ike/not-established' ? withNegotiation(finding, cut) : finding;
      }
    },
  };
};

/** The cookies of a negotiation stand for a tunnel that is not yet known. */
const COOKIES = /^[\da-f]{1,16}\/[\da-f]{1,16}$/;

function cutOffOf({ gateway, events, records, start, end }: Negotiation): CutOffNegotiation {
  const last = records.at(-1);
  const matched = events.findLast(({ step }) => step === 'matched');
  return {
    connection: matched?.name ?? (gateway !== undefined && COOKIES.test(gateway) ? undefined : gateway),
    isChosen: matched !== undefined,
    last: last ? linePlace(last) : { start, end },
  };
}

/** A phase 1 that is down, with the negotiation in the same capture. */
function withNegotiation(finding: Finding, { isChosen, last: { start, end } }: CutOffNegotiation): Finding {
  return {
    ...finding,
    variant: 'cut',
    facts: { ...finding.facts, ...(isChosen && { proposal: 'chosen' }) },
    related: [...finding.related, { start, end, role: 'cut' }],
  };
}

/** True for the rules that say why a tunnel is down. */
function isReason(rule: string): boolean {
  return rule.startsWith('ike/');
}

/** If phase 1 is down, that is the cause, and its phase 2 is a consequence. */
function findingOf(listed: readonly [ListedTunnel, ...ListedTunnel[]]): Finding {
  const main = listed.find(({ down }) => down === 'phase 1') ?? listed.find(hasCount) ?? listed[0];
  const { start, end, down, connection, child, up, total, text } = main;
  const counted = hasCount(main) ? { up, total } : { child };
  return {
    rule: down === 'phase 1' ? 'ike/not-established' : 'ike/phase2-down',
    start,
    end,
    facts: compact({ connection, ...(down === 'phase 1' ? { said: quotedLine(text) } : counted) }),
    ...(down === 'phase 1' && quotationOf(main)),
    // Some tunnels come up only when there is traffic for them.
    ...(down === 'phase 2' && !(hasCount(main) && up === 0) && { severity: 'information' }),
    related: listed
      .filter(one => one !== main)
      .map(one => ({ start: one.start, end: one.end, role: one.down === down ? 'again' : 'listed' })),
    cause: connection ?? '',
  };
}

function hasCount({ total }: ListedTunnel): boolean {
  return !Number.isNaN(total);
}
