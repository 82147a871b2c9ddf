import { describe, expect, test } from 'vitest';
import { barOf, captureMessage, turnFrom } from '../../client/src/views/incidents/captureMessage';
import type { Words } from '../../client/src/views/incidents/pageMessages';
import type { Ending, SceneList, SceneSummary } from '../../server/src/lsp/protocol';

const RANGE = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
const WORDS = { failed: 'Failed', open: 'Unfinished', well: 'Succeeded', strip: 'All' } as Words;

function scene(index: number, ending: Ending, time?: number): SceneSummary {
  return {
    id: `poll/unit/${index}`,
    kind: 'poll',
    ending,
    what: `poll ${index}`,
    outcome: 'done',
    cause: 'done',
    isError: ending === 'failed',
    ...(time !== undefined && { time }),
    range: RANGE,
  };
}

const many = (count: number): SceneSummary[] =>
  Array.from({ length: count }, (_, index) => scene(index, index % 3 === 0 ? 'failed' : 'well', index));

function messageFor(scenes: readonly SceneSummary[]): ReturnType<typeof captureMessage> {
  const counts = { failed: 0, open: 0, well: 0 };
  const unread = { ending: 'well', unread: [], isNothingRead: false } as const;
  const list: SceneList = { verdict: 'v', ...unread, chips: [], scenes, problems: [], omitted: 0, counts };
  return captureMessage({ uri: 'file:///a.log', name: 'a.log' }, list, WORDS);
}

describe('what the picture shows of a capture', () => {
  test('the message for ten thousand incidents is as long as for one thousand', () => {
    const [thousand, all] = [messageFor(many(1_000)), messageFor(many(10_000))];
    expect(JSON.stringify(all).length).toBeLessThan(1.05 * JSON.stringify(thousand).length);
    expect(all.strip.bars.reduce((sum, { title }) => sum + parseInt(title, 10), 0)).toBe(10_000);
  });

  test('a bar has the worst outcome of its incidents, and leads to the first with that outcome', () => {
    const scenes = [scene(1, 'well', 0), scene(2, 'well', 1), scene(3, 'failed', 2), scene(4, 'well', 1000)];
    const { strip } = messageFor(scenes);
    expect(
      strip.bars.map(({ index, ending, id, title, height }) => [index, ending, id, title, height]),
    ).toEqual([
      [0, 'failed', 'poll/unit/3', '3 · Failed', 1],
      [3, 'well', 'poll/unit/4', 'poll 4: done', 1 / 3],
    ]);
    expect(strip.label).toBe('All, Failed: 1, Succeeded: 3');
    expect(scenes.map(({ id }) => barOf(scenes, id))).toEqual([0, 0, 0, 3]);
    expect(barOf(scenes, undefined)).toBeUndefined();
  });

  test.each([
    ['there are no time stamps', [undefined, undefined, undefined]],
    ['the clock went back', [5000, 10, 20]],
  ])('if %s, incidents are in order without a scale', (_, times) => {
    const scenes = times.map((time, index) => scene(index, 'well', time));
    expect(messageFor(scenes).strip.bars.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  test('a capture without incidents has no bars', () => {
    expect(messageFor([]).strip).toEqual({ label: 'All', count: 1, bars: [] });
  });
});

test.each([
  ['after', undefined, 0],
  ['before', undefined, 3],
  ['after', 3, undefined],
  ['before', 0, undefined],
  ['after', 1, 2],
  ['failed', undefined, 0],
  ['failed', 0, 3],
  ['failed', 3, 0],
] as const)('the incident %s %s is %s', (to, from, expected) => {
  const scenes = many(4);
  expect(turnFrom(scenes, from === undefined ? undefined : scenes[from]?.id, to)?.id).toBe(
    expected === undefined ? undefined : scenes[expected]?.id,
  );
});
