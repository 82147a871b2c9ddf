// What is coloured can be read and told apart in the themes that people use: https://www.w3.org/TR/WCAG21/#contrast-minimum
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
// @ts-expect-error The harness has no declarations.
import { embedded } from '../vscode/harness/install.mjs';
import { every } from '../support/rows';
import { colourIn, coloursOfScopes, GRAMMAR_FILE } from './tokenizer';

interface Theme {
  readonly name: string;
  readonly kind: Kind;
  readonly colors: Readonly<Record<string, string | undefined>>;
  readonly settings: { readonly scope?: string | string[]; readonly settings: { foreground?: string } }[];
}
type Kind = 'light' | 'dark' | 'highContrast' | 'highContrastLight';
interface RawTheme {
  readonly include?: string;
  readonly type?: string;
  readonly colors?: Theme['colors'];
  readonly tokenColors?: Theme['settings'];
}

const OWN: readonly [string, Kind][] = [
  ['2026-dark.json', 'dark'],
  ['2026-light.json', 'light'],
  ['dark_modern.json', 'dark'],
  ['light_modern.json', 'light'],
  ['dark_plus.json', 'dark'],
  ['light_plus.json', 'light'],
  ['hc_black.json', 'highContrast'],
  ['hc_light.json', 'highContrastLight'],
];
const POPULAR = [
  ...[
    'monokai',
    'solarized-dark',
    'solarized-light',
    'dracula',
    'one-dark-pro',
    'github-light',
    'github-dark',
  ],
  ...[
    'nord',
    'material-theme',
    'night-owl',
    'tokyo-night',
    'catppuccin-mocha',
    'catppuccin-latte',
    'ayu-light',
  ],
];
/** What VS Code takes where a theme says nothing. */
const BACKGROUND: Readonly<Record<Kind, string>> = {
  light: '#FFFFFF',
  dark: '#1E1E1E',
  highContrast: '#000000',
  highContrastLight: '#FFFFFF',
};
const FOREGROUND: Readonly<Record<Kind, string>> = {
  light: '#000000',
  dark: '#BBBBBB',
  highContrast: '#FFFFFF',
  highContrastLight: '#292929',
};

const ERROR: Readonly<Record<Kind, string>> = {
  light: '#E51400',
  dark: '#F14C4C',
  highContrast: '#F48771',
  highContrastLight: '#B5200D',
};

const folder = createRequire(path.resolve('package.json'))
  .resolve('@codingame/monaco-vscode-theme-defaults-default-extension/package.json')
  .replace(/package\.json$/, 'resources');
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: {
    colors: { id: string; defaults: Record<Kind, string> }[];
    semanticTokenScopes: { scopes: Record<string, string[]> }[];
  };
};

function ownTheme(file: string, from = folder): RawTheme {
  const theme = parse(readFileSync(path.join(from, path.basename(file)), 'utf8')) as RawTheme;
  const base: RawTheme = theme.include ? ownTheme(theme.include, from) : {};
  return {
    colors: { ...base.colors, ...theme.colors },
    tokenColors: [...(base.tokenColors ?? []), ...(theme.tokenColors ?? [])],
  };
}

function themeOf(name: string, kind: Kind, { colors = {}, tokenColors = [] }: RawTheme): Theme {
  const plain = {
    foreground: colors['editor.foreground'] ?? FOREGROUND[kind],
    background: colors['editor.background'] ?? BACKGROUND[kind],
  };
  return { name, kind, colors, settings: [{ settings: plain }, ...tokenColors] };
}

const own = OWN.map(([file, kind]) => themeOf(file, kind, ownTheme(file)));
const popular = await Promise.all(
  POPULAR.map(async name => {
    const file = import.meta.resolve(`@shikijs/themes/${name}`);
    const { default: raw } = (await import(/* @vite-ignore */ file)) as { default: RawTheme };
    return themeOf(name, raw.type === 'light' ? 'light' : 'dark', raw);
  }),
);

