import type { Severity } from '../knowledge';
import { guidanceOf } from '../rules';
import type { Advice, ToldProblem } from './story';

export const GRAVITY: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
/** Problems of one kind that are listed. */
const MAX_PROBLEMS = 20;

/** Problems by their guidance, most severe first, so that each guidance is written once. */
export function adviceOn(problems: readonly ToldProblem[]): Advice[] {
  const kinds = new Map<string, ToldProblem[]>();
  for (const problem of problems) {
    const kind = `${problem.rule} ${problem.entry ?? ''}`;
    const known = kinds.get(kind);
    if (known) known.push(problem);
    else kinds.set(kind, [problem]);
  }
  return Array.from(kinds.values(), advice).sort((a, b) => rank(a.severity) - rank(b.severity));
}

/** Sorts problems by severity, and otherwise keeps their order. */
export function gravestFirst(problems: readonly ToldProblem[]): ToldProblem[] {
  return [...problems].sort((a, b) => rank(a.severity) - rank(b.severity));
}

function rank(severity: Severity): number {
  return GRAVITY.indexOf(severity);
}

function advice(problems: readonly ToldProblem[]): Advice {
  const sorted = gravestFirst(problems);
  const [first] = sorted;
  const { title, guidance } = first ? guidanceOf(first) : { title: '', guidance: {} };
  return {
    title,
    severity: first?.severity ?? 'hint',
    guidance,
    problems: sorted.slice(0, MAX_PROBLEMS),
    omitted: Math.max(0, sorted.length - MAX_PROBLEMS),
  };
}
