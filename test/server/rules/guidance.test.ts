import { describe, expect, test } from 'vitest';
import { ENTRIES, type RuleId, RULES } from '../../../server/src/knowledge';
import { guidanceOf } from '../../../server/src/rules';

const stepsOf = (rule: RuleId, entry?: string): string[] =>
  guidanceOf({ rule, entry }).guidance.steps?.map(({ text }) => text) ?? [];

describe('The guidance of a problem', () => {
  test('is headed by what is wrong, not by the words in the capture that show it', () => {
    for (const { id, title } of RULES) expect(guidanceOf({ rule: id }).title).toBe(title);
  });

  test('is what the rule says itself, and by its entry what it leaves out', () => {
    expect(stepsOf('login/name-not-resolved')).toEqual(["Check the unit's DNS."]);
    expect(stepsOf('login/token-drift').length).toBeGreaterThan(2);
  });

  test('is by the entry of the finding where it has one', () => {
    const { title, guidance } = guidanceOf({ rule: 'login/denied', entry: 'radius-code/3' });
    expect(title).toBe('Access-Reject');
    expect(guidance.steps?.[0]?.text).toContain('on the server');
  });
});

test('Every entry that a rule names is there', () => {
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
