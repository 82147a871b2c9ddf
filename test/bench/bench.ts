// The project's performance figures: each is compared with a peer on the same machine, or with a limit in milliseconds or
// megabytes.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { analyze } from '../../server/src/analysis';
import { siteKnowledgeOf, readLibrary } from '../../server/src/site/library';
import { FORMS, readRecords, readRecordsWith } from '../../server/src/syntax';
import { captureLog, captureText } from './captureLog';
import { benchFollow, memoryOfFollow } from './follow';
import { benchGrammar } from './grammar';
import { benchIncidents, benchWindow } from './incidents';
import { benchLarge, benchPayloads } from './large';
import { checkOf, checkOfFolder, redactOf } from './processes';
import { benchEdits, benchRequests, NOT_OPEN, openingOf, startToProblems } from './requests';
import { atLeast, atMost, MB, ms, race, raceOfWork, type Row } from './row';

/** The line forms of FortiToken debug output and the console. */
const FIRST_FORMS = FORMS.filter(({ id }) => /^G(?:01|02|23|26|27|30|31|32|33|34)/.test(id));

async function benchOfGrammar(): Promise<Row[]> {
  const { ours, theirs, ratio } = await benchGrammar();
  return [atLeast('grammar, times as fast as the built-in one (text.log)', ms(ours), ratio, 1.5, ms(theirs))];
}

function benchReader(): Row[] {
  const text = captureText(5 * MB);
  const [all = 0, first = 0] = race(
    5,
    () => readRecords(text),
    () => readRecordsWith(text, FIRST_FORMS),
  );
  return [
    atMost('reading with every line form, against the first forms', ms(all), all / first, 1.5, ms(first)),
  ];
}

/** The cost of 200 site knowledge entries, none of which matches the text. */
function benchSite(): Row[] {
  const text = captureText(5 * MB);
  const entries = Array.from({ length: 200 }, (_, index) => ({
    id: `site/agent-${index}`,
    title: 'The agent refuses the device',
    match: { text: `agent ${index} of {server} failed for {user} at {address:ip}` },
    examples: { match: [`agent ${index} of a failed for b at 192.0.2.1`] },
  }));
  const site = siteKnowledgeOf(readLibrary([{ file: 'agents.json', text: JSON.stringify(entries) }]));
  const [plain = 0, explained = 0] = raceOfWork(
    15,
    () => analyze(text),
    () => analyze(text, undefined, site),
  );
  return [
    atMost(
      "analysis with 200 entries of a site's own, against without, computing time",
      ms(explained),
      explained / plain,
      1.05,
      ms(plain),
    ),
  ];
}

async function benchGigabyte(): Promise<Row[]> {
  const small = await checkOf(captureLog(50 * MB));
  const half = await checkOf(captureLog(500 * MB));
  const whole = await checkOf(captureLog(1000 * MB));
  const speed = whole.time / 1000 / (small.time / 50);
  return [
    atMost('check of 1 GB, seconds', ms(whole.time), whole.time / 1000, 60),
    atMost('check of 1 GB, time a byte against that of 50 MB', ms(whole.time), speed, 1.1, ms(small.time)),
    atMost('check of 1 GB, peak memory in MB', `${whole.memory.toFixed(0)} MB`, whole.memory, 300),
    atMost('growth from 500 MB to 1 GB', ms(whole.time), whole.time / half.time, 2.2, ms(half.time)),
  ];
}

function benchGrowth(): Row[] {
  const sizes = [1, 2, 4, 8, 16, 32].map(size => captureText(size * MB));
  const times = race(3, ...sizes.map(text => () => analyze(text)));
  const steps = times.slice(1).map((time, index) => time / (times[index] ?? NaN));
  return [
    atMost(
      'growth, 1 to 32 MB, worst doubling',
      ms(times[5] ?? NaN),
      Math.max(...steps),
      2.2,
      ms(times[0] ?? NaN),
    ),
  ];
}

async function benchFolder(): Promise<Row[]> {
  const { time } = await checkOfFolder(2000);
  return [atMost('check of a folder of 2,000 captures of 25 KB, seconds', ms(time), time / 1000, 3)];
}

async function benchRedaction(): Promise<Row[]> {
  const { time, memory } = await redactOf(captureLog(50 * MB));
  return [
    atMost('redaction of 50 MB, seconds', ms(time), time / 1000, 4),
    // The memory limit is that of `check`.
    atMost('redaction of 50 MB, peak memory in MB', `${memory.toFixed(0)} MB`, memory, 250),
  ];
}

