import type { TracePart } from '../trace';
import { compact } from './facts';
import { quotationOf } from './quotation';
import { quotedLine } from './quoted';
import type { Finding } from './types';

/** Problems that a single line of the console shows, such as a server that is not connected. */
export function* shownProblems({ problems }: TracePart): Generator<Finding> {
  for (const problem of problems) {
    const { start, end, of, values, text } = problem;
    const { rule, variant, severity } = of;
    const facts = compact({ ...values, said: quotedLine(text) });
    // The wording of the sentence does not distinguish causes.
    const about = Object.entries(values).flatMap(([name, value]) => (name === 'text' ? [] : value));
    const cause = [variant, ...about].filter(Boolean).join(' ');
    yield { rule, variant, severity, start, end, facts, ...quotationOf(problem), related: [], cause };
  }
}
