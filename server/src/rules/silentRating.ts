import type { ListedRatingServer } from '../trace';
import { compact } from './facts';
import type { Rule } from './types';

/** Maximum number of FortiGuard servers kept; a list has fewer. */
const MAX_SERVERS = 64;

/** A list of FortiGuard servers of which none answers. Only the last list counts, since servers can answer later. */
export const silentRating: Rule = keep => {
  let servers: ListedRatingServer[] = [];
  return {
    part({ ratingServers }) {
      for (const one of ratingServers) {
        if (one.isFirst) servers = [];
        if (servers.length < MAX_SERVERS) servers.push(keep(one));
      }
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
