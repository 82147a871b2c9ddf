import { commandWords } from './commands';
import effects from './data/effects.json';

/**
 * What a command does to a unit: it only shows, sends packets, debugs (output that was switched on, or a sniffer), changes the
 * configuration or the state, interrupts connections, daemons or the unit, or deletes.
 */
export type Effect = keyof typeof effects;

interface Row {
  readonly words: readonly string[];
  readonly effect: Effect;
}

/** An argument in the table, such as `<date>`, can be any word. */
const ARGUMENT = '<';

const ROWS = (Object.entries(effects) as [Effect, readonly string[]][]).flatMap(([effect, commands]) =>
  commands.map((command): Row => ({ words: command.split(' '), effect })),
);

/**
 * Returns the effect of a command: that of the longest beginning of it in `data/effects.json`. Words can be abbreviated as
 * on a unit, to any unambiguous beginning. What follows a `|` only selects from the output. Undefined for an unknown or
 * ambiguous command: it could have any effect.
 */
export function effectOf(command: string): Effect | undefined {
  const words = commandWords(command.toLowerCase());
  const pipe = words.findIndex(word => word.startsWith('|'));
  let rows: readonly Row[] = ROWS;
  let effect: Effect | undefined;
  for (const [at, typed] of words.slice(0, pipe < 0 ? words.length : pipe).entries()) {
    const known = new Set(rows.map(row => row.words[at] ?? ''));
    const [word, another] = known.has(typed) ? [typed] : [...known].filter(one => one.startsWith(typed));
    if (another !== undefined) return undefined;
    rows = rows.filter(row => (word ? row.words[at] === word : row.words[at]?.startsWith(ARGUMENT)));
    effect = rows.find(row => row.words.length === at + 1)?.effect ?? effect;
  }
  return effect;
}
