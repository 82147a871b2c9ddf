// How a user sees what happened: the trees beside the text and the picture, by keyboard alone, in four themes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FILE } from './seed.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */
/** @typedef {import('./seed.mjs').Step} Step */
/** @typedef {import('playwright-core').Frame} Frame */

/** A fixture with user names that a page or a label could mistake for markup. */
export const HOSTILE = 'hostile-names.log';
/** A login that is denied and one that is accepted. */
export const TWO_USERS = 'captures/fnbamd-two-users.log';
/** Logins of four users, each of whom is denied twice or accepted twice. */
export const MANY = 'logins.log';
/** The text of that capture. */
export function manyLogins() {
  return Array.from({ length: 8 }, (_, index) => {
    const [user, request, isDenied] = [`user${index % 4}`, 7500000001 + index, index % 4 < 2];
    return [
      `2025-03-01 08:2${index}:00 [1958] handle_req-Rcvd auth req ${request} for ${user} in vpn-staff opt=00200421 prot=11`,
      `2025-03-01 08:2${index}:01 [296] find_matched_usr_grps-${isDenied ? 'Failed' : 'Passed'} group matching`,
      `2025-03-01 08:2${index}:01 [217] fnbamd_comm_send_result-Sending result ${isDenied ? 1 : 0} (nid 0) for req ${request}, len=2540`,
    ]
      .map(line => `${line}\n`)
      .join('');
  }).join('');
}
/** The compressed capture: VS Code does not show it as text. */
export const ARCHIVE = 'archive.log.gz';
/** A compressed capture that takes seconds to read. */
export const LONG_ARCHIVE = 'long.log.gz';

const TITLE = 'Show What Happened';
const REFUSED = 'FTKMOB947FDC1754: licence registered to another serial number';
const MARKUP = '<img/src=x/onerror=window.ran=1>';
/** Maximum number of page elements that a slow machine still draws without delay. */
const MAX_NODES = 1500;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @type {{ choose: string, kind: 'vs' | 'vs-dark' | 'hc-black' | 'hc-light' }[]} */
const THEMES = [
  { choose: 'Light Modern', kind: 'vs' },
  { choose: 'Dark Modern', kind: 'vs-dark' },
  { choose: 'Dark High Contrast', kind: 'hc-black' },
  { choose: 'Light High Contrast', kind: 'hc-light' },
];

/** The page of the picture, once it shows something. @param {Editor} editor @returns {Promise<Frame>} */
async function picture(editor) {
  /** @type {Frame | undefined} */
  let found;
  await editor.eventually('the picture', async () => {
    for (const frame of editor.page.frames())
      if (
        (await frame
          .locator('#page h1')
          .count()
          .catch(() => 0)) > 0
      )
        found = frame;
    return found !== undefined;
  });
  return /** @type {Frame} */ (found);
}

/** Waits until the heading of the picture contains these words. @param {Editor} editor @param {string} words */
async function says(editor, words) {
  await editor.eventually(`the picture of ${words}`, async () =>
    ((await (await picture(editor)).locator('#page h1').textContent()) ?? '').includes(words),
  );
}

/** Waits until the page says, in place of a picture, a text that matches. @param {Editor} editor @param {RegExp} expected */
async function saysInstead(editor, expected) {
  /** @type {Frame | undefined} */
  let found;
  await editor.eventually(`a message like ${expected}`, async () => {
    for (const frame of editor.page.frames()) {
      const texts = await frame
        .locator('#page [role=status]')
        .allInnerTexts()
        .catch(() => []);
      if (texts.some(text => expected.test(text))) found = frame;
    }
    return found !== undefined;
  });
  return /** @type {Frame} */ (found);
}

/** Opens a compressed capture with its incidents. @param {Editor} editor @param {string} name */
async function openArchive(editor, name) {
  await editor.openFile(name);
  await editor.command('View: Reopen Editor With...');
  // The list of editors opens a moment later; keys typed before that are lost.
  await editor.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'FortiOS Incidents' }).click();
}

/** Waits until the accessible text of the selected row matches. @param {Editor} editor @param {RegExp} expected */
async function marks(editor, expected) {
  const frame = await picture(editor);
  const marked = frame.locator('#steps [aria-selected=true]');
  await editor.eventually(`a row like ${expected}`, async () =>
    expected.test(
      (await marked
        .first()
        .getAttribute('aria-label', { timeout: 100 })
        .catch(() => '')) ?? '',
    ),
  );
}

