import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CountSteps, startCounting } from '../support/steps';
import { every } from '../support/rows';
import type * as Checks from './checks';
import { samplesIn, textOf } from './texts';

const SAMPLES = samplesIn(['test/fixtures/captures', 'test/fixtures/seed.log']);
/** Length of a line that reveals more than linear growth, in UTF-16 code units. */
const LONG = 32_000;
const UNITS = [...SAMPLES.words, ...SAMPLES.lines.flat()].filter(unit => unit.trim() !== '');
/** Maximum length of texts that are tried by the hundred, in UTF-16 code units. */
const SHORT = 4000;

let count: CountSteps;
let violationOf: typeof Checks.violationOf;
let MAX_STEPS: number;

beforeAll(async () => {
  // Code that is loaded earlier is not counted.
  count = startCounting(url => url.includes('/server/src/'));
  ({ violationOf, MAX_STEPS } = await import('./checks'));
});

/** The stages that take too many steps: reading, analysis or redaction. */
function isTooDear(text: string): string | undefined {
  return violationOf(text, count, name => name.includes('steps'))?.detail;
}

describe('Reading, analysis and redaction take a bounded number of steps for each code unit of', () => {
  test('the counter counts', () => {
    expect(count(() => violationOf('FGT # diagnose debug enable\n')).blocks).toBeGreaterThan(1000);
    expect(MAX_STEPS).toBeGreaterThan(0);
  });

  test('34 headers as wide as a terminal', () => {
    const line = 'User-Agent: nd_result-Sending result 0 (nid 0) for req 700221448250, len=2582\n';
    expect(isTooDear('FGT # diagnose debug enable\n' + line.repeat(34))).toBeUndefined();
  });

  const CASES = [
    ['', 'cookie:'],
    ['', 'token='],
    ['', 'otp:'],
    ['', 'user='],
    ['', 'user['],
    ['', '[ep'],
    ['', '10.user='],
    ['{"message":"', '\\"'],
    ['"message",', ',"'],
    ['set ', 'set '],
    ['', 'bind as a/'],
    ['', 'user a '],
    ['', 'password was '],
    ['', "searching 'a' on "],
  ] as const;

  test('one line of anything', () => {
    every(
      CASES,
      ([begin, unit]) => begin + unit,
      ([begin, unit]) => {
        const line = begin + unit.repeat(LONG / unit.length);
        expect(isTooDear(`FGT # diagnose debug enable\n${line}`)).toBeUndefined();
      },
    );
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 40, size: 'max' }), bytes => {
        expect(isTooDear(textOf(bytes, SAMPLES).text.slice(0, SHORT))).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  test('any unit of a capture, repeated in a line and in lines, of equal lengths, wrapped at any width', () => {
    fc.assert(
      fc.property(repeated, text => {
        expect(isTooDear(text)).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });
});

/** Limits the repetitions of a unit so that the text is not longer than `SHORT`. */
const times = (unit: string, target: number): number => Math.min(target, Math.ceil(SHORT / unit.length));

const LAYOUTS: readonly ((unit: string, target: number) => string)[] = [
  (unit, target) => unit.repeat(times(unit, target)),
  (unit, target) => unit.trim().repeat(times(unit, target)),
  (unit, target) => `${unit}\n`.repeat(times(unit, target)),
  (unit, target) => `${unit}\r\n`.repeat(times(unit, target)),
  // Lines of equal length: a terminal may have wrapped each of them.
  (unit, target) => `${unit.repeat(Math.ceil(90 / unit.length)).slice(0, 90)}\n`.repeat(times(unit, target)),
];

/** A unit of a capture, or a bracket or quote of any nesting, repeated. */
const repeated = fc
  .record({
    unit: fc.constantFrom(...UNITS, '{"a":', '{', '[', '"', '\\"', '“', '}]', '(('),
    count: fc.integer({ min: 2, max: 4000 }),
    layout: fc.constantFrom(...LAYOUTS),
    width: fc.option(fc.integer({ min: 60, max: 200 }), { nil: undefined }),
  })
  .map(({ unit, count: target, layout, width }) => {
    const text = layout(unit.replace(/[\r\n]+/g, ''), target);
    const wrapped = width === undefined ? text : text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
    return `FGT # diagnose debug enable\n${wrapped}`.slice(0, 2 * SHORT);
  });
