import { RECIPES as ALL, recipeNamed } from '../knowledge/recipes';
import {
  firstRefusal,
  questionsOf,
  RECIPE_QUESTIONS,
  type RecipeAnswers,
  recipeText,
} from '../report/recipeText';
import type { Context } from './context';
import { guarded } from './guarded';
import { RECIPE, type RecipeChoice, type RecipeParams, RECIPES, type WrittenRecipe } from './protocol';

const noDocument = (): undefined => undefined;

/** Registers the requests for recording captures. */
export function registerRecipes(context: Context): void {
  const { connection } = context;
  connection.onRequest(
    RECIPES,
    guarded<unknown, readonly RecipeChoice[]>(context, [], noDocument, () =>
      ALL.map(recipe => ({
        id: recipe.id,
        title: context.translate(recipe.title),
        asks: questionsOf(recipe),
      })),
    ),
  );
  connection.onRequest<WrittenRecipe | null, unknown>(
    RECIPE,
    guarded<RecipeParams, WrittenRecipe | null>(context, null, noDocument, ({ id, answers }) => {
      const recipe = recipeNamed(id);
      if (!recipe) return null;
      const given = textsOf(answers);
      const refused = firstRefusal(given, context.translate);
      return refused === undefined ? { text: recipeText(recipe, given, context.translate) } : { refused };
    }),
  );
}

/** Returns the answers that are strings: a client may send anything. */
function textsOf(answers: unknown): RecipeAnswers {
  const given = (answers ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    RECIPE_QUESTIONS.flatMap(question => {
      const answer = given[question];
      return typeof answer === 'string' ? [[question, answer]] : [];
    }),
  );
}
