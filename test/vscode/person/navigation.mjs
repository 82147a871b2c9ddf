// How a user navigates a capture, in a light and in a dark window. Each step ends with a screenshot in test-results for
// visual review, because no test detects an ugly layout.
import assert from 'node:assert/strict';
import path from 'node:path';
import { FILE } from './seed.mjs';
import {
  activeText,
  breadcrumbs,
  lenses,
  lineNumbers,
  outline,
  peeked,
  status,
  stickyLines,
} from './surroundings.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */
/** @typedef {import('./seed.mjs').Step} Step */

/** A fixture with logins, opened beside the first file. */
export const LOGIN = 'captures/sslvpn-drift.log';

const TOKEN = 'FTKMOB947FDC1754';
const VIEW = `${FILE}-line-26.json`;
const SEED = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';

/** @type {{ name: string, choose: string, kind: 'vs' | 'vs-dark' }[]} */
const THEMES = [
  { name: 'light', choose: 'Light Modern', kind: 'vs' },
  { name: 'dark', choose: 'Dark Modern', kind: 'vs-dark' },
];

/** Makes room for the outline: no panel, no files, nothing but the outline beside the text. @param {Editor} editor */
async function showOutline(editor) {
  const { page } = editor;
  if (await page.locator('.markers-panel').isVisible()) await page.keyboard.press('Control+J');
  await editor.command('Focus on Outline View');
  const files = page.locator('.pane-header[aria-expanded="true"]', { hasNotText: /Outline|Timeline/ });
  if ((await files.count()) > 0) await files.first().click();
  await editor.focus();
}

/**
 * What is checked in both windows: `look`, then a screenshot, then `leave` cleans up.
 * @type {{ name: string, picture: string, look: (editor: Editor) => Promise<void>, leave?: (editor: Editor) => Promise<void> }[]}
 */
const LOOKS = [
  {
    name: 'the outline, a lens and a hint tell what happened',
    picture: 'outline',
    async look(editor) {
      await editor.eventually('the hint', async () => /\+1 s/.test(await editor.text(11)));
      await shows(editor, outline, [
        `✗ licence at another serial number (31) · provision ${TOKEN}`,
        'request',
        'answer',
        'no token accepted (17)',
      ]);
      await shows(editor, lenses, [
        `✗ licence at another serial number (31) · provision ${TOKEN} · 1 s · 4 problems | Copy ticket | Show only its lines`,
      ]);
    },
  },
  {
    name: 'far to the right of a long line it is still seen where one is',
    picture: 'breadcrumbs',
    async look(editor) {
      await editor.goTo(30, 420);
      await shows(editor, breadcrumbs, [FILE, 'FGT (root)', 'answer', TOKEN]);
      await shows(editor, stickyLines, ['edit root', 'ftm_cfg_provision_token']);
    },
  },
  {
    name: 'the references of a token can be peeked at',
    picture: 'references',
    async look(editor) {
      await editor.goTo(10, 65);
      await editor.page.keyboard.press('Shift+F12');
      await shows(editor, peeked, ['provision token:', 'Provision token:', '"seed"', 'license']);
    },
    leave: editor => editor.leave(),
  },
  {
    name: 'everything but problems can be folded',
    picture: 'folded',
    async look(editor) {
      await editor.goTo(20);
      await editor.command('Fold Everything but Problems');
      const left = [1, 9, 11, 12, 14, 26, 28, 30, 31].join();
      await editor.eventually(
        `the lines ${left}`,
        async () => (await lineNumbers(editor.page)).join() === left,
      );
    },
    leave: editor => editor.command('Unfold All'),
  },
  {
    name: 'a payload is shown beside the log, laid out, its seed masked',
    picture: 'payload',
    async look(editor) {
      await editor.goTo(26, 20);
      await editor.command('Show the Payload');
      // The log contains the words of the payload, too.
      await editor.waitForTab(VIEW);
      await shows(editor, activeText, ['"code_expire": 4320', `"seed": "${'*'.repeat(SEED.length - 3)}`]);
      assert.ok(!(await activeText(editor.page)).join().includes(SEED), 'the seed is shown');
    },
    leave: editor => editor.closeFile(VIEW),
  },
  {
    name: 'logins are told apart, and the status sums them up',
    picture: 'logins',
    async look(editor) {
      await editor.openFile(path.basename(LOGIN));
      // Until the cursor moves, VS Code highlights words by the previous language of the file.
      await editor.goTo(7);
      await shows(editor, lenses, [
        '✗ second code refused too · login user10 (SSL VPN)',
        '✓ accepted after the next code · login user11',
      ]);
      await shows(editor, outline, ['login user10', "the token's clock had drifted"]);
      await editor.page.locator('[id="status.languageStatus"]').hover();
      await shows(editor, status, ['errors: 1, notes: 1', 'all 13 lines read']);
    },
    async leave(editor) {
      await editor.leave();
      await editor.closeFile(path.basename(LOGIN));
    },
  },
];

/**
 * Waits until `read` returns all of these texts.
 * @param {Editor} editor
 * @param {(page: import('playwright-core').Page) => Promise<string[]>} read
 * @param {string[]} expected
 */
async function shows(editor, read, expected) {
  /** @type {string[]} */
  let last = [];
  const all = async () => {
    last = await read(editor.page);
    return expected.every(one => last.some(text => text.includes(one)));
  };
  await editor
    .eventually('', all)
    .catch(() => assert.fail(`${expected.join(' | ')} is not all in: ${last.join(' | ')}`));
}

/** @type {Step[]} */
export const steps = [
  ['there is room for the outline', showOutline],
  ...THEMES.flatMap(theme => [
    /** @type {Step} */ ([
      `the window is ${theme.name}`,
      editor => editor.chooseTheme(theme.choose, theme.kind),
    ]),
    ...LOOKS.map(
      /** @returns {Step} */ ({ name, picture, look, leave }) => [
        `${theme.name}: ${name}`,
        async editor => {
          await look(editor);
          await editor.screenshot(`${picture}-${theme.name}`);
        },
        leave,
      ],
    ),
  ]),
];