async function benchEditor(): Promise<Row[]> {
  const text = captureText(5 * MB);
  const seed = readFileSync('test/fixtures/seed.log', 'utf8');
  const { first, all } = await benchEdits(text, 200);
  const [large, small] = [await benchRequests(text, 60), await benchRequests(seed, 60)];
  const slowest = (requests: typeof large): [string, number] =>
    [...requests].map(([name, { p95 }]): [string, number] => [name, p95]).sort((a, b) => b[1] - a[1])[0] ?? [
      '',
      NaN,
    ];
  const [most, least] = [slowest(large), slowest(small)];
  // Enough requests that the 99th percentile is not just the slowest one.
  const hoverIn = async (uri?: string): Promise<number> =>
    (await benchRequests(text, 500, 'textDocument/hover', uri)).get('textDocument/hover')?.p99 ?? NaN;
  const [hover, nothing] = [await hoverIn(), await hoverIn(NOT_OPEN)];
  const start = await startToProblems(seed, 5);
  return [
    atMost('from an edit in 5 MB to its problems, 95 of 100, ms', ms(all.p95), all.p95, 100, ms(all.median)),
    atMost('the same of the first edits, ms', ms(first.most), first.most, 150, ms(first.median)),
    // The same request with an empty answer measures the cost of the machine and the pipe.
    atMost(
      'hover in 5 MB above a request that finds nothing, 99 of 100, ms',
      ms(hover),
      hover - nothing,
      10,
      ms(nothing),
    ),
    atMost(`every request in 5 MB, 95 of 100, ms (slowest: ${most[0]})`, ms(most[1]), most[1], 50),
    atMost(`every request in seed.log, 95 of 100, ms (slowest: ${least[0]})`, ms(least[1]), least[1], 5),
    atMost('server start to the first problems of seed.log, ms', ms(start.median), start.median, 250),
  ];
}

async function benchOpening(): Promise<Row[]> {
  const { time } = await openingOf([captureText(50 * MB)]);
  const { memory } = await openingOf([5, 20, 50].map(size => captureText(size * MB)));
  return [
    atMost('from opening 50 MB to its problems, seconds', ms(time), time / 1000, 4),
    atMost('5, 20 and 50 MB open, memory of the server in MB', `${memory.toFixed(0)} MB`, memory, 450),
  ];
}

async function benchOfFollow(): Promise<Row[]> {
  const { p95, median } = await benchFollow();
  const memory = await memoryOfFollow(100 * MB);
  return [
    atMost(
      'a failure in a file of 2 MB that is followed to its line, 95 of 100, ms',
      ms(p95),
      p95,
      500,
      ms(median),
    ),
    atMost('100 MB from a pipe that is followed, peak memory in MB', `${memory.toFixed(0)} MB`, memory, 250),
  ];
}

async function benchOfIncidents(): Promise<Row[]> {
  const { list, incident } = await benchIncidents(5);
  return [
    atMost('the list of 10,000 exchanges after their analysis, ms', ms(list.median), list.median, 300),
    atMost('from a place in them to all of its incident, 95 of 100, ms', ms(incident.p95), incident.p95, 100),
  ];
}

async function benchOfWindow(): Promise<Row[]> {
  const { open, preview, nodes, cursor, status } = await benchWindow(40);
  return [
    atMost('in VS Code: the picture of 10,000 exchanges opens, ms', ms(open), open, 300, ms(preview)),
    atMost('in VS Code: elements of its page', String(nodes), nodes, 1500),
    atMost('in VS Code: from the cursor to the picture, 95 of 100, ms', ms(cursor.p95), cursor.p95, 100, ms(status.p95)),
  ]; // oxfmt-ignore
}

function benchSizes(): Row[] {
  const kilobytes = (file: string): number => {
    try {
      return statSync(file).size / 1024;
    } catch {
      return NaN;
    }
  };
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    name: string;
    version: string;
  };
  const vsix = kilobytes(`${name}-${version}.vsix`);
  return [atMost('size of the .vsix, KB', `${vsix.toFixed(0)} KB`, vsix, 1024)];
}

const PARTS = { sizes: benchSizes, grammar: benchOfGrammar, reader: benchReader, site: benchSite, analysis: benchLarge, payloads: benchPayloads, growth: benchGrowth, folder: benchFolder, redaction: benchRedaction, follow: benchOfFollow, editor: benchEditor, opening: benchOpening, incidents: benchOfIncidents, window: benchOfWindow, gigabyte: benchGigabyte }; // oxfmt-ignore

/** Runs all benchmarks or the named ones; prints a table, and writes test-results/bench.json. */
export async function bench(names: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`${name} ...`);
    rows.push(...(await run()));
  }
  const [cpu] = os.cpus();
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.versions.node}`;
  console.log(`\n${machine}\n`);
  console.table(rows.map(row => ({ ...row, figure: Number(row.figure.toFixed(2)) })));
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/bench.json', JSON.stringify({ machine, rows }, undefined, 2) + '\n');
}
