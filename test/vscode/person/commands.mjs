// Runs each command as a user does: from the command palette, and from the menus and buttons that offer it.
import assert from 'node:assert/strict';
import { FILE } from './seed.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */
/** @typedef {import('./seed.mjs').Step} Step */

/** A fixture that is not open in an editor. */
const CLOSED = 'sslvpn-drift.log';
const SUBMENU = 'FortiOS Debug';

/**
 * The expected result of a command, and how to close it.
 * @typedef {{ done: (editor: Editor, file: string) => Promise<void>, leave?: (editor: Editor, file: string) => Promise<void> }} Outcome
 */

/** @type {(name: (file: string) => string) => Outcome} */
const opensTab = name => ({
  done: (editor, file) =>
    editor.page
      .locator('.tab', { hasText: name(file) })
      .first()
      .waitFor(),
  leave: (editor, file) => editor.closeFile(name(file)),
});

/** @type {(title: string) => Outcome} */
const asksForFile = title => ({
  done: editor => editor.page.locator('.quick-input-titlebar', { hasText: title }).waitFor(),
  leave: editor =>
    editor.eventually('the end of the question', async () => {
      await editor.page.keyboard.press('Escape');
      await editor.settled();
      return !(await editor.page.locator('.quick-input-widget').isVisible());
    }),
});

/** @param {Editor} editor */
async function hidePanel({ page }) {
  const panel = page.locator('.part.panel');
  if (await panel.isVisible()) await page.keyboard.press('Control+J');
  await panel.waitFor({ state: 'hidden' });
}

/** Returns the number of a folded line near the cursor. @param {Editor} editor */
const foldedNumber = editor =>
  editor.page.locator('.editor-group-container.active .line-numbers', { hasText: /^24$/ }).first();

/** @type {Record<string, Outcome>} */
const OUTCOMES = {
  'Open Report': opensTab(file => `Report on ${file}`),
  'Save Report…': asksForFile('Save the Report'),
  'Show Redacted Copy': opensTab(file => `${file} ↔ redacted`),
  'Save a Redacted Copy…': asksForFile('Save'),
  'Show the Payload or Dump at the Cursor': opensTab(file => `${file}-line-26.json`),
  'Copy Redacted': {
    done: editor =>
      editor.eventually('a redacted copy in the clipboard', async () => {
        const text = await editor.clipboard();
        return text.includes('ftm_fc_provision_token') && !text.includes('A84E2CAAD3BCEA97');
      }),
  },
  'Filter Lines…': asksForFile('Filter lines of'),
  'Go to the First Failure': { done: editor => isAt(editor, 'Ln 30, Col 391') },
  'Fold Everything but Problems': {
    done: editor => foldedNumber(editor).waitFor({ state: 'detached' }),
  },
  'Unfold Everything': { done: editor => foldedNumber(editor).waitFor() },
  'Show What Happened': opensTab(() => 'Incident: '),
  'Open the Example': {
    ...opensTab(() => 'failed-activation.fgtlog'),
    leave: editor => editor.closeFile('failed-activation.fgtlog'),
  },
  'Show Log': {
    done: editor => editor.page.locator('.panel .output-view').first().waitFor(),
    leave: editor => hidePanel(editor),
  },
};

/** The commands that each place offers; each command is run once, from the first place that offers it. */
const TEXT_MENU = [
  'Show What Happened',
  'Filter Lines…',
  'Go to the First Failure',
  'Show the Payload or Dump at the Cursor',
  'Open Report',
  'Show Redacted Copy',
  'Copy Redacted',
];
const BUTTONS = ['Show What Happened', 'Filter Lines…', 'Open Report', 'Fold Everything but Problems'];
const MORE_MENU = ['Show Redacted Copy', 'Save a Redacted Copy…', 'Save Report…'];
const FILE_MENU = [
  'Show What Happened',
  'Open Report',
  'Show Redacted Copy',
  'Save a Redacted Copy…',
  'Save Report…',
];
/** @param {Editor} editor @param {string} place */
async function isAt(editor, place) {
  const selection = editor.page.locator('[id="status.editor.selection"]');
  await editor.eventually(`the cursor at ${place}`, async () =>
    (await selection.innerText()).startsWith(place),
  );
}

/**
 * Chooses an entry of the open menu; VS Code ignores a click right after a menu opened.
 * @param {Editor} editor
 * @param {string} name
 */
async function takeEntry(editor, name) {
  const menus = editor.page.locator('.monaco-menu');
  const entry = menus.getByText(name, { exact: true }).last();
  await entry.waitFor();
  await editor.eventually(`the end of the menu with ${name}`, async () => {
    if (await entry.isVisible()) await entry.click({ timeout: 1000 }).catch(() => {});
    return (await menus.count()) === 0;
  });
}

/** @param {Editor} editor @param {string} name @param {string} [file] */
async function ends(editor, name, file = FILE) {
  const outcome = OUTCOMES[name];
  assert.ok(outcome, name);
  await outcome.done(editor, file);
  await outcome.leave?.(editor, file);
}

