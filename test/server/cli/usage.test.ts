import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { COMMANDS, type CommandForm, SHELLS } from '../../../server/src/cli/commandForms';
import { completionsFor } from '../../../server/src/cli/completions';
import { helpOn, wrapped } from '../../../server/src/cli/help';
import { LOCALES, useLanguage } from '../../../server/src/cli/language';
import { parseArguments } from '../../../server/src/cli/parseArguments';
import { every, first } from '../../support/rows';
import { runHere } from '../../support/terminal';

const FORMS: readonly CommandForm[] = COMMANDS;

afterEach(() => useLanguage('en'));

describe('Arguments', () => {
  const CALLS = [
    ['check a.log', ['a.log'], { format: 'text', 'fail-on': 'error' }],
    ['check --format=json -q a.log -', ['a.log', '-'], { format: 'json', 'fail-on': 'error', quiet: true }],
    ['show --only -http -n a.log', ['a.log'], { only: '-http', numbers: true }],
    ['show --only x -- -n', ['-n'], { only: 'x' }],
    ['redact --knowledge a --knowledge b c', ['c'], { knowledge: ['a', 'b'] }],
    ['explain error -14', ['error', '-14'], {}],
    ['explain -14 --config a', ['-14'], { config: 'a' }],
    ['knowledge test folder', ['folder'], {}],
  ] as const;

  test('are read as words and options of a command', async () => {
    const calls = await Promise.all(CALLS.map(([line]) => parseArguments(line.split(' '))));
    every(CALLS, first, ([line, words, flags]) => {
      expect(calls[CALLS.findIndex(([one]) => one === line)]).toMatchObject({ kind: 'call', words, flags });
    });
  });

  const REFUSED = [
    ['check', "missing argument 'file'"],
    ['check --fromat json a', "unknown option '--fromat'\n(Did you mean --format?)"],
    ['check --format xml a', "option '--format <format>': 'xml' is not valid. The choices are text,"],
    ['check a --format', "option '--format <format>' needs a value"],
    ['check --follow=yes a', "option '--follow' takes no value"],
    ['show a', "option '--only <words>' is required"],
    ['redact --check --out b a', "option '--check' cannot be used with option '--out <folder>'"],
    ['recipe a b', "'b' is one word too many"],
    ['completions csh', "'csh' is not valid. The choices are bash, zsh, fish, powershell."],
    ['knowledge', "unknown command 'knowledge'"],
    ['--nope', "unknown option '--nope'"],
  ] as const;

  test('that are wrong are named, with the right call', async () => {
    const said = await Promise.all(REFUSED.map(([line]) => runHere(line.split(' '))));
    every(REFUSED, first, ([line, sentence]) => {
      const { code, out, err } = said[REFUSED.findIndex(([one]) => one === line)] ?? {};
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`fortios-debug: ${sentence}`);
      if (!line.startsWith('-'))
        expect(err).toMatch(/\nUsage: fortios-debug \w.*\nAll options: fortios-debug /);
    });
  });

  test('ask for help in three ways', async () => {
    const [help] = await Promise.all([runHere(['check', '--help'])]);
    for (const line of ['help check', 'check -h', 'check a.log --help'])
      expect(await runHere(line.split(' '))).toEqual(help);
  });
});

describe('Help', () => {
  test.each(LOCALES.filter(one => one !== 'auto'))(
    'has at most 80 columns but for examples: %s',
    async locale => {
      await useLanguage(locale);
      const columns = (line: string): number => line.replace(/[\u2e80-\uff60]/g, 'xx').length;
      for (const form of [undefined, ...FORMS]) {
        const lines = helpOn(form).split('\n');
        expect(lines.filter(line => columns(line) > 80 && !line.includes('fortios-debug '))).toEqual([]);
      }
    },
  );

  test('is broken at blanks, and anywhere between wide characters', () => {
    expect(wrapped('one two three', 8)).toBe('one two\nthree');
    expect(wrapped('調試日志調試', 8)).toBe('調試日志\n調試');
    expect(wrapped('a-word-too-long b', 5)).toBe('a-word-too-long\nb');
  });
});

describe('Completions', () => {
  test('know every command, option and choice', () => {
    for (const shell of SHELLS) {
      const script = completionsFor(shell);
      for (const { name, options } of FORMS)
        for (const word of [...name.split(' '), ...options.map(one => one.name)])
          expect(script).toContain(word);
      expect(script).toContain('sarif');
    }
  });

  const bash = (...typed: string[]): string[] => {
    const words = typed.map(word => `'${word}'`).join(' ');
    const script = `${completionsFor('bash')}COMP_WORDS=(fortios-debug ${words}); COMP_CWORD=${typed.length}; _fortios_debug; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
  };

  test.skipIf(spawnSync('bash', ['-c', 'true']).status !== 0)('work in bash', () => {
    expect(bash('rep')).toEqual(['report']);
    expect(bash('check', '--fo')).toEqual(['--format', '--follow']);
    expect(bash('check', '--format', 'js')).toEqual(['json']);
    expect(bash('knowledge', '')).toEqual(['test']);
    expect(bash('check', 'package.js')).toEqual(['package.json']);
  });
});
