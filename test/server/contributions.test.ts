import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { checkedContributions } from '../support/contributions';
import { CONTRIBUTED, inEnglish, RULES, ruleNamed } from '../../server/src/knowledge';
import { byId, every } from '../support/rows';
import { serverTexts } from '../../server/src/knowledge/texts';
import { explain } from '../../server/src/report/explanation';
import { findingMessage, relatedMessage } from '../../server/src/rules';
import { BUILT_IN } from '../../server/src/site/builtIn';

const files = [{ file: 'causes.json', text: JSON.stringify(CONTRIBUTED) }];
const rulesIn = (text: string) => analyze(text).findings.map(({ rule }) => rule);

test('The contributed entries are read like those of a site, and are valid', () => {
  expect(checkedContributions(files)).toEqual([]);
  expect(CONTRIBUTED.length).toBeGreaterThan(0);
});

describe('A contributed entry', () => {
  test('is found in its examples, and only there', () => {
    every(CONTRIBUTED, byId, ({ id, examples = {} }) => {
      for (const line of examples.match ?? []) expect(rulesIn(line), line).toContain(id);
      for (const line of examples.not ?? []) expect(rulesIn(line), line).not.toContain(id);
      expect(BUILT_IN.entries.map(entry => entry.id)).toContain(id);
    });
  });

  test('is a rule, and its texts are translated', () => {
    const translated = [...serverTexts().keys()];
    every(CONTRIBUTED, byId, ({ id, title }) => {
      const { when = '' } = ruleNamed(id) ?? {};
      expect(translated).toEqual(expect.arrayContaining([title, when]));
    });
  });
});

test('What a contribution explains is one problem, without an origin', () => {
  const text = `FGT # diagnose sys ntp status\n${'synchronized: no, ntpsync: enabled\n'.repeat(2)}`;
  const { findings } = analyze(text);
  const [finding] = findings;
  expect(findings).toHaveLength(1);
  expect(finding?.site?.text.from).toBeUndefined();
  expect(finding && findingMessage(finding, inEnglish)).toBe('The clock of the unit is not synchronised');
  expect(finding?.related.map(place => relatedMessage(finding, place, inEnglish))).toEqual([
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

describe('What the sentence of an event leaves out comes from its fields', () => {
  const event = (rest: string): string =>
    `date=2024-03-07 time=10:10:10 logid="0100022921" type="event" level="warning" vd="root" ${rest}\n`;
  const messageIn = (text: string): string | undefined => {
    const [finding] = analyze(text).findings;
    return finding && findingMessage(finding, inEnglish);
  };

  test.each([
    [
      'the interface',
      'subtype="sdwan" msg="SD-WAN health-check member changed state" member="wan1" status="down"',
      'Health check: wan1 counts as dead',
    ],
    [
      'no number of a member',
      'subtype="sdwan" msg="SD-WAN health-check member changed state" member="1" status="down"',
      'Health check: a link counts as dead',
    ],
    [
      'the access point',
      'subtype="wireless" ap="lobby" reason="ECHO REQ is missing" msg="AP lobby left."',
      'FortiAP: the unit lost the connection to lobby (ECHO REQ is missing)',
    ],
    [
      'the reason',
      'subtype="ssl" action="blocked" eventsubtype="unexpected-protocol" msg="SSL connection is blocked."',
      'SSL inspection blocked a connection (unexpected-protocol)',
    ],
  ])('%s', (_what, rest, message) => {
    expect(messageIn(event(rest))).toBe(message);
  });
});

test('Of several contributed entries, the most specific one explains a line', () => {
  const down = 'id=20300 msg="BGP: %BGP-5-ADJCHANGE: VRF 0 neighbor 192.0.2.2 Down';
  expect(rulesIn(`${down} Interface flap"\n`)).toEqual(['system/bgp-down']);
  expect(rulesIn(`${down} Hold Timer Expired"\n`)).toEqual(['system/bgp-hold-timer']);
});
