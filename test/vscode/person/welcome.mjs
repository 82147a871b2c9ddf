// What a user sees right after installing the extension: the walkthrough, and the number of clicks to an explained problem.
import assert from 'node:assert/strict';

/** @typedef {import('./editor.mjs').Editor} Editor */
/** @typedef {import('./seed.mjs').Step} Step */

const TITLE = 'Read a FortiOS Debug Capture';
const STEPS = [
  'Open the example',
  'See what happened',
  'Follow the first step',
  'Share it redacted',
  'Record your own',
];
const MAX_CLICKS = 3;

/** The settings of a fresh profile, unlike those of the other windows. */
export const FRESH = { 'workbench.startupEditor': 'welcomePage' };

/** @param {Editor} editor @param {string} name */
const button = ({ page }, name) =>
  page.locator('.gettingStartedContainer .getting-started-step.expanded').getByRole('button', { name });

/** The text of the picture beside the capture; empty while there is none. @param {Editor} editor */
async function pictureText({ page }) {
  const texts = await Promise.all(
    page.frames().map(frame =>
      frame
        .locator('#page')
        .innerText({ timeout: 500 })
        .catch(() => ''),
    ),
  );
  return texts.join('\n');
}

/** @type {Step[]} */
export const steps = [
  [
    `three clicks lead from the welcome page to the first explained problem`,
    async editor => {
      const { page } = editor;
      let clicks = 0;
      const click = async (/** @type {import('playwright-core').Locator} */ what) => {
        await what.first().click();
        clicks++;
      };
      await click(page.locator('.gettingStartedContainer .getting-started-category', { hasText: TITLE }));
      await click(button(editor, 'Open the Example'));
      await click(page.locator('.codelens-decoration a', { hasText: 'licence at another serial number' }));
      await editor.eventually('the cause and the first step', async () =>
        /registered to another[\s\S]*Delete nothing yet/.test(await pictureText(editor)),
      );
      assert.ok(clicks <= MAX_CLICKS, `${clicks} clicks`);
    },
  ],
  [
    'the walkthrough has five steps with pictures, and each leads on',
    async editor => {
      const { page } = editor;
      await page.locator('.tab', { hasText: 'Walkthrough' }).first().click();
      const titles = await page.locator('.gettingStartedContainer .step-title').allInnerTexts();
      assert.deepEqual(titles, STEPS);
      await page.locator('.getting-started-step', { hasText: 'Follow the first step' }).first().click();
      await button(editor, 'Go to the First Failure').click();
      await editor.eventually('the hover on the failure', async () =>
        /registered to another/.test(
          (await page.locator('.monaco-editor .monaco-hover:not(.hidden)').allInnerTexts()).join(),
        ),
      );
    },
  ],
];
