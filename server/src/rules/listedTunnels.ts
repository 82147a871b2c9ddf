import type { ListedTunnel } from '../trace';
import { compact } from './compact';
import { quotationOf } from './maskedQuotes';
import { quotedLine } from './quoted';
import { type Finding, MAX_REPEATS, type Rule } from './types';

/** Maximum number of tunnels kept; a unit has fewer that are down. */
const MAX_TUNNELS = 1024;

/** Tunnels that a list shows as down, if nothing else in the capture says why. */
export const listedTunnels: Rule = keep => {
  const down = new Map<string, [ListedTunnel, ...ListedTunnel[]]>();
  return {
    part({ tunnelsDown }) {
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
      for (const [name, listed] of down) if (!explained.has(name)) yield findingOf(listed);
    },
  };
};

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
