// Records images/tour.gif, the moving picture of README.md, in a real VS Code: npm run tour
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encode } from 'modern-gif';
import { withEditor } from './person.mjs';
import { isCurrent, makePackage, packagePath } from '../../scripts/package.mjs';
import { main, ROOT, say, SEED } from '../../scripts/tools.mjs';

const FILE = path.join(ROOT, 'images', 'tour.gif');
const SIZE = { width: 1400, height: 900 };
/** Number of colours of a frame; more would not make it easier to read. */
const COLOURS = 128;
const SETTINGS = { 'workbench.colorTheme': 'Dark Modern', 'editor.minimap.enabled': false };

/** The line of the answer with the error, and a column in it. */
const ERROR = { line: 30, column: 420 };

main(async () => {
  if (!isCurrent()) await makePackage();
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'tour-')), 'captures');
  mkdirSync(folder);
  const file = path.join(folder, 'activation.log');
  cpSync(SEED, file);
  /** @type {import('modern-gif').UnencodedFrame[]} */
  const frames = [];
  try {
    await withEditor({ vsix: packagePath(), file, folder, settings: SETTINGS }, async editor => {
      const { page } = editor;
      await page.setViewportSize(SIZE);
      await editor.toggleSideBar();
      /**
       * Records a frame of the window.
       * @param {number} delay how long it is seen, in milliseconds
       */
      const frame = async delay => {
        await page.waitForTimeout(800);
        const png = await page.screenshot({ animations: 'disabled' });
        frames.push({ data: await pixelsOf(page, png), delay });
      };
      await page.locator('.codelens-decoration').first().waitFor();
      await frame(2500);
      await editor.hover(ERROR.line, ERROR.column, /All \d+ steps/);
      await frame(4000);
      await editor.leave();
      await page.keyboard.press('F1');
      await page.keyboard.type('What Happened');
      await frame(1500);
      await page.keyboard.press('Escape');
      await editor.command('Show What Happened');
      await page.locator('.tab', { hasText: 'Incident' }).waitFor();
      await frame(5000);
      await editor.focus();
      await editor.command('Show Redacted Copy');
      await frame(4000);
    });
    const gif = Buffer.from(await encode({ ...SIZE, frames, maxColors: COLOURS }));
    writeFileSync(FILE, gif);
    say(`${path.relative(ROOT, FILE)}: ${Math.round(gif.length / 1024)} KB`);
  } finally {
    rmSync(path.dirname(folder), { recursive: true });
  }
});

/**
 * The pixels of a screenshot, four bytes each, which the browser decodes.
 * @param {import('playwright-core').Page} page @param {Buffer} png
 */
async function pixelsOf(page, png) {
  const pixels = await page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    let text = '';
    for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.slice(at, at + 8192));
    return btoa(text);
  }, png.toString('base64'));
  return new Uint8ClampedArray(Buffer.from(pixels, 'base64'));
}
