import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyOf, inEnglish, RULES } from '../../../server/src/knowledge';
import { DEFAULTS, readSettings } from '../../../server/src/lsp/settings';
import manifest from '../../../package.json';

const read = (raw: unknown): ReturnType<typeof readSettings> => readSettings(raw, inEnglish);

describe('Settings', () => {
  test('are accepted', () => {
    expect(read({ maxProblems: 7, rules: { 'json/damaged': 'off', 'http/status': 'hint' } })).toEqual({
      settings: { ...DEFAULTS, maxProblems: 7, rules: { 'json/damaged': 'off', 'http/status': 'hint' } },
      warnings: [],
    });
  });

  test.each([undefined, null, {}, { maxProblems: null, rules: null }, { detect: 'auto', other: 1 }])(
    'that are missing have their defaults: %j',
    raw => {
      expect(read(raw)).toEqual({ settings: DEFAULTS, warnings: [] });
    },
  );

  test('of each rule can be each severity', () => {
    for (const { id } of RULES) {
      for (const severity of ['off', 'error', 'warning', 'information', 'hint']) {
        expect(read({ rules: { [id]: severity } })).toEqual({
          settings: { ...DEFAULTS, rules: { [id]: severity } },
          warnings: [],
        });
      }
    }
  });
});

test('Settings of the folder are combined with the defaults of missing ones', () => {
  const diagnostics = { scope: 'workspace', ignore: ['old/**'], maxFiles: 7 };
  expect(read({ diagnostics })).toEqual({
    settings: { ...DEFAULTS, diagnostics: { ...DEFAULTS.diagnostics, ...diagnostics } },
    warnings: [],
  });
});

