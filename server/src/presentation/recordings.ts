import { label, ruleNamed, SEVERITIES, type Severity, type Translate } from '../knowledge';
import { type Recipe, recipeNamed } from '../knowledge/recipes';

/** The part of a problem that is needed here. */
interface Problem {
  readonly rule: string;
}

/** How to record what a capture lacks: with a given recipe, or with one that the user chooses. */
export interface Recording {
  readonly recipe: Recipe | undefined;
  /** The command line to run: `fortios-debug recipe sslvpn`. */
  readonly command: string;
}

/**
 * Returns how to record the capture again for a problem; undefined if that does not help with its rule. A gap in the
 * capture itself is recorded with the recipe of the most severe problem in `all`.
 */
export function recordingFor({ rule }: Problem, all: readonly Problem[]): Recording | undefined {
  const name = ruleNamed(rule)?.recipe;
  if (name === undefined) return undefined;
  const recipe = recipeNamed(name === 'any' ? (mostSevere(all) ?? name) : name);
  return { recipe, command: ['fortios-debug recipe', ...(recipe ? [recipe.id] : [])].join(' ') };
}

/**
 * Like `recordingFor`, but undefined for errors: a capture that shows the error is enough, otherwise record again
 * next.
 */
export function recordingAdvised(
  problem: Problem & { readonly severity: Severity },
  all: readonly Problem[],
): Recording | undefined {
  return problem.severity === 'error' ? undefined : recordingFor(problem, all);
}

/** Returns the title of the action in the editor. */
export function recordingTitle({ recipe }: Recording, translate: Translate): string {
  return recipe
    ? label('fix.record', translate, { title: translate(recipe.title) })
    : label('fix.recordAny', translate);
}

function mostSevere(problems: readonly Problem[]): string | undefined {
  let best: string | undefined;
  let rank: number = SEVERITIES.length;
  for (const { rule } of problems) {
    const row = ruleNamed(rule);
    if (row?.recipe === undefined || row.recipe === 'any') continue;
    const at = SEVERITIES.indexOf(row.severity);
    if (at < rank) [best, rank] = [row.recipe, at];
  }
  return best;
}
