import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { inEnglish, matchCommand, sourceNamed } from '../../../server/src/knowledge';
import recipes from '../../../server/src/knowledge/data/recipes.json';
import {
  includesRelease,
  type Recipe,
  recipeNamed,
  RECIPES,
  releasesWith,
} from '../../../server/src/knowledge/recipes';
import recipesSchema from '../../../server/src/knowledge/recipes.schema.json';
import schema from '../../../server/src/knowledge/schema.json';
import {
  firstRefusal,
  RECIPE_QUESTIONS,
  type RecipeAnswers,
  recipeText,
  answerRefusal,
} from '../../../server/src/report/recipeText';
import { anyString } from '../../support/arbitraries';
import { isCapture } from '../../../server/src/syntax/isCapture';
import { byId, every } from '../../support/rows';

const ALL: RecipeAnswers = { vdom: 'root', address: '192.0.2.44', user: 'user01' };
const ALL6: RecipeAnswers = { ...ALL, address: '2001:db8::44' };
const RELEASES = [undefined, '7.0.17', '7.2.12', '7.4.0', '7.4.9', '7.4', '7.6.4', '8.0.0'];

/** A recipe for every release and every kind of address. */
function everyText(recipe: Recipe): { release: string | undefined; text: string }[] {
  return RELEASES.flatMap(release =>
    [{}, ALL, ALL6].map(answers => {
      const given = release === undefined ? answers : { ...answers, release };
      return { release, text: recipeText(recipe, given, inEnglish) };
    }),
  );
}