/** Waits until the cursor is in a line. @param {Editor} editor @param {number} line */
async function cursorIn(editor, line) {
  const place = editor.page.locator('[id="status.editor.selection"]');
  await editor.eventually(`the cursor in line ${line}`, async () =>
    (await place.innerText()).includes(`Ln ${line},`),
  );
}

/** Waits until the text has the focus. @param {Editor} editor */
const inEditor = editor =>
  editor.page.locator('.editor-group-container .monaco-editor.focused').first().waitFor();

/** Returns the violations that axe finds in the page of the picture. @param {Frame} frame @returns {Promise<string[]>} */
async function faultsIn(frame) {
  await frame.evaluate(AXE);
  return frame.evaluate(async () => {
    // @ts-expect-error axe was injected into the page
    const { violations } = await globalThis.axe.run(document.body, { rules: { region: { enabled: false } } });
    return violations.map(
      (/** @type {any} */ one) =>
        `${one.id}: ${one.nodes.map((/** @type {any} */ node) => `${node.html} ${node.failureSummary}`).join(' ')}`,
    );
  });
}

/** Reloads the window with the editors that were open. @param {Editor} editor */
async function reload(editor) {
  // An address with a file opens that file instead of the previous editors.
  const address = new URL(editor.page.url());
  address.searchParams.delete('payload');
  await editor.page.goto(address.href);
}

