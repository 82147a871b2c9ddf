import { label, ruleOf, type Severity, type Translate } from '../knowledge';
import { type Recipe, recipeNamed } from '../knowledge/recipes';

/** What is needed of a problem. */
interface Problem {
  readonly rule: string;
}

/** How to record what a capture lacks: by one recipe, or by one that the user chooses. */
export interface Recording {
  readonly recipe: Recipe | undefined;
  /** What to type for it: `fortios-debug recipe sslvpn`. */
  readonly command: string;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * How to record the capture again in which a rule has found a problem; undefined if that is of no use for the rule. What a
 * capture itself lacks is recorded with the recipe of the most severe of `all` its problems.
 */
export function recordingFor({ rule }: Problem, all: readonly Problem[]): Recording | undefined {
  const name = ruleOf(rule)?.recipe;
  if (name === undefined) return undefined;
  const recipe = recipeNamed(name === 'any' ? (mostSevere(all) ?? name) : name);
  return { recipe, command: ['fortios-debug recipe', ...(recipe ? [recipe.id] : [])].join(' ') };
}

/** The same for a problem that says less than what went wrong: for it, recording again is what to do next. */
export function recordingAdvised(
  problem: Problem & { readonly severity: Severity },
  all: readonly Problem[],
): Recording | undefined {
  return problem.severity === 'error' ? undefined : recordingFor(problem, all);
}

/** What recording again is called in the editor. */
export function recordingTitle({ recipe }: Recording, translate: Translate): string {
  return recipe
    ? label('fix.record', translate, { title: translate(recipe.title) })
    : label('fix.recordAny', translate);
}

function mostSevere(problems: readonly Problem[]): string | undefined {
  let [best, rank] = [undefined as string | undefined, ORDER.length];
  for (const { rule } of problems) {
    const row = ruleOf(rule);
    if (row?.recipe === undefined || row.recipe === 'any') continue;
    const at = ORDER.indexOf(row.severity);
    if (at < rank) [best, rank] = [row.recipe, at];
  }
  return best;
}
