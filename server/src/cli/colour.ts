const CHOICES = ['auto', 'always', 'never'] as const;

/** When to write colours. */
type When = (typeof CHOICES)[number];

export const COLOUR_CHOICES: readonly string[] = CHOICES;

/** Removes the options for colours from the arguments and returns the last one; anywhere before `--`. */
export function colourIn(words: readonly string[]): {
  readonly when: When | undefined;
  /** The value of the option if it is none of the choices. */
  readonly invalid: string | undefined;
  readonly rest: readonly string[];
} {
  const end = words.indexOf('--');
  const isOption = (word: string, at: number): boolean =>
    /^--(?:no-colou?r$|colou?r(?:=|$))/.test(word) && (end < 0 || at < end);
  const given = words.filter(isOption).at(-1);
  const value = given?.startsWith('--no-') ? 'never' : given && (given.split('=', 2)[1] ?? 'always');
  const when = CHOICES.find(one => one === value);
  return {
    when,
    invalid: when === undefined ? value : undefined,
    rest: words.filter((word, at) => !isOption(word, at)),
  };
}

/**
 * True if the output has colours, unless an option says otherwise. An empty variable counts as missing, and NO_COLOR is
 * stronger: no-color.org, force-color.org.
 */
export function hasColour(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) return false;
  return Boolean(FORCE_COLOR) || (isTerminal && TERM !== 'dumb');
}
