import type { TracePart } from '../trace';
import { known } from './facts';
import { quotedLine } from './quoted';
import type { Finding } from './types';

/** What lines of the console show by themselves, such as a server that is not connected. */
export function* shownProblems({ problems }: TracePart): Generator<Finding> {
  for (const { start, end, of, values, text } of problems) {
    const { rule, variant, severity } = of;
    const facts = known({ ...values, said: quotedLine(text) });
    // The wording of a sentence is no part of what it is about.
    const about = Object.entries(values).flatMap(([name, value]) => (name === 'text' ? [] : value));
    const cause = [variant, ...about].filter(Boolean).join(' ');
    yield { rule, variant, severity, start, end, facts, related: [], cause };
  }
}
