// The figures of the project, each as a ratio to a peer that runs in the same process on the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseTree } from 'jsonc-parser';
import { analyze } from '../../server/src/analysis';
import { FORMS, readRecords, readRecordsWith } from '../../server/src/syntax';
import { benchGrammar } from './grammar';

interface Row {
  readonly measure: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
  readonly bar: string;
}

/** A log of the seed's exchange with ever new tokens and seeds: `megabytes` of it. */
export function seedLog(megabytes: number): string {
  const seed = readFileSync('test/fixtures/seed.log', 'utf8');
  const parts: string[] = [];
  for (let length = 0, number = 0; length < megabytes * 1e6; number++) {
    const hex = number.toString(16).toUpperCase().padStart(10, '0');
    const part =
      seed.replaceAll('947FDC1754', hex).replaceAll('A84E2CAAD3BCEA970E05DC1A9B7BD2', hex.padStart(30, 'A')) +
      '\n';
    parts.push(part);
    length += part.length;
  }
  // Flat text, as it comes from a file: a text that is made of pieces is slower to read.
  return Buffer.from(parts.join('')).toString('latin1');
}

/** The shortest of several times, in milliseconds, of each in turn, so that a busy machine slows both. */
function race(rounds: number, ...runs: readonly (() => void)[]): number[] {
  const best = runs.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      run();
      best[index] = Math.min(best[index] ?? Infinity, performance.now() - start);
    }
  }
  return best;
}

const ms = (time: number): string => `${time.toFixed(0)} ms`;

/** The forms of the FortiToken debug and the console: what the reader began with. */
const FIRST_FORMS = FORMS.filter(({ id }) => /^G(?:01|02|23|26|27|30|31|32|33|34)/.test(id));

function benchReader(): Row {
  const text = seedLog(5);
  const [all = 0, first = 0] = race(
    5,
    () => readRecords(text),
    () => readRecordsWith(text, FIRST_FORMS),
  );
  return {
    measure: 'reading with every line form, against the first forms alone',
    ours: ms(all),
    peer: ms(first),
    ratio: all / first,
    bar: 'at most 1.5',
  };
}

function benchAnalysis(): Row {
  const text = seedLog(5);
  const payloads = text.split('\n').filter(line => line.startsWith('{'));
  const [ours = 0, peer = 0] = race(
    3,
    () => analyze(text),
    () => payloads.forEach(line => parseTree(line)),
  );
  return {
    measure: 'whole analysis, against parseTree of jsonc-parser over the payload lines alone',
    ours: ms(ours),
    peer: ms(peer),
    ratio: peer / ours,
    bar: 'at least 3',
  };
}

/** Runs every benchmark, prints a table, and writes test-results/bench.json. */
export async function bench(): Promise<void> {
  const grammar = await benchGrammar();
  const rows: Row[] = [
    {
      measure: 'grammar, against the built-in one for logs (text.log)',
      ours: ms(grammar.ours),
      peer: ms(grammar.theirs),
      ratio: grammar.ratio,
      bar: 'at least 1.5',
    },
    benchReader(),
    benchAnalysis(),
  ];
  const [cpu] = os.cpus();
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.versions.node}`;
  console.log(`\n${machine}\n`);
  console.table(rows.map(row => ({ ...row, ratio: Number(row.ratio.toFixed(2)) })));
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/bench.json', JSON.stringify({ machine, rows }, undefined, 2) + '\n');
}
