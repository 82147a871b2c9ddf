// What is on the screen: for the seed without a click, a very long line, a large capture, and files that are not captures.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/tools.mjs';
import { VIEWPORT } from '../harness/page.mjs';
import { FILE, LANGUAGE } from './seed.mjs';
import { status } from './surroundings.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */

const INCIDENT = 'Incident: provision FTKMOB947FDC1754';
const REASON = 'licence at another serial number';
const LONG_LINE = 'long-line.log';
const LARGE = 'large.log';
const ERRORS = 1905;
/** About 2.5 KB each: 5 MB together. */
const LINES_BETWEEN = 38;
/** The width of half a screen, in pixels. */
const NARROW = 700;
const FOREIGN = 'softmax_debug.log';
const PROSE = 'howto.txt';
const UNNAMED = 'session.out';
/** A fixture that is not open in an editor. */
const CLOSED = 'sslvpn-drift.log';

const SEED = readFileSync(path.join(ROOT, 'test', 'fixtures', FILE), 'utf8');
const ANSWER = SEED.split('\n')[29] ?? '';

/** The answer of the seed, after 20 KB of other tokens in the same line. */
function longAnswer() {
  const tokens = Array.from(
    { length: 400 },
    (_, at) => `{"token":"FTKMOB00000${String(at).padStart(5, '0')}","error":null}`,
  );
  return ANSWER.replace('"tokens":[', `"tokens":[${tokens.join(',')},`);
}

/** Writes the files that the steps open besides the seed. @param {string} folder */
export function writeFiles(folder) {
  const lines = SEED.split('\n');
  writeFileSync(path.join(folder, LONG_LINE), [...lines.slice(0, 29), longAnswer(), ''].join('\n'));
  const idle = Array.from(
    { length: LINES_BETWEEN },
    (_, at) => `2024-03-30 04:10:05 ftm_fc_comm_poll[${at}]:idle`,
  );
  const once = [ANSWER, ...idle, ''].join('\n');
  writeFileSync(path.join(folder, LARGE), lines.slice(0, 29).join('\n') + '\n' + once.repeat(ERRORS));
  writeFileSync(path.join(folder, FOREIGN), 'step 12: loss 0.31, softmax ok\n'.repeat(40));
  writeFileSync(
    path.join(folder, PROSE),
    'To see why a login fails, open the console and type these commands:\n\ndiagnose debug application fnbamd -1\ndiagnose debug enable\n\nThen let the user log in and look at the end of what it prints.\n',
  );
  writeFileSync(path.join(folder, UNNAMED), SEED);
}

/** The hints at the ends of visible lines. @param {Editor} editor */
const lineEnds = async editor => {
  const texts = await editor.page.locator('.view-lines span', { hasText: '←' }).allInnerTexts();
  return texts.map(text => text.replace(/\u00a0/g, ' '));
};

/** Fails unless a part of the window is completely on the screen. @param {Editor} editor @param {string} selector */
async function isOnScreen(editor, selector) {
  const box = await editor.page.locator(selector).first().boundingBox();
  const size = editor.page.viewportSize();
  assert.ok(box && size, `${selector} is not there`);
  const inside =
    box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
  assert.ok(inside, `${selector} is not whole on the screen: ${JSON.stringify(box)}`);
}

/** Where the cursor is, as `line:column`. @param {Editor} editor */
async function placeOfCursor(editor) {
  const output = await editor.page.locator('[id="status.editor.selection"]').innerText();
  const [, line, column] = /Ln (\d+), Col (\d+)/.exec(output) ?? [];
  return `${line}:${column}`;
}

/** @param {Editor} editor */
async function lineOfCursor(editor) {
  return Number.parseInt(await placeOfCursor(editor));
}

/** Waits until the cursor is at a place and visible. @param {Editor} editor @param {string} place */
async function comesTo(editor, place) {
  await editor.eventually(`the cursor at ${place}`, async () => (await placeOfCursor(editor)) === place);
  // The view of the problem may still be opening.
  await editor.settled();
}

