import { analyze } from './analysis';
import { SiteKnowledge } from './site/knowledge';
import type { SiteProblem } from './site/jsonWithComments';
import type { SiteExample } from './site/read';

/**
 * Runs the examples of entries; returns those with the wrong result: not explained although they should be, or vice versa.
 */
export function wrongExamples(examples: readonly SiteExample[]): SiteProblem[] {
  return examples.flatMap(({ entry, line, matches, start, end }) => {
    const { findings } = analyze(line, undefined, new SiteKnowledge([entry]));
    const isFound = findings.some(({ rule }) => rule === entry.id);
    if (isFound === matches) return [];
    return [{ label: matches ? 'site.noMatch' : 'site.wrongMatch', facts: {}, start, end }];
  });
}
