import { inUserLanguage } from '../knowledge';
import { recipeNamed, RECIPES } from '../knowledge/recipes';
import { firstRefusal, type RecipeAnswers, recipeText } from '../report/recipeText';
import type { Streams } from './streams';
import { cliText } from './cliText';

/**
 * Writes how to record a capture, or the names of all recipes if `name` is missing. Returns the exit code: 0, or 2
 * for an unknown recipe or an invalid answer.
 */
export async function recipe(
  name: string | undefined,
  answers: RecipeAnswers,
  streams: Streams,
): Promise<number> {
  const found = name === undefined ? undefined : recipeNamed(name);
  const refusal =
    name !== undefined && !found ? cliText('noRecipe', { name }) : firstRefusal(answers, inUserLanguage);
  if (refusal !== undefined) {
    streams.reportError(`fortios-debug: ${refusal}\n`);
    if (!found) streams.reportError(list());
    return 2;
  }
  await streams.write(found ? recipeText(found, answers, inUserLanguage) : list());
  return 0;
}

/** Lists the recipes, one per line: name and purpose. */
function list(): string {
  const width = Math.max(...RECIPES.map(({ id }) => id.length));
  return RECIPES.map(({ id, title }) => `${id.padEnd(width)}  ${inUserLanguage(title)}\n`).join('');
}
