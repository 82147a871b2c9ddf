import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Analysis, analyze } from '../../server/src/analysis';
import { captureText } from '../support/arbitraries';
import { captureWithSecrets } from '../support/secrets';
import { mixes } from './mix/generator';

/** The results of an analysis, without its records and state. */
const found = ({ findings, secrets, coverage }: Analysis) => ({ findings, secrets, coverage });

test('After each of several edits the analysis is the one that the text has when it is opened', () => {
  const texts = fc.oneof(
    captureWithSecrets,
    mixes.map(({ text }) => text),
  );
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(60), fc.oneof(captureText, captureWithSecrets)), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(texts, edits, (text, all) => {
      let [now, analysis] = [text.repeat(3), analyze(text.repeat(3))];
      for (const [place, taken, put] of all) {
        const at = place % (now.length + 1);
        now = now.slice(0, at) + put + now.slice(at + taken);
        analysis = analyze(now, analysis.reusable);
        expect(found(analysis)).toEqual(found(analyze(now)));
      }
    }),
    { numRuns: 30 },
  );
});

test('A reading can be reused for one edit only', () => {
  const { reusable } = analyze('f_x[1]:y\n');
  analyze('f_x[1]:z\n', reusable);
  expect(() => analyze('f_x[1]:z\n', reusable)).toThrow('already taken');
  // @ts-expect-error -- an analysis may be shared, so an edit must not take it over
  expect(() => analyze('f_x[1]:z\n', analyze('f_x[1]:y\n'))).toThrow();
});
