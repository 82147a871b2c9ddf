import { describe, expect, test } from 'vitest';
import {
  barOf,
  captureMessage,
  overviewOf,
  type OverviewState,
  turnFrom,
} from '../../client/src/views/incidents/captureMessage';
import { Comparable } from '../../client/src/views/incidents/comparable';
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

describe('the incidents of the whole capture', () => {
  const caused = (causes: readonly (readonly [Ending, string])[]): SceneSummary[] =>
    causes.map(([ending, cause], index) => ({ ...scene(index, ending), cause, outcome: cause }));
  const shownIn = (scenes: readonly SceneSummary[], state: Partial<OverviewState> = {}) =>
    overviewOf(scenes, { words: '', rows: new Map(), ...state }, (count, of) => `${count}/${of}`);
  const groupsIn = (scenes: readonly SceneSummary[], state?: Partial<OverviewState>) =>
    shownIn(scenes, state).groups.map(({ title, count, rows }) => `${title} ${rows.length}/${count}`);
  const SIX = caused([
    ['well', 'accepted'],
    ['failed', 'drift'],
    ['open', 'no result'],
    ['failed', 'no answer'],
    ['failed', 'no answer'],
    ['well', 'accepted'],
  ]);

  test('are grouped by cause: failures first, the most frequent cause before others', () => {
    expect(groupsIn(SIX)).toEqual(['no answer 2/2', 'drift 1/1', 'no result 1/1', 'accepted 2/2']);
  });

  test('are those that the filter keeps, with their number; a refused filter keeps them', () => {
    const kept = new Set([1, 3].map(index => SIX[index]?.id ?? ''));
    const { groups, ...rest } = shownIn(SIX, { words: 'x', kept, refused: 'why' });
    expect(groups.map(({ title }) => title)).toEqual(['drift', 'no answer']);
    expect(rest).toEqual({ more: 0, filter: 'x', note: '2/6', refused: 'why' });
  });

  test('have a filter if there are many', () => {
    expect([SIX, SIX.slice(1)].map(scenes => shownIn(scenes).filter)).toEqual(['', undefined]);
  });

  test('are folded where they are many, and unfolded on request, a part at a time', () => {
    const scenes = caused(many(10_000).map(({ ending }) => [ending, ending]));
    expect(groupsIn(scenes)).toEqual(['failed 0/3334', 'well 0/6666']);
    expect(groupsIn(scenes, { rows: new Map([['failed/failed', 200]]) })[0]).toBe('failed 200/3334');
    expect(groupsIn(scenes.filter(({ ending }) => ending === 'failed'))).toEqual(['failed 100/3334']);
    const causes = caused(Array.from({ length: 300 }, (_, index) => ['failed', `cause ${index}`] as const));
    const { groups, more } = shownIn(causes);
    expect([groups.length, more]).toEqual([100, 200]);
  });

  test('show their outcomes where these say more than the cause', () => {
    const scenes = many(3).map((one, index) => ({
      ...one,
      ending: 'failed' as const,
      outcome: `error ${index}`,
    }));
    expect(shownIn(scenes).groups.map(({ title, showsOutcomes }) => [title, showsOutcomes])).toEqual([
      ['done', true],
    ]);
  });
});

describe('an incident can be compared', () => {
  const end = (id: string, spi: string, isInitiator: boolean): SceneSummary => ({
    ...scene(0, 'failed'),
    id,
    tunnel: { spis: [spi], isInitiator },
  });
  const capture = (uri: string, ...scenes: SceneSummary[]) => ({ uri, list: { scenes } });

  test('with a success of its kind, in whatever capture', () => {
    const login = { ...scene(1, 'failed'), kind: 'login' };
    const known = new Comparable([capture('a', login, scene(2, 'failed')), capture('b', scene(3, 'well'))]);
    expect(
      [scene(2, 'failed'), scene(4, 'open'), scene(3, 'well'), login].map(one => known.hasSuccess(one)),
    ).toEqual([true, true, false, false]);
  });

  test('with the other end of its tunnel, in another capture', () => {
    const [initiator, responder] = [end('i', 'aa', true), end('r', 'aa', false)];
    const known = new Comparable([
      capture('a', initiator, end('other', 'bb', true), end('same-file', 'cc', false)),
      capture('b', responder, end('same-side', 'bb', true)),
    ]);
    expect(known.otherEnd('a', initiator)).toMatchObject({ uri: 'b', id: 'r' });
    expect(known.otherEnd('b', responder)).toMatchObject({ uri: 'a', id: 'i' });
    expect(known.otherEnd('a', end('other', 'bb', true))).toBeUndefined();
    expect(known.otherEnd('a', end('x', 'cc', true))).toBeUndefined();
    expect(known.otherEnd('a', scene(1, 'failed'))).toBeUndefined();
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
