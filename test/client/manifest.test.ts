// What package.json contributes: each command where a user looks for it, and nowhere else.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { RULES } from '../../server/src/knowledge';
import { every } from '../support/rows';

interface Item {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: {
    commands: { command: string; title: string; icon?: string }[];
    menus: Record<string, Item[]>;
    problemMatchers: { pattern: { regexp: string; code: number } }[];
    submenus: { id: string }[];
    walkthroughs: { steps: { media: { svg: string } }[] }[];
  };
};
const { commands, menus, submenus } = contributes;

test('Each command says when it is in the palette', () => {
  every(
    commands,
    ({ command }) => command,
    ({ command }) => {
      const items = (menus['commandPalette'] ?? []).filter(item => item.command === command);
      expect(items.map(({ when }) => when)).toEqual([expect.any(String)]);
    },
  );
});

test('gives each button in a title an icon', () => {
  const buttons = (menus['editor/title'] ?? []).filter(({ group }) => group?.startsWith('navigation'));
  expect(buttons.length).toBeGreaterThan(1);
  for (const { command } of buttons)
    expect(commands.find(one => one.command === command)?.icon).toMatch(/^\$\([\w-]+\)$/);
});

test('Every menu has commands and submenus that exist, each with a group', () => {
  const known = new Set([...commands.map(({ command }) => command), ...submenus.map(({ id }) => id)]);
  for (const [name, items] of Object.entries(menus))
    for (const { command, submenu, group } of items) {
      expect(known).toContain(command ?? submenu);
      if (name !== 'commandPalette') expect(group).toMatch(/@\d+$/);
    }
});

test('What happened in a file is shown; it is reported on and redacted from the explorer and from its tab', () => {
  for (const menu of ['explorer/context', 'editor/title/context'])
    expect(menus[menu]?.map(({ submenu }) => submenu)).toContain('fortiosDebug.file');
  const inside = menus['fortiosDebug.file']?.map(({ command }) => command);
  for (const name of ['showIncident', 'openReport', 'openRedacted', 'saveRedacted'])
    expect(inside).toContain(`fortiosDebug.${name}`);
});

test('The walkthrough has pictures that follow the theme, and an example with one failure to explain', () => {
  const { walkthroughs } = contributes;
  const media = walkthroughs.flatMap(({ steps }) => steps.map(step => step.media));
  expect(media).toHaveLength(5);
  for (const { svg } of media) {
    const picture = readFileSync(svg, 'utf8');
    expect(picture).toContain('var(--vscode-');
    // VS Code shows no style sheet in a picture.
    expect(picture).not.toMatch(/<style|style=|#[0-9a-f]{3}/i);
  }
  const { findings } = analyze(readFileSync('examples/failed-activation.fgtlog', 'utf8'));
  expect(findings.map(({ rule }) => rule)).toEqual(['secret/otp-seed', 'ftm/token-not-of-product']);
});

test('The problem matcher finds the id of every rule, and of rules of a site', () => {
  const [{ pattern } = { pattern: { regexp: '', code: 0 } }] = contributes.problemMatchers;
  const idIn = (line: string): string | undefined => new RegExp(pattern.regexp).exec(line)?.[pattern.code];
  const ids = [...RULES.map(({ id }) => id), 'site/nac-802-1x'];
  expect(ids.filter(id => idIn(`a b.log:1:2: error ${id}: what is wrong`) !== id)).toEqual([]);
  expect(idIn('    next: Delete nothing yet. (fortios-debug explain login/denied)')).toBeUndefined();
});
