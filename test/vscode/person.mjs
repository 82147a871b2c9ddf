// Drives the packaged extension as a user would: installs the .vsix into a fresh VS Code, opens a capture, reads and
// clicks. The expectations are in the files of person/. node test/vscode/person.mjs [FILE.vsix]
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  add,
  explain,
  isMain,
  main,
  NONE,
  one,
  ROOT,
  say,
  seconds,
  temporaryFolder,
  totals,
} from '../../scripts/tools.mjs';
import { packagePath } from '../../scripts/package.mjs';
import { EMBEDDED, installServer } from './harness/install.mjs';
import { ensureChromium } from './harness/chromium.mjs';
import { openPage } from './harness/page.mjs';
import { installVsix, startServer, windowUrl } from './harness/server.mjs';
import { steps as commanding } from './person/commands.mjs';
import { Editor } from './person/editor.mjs';
import {
  ARCHIVE,
  HOSTILE,
  LONG_ARCHIVE,
  MANY,
  manyLogins,
  restricted as restrictedIncidents,
  steps as incidents,
  TWO_USERS,
} from './person/incidents.mjs';
import { LOGIN, steps as navigation } from './person/navigation.mjs';
import { steps as printing } from './person/report.mjs';
import { restricted, steps as looking, writeFiles, writeKnowledge } from './person/screen.mjs';
import { FILE, steps as reading } from './person/seed.mjs';
import { FRESH, steps as welcome } from './person/welcome.mjs';

/** So many times the text of `manyLogins` takes seconds to read. */
const LONG_REPEATS = 10_000;

const SETTINGS = {
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'workbench.colorTheme': 'Light Modern',
};

/**
 * Opens a file in a fresh VS Code with the extension installed, until `work` is done.
 * @template T
 * @param {{ vsix: string, file?: string, folder?: string, settings?: Record<string, unknown> }} what
 * @param {(editor: Editor, address: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withEditor({ vsix, file, folder, settings = {} }, work) {
  await ensureChromium();
  await installServer();
  const extensions = temporaryFolder('ve-');
  await installVsix(vsix, extensions.folder);
  const server = await startServer({ extensions: extensions.folder, settings: { ...SETTINGS, ...settings } });
  const { browser, page } = await openPage();
  const editor = new Editor(page);
  try {
    const address = windowUrl(server.authority, { folder, file });
    await editor.open(address, file === undefined ? '.gettingStartedContainer' : undefined);
    return await work(editor, address);
  } catch (error) {
    await editor.screenshot('failed').catch(() => {});
    throw error;
  } finally {
    // An error here must not replace an earlier one.
    await Promise.allSettled([browser.close(), server.stop()]);
    extensions.remove();
  }
}

/** @param {string} [vsix] @returns {Promise<import('../../scripts/tools.mjs').Counts>} */
export async function actAsPerson(vsix = packagePath()) {
  if (!EMBEDDED) {
    say('  skip  the window is driven on Linux on x64 only');
    return { ...NONE, skipped: 1 };
  }
  const { folder: temporary, remove } = temporaryFolder('vp-');
  // The screenshots contain its name.
  const folder = path.join(temporary, 'captures');
  const file = path.join(folder, FILE);
  for (const fixture of [FILE, LOGIN, HOSTILE, TWO_USERS])
    cpSync(path.join(ROOT, 'test', 'fixtures', fixture), path.join(folder, path.basename(fixture)));
  writeFiles(folder);
  writeFileSync(path.join(folder, MANY), manyLogins());
  writeFileSync(path.join(folder, ARCHIVE), gzipSync(readFileSync(file)));
  writeFileSync(path.join(folder, LONG_ARCHIVE), gzipSync(manyLogins().repeat(LONG_REPEATS)));
  const counts = await withEditor({ vsix, file, folder }, async editor => {
    await editor.toggleSideBar();
    return takeAll([...reading, ...navigation, ...looking, ...printing, ...incidents, ...commanding], editor);
  });
  writeKnowledge(folder);
  // VS Code saves automatically: a change that the first window undid at its end may still be in the file.
  cpSync(path.join(ROOT, 'test', 'fixtures', FILE), file);
  const trustNothing = {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
  };
  const further = await withEditor({ vsix, file, folder, settings: trustNothing }, editor =>
    takeAll([...restricted, ...restrictedIncidents], editor),
  );
  const fresh = await withEditor({ vsix, settings: FRESH }, editor => takeAll(welcome, editor));
  remove();
  return add(add(counts, further), fresh);
}

/** @param {import('./person/seed.mjs').Step[]} steps @param {Editor} editor */
async function takeAll(steps, editor) {
  let sum = NONE;
  for (const step of steps) sum = add(sum, one(await take(step, editor)));
  return sum;
}

/**
 * Runs a step, with at most two retries: a window on a busy machine loses keys and frames. Every failure is reported.
 * @param {import('./person/seed.mjs').Step} step @param {Editor} editor
 */
async function take(step, editor) {
  for (const failed of ['again', 'again', 'FAIL ']) if (await attempt(step, editor, failed)) return true;
  return false;
}

/** @param {import('./person/seed.mjs').Step} step @param {Editor} editor @param {string} failed the word for a failure */
async function attempt([name, act, tidyUp], editor, failed) {
  const start = Date.now();
  /** @type {string[]} */
  const faults = [];
  const keep = (/** @type {() => Promise<void>} */ work) =>
    work().catch(error => void faults.push(explain(error)));
  await keep(() => act(editor));
  if (faults.length > 0) {
    await keep(() => editor.screenshot(`failed-${name.replace(/\W+/g, '-')}`));
    // Anything that it left open must not make the next step fail.
    await keep(() => editor.leave());
  }
  if (tidyUp) await keep(() => tidyUp(editor));
  if (faults.length === 0) say(`  ok    person: ${name} (${seconds(Date.now() - start)})`);
  else say(`  ${failed} person: ${name}\n${faults.join('\n').replace(/^/gm, '          ')}`);
  return faults.length === 0;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const counts = await actAsPerson(process.argv[2]);
    say(totals(counts));
    return counts.failed > 0 ? 1 : 0;
  });
}
