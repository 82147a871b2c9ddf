// What is coloured can be read and told apart in the themes that people use: https://www.w3.org/TR/WCAG21/#contrast-minimum
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { colourIn } from './tokenizer';

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

const folder = createRequire(path.resolve('package.json'))
  .resolve('@codingame/monaco-vscode-theme-defaults-default-extension/package.json')
  .replace(/package\.json$/, 'resources');
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { colors: { id: string; defaults: Record<Kind, string> }[] };
};

function ownTheme(file: string): RawTheme {
  const theme = parse(readFileSync(path.join(folder, path.basename(file)), 'utf8')) as RawTheme;
  const base: RawTheme = theme.include ? ownTheme(theme.include) : {};
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

/** The relative luminance of `#rgb` or `#rrggbb`, from 0 to 1. */
function luminance(colour: string): number {
  const digits = colour.length < 7 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

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

describe.each([...own, ...popular].map(theme => [theme.name, theme] as const))('%s', (_, theme) => {
  test.each(contributes.colors.map(({ id }) => id))('%s can be read', id => {
    expect(contrast(contributed(theme, id), background(theme))).toBeGreaterThanOrEqual(least(theme));
  });

  test('what failed, what is secret and what is dimmed are distinguished', () => {
    const colours = contributes.colors.map(({ id }) => contributed(theme, id).toLowerCase());
    expect(new Set(colours).size).toBe(contributes.colors.length);
  });

  test('nothing is dimmed with high contrast', () => {
    const quiet = contributed(theme, 'fortiosDebug.quietForeground');
    if (theme.kind.startsWith('highContrast')) expect(quiet).toBe(foreground(theme));
    else expect(quiet).not.toBe(foreground(theme));
  });
});

const LINE = '2024-05-06 07:08:09 ftm_fc_comm_connect[66]:192.0.2.1 FGT60F0000000001 plain connected';

describe.each(own.map(theme => [theme.name, theme] as const))(
  '%s gives a colour of its own to',
  (_, theme) => {
    const colour = (part: string): Promise<string> => colourIn(theme, LINE, part);

    test('an address, a function, a serial number and a success, all of which can be read', async () => {
      const parts = ['192.0.2.1', 'ftm_fc_comm_connect', 'FGT60F0000000001', 'connected', 'plain'];
      const colours = await Promise.all(parts.map(colour));
      expect(new Set(colours).size).toBe(parts.length);
      for (const one of colours) expect(contrast(one, background(theme))).toBeGreaterThanOrEqual(4.5);
    });
  },
);

test.each(popular.map(theme => [theme.name, theme] as const))(
  '%s colours functions and successes',
  async (_, theme) => {
    const plain = await colourIn(theme, LINE, 'plain');
    expect(await colourIn(theme, LINE, 'ftm_fc_comm_connect')).not.toBe(plain);
    expect(await colourIn(theme, LINE, 'connected')).not.toBe(plain);
  },
);