describe('For a wrong setting, one sentence says what is wrong and what is used', () => {
  test.each([[0], [1001], [1.5], ['7'], [true], [[]], [NaN]])('maxProblems %j', maxProblems => {
    expect(read({ maxProblems })).toEqual({
      settings: DEFAULTS,
      warnings: ['fortiosDebug.maxProblems must be a whole number from 1 to 1000; using 200.'],
    });
  });

  test.each([[1], ['some'], [true], [[]]])('inlayHints %j', inlayHints => {
    expect(read({ inlayHints })).toEqual({
      settings: DEFAULTS,
      warnings: ['fortiosDebug.inlayHints must be off, essential or all; using essential.'],
    });
  });

  test.each([
    ['scope', 'folder', 'must be openFiles or workspace; using openFiles.'],
    ['include', '**/*.log', 'must be a list of glob patterns; using **/*.'],
    ['ignore', [''], 'must be a list of glob patterns; using **/node_modules/**, **/.git/**.'],
    ['maxFiles', 0, 'must be a whole number from 1 to 1000000; using 20000.'],
    ['maxMegabytes', 1.5, 'must be a whole number from 1 to 1000000; using 1000.'],
  ])('diagnostics.%s %j', (name, value, output) => {
    expect(read({ diagnostics: { [name]: value } })).toEqual({
      settings: DEFAULTS,
      warnings: [`fortiosDebug.diagnostics.${name} ${output}`],
    });
  });

  test.each([['workspace'], [7], [[]], [true]])('diagnostics %j', diagnostics => {
    expect(read({ diagnostics })).toEqual({
      settings: DEFAULTS,
      warnings: ['fortiosDebug.diagnostics must be an object; the defaults are used.'],
    });
  });

  test('a whole area at once', () => {
    const chosen = { 'secret/*': 'off', 'secret/key': 'error', 'site/*': 'warning' } as const;
    expect(read({ rules: chosen })).toEqual({ settings: { ...DEFAULTS, rules: chosen }, warnings: [] });
    expect(read({ rules: { 'none/*': 'off' } }).warnings).toHaveLength(1);
  });

  test.each([['off'], [7], [['json/damaged']], [true]])('rules %j', rules => {
    expect(read({ rules })).toEqual({
      settings: DEFAULTS,
      warnings: ['fortiosDebug.rules must be an object of rule ids and severities; it is ignored.'],
    });
  });

  test('an unknown rule', () => {
    expect(read({ rules: { 'json/broken': 'off' } })).toEqual({
      settings: DEFAULTS,
      warnings: ["fortiosDebug.rules: unknown rule 'json/broken'; the entry is ignored."],
    });
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'a rule with the name of an inherited property: %s',
    rule => {
      const rules = JSON.parse(`{"${rule}":"off"}`) as unknown;
      expect(read({ rules }).settings.rules).toEqual({});
    },
  );

  test('an unknown severity', () => {
    expect(read({ rules: { 'json/damaged': 'fatal' } })).toEqual({
      settings: DEFAULTS,
      warnings: [
        `fortiosDebug.rules: json/damaged: '"fatal"' must be one of off, error, warning, information, hint; using its default severity.`,
      ],
    });
  });

  test.each([['text'], [7], [true], [[1]]])('the whole section %j', raw => {
    expect(read(raw)).toEqual({
      settings: DEFAULTS,
      warnings: ['fortiosDebug: the settings must be an object; the defaults are used.'],
    });
  });

  test('and the valid settings next to it apply', () => {
    const { settings, warnings } = read({
      maxProblems: 0,
      rules: { 'json/damaged': 'off', 'http/status': 'no' },
    });
    expect(settings).toEqual({ ...DEFAULTS, rules: { 'json/damaged': 'off' } });
    expect(warnings).toHaveLength(2);
  });
});

describe('Any value at all', () => {
  test('gives settings that can be used', () => {
    const value = fc.anything();
    const section = fc.oneof(value, fc.record({ maxProblems: value, rules: value }, { requiredKeys: [] }));
    fc.assert(
      fc.property(section, raw => {
        const { settings } = read(raw);
        expect(settings.maxProblems).toBeGreaterThanOrEqual(1);
        expect(settings.maxProblems).toBeLessThanOrEqual(1000);
        const known = new Set<string>(RULES.map(({ id }) => id));
        expect(Object.keys(settings.rules).filter(rule => !known.has(rule))).toEqual([]);
      }),
    );
  });
});

describe('The manifest', () => {
  const { properties } = manifest.contributes.configuration;

  test('has the same default and limits for the number of problems', () => {
    const { default: most, minimum, maximum } = properties['fortiosDebug.maxProblems'];
    expect(most).toBe(DEFAULTS.maxProblems);
    expect([minimum - 1, minimum, maximum, maximum + 1].map(one => read({ maxProblems: one }).warnings.length)).toEqual([1, 0, 0, 1]); // oxfmt-ignore
  });

  test('has the same defaults and limits for folders', () => {
    for (const name of ['scope', 'include', 'ignore', 'maxFiles', 'maxMegabytes'] as const)
      expect(properties[`fortiosDebug.diagnostics.${name}`].default).toEqual(DEFAULTS.diagnostics[name]);
    for (const name of ['maxFiles', 'maxMegabytes'] as const) {
      const { minimum, maximum } = properties[`fortiosDebug.diagnostics.${name}`];
      const wrong = [minimum - 1, minimum, maximum, maximum + 1];
      const warnings = wrong.map(one => read({ diagnostics: { [name]: one } }).warnings.length);
      expect(warnings).toEqual([1, 0, 0, 1]);
    }
    for (const scope of properties['fortiosDebug.diagnostics.scope'].enum)
      expect(read({ diagnostics: { scope } }).warnings).toEqual([]);
  });

  test('has every rule and every area, with the severities that the server accepts', () => {
    const { anyOf, additionalProperties } = properties['fortiosDebug.rules'];
    const names = anyOf.flatMap(({ propertyNames }) => propertyNames.enum ?? []);
    const areas = new Set([...RULES.map(({ id }) => familyOf(id)), 'site/*']);
    expect([...names].sort()).toEqual([...RULES.map(({ id }) => id), ...areas].sort());
    for (const rule of names)
      for (const severity of additionalProperties.enum)
        expect(read({ rules: { [rule]: severity } }).warnings).toEqual([]);
  });
});

describe('A list of patterns', () => {
  test.each([
    [['{a,b}'.repeat(20)], 'of many braces'],
    [['{1..1000000}.log'], 'with a long range'],
    [['{a,{b,{c,d}}}'.repeat(70)], 'of braces in braces'],
    [Array.from({ length: 1001 }, () => 'a'), 'of many patterns'],
    [Array.from({ length: 11 }, () => 'a'.repeat(1000)), 'of long patterns'],
  ])('that is too long is refused, one %#', include => {
    const { settings, warnings } = read({ diagnostics: { include } });
    expect(settings.diagnostics.include).toEqual(['**/*']);
    const pattern = include[0]?.slice(0, 80) ?? '';
    expect(warnings).toEqual([
      `fortiosDebug.diagnostics.include: after brace expansion, the pattern '${pattern}' makes the list too long (at most 1000 patterns and 10000 characters); using **/*.`,
    ]);
  });

  test('with a few braces is accepted', () => {
    const include = ['**/*.{log,txt,out}', 'captures/{1..20}/*'];
    expect(read({ diagnostics: { include } })).toMatchObject({
      settings: { diagnostics: { include } },
      warnings: [],
    });
  });
});

test('In an untrusted folder, VS Code ignores its settings of rules, limits and files', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  const names = Object.keys(manifest.contributes.configuration.properties);
  // The remaining settings only change the display of open captures.
  const harmless = ['detect', 'trace.server', 'inlayHints', 'codeLens', 'lineEnds', 'showOnOpen'].map(
    name => `fortiosDebug.${name}`,
  );
  expect(supported).toBe('limited');
  expect([...restrictedConfigurations, ...harmless].sort()).toEqual(names.sort());
});
