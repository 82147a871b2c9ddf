import type { ListedRatingServer } from '../trace';
import { compact } from './facts';
import { withNext } from './lastList';
import type { Rule } from './types';

/** Maximum number of FortiGuard servers kept; a list has fewer. */
const MAX_SERVERS = 64;

/** A list of FortiGuard servers of which none answers. Only the last list counts, since servers can answer later. */
export const silentRating: Rule = keep => {
  let servers: readonly ListedRatingServer[] = [];
  return {
    part({ ratingServers }) {
      servers = withNext(servers, ratingServers, keep, MAX_SERVERS);
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
