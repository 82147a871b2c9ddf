import { CONTRIBUTED, RULES } from '../../server/src/knowledge';

const CONTRIBUTED_IDS: ReadonlySet<string> = new Set(CONTRIBUTED.map(({ id }) => id));

/** The rules with the lines of a capture that has their problem, and of one that has not. */
export const RULE_EXAMPLES = RULES.filter(({ id }) => !CONTRIBUTED_IDS.has(id)).map(
  ({ id, examples: { match = [], not = [] } = {} }) => ({ id, examples: { match, not } }),
);