/** The linear red, green and blue of `#rgb` or `#rrggbb`, from 0 to 1. */
function channels(colour: string): number[] {
  const digits = colour.length < 7 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  return [1, 3, 5].map(at => {
    const part = parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

/** The relative luminance of a colour, from 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const nameOf = ({ name }: Theme): string => name;
const background = ({ colors, kind }: Theme): string => colors['editor.background'] ?? BACKGROUND[kind];
const foreground = ({ colors, kind }: Theme): string => colors['editor.foreground'] ?? FOREGROUND[kind];
const least = ({ kind }: Theme): number => (kind.startsWith('highContrast') ? 7 : 4.5);

/** A colour that the extension contributes, under a theme. */
function contributed(theme: Theme, id: string): string {
  const chosen = contributes.colors.find(colour => colour.id === id)?.defaults[theme.kind] ?? '';
  return chosen === 'editor.foreground' ? foreground(theme) : chosen;
}

test('The luminance of a colour and the contrast of two are those of WCAG', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 1);
});

describe('Under every theme', () => {
  const themes = [...own, ...popular];
  const ids = contributes.colors.map(({ id }) => id);

  test('each colour can be read', () => {
    every(themes, nameOf, theme => {
      const unreadable = ids.filter(id => contrast(contributed(theme, id), background(theme)) < least(theme));
      expect(unreadable).toEqual([]);
    });
  });

  test('what failed, what is secret and what is dimmed are distinguished', () => {
    every(themes, nameOf, theme => {
      const colours = ids.map(id => contributed(theme, id).toLowerCase());
      expect(new Set(colours).size).toBe(ids.length);
    });
  });

  test('nothing is dimmed with high contrast', () => {
    every(themes, nameOf, theme => {
      const quiet = contributed(theme, 'fortiosDebug.quietForeground');
      if (theme.kind.startsWith('highContrast')) expect(quiet).toBe(foreground(theme));
      else expect(quiet).not.toBe(foreground(theme));
    });
  });
});

const LINE = '2024-05-06 07:08:09 ftm_fc_comm_connect[66]:192.0.2.1 FGT60F0000000001 plain connected';

test('A theme of VS Code distinguishes addresses, functions, serial numbers and successes, which can be read', async () => {
  const parts = ['192.0.2.1', 'ftm_fc_comm_connect', 'FGT60F0000000001', 'connected', 'plain'];
  await every(own, nameOf, async theme => {
    const colours = await Promise.all(parts.map(part => colourIn(theme, LINE, part)));
    expect(new Set(colours).size).toBe(parts.length);
    for (const one of colours) expect(contrast(one, background(theme))).toBeGreaterThanOrEqual(4.5);
  });
});

test('A popular theme colours functions and successes', async () => {
  await every(popular, nameOf, async theme => {
    const plain = await colourIn(theme, LINE, 'plain');
    expect(await colourIn(theme, LINE, 'ftm_fc_comm_connect')).not.toBe(plain);
    expect(await colourIn(theme, LINE, 'connected')).not.toBe(plain);
  });
});

/** A colour in CIE Lab with the white of D65: https://www.w3.org/TR/css-color-4/#lab-colors has the formulas. */
function labOf(colour: string): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  const [x, y, z] = [
    (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
    0.2126729 * red + 0.7151522 * green + 0.072175 * blue,
    (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883,
  ].map(part => (part > 216 / 24389 ? Math.cbrt(part) : (24389 / 27) * (part / 116) + 16 / 116)) as [number, number, number]; // oxfmt-ignore
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The distance in CIE Lab, delta E of 1976, from which two colours of text are told apart at a glance. */
const LEAST_APART = 20;

/** Which of these scopes have a colour like that of a failure: ours, that of its token, and that under an error. */
async function redOnes(theme: Theme, scopes: readonly string[]): Promise<string[]> {
  const [token = '', ...colours] = await coloursOfScopes(theme, [FAILURE, ...scopes]);
  const failures = [token, ...failureColours(theme)];
  return scopes.filter((_, index) => isLike(failures, colours[index] ?? ''));
}

const failureColours = (theme: Theme): string[] => [
  contributed(theme, 'fortiosDebug.failureForeground'),
  theme.colors['editorError.foreground'] ?? ERROR[theme.kind],
];

function isLike(failures: readonly string[], colour: string): boolean {
  const own = labOf(colour);
  return failures.some(failure => {
    const distances = labOf(failure).map((part, index) => part - (own[index] ?? 0));
    return Math.hypot(...distances) < LEAST_APART;
  });
}

/** The scopes of the grammar, which knows no failures, and of what the language server marks apart from failures. */
const ordinary = [
  ...[...readFileSync(GRAMMAR_FILE, 'utf8').matchAll(/"name": "([^"]+\.(?:fortios-debug|json))"/g)].map(
    ([, scopes = '']) => scopes,
  ),
  ...contributes.semanticTokenScopes.flatMap(({ scopes }) =>
    Object.entries(scopes).flatMap(([token, names]) => (/fail/.test(token) ? [] : names)),
  ),
];
const FAILURE = 'invalid.illegal.fortios-debug';
const installed = path.join((embedded as { vscode: string }).vscode, 'extensions/theme-defaults/themes');
/** The themes of VS Code in the package, and in the VS Code that the tests of the window installed. */
const shipped = [folder, installed]
  .filter(existsSync)
  .flatMap(from =>
    OWN.map(([file, kind]) => themeOf(`${file} in ${path.basename(from)}`, kind, ownTheme(file, from))),
  );
const themesNamed = (begin: string): Theme[] => shipped.filter(({ name }) => name.startsWith(begin));

describe('A theme of VS Code keeps red for failures', () => {
  test('no ordinary part of a capture is red', async () => {
    await every(shipped, nameOf, async theme => {
      expect(await redOnes(theme, [...new Set(ordinary)])).toEqual([]);
    });
  });

  test('neither noise nor secrets are red', () => {
    const others = contributes.colors.map(({ id }) => id).filter(id => !id.includes('failure'));
    every(shipped, nameOf, theme => {
      const isRed = (id: string): boolean => isLike(failureColours(theme), contributed(theme, id));
      expect(others.filter(isRed)).toEqual([]);
    });
  });

  test('a keyword would be red in those of 2026, a string in the light ones', async () => {
    const redScopes = async (theme: Theme): Promise<string[]> =>
      redOnes(theme, ['keyword.other.fortios-debug', 'string.quoted.double.json']);
    await every(themesNamed('2026'), nameOf, async theme => {
      expect(await redScopes(theme)).toContain('keyword.other.fortios-debug');
    });
    await every(themesNamed('light'), nameOf, async theme => {
      expect(await redScopes(theme)).toContain('string.quoted.double.json');
    });
  });
});