/** @type {import('./seed.mjs').Step[]} */
export const steps = [
  [
    'the first screen of the seed says without a click what went wrong',
    async editor => {
      await editor.goTo(1);
      await editor.eventually('the reason at the end of the line', async () =>
        (await lineEnds(editor)).some(text => text.includes(REASON)),
      );
      await editor.screenshot('first-screen');
    },
  ],
  [
    'in half of the screen, the reason is whole, too',
    async editor => {
      const { page } = editor;
      await page.setViewportSize({ ...VIEWPORT, width: NARROW });
      await editor.goTo(30, 420);
      await editor.eventually('the reason', async () => (await lineEnds(editor)).length > 0);
      const reason = page.locator('.view-lines span', { hasText: '←' }).last();
      const [box, text] = [
        await reason.boundingBox(),
        await page.locator('.view-lines').first().boundingBox(),
      ];
      assert.ok(box && text && box.x + box.width <= text.x + text.width, JSON.stringify({ box, text }));
      await editor.screenshot('narrow');
    },
    editor => editor.page.setViewportSize(VIEWPORT),
  ],
  [
    'F8 leads to each problem, the error first, and shows the whole of it',
    async editor => {
      await editor.goTo(1);
      for (const place of ['30:391', '26:293', '30:199', '30:306', '30:391']) {
        await editor.page.keyboard.press('F8');
        await comesTo(editor, place);
        await isOnScreen(editor, '.monaco-editor .marker-widget');
        await isOnScreen(editor, '.monaco-editor .cursors-layer .cursor');
      }
      await editor.screenshot('f8');
    },
    async editor => {
      await editor.page.keyboard.press('Escape');
      await editor.leave();
    },
  ],
  [
    'F8 leads into a line of 20 KB, and the place is on the screen',
    async editor => {
      await editor.openFile(LONG_LINE);
      await editor.waitForLanguage(LANGUAGE);
      await editor.goTo(1);
      await editor.page.locator('.codelens-decoration').first().waitFor();
      // After the 20 KB: the error, and the damaged JSON.
      for (const words of ['{"error_code":31', 'license":null']) {
        const place = `30:${longAnswer().lastIndexOf(words) + 1}`;
        await editor.eventually(`the cursor at ${place}`, async () => {
          await editor.page.keyboard.press('F8');
          await editor.settled();
          return (await placeOfCursor(editor)) === place;
        });
        await isOnScreen(editor, '.monaco-editor .cursors-layer .cursor');
      }
    },
    async editor => {
      await editor.page.keyboard.press('Escape');
      await editor.closeFile(LONG_LINE);
    },
  ],
  [
    'F8 reaches every place of an error that comes 1,905 times',
    async editor => {
      await editor.openFile(LARGE);
      await editor.waitForLanguage(LANGUAGE);
      await editor.problems(2);
      const last = 30 + ERRORS * (LINES_BETWEEN + 1);
      await editor.goTo(Math.floor(0.95 * last));
      /** @type {number[]} */
      const reached = [];
      await editor.eventually('three places in the last tenth', async () => {
        await editor.page.keyboard.press('F8');
        await editor.settled();
        const line = await lineOfCursor(editor);
        if (reached[reached.length - 1] !== line) reached.push(line);
        return reached.length >= 3;
      });
      assert.ok(
        reached.every(line => line > 0.9 * last),
        `the places are ${reached.join()} of ${last}`,
      );
      await editor.screenshot('large');
    },
    editor => editor.closeFile(LARGE),
  ],
  [
    "another program's log and a text with commands stay what they are",
    async editor => {
      await editor.openFile(FOREIGN);
      await editor.settled();
      assert.equal(await editor.language(), 'Log');
      await editor.openFile(PROSE);
      await editor.settled();
      assert.equal(await editor.language(), 'Plain Text');
    },
    async editor => {
      await editor.closeFile(FOREIGN);
      await editor.closeFile(PROSE);
    },
  ],
  [
    'a capture is recognised whatever its name, and stays switched back',
    async editor => {
      const { page } = editor;
      await editor.openFile(UNNAMED);
      await editor.waitForLanguage(LANGUAGE);
      await page.locator('[id="status.editor.mode"]').click();
      await page.locator('.quick-input-widget').waitFor();
      await page.keyboard.type('Plain Text');
      await page.keyboard.press('Enter');
      await editor.waitForLanguage('Plain Text');
      await editor.closeFile(UNNAMED);
      await editor.openFile(UNNAMED);
      await editor.settled();
      assert.equal(await editor.language(), 'Plain Text');
    },
    editor => editor.closeFile(UNNAMED),
  ],
  [
    'the links of a hover copy the commands and the ticket, lead to lines and show every step',
    async editor => {
      const { page } = editor;
      const click = async (/** @type {RegExp} */ name) => {
        await editor.hover(30, 420, /All \d+ steps/);
        await page.locator('.monaco-hover:not(.hidden) a', { hasText: name }).first().click();
        await editor.settled();
      };
      await editor.openFile(FILE);
      await click(/Copy \d+ commands/);
      const copied = (/** @type {RegExp} */ words) =>
        editor.eventually(`${words} in the clipboard`, async () => words.test(await editor.clipboard()));
      await copied(/show user fortitoken FTKMOB947FDC1754/);
      await click(/Copy ticket/);
      await copied(/FTKMOB947FDC1754/);
      await click(/Lines 9/);
      await editor.eventually('the cursor on line 9', async () => (await lineOfCursor(editor)) === 9);
      await click(/All \d+ steps/);
      // Beside the capture, which keeps the focus.
      await page.locator('.tab.active', { hasText: INCIDENT }).waitFor();
    },
    editor => editor.closeFile(INCIDENT),
  ],
  [
    'the code of a problem opens the page on its rule',
    async editor => {
      await editor.openFile(FILE);
      await editor.problems(4);
      await editor.page
        .locator('.markers-panel .marker-code', { hasText: 'ftm/token-not-of-product' })
        .click({ modifiers: ['Control'] });
      await editor.waitForTab('token-not-of-product.md');
      const shows = (/** @type {import('playwright-core').Frame} */ frame) =>
        frame.getByRole('heading', { name: 'Next steps' }).count();
      await editor.eventually('the page', async () =>
        (await Promise.all(editor.page.frames().map(shows))).some(count => count > 0),
      );
      await editor.screenshot('rule-page');
    },
    editor => editor.closeFile('token-not-of-product.md'),
  ],
];

