import type { ListedDnsServer, ListedRatingServer } from '../trace';
import { compact } from './compact';
import { MAX_REPEATS, type Keep, type Rule } from './types';

/** Maximum number of DNS servers kept; a unit uses fewer. */
const MAX_DNS_SERVERS = 32;
/** Maximum number of FortiGuard servers kept; a list has fewer. */
const MAX_RATING_SERVERS = 64;

/**
 * A list of DNS servers of which some or all did not answer. Only the last list counts, since servers can have
 * answered after an earlier one.
 */
export const silentDns: Rule = keep => {
  let servers: readonly ListedDnsServer[] = [];
  return {
    part({ dnsServers }) {
      servers = withNext(servers, dnsServers, keep, MAX_DNS_SERVERS);
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

/** A list of FortiGuard servers of which none answers. Only the last list counts, since servers can answer later. */
export const silentRating: Rule = keep => {
  let servers: readonly ListedRatingServer[] = [];
  return {
    part({ ratingServers }) {
      servers = withNext(servers, ratingServers, keep, MAX_RATING_SERVERS);
    },
    *end() {
      const [first] = servers;
      if (!first || !servers.every(({ isSilent }) => isSilent)) return;
      yield {
        rule: 'system/fortiguard-update-failed',
        variant: 'servers',
        start: first.start,
        end: first.end,
        facts: compact({ servers: servers.map(({ server }) => server).join(', ') }),
        related: [],
        cause: '',
      };
    },
  };
};

/**
 * Adds the servers of the next part of a text to those of its last list. Only that list counts, since servers can answer
 * later.
 * @param keep copies what must outlive the text
 * @param max the maximum number of servers kept
 */
function withNext<Server extends { readonly isFirst: boolean }>(
  before: readonly Server[],
  next: readonly Server[],
  keep: Keep,
  max: number,
): readonly Server[] {
  let list = [...before];
  for (const one of next) {
    if (one.isFirst) list = [];
    if (list.length < max) list.push(keep(one));
  }
  return list;
}
