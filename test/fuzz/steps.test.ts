import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CountSteps, startCounting } from '../support/steps';
import type * as Checks from './checks';
import { samplesIn, textOf, WIDTHS } from './texts';

const SAMPLES = samplesIn(['test/fixtures/captures', 'test/fixtures/seed.log']);
/** So long a line shows what grows faster than its text, in UTF-16 code units. */
const LONG = 32_000;
const UNITS = [...SAMPLES.words, ...SAMPLES.lines.flat()];

let count: CountSteps;
let violationOf: typeof Checks.violationOf;
let MAX_STEPS: number;

beforeAll(async () => {
  // Code that was loaded before would not be counted.
  count = startCounting(url => url.includes('/server/src/'));
  ({ violationOf, MAX_STEPS } = await import('./checks'));
});

/** Whether any of reading, analysis and redaction takes more steps than it may. */
function isTooDear(text: string): string | undefined {
  return violationOf(text, count, name => name.includes('steps'))?.detail;
}

/** Counted code runs some twenty times as long, in ms. */
const TIMEOUT = 240_000;

describe('Reading, analysis and redaction take a bounded number of steps for each code unit of', () => {
  test('what is counted at all', () => {
    expect(count(() => violationOf('FGT # diagnose debug enable\n')).blocks).toBeGreaterThan(1000);
    expect(MAX_STEPS).toBeGreaterThan(0);
  });

  test('34 headers as wide as a terminal', () => {
    const line = 'User-Agent: nd_result-Sending result 0 (nid 0) for req 700221448250, len=2582\n';
    expect(isTooDear('FGT # diagnose debug enable\n' + line.repeat(34))).toBeUndefined();
  });

  test.each(['cookie:', 'token=', 'otp:', 'user=', 'user[', '[ep', '10.user='])('one line of %s', unit => {
    expect(isTooDear('FGT # diagnose debug enable\n' + unit.repeat(LONG / unit.length))).toBeUndefined();
  });

  test(
    'any text',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 4, maxLength: 40, size: 'max' }), bytes => {
          expect(isTooDear(textOf(bytes, SAMPLES).text.slice(0, 4000))).toBeUndefined();
        }),
        { numRuns: 200 },
      );
    },
    TIMEOUT,
  );

  test(
    'any unit of a capture, repeated in a line and in lines, wrapped at any width',
    () => {
      const shapes: ((unit: string, times: number) => string)[] = [
      (unit, times) => unit.replace(/[\r\n]+/g, ' ').repeat(times),
      (unit, times) => `${unit.trimEnd()}\n`.repeat(times),
      (unit, times) => `${unit.trimEnd()}\r\n`.repeat(times),
      ...WIDTHS.map(width => (unit: string, times: number) =>
        (unit.trim() + ' ').repeat(Math.min(times, 4000)).replace(new RegExp(`.{${width}}`, 'g'), '$&\n'),
      ),
    ]; // prettier-ignore
      fc.assert(
        fc.property(
          fc.constantFrom(...UNITS),
          fc.constantFrom(...shapes),
          fc.integer({ min: 2, max: 4000 }),
          (unit, shape, times) => {
            const text =
              'FGT # diagnose debug enable\n' + shape(unit, Math.min(times, Math.ceil(4000 / unit.length)));
            expect(isTooDear(text.slice(0, 4000))).toBeUndefined();
          },
        ),
        { numRuns: 300 },
      );
    },
    TIMEOUT,
  );
});
