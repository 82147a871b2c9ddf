import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Analysis, analysisSteps, type Steps } from '../../server/src/analysis';
import { findProblems } from '../../server/src/rules';
import { findSecrets } from '../../server/src/secrets';
import { readFromStart, viewOf } from '../../server/src/syntax';
import { readTrace } from '../../server/src/trace';
import { expectEqual } from '../support/equal';
import { SEED } from '../support/reading';
import { captureWithSecrets } from '../support/secrets';
import { mixes } from './mix/generator';

const texts = fc.oneof(
  captureWithSecrets,
  mixes.map(({ text }) => text),
);

/** Runs steps to their end; `counted` is called after each. */
function runOf<Result>(steps: Steps<Result>, counted: () => void = () => undefined): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    counted();
  }
}

/** The results of each module for a text that it reads in one go. */
function atOnce(capture: string) {
  const text = viewOf(capture);
  const read = readFromStart(text);
  const { trace, parts } = readTrace(text, read);
  const { secrets } = findSecrets(text, read);
  return { records: read.records, secrets, findings: findProblems({ trace, secrets }, parts) };
}

const comparable = ({ records, secrets, findings }: Pick<Analysis, 'records' | 'secrets' | 'findings'>) => ({
  records: records.map(({ kind, start, end }) => [kind, start, end]),
  secrets,
  findings,
});

test('Analysis in steps gives the same result as in one go, however short the steps are', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 3000 }), (text, step) => {
      const long = text.repeat(3);
      expectEqual(
        comparable(runOf(analysisSteps(long, undefined, undefined, step))),
        comparable(atOnce(long)),
      );
    }),
    { numRuns: 25 },
  );
});

test('An edit after an analysis in steps gives the analysis of the new text', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.integer({ min: 1, max: 3000 }), (text, place, step) => {
      const long = text.repeat(3);
      const before: Analysis = runOf(analysisSteps(long, undefined, undefined, step));
      const at = place % (long.length + 1);
      const edited = long.slice(0, at) + 'x\n' + long.slice(at);
      expectEqual(comparable(runOf(analysisSteps(edited, before.reusable))), comparable(atOnce(edited)));
    }),
    { numRuns: 25 },
  );
});

test('A long text takes one step for each section', () => {
  let steps = 0;
  const text = SEED.repeat(20);
  runOf(analysisSteps(text, undefined, undefined, 1000), () => steps++);
  expect(steps).toBeGreaterThan(text.length / 4000);
});