/** The two blocks of commands. */
function blocksOf(text: string): string[][] {
  const blocks = text.split(/(?:^(?:#.*)?\n)+/m).filter(Boolean);
  return blocks.map(block => block.trimEnd().split('\n'));
}

function beginAndEnd(text: string): [begin: string[], end: string[]] {
  const [begin = [], end = [], ...others] = blocksOf(text);
  expect(others).toEqual([]);
  return [begin, end];
}

describe('The recipes', () => {
  test('fit their schema', () => {
    const ajv = new Ajv({ allErrors: true, strictTypes: false }).addSchema(schema, 'schema.json');
    const validate = ajv.compile(recipesSchema);
    validate(recipes);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('have unique names, and only known filters', () => {
    expect(new Set(RECIPES.map(({ id }) => id)).size).toBe(RECIPES.length);
    const filters = recipes.filters.map(({ id }) => id);
    expect(recipes.recipes.flatMap(recipe => recipe.filters).filter(id => !filters.includes(id))).toEqual([]);
  });

  test('name sources that are listed', () => {
    expect(RECIPES.flatMap(({ sources }) => sources).filter(id => !sourceNamed(id))).toEqual([]);
    const statements = RECIPES.flatMap(({ secrets, meaning, steps }) => [...secrets, ...meaning, ...steps]);
    const unproved = statements.filter(
      ({ certainty, sources }) => certainty !== 'inferred' && sources.length === 0,
    );
    expect(unproved).toEqual([]);
  });
});

describe('Every recipe, for every release,', () => {
  const written = (recipe: Recipe) =>
    everyText(recipe).map(({ release, text }) => {
      const [begin, end] = beginAndEnd(text);
      return { release, text, begin, end };
    });

  test('has only commands that the release has, written in full', () => {
    every(RECIPES, byId, recipe => {
      for (const { release, begin, end } of written(recipe))
        for (const command of [...begin, ...end]) {
          const releases = releasesWith(command);
          expect(releases, command).toBeDefined();
          expect(matchCommand(command.split(' ')).expanded.join(' ')).toBe(command);
          if (release !== undefined) expect(includesRelease(releases ?? {}, release), command).toBe(true);
        }
    });
  });

  test('has time stamps and a limit before the output begins', () => {
    every(RECIPES, byId, recipe => {
      for (const { begin } of written(recipe)) {
        expect(begin.slice(0, 2)).toEqual(['diagnose debug disable', 'diagnose debug reset']);
        expect(begin.at(-1)).toBe('diagnose debug enable');
        expect(begin).toContain('diagnose debug console timestamp enable');
        expect(begin).toContain(`diagnose debug duration ${recipe.minutes}`);
      }
    });
  });

  test('switches off what it switched on, and clears the filters that it set', () => {
    every(RECIPES, byId, recipe => {
      for (const { begin, end } of written(recipe)) {
        expect(end[0]).toBe('diagnose debug disable');
        expect(end).toContain('diagnose debug reset');
        for (const command of begin) {
          const filter = /^(.* (?:\w+-)?filter6?) (?!clear|list)/.exec(command)?.[1];
          if (filter !== undefined) expect(end).toContain(`${filter} clear`);
          const own = /^(diagnose fortitoken\S* debug) enable$/.exec(command)?.[1];
          if (own !== undefined) expect(end).toContain(`${own} disable`);
        }
      }
    });
  });

  test('warns of what it prints, before the first command', () => {
    every(RECIPES, byId, recipe => {
      expect(recipe.secrets.length).toBeGreaterThan(1);
      for (const { text } of written(recipe)) {
        const before = text.slice(0, text.indexOf('diagnose debug disable')).replace(/\n# /g, ' ');
        expect(before).toContain('WARNING');
        for (const secret of recipe.secrets) expect(before).toContain(secret.text);
      }
    });
  });

  test('is not taken for a capture itself', () => {
    every(RECIPES, byId, recipe => {
      expect(written(recipe).filter(({ text }) => isCapture(text))).toEqual([]);
    });
  });
});

describe('A recipe', () => {
  const commandsOf = (id: string, answers: RecipeAnswers): string[] =>
    beginAndEnd(recipeText(named(id), answers, inEnglish)).flat();

  test('filters by the address and the VDOM in the words of the release', () => {
    expect(commandsOf('ipsec', { ...ALL, release: '7.2.12' })).toContain(
      'diagnose vpn ike log-filter dst-addr4 192.0.2.44',
    );
    expect(commandsOf('ipsec', { ...ALL, release: '7.4.9' })).toContain(
      'diagnose vpn ike log filter rem-addr4 192.0.2.44',
    );
    expect(commandsOf('sslvpn', ALL)).toEqual(
      expect.arrayContaining([
        'diagnose vpn ssl debug-filter src-addr4 192.0.2.44',
        'diagnose vpn ssl debug-filter vd root',
      ]),
    );
    expect(commandsOf('flow', ALL6)).toEqual(
      expect.arrayContaining([
        'diagnose debug flow filter6 addr 2001:db8::44',
        'diagnose debug flow trace start6 100',
      ]),
    );
  });

  test('has the words of older releases as remarks if the release is not known', () => {
    const text = recipeText(named('ipsec'), ALL, inEnglish);
    expect(text).toContain('# Before FortiOS 7.4.1');
    expect(text).toContain('\n#   diagnose vpn ike log-filter dst-addr4 192.0.2.44\n');
    expect(recipeText(named('ipsec'), { ...ALL, release: '7.6.4' }, inEnglish)).not.toContain('log-filter');
  });

  test('says if the output will not be limited to the address', () => {
    const shows = /cannot limit the output to the address/;
    expect(recipeText(named('ipsec'), { address: '2001:db8::44', release: '7.6.4' }, inEnglish)).toMatch(
      shows,
    );
    expect(recipeText(named('ipsec'), { address: '2001:db8::44', release: '7.2.12' }, inEnglish)).not.toMatch(
      shows,
    );
    expect(recipeText(named('ldap'), { address: '192.0.2.44' }, inEnglish)).toMatch(shows);
    expect(recipeText(named('sslvpn'), {}, inEnglish)).toMatch(/Without the client's address/);
  });
});

describe('An answer', () => {
  test.each([
    ['release', '7.4.9'],
    ['release', '7.6'],
    ['vdom', 'VD-01_a'],
    ['address', '192.0.2.44'],
    ['address', '2001:db8::1'],
    ['user', 'user01@example.com'],
    ['user', 'EXAMPLE\\Jörg Müller-1'],
    ['user', ''],
  ] as const)('%s %s is accepted', (question, answer) => {
    expect(answerRefusal(question, answer, inEnglish)).toBeUndefined();
  });

  const CASES = [
    ['release', '7.4.9 build'],
    ['release', 'seven'],
    ['vdom', 'root\nexecute factoryreset'],
    ['vdom', 'root end'],
    ['vdom', 'a'.repeat(32)],
    ['address', '192.0.2.444'],
    ['address', '192.0.2.44:443'],
    ['address', '192.0.2.0/24'],
    ['address', '192.0.2.44 | grep x'],
    ['address', '10:00:00'],
    ['user', 'user01\r\nexecute reboot'],
    ['user', 'user01\u2028execute reboot'],
    ['user', 'user01?'],
    ['user', 'user01"'],
    ['user', 'user01; execute reboot'],
    ['user', '$(x)'],
    ['user', 'a\u202eb'],
    ['user', '#'],
  ] as const;

  test('that cannot be is refused with a message', () => {
    every(
      CASES,
      ([question, answer]) => `${question} ${answer}`,
      ([question, answer]) => {
        expect(answerRefusal(question, answer, inEnglish)).toMatch(/^(?:A|An|The) .*\.$/);
        expect(firstRefusal({ [question]: answer }, inEnglish)).toBeDefined();
      },
    );
  });

  test('never becomes a command of its own, whatever it is', () => {
    const answer = fc.oneof(
      anyString(),
      fc.string({
        unit: fc.constantFrom('a', '1', '.', ':', '\n', '\r', ' ', '|', '"', '\\', '#', '-', '?'),
      }),
    );
    const any = fc.record({ release: answer, vdom: answer, address: answer, user: answer });
    fc.assert(
      fc.property(fc.constantFrom(...RECIPES), any, (recipe, given) => {
        const valid = RECIPE_QUESTIONS.filter(one => answerRefusal(one, given[one], inEnglish) === undefined);
        const answers = Object.fromEntries(valid.map(one => [one, given[one]]));
        const lines = recipeText(recipe, answers, inEnglish).split(/\r\n|[\n\r\u0085\u2028\u2029]/);
        for (const line of lines)
          if (line !== '' && !line.startsWith('#')) expect(releasesWith(line), line).toBeDefined();
      }),
    );
  });
});

describe('A recipe that is pasted, with its output', () => {
  const capture = (name: string): string => readFileSync(`test/fixtures/captures/${name}.log`, 'utf8');
  const OUTPUT: Readonly<Record<string, string>> = {
    activation: capture('forticldd-cloud-refused'),
    push: capture('sslvpn-push-unanswered'),
    sslvpn: capture('sslvpn-drift'),
    ipsec: capture('ike-negotiation'),
    'ipsec-eap': capture('ike-eap-group'),
    'ipsec-xauth': capture('ike-xauth-local-password'),
    'ipsec-saml': capture('ike-saml-cache'),
    saml: capture('samld-signature'),
    radius: capture('fnbamd-radius-reject'),
    ldap: capture('fnbamd-ldap'),
    certificate: capture('sslvpn-not-in-rule'),
    cloud: capture('forticldd-cloud-refused'),
    login: capture('fnbamd-two-users'),
    flow: capture('web-and-flow'),
    ha: '<hatalk> vcluster_0: ha_prio=0, state/chg_time/now=2(work)/1610773657/1617606630\n<hasync> connected to the primary\n',
  };

  test('gives a complete capture, in every release', () => {
    every(RECIPES, byId, recipe => {
      for (const { release, text: written } of everyText(recipe)) {
        const text = pasted(recipe, written, OUTPUT[recipe.id] ?? '');
        expect(isCapture(text)).toBe(true);
        const rules = analyze(text).findings.map(({ rule }) => rule);
        expect([release, rules.filter(rule => /^(?:capture|cli)\//.test(rule))]).toEqual([release, []]);
      }
    });
  });

  /**
   * What a terminal shows: each command after the prompt, and the debug lines of `output`, all within one minute unless
   * they have time stamps.
   */
  function pasted(recipe: Recipe, written: string, output: string): string {
    const [begin, end] = beginAndEnd(written);
    const typed = (commands: readonly string[]): string[] => commands.map(one => `FGT60F (root) # ${one}`);
    const debug = output.split(/\r?\n/).filter(line => line.trim() !== '' && !/ # |^di/.test(line));
    const isStamped = debug.some(line => /^\d{4}-\d\d-\d\d /.test(line));
    const stamped = debug.map((line, index) => {
      const second = Math.floor((index / debug.length) * 60);
      return isStamped ? line : `2026-11-26 10:00:${String(second).padStart(2, '0')} ${line}`;
    });
    const banner = `Debug messages will be on for ${recipe.minutes} minutes.`;
    return [...typed(begin), banner, ...stamped, ...typed(end), ''].join('\n');
  }
});

function named(id: string): Recipe {
  const recipe = recipeNamed(id);
  if (!recipe) throw new Error(`no recipe ${id}`);
  return recipe;
}
