import type { TracePart } from '../trace';
import type { Finding } from './types';

/** Users that could not be synchronised with FortiToken Cloud. One problem per synchronisation. */
export function* syncFailed({ syncFailures }: TracePart): Generator<Finding> {
  for (const { counts, start, end } of syncFailures) {
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const what = counts.map(([name, count]) => `${name}: ${count}`).join(', ');
    const variant = total === 1 ? 'one' : 'default';
    yield {
      rule: 'ftc/sync-failed',
      variant,
      start,
      end,
      facts: { count: String(total), what },
      related: [],
      cause: what,
    };
  }
}
