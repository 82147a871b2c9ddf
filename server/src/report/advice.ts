import { max } from '../integers';
import { SEVERITIES, type Severity } from '../knowledge';
import { guidanceOf } from '../rules';
import type { Advice, StoryProblem } from './story';

/** Maximum number of listed problems of one kind. */
const MAX_PROBLEMS = 20;

/** Problems by their guidance, most severe first, so that each guidance is written once. */
export function adviceOn(problems: readonly StoryProblem[]): Advice[] {
  const kinds = new Map<string, StoryProblem[]>();
  for (const problem of problems) {
    const kind = guidanceOf(problem).id;
    const known = kinds.get(kind);
    if (known) known.push(problem);
    else kinds.set(kind, [problem]);
  }
  return Array.from(kinds.values(), advice).sort((a, b) => rank(a.severity) - rank(b.severity));
}

/** Sorts problems by severity, and otherwise keeps their order. */
export function mostSevereFirst(problems: readonly StoryProblem[]): StoryProblem[] {
  return [...problems].sort((a, b) => rank(a.severity) - rank(b.severity));
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function advice(problems: readonly StoryProblem[]): Advice {
  const sorted = mostSevereFirst(problems);
  const [first] = sorted;
  const { title, guidance } = first ? guidanceOf(first) : { title: '', guidance: {} };
  return {
    title,
    severity: first?.severity ?? 'hint',
    guidance: sorted.find(one => one.guidance)?.guidance ?? guidance,
    problems: sorted.slice(0, MAX_PROBLEMS),
    omitted: max(0, sorted.length - MAX_PROBLEMS),
  };
}
