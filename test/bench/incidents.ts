// The time until the incidents are visible: to a client of the server, and in the window of a real VS Code.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { SCENE_AT, type SceneList, SCENES } from '../../server/src/lsp/protocol';
import { startSettled } from '../support/asking';
import { answered, NOT_OF_PRODUCT } from '../support/exchange';
import { type Times, timesOf } from './requests';

const EXCHANGES = 10_000;
const URI = 'file:///incidents.log';
const TITLE = 'Show What Happened';
const NOTE = 'One-line-of-text.';
/** The keys that open VS Code's preview beside the text. */
const PREVIEW = ['Control+K', 'V'];

/** A capture with this many exchanges; every third failed. */
export function exchangesText(count = EXCHANGES): string {
  return Array.from({ length: count }, (_, index) => {
    const token = `FTKMOB${(index % 500).toString(16).toUpperCase().padStart(10, '0')}`;
    return answered({ tokens: [index % 3 === 0 ? { token, error: NOT_OF_PRODUCT } : { token }] });
  }).join('');
}

export interface ListTimes {
  /** The list of all incidents, requested once after each analysis. */
  readonly list: Times;
  /** The whole incident at a place. */
  readonly incident: Times;
}

/** The answer times of the server for a capture of 10,000 exchanges, once it is analysed. */
export async function benchIncidents(rounds: number): Promise<ListTimes> {
  const client = await startSettled();
  try {
    const text = exchangesText();
    const [lists, incidents]: number[][] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const uri = `${URI}${round}`;
      await client.open(uri, text);
      await client.pull(uri);
      let start = performance.now();
      const { scenes } = await client.connection.sendRequest<SceneList>(SCENES, { uri });
      lists?.push(performance.now() - start);
      for (let step = 0; step < 100; step++) {
        const line = scenes[(step * 7919) % scenes.length]?.range.start.line ?? 0;
        start = performance.now();
        const position = { line: line + 5, character: 0 };
        await client.connection.sendRequest(SCENE_AT, { uri, position });
        incidents?.push(performance.now() - start);
      }
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    }
    return { list: timesOf(lists ?? []), incident: timesOf(incidents ?? []) };
  } finally {
    client.kill();
  }
}

export interface WindowTimes {
  /** From the command to the first row of the picture, in milliseconds. */
  readonly open: number;
  /** From the command to the first text of VS Code's own preview of a line of Markdown, in milliseconds. */
  readonly preview: number;
  /** Number of elements on its page. */
  readonly nodes: number;
  /** Time from a key that moves the cursor into another incident to its picture, in milliseconds. */
  readonly cursor: Times;
  /** From the same key to the line number in the status bar, which VS Code shows itself, in milliseconds. */
  readonly status: Times;
}

interface Editor {
  readonly page: Page;
  goTo(line: number, column?: number): Promise<void>;
  command(title: string): Promise<void>;
  eventually(what: string, probe: () => Promise<boolean>): Promise<void>;
}

type WithEditor = <Value>(
  what: { vsix: string; file: string; settings?: Readonly<Record<string, unknown>> },
  work: (editor: Editor) => Promise<Value>,
) => Promise<Value>;

/** Otherwise VS Code asks before it opens a file of more than 10 MB. */
const LARGE = { 'workbench.editorLargeFileConfirmation': 1024 };

/** The same in the window of a real VS Code, driven like a user would. */
export async function benchWindow(steps: number): Promise<WindowTimes> {
  execFileSync(process.execPath, ['scripts/package.mjs'], { stdio: 'inherit' });
  const imported = async <Module>(file: string): Promise<Module> =>
    (await import(pathToFileURL(path.resolve(file)).href)) as Module;
  const { withEditor } = await imported<{ withEditor: WithEditor }>('test/vscode/person.mjs');
  const { packagePath } = await imported<{ packagePath: () => string }>('scripts/package.mjs');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vb-'));
  const [file, note] = [path.join(folder, 'exchanges.log'), path.join(folder, 'note.md')];
  writeFileSync(file, exchangesText());
  writeFileSync(note, NOTE);
  const vsix = packagePath();
  try {
    // In a window of its own, because the first page in a window takes longest.
    const preview = await withEditor({ vsix, file: note }, previewed);
    const own = await withEditor({ vsix, file, settings: LARGE }, editor => measured(editor, steps));
    return { ...own, preview };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From the key press to `time`, in milliseconds. */
async function sincePressed({ page }: Editor, time: number): Promise<number> {
  return time - (await page.evaluate<number>('globalThis.pressed'));
}

async function previewed(editor: Editor): Promise<number> {
  await editor.page.locator('.view-line', { hasText: NOTE }).waitFor();
  await editor.goTo(1);
  await editor.page.evaluate(NOTE_WINDOW);
  for (const key of PREVIEW) await editor.page.keyboard.press(key);
  const frame = await frameWith(editor, '.markdown-body p');
  return sincePressed(editor, await frame.evaluate<number>(FIRST_PAINT));
}

async function measured(editor: Editor, steps: number): Promise<Omit<WindowTimes, 'preview'>> {
  const { page } = editor;
  await page.locator('.codelens-decoration').first().waitFor();
  await page.evaluate(NOTE_WINDOW);
  await editor.command(TITLE);
  const frame = await frameWith(editor, '#page h1');
  const open = await sincePressed(editor, await frame.evaluate<number>(FIRST_PAINT));
  await frame.evaluate(NOTE_DRAWING);
  const nodes = await frame.locator('*').count();
  const [cursor, status]: number[][] = [[], []];
  const heading = frame.locator('#page h1');
  for (let step = 0; step < steps; step++) {
    const before = await heading.textContent();
    await editor.goTo(100 + step * 331);
    await editor.eventually('another incident', async () => (await heading.textContent()) !== before);
    cursor?.push(await sincePressed(editor, await frame.evaluate<number>('globalThis.drawn')));
    status?.push(await sincePressed(editor, await page.evaluate<number>('globalThis.moved')));
  }
  return { open, nodes, cursor: timesOf(cursor ?? []), status: timesOf(status ?? []) };
}

/** The frame of the window that contains such an element. */
async function frameWith(editor: Editor, selector: string): Promise<Frame> {
  let found: Frame | undefined;
  await editor.eventually(selector, async () => {
    for (const frame of editor.page.frames()) {
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (count > 0) found = frame;
    }
    return found !== undefined;
  });
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}

// Scripts for the page of the picture, on the clock that all frames share. They run in a browser, whose types are not
// available here.
/** The page is empty until it receives its content. */
const FIRST_PAINT = `
  new Promise(resolve => {
    const painted = ({ name, startTime }) =>
      name === 'first-contentful-paint' && resolve(performance.timeOrigin + startTime);
    new PerformanceObserver(list => list.getEntries().forEach(painted)).observe({ type: 'paint', buffered: true });
  })`;
const NOTE_WINDOW = `
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('keydown', () => (globalThis.pressed = now()), true);
  const line = () => document.getElementById('status.editor.selection')?.textContent;
  let before = line();
  new MutationObserver(() => {
    if (line() === before) return;
    before = line();
    globalThis.moved = now();
  }).observe(document.body, { childList: true, characterData: true, subtree: true });`;
const NOTE_DRAWING = `
  const heading = () => document.querySelector('#page h1')?.textContent ?? '';
  let before = heading();
  new MutationObserver(() => {
    if (heading() === before) return;
    before = heading();
    globalThis.drawn = performance.timeOrigin + performance.now();
  }).observe(document.body, { childList: true, subtree: true });`;
