import { beforeAll, describe, expect, test } from 'vitest';
import { type CountSteps, startCounting } from '../../support/steps';
import { every, first } from '../../support/rows';
import { CAPTURES } from './captures';
import { FOREIGN } from './foreign';
import { longer, recorded } from './logs';
import { PROSE } from './prose';

const texts = [
  ...Object.entries(CAPTURES),
  ...Object.entries(FOREIGN),
  ...recorded,
  ...Object.entries(PROSE),
];

/** More lines than are looked at. */
const LINES = 300;
/** The most steps, blocks and characters, for a text of any length; these take up to 4,050,000. */
const MAX_STEPS = 5_000_000;

let count: CountSteps;
let isCapture: (text: string) => boolean;

beforeAll(async () => {
  // Code that is loaded earlier is not counted.
  count = startCounting(url => url.includes('/server/src/'));
  ({ isCapture } = await import('../../../server/src/syntax/isCapture'));
});

/** How many steps it takes to recognise a text. */
function stepsFor(text: string): number {
  isCapture(text);
  const { blocks, characters } = count(() => isCapture(text));
  return blocks + characters;
}

describe('Recognition takes a bounded number of steps for', () => {
  test('many lines of any log', () => {
    every(texts, first, ([, text]) => {
      expect(stepsFor(longer(text, LINES))).toBeLessThan(MAX_STEPS);
    });
  });

  const UNITS = [
    'x',
    ' ',
    '\t',
    '#',
    '# ',
    'a ',
    '1',
    '_',
    '[',
    '(',
    '"',
    '/',
    '=',
    '-',
    'FTK',
    'FTKMOB',
    'a# ',
    'a (b) ',
    'get ',
    'FGT # ',
    '$ ',
    '2024-03-30 04:10:03 ',
    '[1:root:1]',
    'id=1234 trace_id=1 ',
    '[httpsd 1 - 1 ',
    'diag ',
    'fnbam',
    '\0',
    '\ud800',
  ];

  test('lines full of one part', () => {
    every(
      UNITS,
      part => JSON.stringify(part),
      part => {
        const line = part.repeat(Math.ceil(119 / part.length)).slice(0, 119);
        expect(stepsFor(longer(line, LINES))).toBeLessThan(MAX_STEPS);
      },
    );
  });

  test.each(['FGT # ', ' '])('one line of 20 MB of %j', part => {
    expect(stepsFor(part.repeat(20_000_000 / part.length))).toBeLessThan(MAX_STEPS);
  });
});
