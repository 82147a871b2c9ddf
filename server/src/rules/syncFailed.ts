import type { Rule, RuleInput } from './types';

/** Users that could not be synchronised with FortiToken Cloud. */
export const syncFailed: Rule = function* ({ trace }: RuleInput) {
  for (const { what, count, start, end } of trace.syncFailures) {
    yield {
      rule: 'ftc/sync-failed',
      start,
      end,
      facts: { count: count.text, what },
      related: [],
      cause: `${what} ${count.text}`,
    };
  }
};
