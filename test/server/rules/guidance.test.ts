import { describe, expect, test } from 'vitest';
import { ENTRIES, type RuleId, RULES } from '../../../server/src/knowledge';
import { guidanceOf } from '../../../server/src/rules';

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
