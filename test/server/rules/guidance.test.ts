import { describe, expect, test } from 'vitest';
import { ENTRIES, type Guidance, type RuleId, RULES } from '../../../server/src/knowledge';
import { articleOf, guidanceOf, sourcesOf } from '../../../server/src/rules';

const stepsOf = (rule: RuleId, entry?: string): string[] =>
  guidanceOf({ rule, entry }).guidance.steps?.map(({ text }) => text) ?? [];

describe('The guidance of a problem', () => {
  test('begins with what is wrong, not with the words of the capture', () => {
    for (const { id, title } of RULES) expect(guidanceOf({ rule: id }).title).toBe(title);
  });

  test('is that of the rule, completed by its entry', () => {
    expect(stepsOf('login/name-not-resolved')).toEqual(["Check the unit's DNS."]);
    expect(stepsOf('login/token-drift').length).toBeGreaterThan(2);
  });

  test('is that of the entry of the finding if it has one', () => {
    const { title, guidance } = guidanceOf({ rule: 'login/denied', entry: 'radius-code/3' });
    expect(title).toBe('Access-Reject');
    expect(guidance.steps?.[0]?.text).toContain('on the server');
  });
});

test('Every entry that a rule names exists', () => {
  const ids = new Set(ENTRIES.map(({ id }) => id));
  const named = RULES.flatMap(({ entry, entries = {} }) => [
    ...(entry === undefined ? [] : [entry]),
    ...Object.values(entries),
  ]);
  expect(named.filter(id => !ids.has(id))).toEqual([]);
});

test('Every problem with a login says what to do next', () => {
  const silent = RULES.filter(({ id }) => /^(?:login|ftm|ftc|ike)\//.test(id) && stepsOf(id).length === 0);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

describe('The guidance of a failure that no rule knows', () => {
  const plain = guidanceOf({ rule: 'daemon/said-failure' });
  const joined = guidanceOf({ rule: 'daemon/said-failure', entry: 'radius-code/3' });
  const { guidance: ofEntry } = guidanceOf({ rule: 'login/denied', entry: 'radius-code/3' });

  test('has the title and the steps of the rule, and says what the entry says', () => {
    expect(joined.title).toBe(plain.title);
    expect(joined.guidance.steps).toEqual(plain.guidance.steps);
    expect(joined.guidance.meaning).toEqual([...(plain.guidance.meaning ?? []), ...(ofEntry.meaning ?? [])]);
    expect(joined.guidance.causes).toEqual([...(plain.guidance.causes ?? []), ...(ofEntry.causes ?? [])]);
  });
});

describe('The sources of a guidance', () => {
  const statement = (...sources: string[]): Guidance['meaning'][number] =>
    ({ text: 'A statement.', sources, kind: 'inferred' }) as unknown as Guidance['meaning'][number];

  test('begin with the one that most statements cite', () => {
    const guidance = {
      meaning: [statement('rfc7296')],
      causes: [statement('189931')],
      steps: [statement('189931')],
    };
    expect(sourcesOf(guidance)).toEqual(['189931', 'rfc7296']);
    expect(sourcesOf({})).toEqual([]);
  });

  test('lead to an article with an address', () => {
    expect(articleOf({ rule: 'ike/network-id' })?.address).toMatch(/^https:/);
  });
});
