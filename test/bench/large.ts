// The time for large captures: compared with lnav, which indexes the same log; on one core and on two; and the share of
// garbage collection.
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { parseTree } from 'jsonc-parser';
import { AnalysisStream } from '../../server/src/analysis';
import { readJson } from '../../server/src/syntax/json/jsonReader';
import { JsonTape } from '../../server/src/syntax/json/tree';
import { captureLog, captureText, failuresLog, type Log, textOf } from './captureLog';
import { checkOf, lnavOf, type Ran, redactOf } from './processes';
import { atLeast, atMost, MB, ms, race, type Row } from './row';

/** Length of a piece as read from a file, in UTF-16 code units. */
const PIECE = 1 << 17;
const ROUNDS = 3;

/** The streamed analysis of a text, as for a file. */
function inPieces(text: string): void {
  const stream = new AnalysisStream();
  for (let at = 0; at < text.length; at += PIECE) stream.push(text.slice(at, at + PIECE));
  stream.finish();
}

/** The shortest time of each run in milliseconds; the runs alternate. */
async function raceOf(...runs: readonly (() => Promise<Ran>)[]): Promise<number[]> {
  const best = runs.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, run] of runs.entries())
      best[index] = Math.min(best[index] ?? Infinity, (await run()).time);
  return best;
}

export async function benchLarge(): Promise<Row[]> {
  const plain = captureLog(50 * MB);
  const failures = failuresLog(100_000);
  return [
    ...(await benchLog('50 MB', plain)),
    ...(await benchLog('a log with 100,000 findings', failures)),
    ...(await benchCores(plain)),
    await benchGarbage(textOf(plain)),
  ];
}

async function benchLog(what: string, log: Log): Promise<Row[]> {
  const text = textOf(log);
  const [analysis = NaN] = race(ROUNDS, () => inPieces(text));
  const [check = NaN, lnav = NaN] = await raceOf(
    () => checkOf(log),
    async () => (await lnavOf(log)) ?? { time: NaN, memory: NaN },
  );
  // It is not installed.
  if (Number.isNaN(lnav)) return [];
  return [
    atMost(`analysis of ${what} in one thread, against lnav`, ms(analysis), analysis / lnav, 7, ms(lnav)),
    atMost(`check of ${what}, whole process, against lnav`, ms(check), check / lnav, 6, ms(lnav)),
  ];
}

/** The speed-up of a redaction from a second core. */
async function benchCores(log: Log): Promise<Row[]> {
  const [alone = NaN, both = NaN] = await raceOf(
    () => redactOf(log, true),
    () => redactOf(log),
  );
  return [
    atLeast(
      'redaction of 50 MB on two cores, times as fast as on one',
      ms(both),
      alone / both,
      1.6,
      ms(alone),
    ),
  ];
}

/** The share of the analysis spent in collecting new objects or marking old ones. */
async function benchGarbage(text: string): Promise<Row> {
  let collected = 0;
  const observer = new PerformanceObserver(list => {
    for (const { duration, detail } of list.getEntries() as (PerformanceEntry & {
      detail?: { kind?: number };
    })[]) {
      const kind = detail?.kind;
      // Incremental marking includes time that other programs take, which is not a pause.
      if (kind !== constants.NODE_PERFORMANCE_GC_INCREMENTAL) collected += duration;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const start = performance.now();
  inPieces(text);
  const time = performance.now() - start;
  // Node reports collections some time after they happened.
  await new Promise(resolve => setTimeout(resolve, 500));
  observer.disconnect();
  const share = (100 * collected) / time;
  return atMost('garbage collection in the analysis of 50 MB, per cent', ms(collected), share, 8, ms(time));
}

/** Payloads with repairs, compared with a parser that makes none. */
export function benchPayloads(): Row[] {
  const payloads = captureText(20 * MB)
    .split('\n')
    .filter(line => line.startsWith('{'));
  const tape = new JsonTape();
  const read = (line: string): void => {
    tape.truncate(0);
    readJson(line, 0, line.length, tape);
  };
  const [ours = NaN, peer = NaN] = race(
    5,
    () => payloads.forEach(read),
    () => payloads.forEach(line => parseTree(line)),
  );
  return [atLeast('payload reader, times as fast as parseTree', ms(ours), peer / ours, 1.5, ms(peer))];
}
