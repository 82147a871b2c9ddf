import data from './data/recipes.json';
import { matchCommand } from './index';
import { readStatement } from './statements';
import type { Statement } from './types';

/** The kind of address that a command is for: `ipv4` is also used if there is none. */
type AddressKind = 'ipv4' | 'ipv6';

/** A command of a recipe: a template (`messageTemplate.ts`) for `address`, `vdom` and `minutes`. */
export interface RecipeCommand {
  readonly command: string;
  readonly if?: AddressKind;
}

/** How to make a capture of one kind of failure. All commands are in full, in the order in which they are run. */
export interface Recipe {
  /** The name that users know it by: `sslvpn`. */
  readonly id: string;
  readonly title: string;
  /** On a unit with VDOMs, its commands belong in the global configuration. */
  readonly global: boolean;
  /** Minutes after which debug output stops by itself. */
  readonly minutes: number;
  readonly begin: readonly RecipeCommand[];
  readonly end: readonly RecipeCommand[];
  /** The secrets that the output will contain. */
  readonly secrets: readonly Statement[];
  readonly meaning: readonly Statement[];
  /** What to do between the first commands and the last: templates for `user`. */
  readonly steps: readonly Statement[];
  /** Ids of the sources of the commands and of the statements. */
  readonly sources: readonly string[];
}

type Written = string | { readonly command: string; readonly if?: string };
interface WrittenFilter {
  readonly id: string;
  readonly clear: readonly Written[];
  readonly set: readonly Written[];
}
interface WrittenRecipe {
  readonly id: string;
  readonly title: string;
  readonly global?: boolean;
  readonly minutes: number;
  readonly filters: readonly string[];
  readonly debug: readonly Written[];
  readonly stop: readonly Written[];
  readonly after: readonly Written[];
  readonly secrets: readonly string[];
  readonly meaning: readonly string[];
  readonly steps: readonly string[];
  readonly sources: readonly string[];
}

const FILTERS: readonly WrittenFilter[] = data.filters;

/** Every recipe, in the order in which users choose from them. */
export const RECIPES: readonly Recipe[] = (data.recipes as readonly WrittenRecipe[]).map(recipeOf);

const byId: ReadonlyMap<string, Recipe> = new Map(RECIPES.map(recipe => [recipe.id, recipe]));

/** The recipe with this id. */
export function recipeNamed(id: string): Recipe | undefined {
  return byId.get(id);
}

/** The releases that have a command: from one on (`7.4.1`), before another one, or all if both are missing. */
export interface Releases {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The releases that have a command, given in full; undefined for an unknown command. */
export function releasesWith(command: string): Releases | undefined {
  const { entry } = matchCommand(command.split(' '));
  return entry && { from: entry.facts?.['from'], until: entry.facts?.['until'] };
}

/** True if `release` (`7.4` or `7.4.9`) is among `releases`. */
export function includesRelease({ from, until }: Releases, release: string): boolean {
  return (
    (from === undefined || compareReleases(release, from) >= 0) &&
    (until === undefined || compareReleases(release, until) < 0)
  );
}

/**
 * Below 0 if `a` is the older release. A release without its last number is the newest of its branch: `7.4` comes
 * after `7.4.9`.
 */
function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map(release => release.split('.').map(Number));
  for (let index = 0; index < 3; index++) {
    const [one, other] = [left?.[index] ?? Infinity, right?.[index] ?? Infinity];
    if (one !== other) return one - other;
  }
  return 0;
}

function recipeOf(written: WrittenRecipe): Recipe {
  const { id, title, global = false, minutes, debug, stop, after } = written;
  const filters = FILTERS.filter(filter => written.filters.includes(filter.id));
  const clear = filters.flatMap(filter => filter.clear);
  const set = filters.flatMap(filter => filter.set);
  const statements = (texts: readonly string[]): Statement[] => texts.map(readStatement);
  const [secrets, meaning, steps] = [
    statements([...written.secrets, ...data.secrets]),
    statements(written.meaning),
    statements(written.steps),
  ];
  const said = [...secrets, ...meaning, ...steps].flatMap(({ sources }) => sources);
  return {
    id,
    title,
    global,
    minutes,
    // A filter that was left set would hide output, so all filters are cleared first.
    begin: [
      ...data.hide,
      ...data.reset,
      ...data.first,
      ...clear,
      ...set,
      ...data.limit,
      ...debug,
      ...data.show,
    ].map(commandOf),
    end: [...data.hide, ...stop, ...data.reset, ...clear, ...after].map(commandOf),
    secrets,
    meaning,
    steps,
    sources: [...new Set([...written.sources, ...said, ...data.sources])],
  };
}

function commandOf(written: Written): RecipeCommand {
  if (typeof written === 'string') return { command: written };
  const { command, if: address } = written;
  return address === 'ipv4' || address === 'ipv6' ? { command, if: address } : { command };
}
