import type { ListedDnsServer } from '../trace';
import { compact } from './facts';
import { withNext } from './lastList';
import { MAX_REPEATS, type Rule } from './types';

/** Maximum number of DNS servers kept; a unit uses fewer. */
const MAX_SERVERS = 32;

/**
 * A list of DNS servers of which some or all did not answer. Only the last list counts, since servers can have
 * answered after an earlier one.
 */
export const silentDns: Rule = keep => {
  let servers: readonly ListedDnsServer[] = [];
  return {
    part({ dnsServers }) {
      servers = withNext(servers, dnsServers, keep, MAX_SERVERS);
    },
    *end() {
      const silent = servers.filter(({ asked, late, answered }) => asked > 0 && late > 0 && answered === 0);
      const [first, ...others] = silent;
      if (!first) return;
      // A server that was not asked is ignored.
      const isOneOfMany = servers.some(({ answered }) => answered > 0);
      const { start, end } = first;
      yield {
        rule: 'system/dns-silent',
        ...(isOneOfMany && { variant: 'some', severity: 'information' as const }),
        start,
        end,
        facts: compact({ servers: silent.map(({ server }) => server).join(', ') }),
        related: others.slice(0, MAX_REPEATS).map(one => ({ start: one.start, end: one.end, role: 'also' })),
        cause: '',
      };
    },
  };
};
