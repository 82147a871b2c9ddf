// One process of the fuzzer: generates texts from random bytes, checks all invariants, and minimises and records texts that
// break one.
import { appendFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Planted } from '../server/secrets/plants';
import { type CountSteps, startCounting } from '../support/steps';
import type { Violation } from './checks';
import type * as Core from './core';
import { shrink } from './shrink';
import { samplesIn, shortTextOf, textOf, withPlant } from './texts';

/** The input of a process, as JSON. */
interface Options {
  readonly samples: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  /** Texts of which to make short ones; without them, texts are long. */
  readonly texts?: readonly string[];
  /** Count steps, and continue from texts that reached new code: slow and thorough. */
  readonly counts: boolean;
  /** The file to which finds are appended, one JSON value per line. */
  readonly finds: string;
  /** The file with the number of texts and code units so far, and the current text. */
  readonly progress: string;
  readonly current: string;
}

/** Maximum number of minimised finds per invariant; more would add nothing new. */
const MAX_SHRUNK = 5;
/** Maximum number of bytes from which a text is generated. */
const MAX_BYTES = 120;
const BATCH = 64;
/** One text in this many gets a planted secret, because that check takes as long as all others. */
const PLANTED = 4;
/** One text in this many is new; the others are mutations. */
const FRESH = 4;
const SECOND = 1000;
/** Maximum time for minimising a text, in milliseconds: counting the steps of a long one is slow. */
const MAX_SHRINKING = 60 * SECOND;

const options = JSON.parse(process.argv[2] ?? '{}') as Options;
const count: CountSteps | undefined = options.counts
  ? startCounting(url => url.endsWith('core.js'))
  : undefined;
// Loaded after counting has started: code that is loaded earlier is not counted.
void import('./core').then(fuzz);

function fuzz({ violationOf, survivorOf }: typeof Core): void {
  const samples = samplesIn(options.samples);
  const shrunk = new Map<string, number>();
  const reached = new Set<string>();
  /** The bytes of texts that reached new code. */
  const pool: Uint8Array[] = [];
  const end = Date.now() + options.seconds * SECOND;
  let [texts, units] = [0, 0];

  const note = ({ text, plants }: Planted, broken: Violation | undefined): void => {
    if (!broken) return;
    const { invariant } = broken;
    const already = shrunk.get(invariant) ?? 0;
    shrunk.set(invariant, already + 1);
    if (already >= MAX_SHRUNK) return;
    const again = (candidate: string): Violation | undefined =>
      plants.length > 0
        ? survivorOf({ text: candidate, plants })
        : violationOf(candidate, count, name => name === invariant);
    // The first run of a text includes code that runs only once.
    if (!again(text)) return;
    const until = Date.now() + MAX_SHRINKING;
    const small = shrink(text, candidate => Date.now() < until && again(candidate)?.invariant === invariant);
    const find = { invariant, text: small, detail: again(small)?.detail };
    appendFileSync(options.finds, JSON.stringify(find) + '\n');
  };

  for (let batch = 0; Date.now() < end; batch++) {
    const random = fc.sample(fc.uint8Array({ minLength: 4, maxLength: MAX_BYTES, size: 'max' }), {
      seed: options.seed + batch,
      numRuns: BATCH,
    });
    for (const bytes of random) {
      if (Date.now() >= end) break;
      const input = pool.length > 0 && texts % FRESH > 0 ? changed(pool, bytes) : bytes;
      const made = options.texts ? shortTextOf(input, samples, options.texts) : textOf(input, samples);
      writeFileSync(options.current, made.text);
      note(made, violationOf(made.text, count));
      if (count && isNew(made.text, violationOf, reached)) pool.push(input);
      if (texts % PLANTED === 0) {
        const planted = withPlant(made, options.seed + texts);
        note(planted, survivorOf(planted));
      }
      [texts, units] = [texts + 1, units + made.text.length];
      writeFileSync(options.progress, JSON.stringify({ texts, units }));
    }
  }
}

/** True if a text enters blocks that no earlier text entered. */
function isNew(text: string, violationOf: typeof Core.violationOf, reached: Set<string>): boolean {
  const before = reached.size;
  for (const block of count?.(() => violationOf(text)).entered ?? []) reached.add(block);
  return reached.size > before;
}

/** Mutates the bytes of a text that reached new code. */
function changed(pool: readonly Uint8Array[], random: Uint8Array): Uint8Array {
  const [pick = 0, at = 0, length = 0, ...rest] = random;
  const from = pool[(pick * 256 + at) % pool.length] ?? random;
  const place = at % (from.length + 1);
  const put = rest.slice(0, 1 + (length % 8));
  return Uint8Array.from([...from.slice(0, place), ...put, ...from.slice(place + (length % 5))]).slice(
    0,
    MAX_BYTES,
  );
}