/** @type {Step[]} */
export const steps = [
  [
    'the trees list the incident, its steps, who took part and the secret',
    async editor => {
      const views = {
        Incidents: 'provision FTKMOB947FDC1754',
        Steps: 'connected',
        'Units, Tokens and Users': 'cluster member not registered',
        'Before You Share': 'Line 26',
      };
      await editor.goTo(28);
      for (const [view, row] of Object.entries(views)) {
        await editor.command(`Focus on ${view} View`);
        const rows = editor.page.locator('.pane .monaco-list-row', { hasText: row });
        await rows.first().waitFor();
      }
    },
  ],
  [
    'the picture is driven by the keyboard: to the failure, to its line, and back',
    async editor => {
      await editor.goTo(28);
      await editor.command(TITLE);
      await says(editor, REFUSED);
      const frame = await picture(editor);
      await frame.locator('#steps').focus();
      for (let i = 0; i < 5; i++) await editor.page.keyboard.press('ArrowDown');
      await marks(editor, /^Failed: 04:10:04, line 30, FortiToken Mobile service to FortiGate: /);
      await editor.page.keyboard.press('ArrowUp');
      await marks(editor, /line 26, FortiGate to FortiToken Mobile service: request sent/);
      await editor.page.keyboard.press('Enter');
      await inEditor(editor);
      await cursorIn(editor, 26);
    },
  ],
  [
    'every action of the picture is reached by the Tab key, and the whole capture leads back by Enter',
    async editor => {
      const frame = await picture(editor);
      await frame.locator('#steps').focus();
      const reached = new Set();
      for (let i = 0; i < 30; i++) {
        await editor.page.keyboard.press(i < 4 ? 'Shift+Tab' : 'Tab');
        const named = frame.locator('button:focus, summary:focus, [role=listbox]:focus');
        if ((await named.count()) > 0)
          reached.add((await named.getAttribute('aria-label')) ?? (await named.innerText()));
      }
      for (const name of [
        'Copy ticket',
        'Whole capture',
        'More actions',
        'Steps',
        'All 11 steps, causes and sources',
        'Commands',
      ])
        assert.ok(reached.has(name), `${name} is not among ${[...reached].join(', ')}`);
      await frame.getByRole('button', { name: 'More actions' }).focus();
      await editor.page.keyboard.press('Enter');
      await editor.page.keyboard.press('End');
      const entry = frame.locator('[role=menuitem]:focus');
      assert.equal(await entry.innerText(), 'Show only its lines');
      assert.deepEqual(await faultsIn(frame), []);
      await editor.page.keyboard.press('Escape');
      await frame.locator('button:focus', { hasText: '…' }).waitFor();
      await frame.getByText('All 11 steps, causes and sources').focus();
      await editor.page.keyboard.press('Enter');
      await frame.getByRole('link', { name: /Customer Service Tip/ }).waitFor();
      await frame.getByRole('button', { name: 'Whole capture' }).focus();
      await editor.page.keyboard.press('Enter');
      await says(editor, '✗ licence at another serial number (31)');
      await frame.locator('#steps:focus').waitFor();
      await editor.page.keyboard.press('ArrowDown');
      await marks(editor, /^Failed, licence at another serial number/);
      await editor.page.keyboard.press('Enter');
      await says(editor, REFUSED);
      await editor.goTo(28);
    },
  ],
  [
    'what the cursor is at is marked in the picture, which does not take the focus',
    async editor => {
      await editor.goTo(11, 5);
      await marks(editor, /line 11, .*connected/);
      await inEditor(editor);
    },
  ],
  ...THEMES.map(
    /** @returns {Step} */ ({ choose, kind }) => [
      `axe finds nothing in the picture, which is small: ${choose}`,
      async editor => {
        await editor.chooseTheme(choose, kind);
        const frame = await picture(editor);
        const found = await faultsIn(frame);
        await editor.screenshot(`incident-${kind}`);
        assert.deepEqual(found, []);
        assert.ok((await frame.locator('*').count()) < MAX_NODES);
      },
    ],
  ),
  [
    'names that look like markup are text, and nothing else runs in the page',
    async editor => {
      await editor.openFile(HOSTILE);
      await editor.goTo(2);
      await says(editor, MARKUP);
      const frame = await picture(editor);
      const tried = await frame.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = 2';
        const handler = document.createElement('div');
        handler.setAttribute('onclick', 'window.ran = 3');
        document.body.append(script, handler);
        handler.click();
        const image = new Image();
        const loaded = await new Promise(resolve => {
          image.onload = () => resolve(true);
          image.onerror = () => resolve(false);
          image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
        });
        script.remove();
        handler.remove();
        // @ts-expect-error injected markup that ran would have set it
        return { ran: globalThis.ran ?? 0, loaded, images: document.querySelectorAll('#page img').length };
      });
      assert.deepEqual(tried, { ran: 0, loaded: false, images: 0 });
      await frame.locator('#steps').focus();
      await editor.page.keyboard.press('ArrowRight');
      await says(editor, '[a](command:x)<U+202E>');
      // On a busy machine a key can be lost between the window and its page; a second one does no harm here.
      await editor.eventually('the failure', async () => {
        await frame.locator('#steps').focus();
        await editor.page.keyboard.press('f');
        return ((await frame.locator('#page h1').textContent()) ?? '').includes(MARKUP);
      });
      await editor.page.keyboard.press('c');
      await editor.eventually('the comparison', async () => (await frame.locator('.parting').count()) === 1);
      await editor.page.keyboard.press('Escape');
      await inEditor(editor);
    },
    async editor => {
      await editor.closeFile(HOSTILE);
      await editor.waitForTab(FILE);
    },
  ],
  [
    'a comparison stays while both of its lists are used, and breaks no time',
    async editor => {
      await editor.openFile(path.basename(TWO_USERS));
      await editor.focus();
      await editor.page.keyboard.press('F8');
      await editor.command('Compare with the Last Success');
      const frame = await picture(editor);
      await frame.locator('#good').waitFor();
      const heading = await frame.locator('#page h1').textContent();
      await frame.locator('#good [role=option]').nth(1).click();
      await frame.locator('#good').focus();
      for (const [key, marked] of /** @type {const} */ ([
        ['ArrowDown', '#good-2'],
        ['Home', '#good-0'],
        ['End', '#good-2'],
        ['ArrowLeft', '#steps:focus'],
        ['End', '#steps-2'],
      ])) {
        await editor.page.keyboard.press(key);
        await frame.locator(marked.startsWith('#good') ? `${marked}[aria-selected=true]` : marked).waitFor();
      }
      assert.deepEqual(await faultsIn(frame), []);
      await editor.page.keyboard.press('Enter');
      await inEditor(editor);
      await cursorIn(editor, 10);
      assert.ok(await frame.locator('#good').isVisible());
      assert.equal(await frame.locator('#page h1').textContent(), heading);
      const broken = await frame
        .locator('.when, .where')
        .evaluateAll(all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent));
      assert.deepEqual(broken, []);
      await frame.getByRole('button', { name: 'End the comparison' }).click();
      await frame.locator('#good').waitFor({ state: 'detached' });
    },
    async editor => {
      await editor.focus();
      await editor.closeFile(path.basename(TWO_USERS));
      await editor.waitForTab(FILE);
    },
  ],
  [
    'the whole capture is grouped by cause, and a box filters it by the words of a filter',
    async editor => {
      await editor.openFile(MANY);
      await editor.command(TITLE);
      const frame = await picture(editor);
      await frame
        .getByRole('button', { name: 'More actions' })
        .or(frame.locator('#filter'))
        .first()
        .waitFor();
      if (!(await frame.locator('#filter').isVisible())) {
        await frame.getByRole('button', { name: 'More actions' }).click();
        await frame.getByRole('menuitem', { name: 'Whole capture' }).click();
      }
      await frame.locator('#filter').focus();
      const rows = async () =>
        (await frame.locator('.row').allInnerTexts()).map(row => row.replace(/\s+/g, ' '));
      await editor.eventually('two groups', async () => (await frame.locator('.group').count()) === 2);
      await editor.page.keyboard.type('user:user1 failed');
      await editor.eventually(
        'the failed logins of a user',
        async () => (await frame.locator('.note').first().textContent()) === '2 of 8 incidents',
      );
      assert.equal((await rows()).length, 3, (await rows()).join('\n'));
      await editor.page.keyboard.press('ArrowDown');
      await editor.page.keyboard.press('ArrowLeft');
      await editor.eventually('a folded group', async () => (await rows()).length === 1);
      await editor.page.keyboard.press('ArrowRight');
      await editor.eventually('an unfolded group', async () => (await rows()).length === 3);
      assert.deepEqual(await faultsIn(frame), []);
      await editor.page.keyboard.press('ArrowRight');
      await editor.page.keyboard.press('Enter');
      await says(editor, 'user1');
    },
    async editor => {
      await editor.focus();
      await editor.closeFile(MANY);
      await editor.waitForTab(FILE);
    },
  ],
  [
    'after a reload of the window the picture is there again',
    async editor => {
      await editor.goTo(28);
      await says(editor, REFUSED);
      await reload(editor);
      await editor.page.locator('.monaco-editor .view-line').first().waitFor();
      await picture(editor);
      // VS Code can restore an earlier set of editors: the picture follows the active capture.
      await editor.focus();
      await editor.openFile(FILE);
      await editor.goTo(28);
      await says(editor, REFUSED);
    },
  ],
  [
    'without its capture the picture says what to do, and axe finds nothing',
    async editor => {
      await editor.focus();
      // Captures of earlier steps can be open, too. The picture is in another group.
      await editor.command('View: Close All Editors in Group');
      const frame = await saysInstead(editor, /The capture is not open/);
      assert.deepEqual(await faultsIn(frame), []);
      await editor.screenshot('gone');
    },
    async editor => {
      // Without its capture, the tab has a general name.
      await editor.command('View: Close All Editors');
      await editor.openFile(FILE);
    },
  ],
  [
    'an archive is opened with its incidents, in which axe finds nothing',
    async editor => {
      await openArchive(editor, ARCHIVE);
      await says(editor, 'licence at another serial number (31)');
      assert.deepEqual(await faultsIn(await picture(editor)), []);
    },
    async editor => {
      await editor.closeFile(ARCHIVE);
    },
  ],
  [
    'reading an archive is stopped, and axe finds nothing before or after',
    async editor => {
      await openArchive(editor, LONG_ARCHIVE);
      const reading = await saysInstead(editor, /^Reading /);
      assert.deepEqual(await faultsIn(reading), []);
      await reading.getByRole('button', { name: 'Stop' }).click();
      const stopped = await saysInstead(editor, /was stopped/);
      assert.deepEqual(await faultsIn(stopped), []);
      await editor.screenshot('stopped');
    },
    async editor => {
      await editor.closeFile(LONG_ARCHIVE);
    },
  ],
];

/** @type {Step[]} */
export const restricted = [
  [
    'in Restricted Mode what happened is shown beside the capture',
    async editor => {
      await editor.goTo(28);
      await editor.command(TITLE);
      await says(editor, REFUSED);
    },
    async editor => {
      await editor.page.locator('.tab', { hasText: 'Incident: ' }).click({ button: 'middle' });
    },
  ],
];
