import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { checkedContributions } from '../../server/src/contributions';
import { CONTRIBUTED, inEnglish, RULES, ruleOf } from '../../server/src/knowledge';
import { serverTexts } from '../../server/src/knowledge/texts';
import { explain } from '../../server/src/report/explain';
import { messageOf, relatedMessageOf } from '../../server/src/rules';
import { BUILT_IN } from '../../server/src/site/builtIn';

const FOLDER = 'server/src/knowledge/data/entries';
const files = readdirSync(FOLDER).map(file => ({
  file,
  text: readFileSync(`${FOLDER}/${file}`, 'utf8'),
}));
const rulesIn = (text: string) => analyze(text).findings.map(({ rule }) => rule);

test('The contributed entries are read like those of a site, and are valid', () => {
  expect(checkedContributions(files)).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});

describe.each(CONTRIBUTED.map(entry => [entry.id, entry] as const))('%s', (id, { title, examples = {} }) => {
  test('is found in its examples, and only there', () => {
    for (const line of examples.match ?? []) expect(rulesIn(line)).toContain(id);
    for (const line of examples.not ?? []) expect(rulesIn(line)).not.toContain(id);
    expect(BUILT_IN.entries.map(entry => entry.id)).toContain(id);
  });

  test('is a rule, and its texts are translated', () => {
    const { when = '' } = ruleOf(id) ?? {};
    expect([...serverTexts().keys()]).toEqual(expect.arrayContaining([title, when]));
  });
});

test('What a contribution explains is one problem, without an origin', () => {
  const text = `FGT # diagnose sys ntp status\n${'synchronized: no, ntpsync: enabled\n'.repeat(2)}`;
  const { findings } = analyze(text);
  const [finding] = findings;
  expect(findings).toHaveLength(1);
  expect(finding?.site?.text.from).toBeUndefined();
  expect(finding && messageOf(finding, inEnglish)).toBe('The clock of the unit is not synchronised');
  expect(finding?.related.map(place => relatedMessageOf(finding, place, inEnglish))).toEqual([
    'the same again',
  ]);
});

test('A contribution is explained by its id, by a line of it, and by words of its text', () => {
  const id = 'system/clock-not-synchronised';
  for (const asked of [id, 'synchronized: no, ntpsync: enabled', 'ntpsync synchronized'])
    expect(explain(asked).found[0]?.id).toBe(id);
});

test('An error in a contribution is reported with its place', () => {
  const entry = {
    id: 'login/nac',
    title: 'NAC refuses the device',
    match: { text: 'posture check failed' },
    examples: { match: ['posture check passed'] },
  };
  const faults = checkedContributions([{ file: 'nac.json', text: `[\n${JSON.stringify(entry)}]` }]);
  expect(faults).toEqual(['nac.json:2: The entry does not match this line.']);
});

test('Every rule is in the list once, beside the others of its area', () => {
  const ids = RULES.map(({ id }) => id as string);
  expect(new Set(ids).size).toBe(ids.length);
  const at = ids.indexOf('system/clock-not-synchronised');
  expect(ids[at - 1]).toMatch(/^system\//);
});