/** Shows the seed with the cursor in its request, and no list or panel. @param {Editor} editor */
async function inSeed(editor) {
  await editor.leave();
  if (!(await editor.isActive(FILE))) await editor.openFile(FILE);
  await editor.goTo(26, 20);
}

/**
 * A place that offers commands: how to open it, the names of its entries, and how to choose one.
 * @typedef {object} Place
 * @property {string} title
 * @property {readonly string[]} names
 * @property {readonly string[]} [later] those that replace a chosen one
 * @property {(editor: Editor) => Promise<unknown>} [open]
 * @property {(editor: Editor) => import('playwright-core').Locator} entries
 * @property {(editor: Editor, name: string) => Promise<void>} take chooses one of the visible entries
 * @property {string} [file] that its commands are about
 */

/** @type {Omit<Place, 'title' | 'names'>} */
const MENU = {
  entries: editor => editor.page.locator('.monaco-menu .action-label'),
  take: takeEntry,
};

/** @type {(target: (editor: Editor) => import('playwright-core').Locator) => Omit<Place, 'title' | 'names'>} */
const submenuOf = target => ({
  ...MENU,
  open: async editor => {
    await target(editor).click({ button: 'right' });
    await editor.page.locator('.monaco-menu').getByText(SUBMENU, { exact: true }).hover();
  },
});

/** @type {(editor: Editor) => import('playwright-core').Locator} */
const buttons = editor => editor.page.locator('.editor-group-container.active .editor-actions .action-label');

/** It offers all commands; those that no other place offers are run from it. @type {Place} */
const PALETTE = {
  title: 'the palette',
  names: Object.keys(OUTCOMES),
  entries: editor => editor.page.locator('.quick-input-list .monaco-list-row'),
  take: (editor, name) => editor.command(`FortiOS Debug: ${name}`),
};

/** @type {Place[]} */
const PLACES = [
  {
    title: 'the menu of the text',
    names: TEXT_MENU,
    ...MENU,
    open: async editor => {
      const { x, y } = await editor.cursor();
      await editor.page.mouse.click(x + 2, y + 4, { button: 'right' });
    },
  },
  {
    title: 'the title',
    names: BUTTONS,
    later: ['Unfold Everything'],
    entries: buttons,
    take: (editor, name) =>
      buttons(editor)
        .and(editor.page.locator(`[aria-label^="${name}"]`))
        .click(),
  },
  {
    title: 'the menu of the title',
    names: MORE_MENU,
    ...MENU,
    open: editor => buttons(editor).and(editor.page.locator('[aria-label^="More Actions"]')).click(),
  },
  {
    title: 'the menu of a file',
    names: FILE_MENU,
    ...submenuOf(({ page }) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: CLOSED })),
    file: CLOSED,
  },
  {
    title: 'the menu of a tab',
    names: FILE_MENU,
    ...submenuOf(({ page }) => page.locator('.tab', { hasText: FILE }).first()),
  },
];

/** Returns the text of an entry, or the label of a button. @param {Element[]} entries */
const namesOf = entries => entries.map(one => `${one.getAttribute('aria-label') ?? ''}\n${one.textContent}`);

/** A place offers all its commands. @type {(place: Place) => Step} */
const has = ({ title, names, open, entries }) => [
  `${title} has its commands`,
  async editor => {
    await inSeed(editor);
    await open?.(editor);
    await editor.eventually(names.join(), async () => {
      const shown = (await entries(editor).evaluateAll(namesOf)).flatMap(both => both.split('\n'));
      return names.every(name => shown.some(one => one.startsWith(name)));
    });
  },
  editor => editor.leave(),
];

/** A command works from this place. @type {(name: string, place: Place) => Step} */
const works = (name, { title, open, take, file }) => [
  `${title}: ${name}`,
  async editor => {
    await inSeed(editor);
    await open?.(editor);
    await take(editor, name);
    await ends(editor, name, file);
  },
];

/** @type {Step[]} */
export const steps = [
  [
    'the files of the folder are shown',
    async editor => {
      await editor.command('View: Show Explorer');
      const header = (/** @type {boolean} */ isOpen) =>
        editor.page.locator(`.explorer-viewlet .pane-header[aria-expanded="${isOpen}"]`);
      const files = header(false).filter({ hasNotText: /Outline|Timeline/ });
      if ((await files.count()) > 0) await files.first().click();
      // It leaves no room for the files.
      const outline = header(true).filter({ hasText: 'Outline' });
      if ((await outline.count()) > 0) await outline.first().click();
      await editor.page.locator('.explorer-folders-view .monaco-list-row', { hasText: CLOSED }).waitFor();
    },
  ],
  ...PLACES.map(has),
  ...Object.keys(OUTCOMES).map(name => {
    const place = PLACES.find(({ names, later }) => names.includes(name) || later?.includes(name));
    return works(name, place ?? PALETTE);
  }),
  [
    'the files are hidden again',
    async editor => {
      await editor.toggleSideBar();
      await editor.settled();
    },
  ],
];
