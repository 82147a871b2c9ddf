// What is explained, and what is not: `check` decides first.
import { describe, expect, test } from 'vitest';
import { explain } from '../../../server/src/report/explanation';
import { siteKnowledgeOf, readLibrary } from '../../../server/src/site/library';
import { every, first } from '../../support/rows';

/** The rules and entries found: the first two parts of each id. */
const ids = (question: string): string[] =>
  explain(question).found.map(({ id }) => id.split('/', 2).join('/'));

describe('A line or a part of one', () => {
  test.each([
    ['the whole line', 'ike 0:branch:12: gw validation failed', 'ike/peer-id'],
    ['a message of ike', 'gw validation failed', 'ike/peer-id'],
    ['a message of a function', 'Invalid_Digest: 1', 'login/radius-secret'],
    ['the end of a sentence', 'Sock Status: 110-Connection timed out', 'system/bgp-connection'],
    ['two words of a sentence', 'conserve mode', 'system/conserve-mode'],
    [
      'a code and its text',
      'ret=440(The profile cannot verify a signature on the message)',
      'saml-result/440',
    ],
    ['a code', 'ret=440', 'saml-result/440'],
  ])('is explained: %s', (_what, question, id) => {
    expect(explain(question).exact).toBe(true);
    expect(ids(question)).toContain(id);
  });
});

describe('A code on the screen of a user', () => {
  const CASES = [
    ['AADSTS50105', 'sentence/entra-not-assigned'],
    ['aadsts 50011', 'sentence/entra-reply-url'],
    ['700016', 'sentence/entra-application'],
    ['AADSTS50126', 'sentence/entra-password'],
    ['AADSTS50076', 'sentence/entra-second-factor'],
    ['AADSTS50079', 'sentence/entra-register-second-factor'],
    ['AADSTS65001', 'sentence/entra-consent'],
    ['AADSTS75011', 'sentence/entra-method'],
    ['-14', 'login/client-refused'],
    ['FortiClient (-6005)', 'login/client-connection'],
    ['-7200', 'login/client-refused'],
    ['(-12)', 'login/client-refused'],
  ] as const;

  test('is explained', () => {
    every(CASES, first, ([question, id]) => {
      expect(ids(question)).toContain(id);
    });
  });
});

test('The text of an error says more than its words, which other daemons print, too', () => {
  const CASES = [
    ['Invalid License', 'error/invalid-license'],
    ['input value is invalid', 'error/input-value-is-invalid'],
    ['Product is not registered(21)', 'error/product-is-not-registered'],
  ] as const;
  every(CASES, first, ([question, id]) => {
    expect(ids(question)[0]).toBe(id);
  });
});

test('A rule and a message of the site are explained', () => {
  const text = JSON.stringify([
    {
      id: 'site/door',
      title: 'The door is closed',
      match: { text: 'the badge {code} opens no door' },
      examples: { match: ['the badge 77 opens no door'] },
    },
  ]);
  const site = siteKnowledgeOf(readLibrary([{ file: 'site.json', text }]));
  for (const question of ['site/door', 'the badge 77 opens no door', 'opens no door'])
    expect(explain(question, site).found[0]).toMatchObject({ id: 'site/door', title: 'The door is closed' });
});

describe('Nothing is similar to', () => {
  const WORDS =
    `apple river music garden paper orange doctor winter summer yellow teacher coffee kitchen travel pencil
    flower market silver castle dragon forest guitar hammer island jacket ladder mirror needle ocean pepper queen rabbit
    shadow thunder umbrella valley walnut zebra bread cloud dance eagle fence glass horse juice knife lemon mouse night
    onion piano quiet sheep tiger uncle voice whale youth angle beach chair dream earth fruit ghost house image jelly
    koala laugh metal nurse olive plant quilt radio snake train unity vapor water xenon yacht actor bonus cargo delta
    elbow fairy giant honey ivory judge bamboo cherry donkey engine feather goblet helmet`.split(/\s+/);

  test('a hundred words, one by one, in pairs, in fours, and all together', () => {
    const groups = [1, 2, 4, WORDS.length].flatMap(size =>
      WORDS.flatMap((_, at) => (at % size === 0 ? [WORDS.slice(at, at + size).join(' ')] : [])),
    );
    expect(WORDS.length).toBeGreaterThanOrEqual(100);
    expect(groups.filter(group => explain(group).found.length > 0)).toEqual([]);
  });

  test.each(['AADSTS7000112', 'errno=22', '0x80070057'])('another number: %s', question => {
    expect(explain(question).found).toEqual([]);
  });

  test('a number that only looks like a known code', () => {
    expect(ids('signal 11')).not.toContain('radius-code/11');
  });
});

test('A mistyped name has a closest match', () => {
  expect(explain('FNBAM_DENID')).toMatchObject({ exact: false, found: [{ id: 'fnbam-result/1' }] });
});