/** Adds site knowledge to a folder; if it is loaded, it reports one more problem in the seed. @param {string} folder */
export function writeKnowledge(folder) {
  const entry = {
    id: 'site/packet',
    title: 'A packet came',
    severity: 'warning',
    match: { text: 'receive packet success' },
    examples: { match: [SEED.split('\n').find(line => line.includes('receive packet success'))] },
  };
  mkdirSync(path.join(folder, '.fortios-debug'));
  writeFileSync(path.join(folder, '.fortios-debug', 'team.json'), JSON.stringify([entry]));
}

/** In a window that does not trust its folder. @type {import('./seed.mjs').Step[]} */
export const restricted = [
  [
    'in Restricted Mode the problems are there, with the reason of the error',
    async editor => {
      await editor.waitForLanguage(LANGUAGE);
      await editor.eventually('four problems', async () => (await editor.problems(4)).length === 4);
      await editor.page.getByText('Restricted Mode', { exact: true }).waitFor();
      await editor.goTo(30, 400);
      await editor.eventually('the reason at the end of the line', async () =>
        (await lineEnds(editor)).some(text => text.includes(REASON)),
      );
    },
  ],
  [
    "in Restricted Mode the folder's own knowledge is not loaded, and the status says so",
    async editor => {
      await editor.page.locator('[id="status.languageStatus"]').hover();
      await editor.eventually('the status', async () =>
        (await status(editor.page)).some(text => text.includes('Not loaded: the workspace is not trusted')),
      );
      await editor.screenshot('restricted-knowledge');
      await editor.leave();
      const problems = await editor.problems(4);
      assert.ok(!problems.some(problem => JSON.stringify(problem).includes('A packet came')));
    },
  ],
  [
    'the menu of a file in the explorer opens a report on it',
    async editor => {
      const { page } = editor;
      const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: CLOSED });
      await file.click({ button: 'right' });
      await page.locator('.monaco-menu').getByText('FortiOS Debug', { exact: true }).hover();
      const item = page.locator('.monaco-menu').getByText('Open Report', { exact: true });
      await item.waitFor();
      // VS Code ignores a click right after a menu opened: it may be the end of the click that opened it.
      await editor.eventually('the report', async () => {
        if (await item.isVisible()) await item.click();
        return page.locator('.tab', { hasText: `Report on ${CLOSED}` }).isVisible();
      });
      await editor.screenshot('restricted');
    },
  ],
];
