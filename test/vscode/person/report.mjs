// The printed report, in which nothing is cut off at a page edge, and its accessibility.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT, run } from '../../../scripts/tools.mjs';

/** Between the margins of the report, 15 mm each, in CSS pixels. */
const PAPERS = { A4: (210 - 30) / 25.4, Letter: (215.9 - 30) / 25.4 };
const INCH = 96;
const FIXTURES = path.join(ROOT, 'test', 'fixtures');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A report on every capture of the fixtures. */
async function reportOfAll() {
  const captures = readdirSync(path.join(FIXTURES, 'captures')).filter(name => name.endsWith('.log'));
  const files = ['seed.log', ...captures.map(name => path.join('captures', name))];
  const cli = path.join(ROOT, 'server', 'dist', 'cli.js');
  const args = [cli, 'report', '--format', 'html', ...files.map(name => path.join(FIXTURES, name))];
  const { code, output } = await run(process.execPath, args, { capture: true });
  assert.equal(code, 0, output.slice(0, 500));
  return output;
}

/** The report on the seed. @param {string[]} options */
async function reportOfSeed(...options) {
  const cli = path.join(ROOT, 'server', 'dist', 'cli.js');
  const args = [cli, 'report', '--format', 'html', ...options, path.join(FIXTURES, 'seed.log')];
  return (await run(process.execPath, args, { capture: true })).output;
}

/** @type {import('./seed.mjs').Step[]} */
export const steps = [
  [
    'a report is whole on A4 and on Letter',
    async editor => {
      const page = await editor.page.context().newPage();
      try {
        await page.setContent(await reportOfAll());
        await page.emulateMedia({ media: 'print' });
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('details')) fold.open = true;
        });
        for (const [paper, inches] of Object.entries(PAPERS)) {
          const width = Math.floor(inches * INCH);
          await page.setViewportSize({ width, height: 1000 });
          const cut = await page.evaluate(
            edge =>
              [...document.querySelectorAll('body *')]
                .filter(element => element.getBoundingClientRect().right > edge + 1)
                .map(element => `${element.tagName} ${element.textContent?.slice(0, 40)}`)
                .slice(0, 5),
            width,
          );
          assert.deepEqual(cut, [], paper);
          const heads = await page.locator('th:visible').allInnerTexts();
          for (const head of ['Duration', 'File', 'Lines'])
            assert.ok(heads.includes(head), `${paper} has no column ${head}`);
        }
      } finally {
        await page.close();
      }
    },
  ],
  [
    'the report on one failure is two printed pages, and one for a customer',
    async editor => {
      const page = await editor.page.context().newPage();
      try {
        for (const [most, options] of /** @type {const} */ ([
          [2, []],
          [1, ['--for', 'customer']],
          [1, ['--for', 'customer', '--redact']],
        ])) {
          await page.setContent(await reportOfSeed(...options));
          const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
          const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
          assert.ok(pages > 0 && pages <= most, `${options.join(' ')}: ${pages} pages`);
        }
      } finally {
        await page.close();
      }
    },
  ],
  [
    'a report has nothing that axe finds fault with, light and dark',
    async editor => {
      const page = await editor.page.context().newPage();
      try {
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await page.emulateMedia({ colorScheme });
          await page.setContent(await reportOfAll());
          await page.evaluate(`${AXE}; undefined`);
          const { violations } = await page.evaluate('window.axe.run(document)');
          assert.deepEqual(
            violations.map((/** @type {{ id: string }} */ { id }) => id),
            [],
            colorScheme,
          );
        }
      } finally {
        await page.close();
      }
    },
  ],
];
