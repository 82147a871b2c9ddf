// The speed of the grammar compared with VS Code's grammar for log files: same bytes, same engine, same process.
import { lines, loadGrammar, time } from '../syntaxes/tokenizer';
import { daemonsAt, exchangeAt } from './captureLog';

const ROUNDS = 7;

/** A log of the seed's provisioning with changing tokens, and of lines of other daemons. */
export function defaultLog(copies = 60): string[] {
  return Array.from({ length: copies }, (_, number) => lines(exchangeAt(number) + daemonsAt(number))).flat();
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds for the text in each grammar, and how many times as fast ours is. */
export async function benchGrammar(
  text: string[] = defaultLog(),
): Promise<{ ours: number; theirs: number; ratio: number }> {
  const engines = { ours: await loadGrammar('fortios-debug'), theirs: await loadGrammar('log') };
  const runs = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -2; round < ROUNDS; round++)
    for (const name of ['ours', 'theirs'] as const) {
      const spent = time(engines[name], text);
      // The first rounds compile the patterns and warm up the engine.
      if (round >= 0) runs[name].push(spent);
    }
  const ours = median(runs.ours);
  const theirs = median(runs.theirs);
  return { ours, theirs, ratio: theirs / ours };
}
