import type { Analysis } from '../analysis';
import { atPlaces, type Finding } from '../rules';
import type { Span } from '../syntax';
import type { Severities } from '../presentation/findings';
import { Places } from '../judge/spans';
import { FilterRun } from './evaluate';
import type { Query } from './query';

/** Returns the problems that have a place in the lines kept by a filter, with only these places. */
export function problemsInFilter(query: Query, severities: Severities) {
  return (analysis: Analysis): Finding[] => {
    const kept = new Places(new FilterRun(query, severities).part(analysis));
    return findingsAt(analysis.findings, ({ start }) => kept.at(start) !== undefined);
  };
}

/** Returns the findings with at least one kept place, reduced to their kept places. */
export function findingsAt(all: readonly Finding[], isKept: (place: Span) => boolean): Finding[] {
  return all.map(finding => atPlaces(finding, isKept)).filter(finding => finding !== undefined);
}
