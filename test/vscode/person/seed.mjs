// What a user sees after opening seed.log with the packaged extension: named steps, in this order, each a test.
// A step is [name, function]: it fails if the function throws. Lines and columns are one-based, as in the editor.
// To expect more, add a row to a table or a step to the list.
import assert from 'node:assert/strict';
import { colourOf } from './editor.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */
/**
 * The third element runs after the step, even if the step failed.
 * @typedef {[name: string, run: (editor: Editor) => Promise<void>, tidyUp?: (editor: Editor) => Promise<void>]} Step
 */

/** The fixture to open. */
export const FILE = 'seed.log';

export const LANGUAGE = 'FortiOS Debug Log';

/** @type {{ line: number, severity: string, rule?: string, message: RegExp }[]} */
const PROBLEMS = [
  {
    line: 26,
    severity: 'warning',
    rule: 'secret/otp-seed',
    message: /^FTKMOB947FDC1754: OTP seed in clear text/,
  },
  {
    line: 30,
    severity: 'warning',
    rule: 'ftm/product-not-registered',
    message: /^FG140E4Q17000407: .*not registered.*requested by FG140E4Q17000494/,
  },
  { line: 30, severity: 'info', rule: 'json/damaged', message: /missing quotation mark before license/ },
  {
    line: 30,
    severity: 'error',
    rule: 'ftm/token-not-of-product',
    message: /error 31, token does not belong to product/,
  },
];

/** Places, and what the hover there must contain. @type {{ line: number, column: number, says: RegExp }[]} */
const HOVERS = [
  {
    line: 30,
    column: 420,
    says: /licence registered to another serial number[\s\S]*All \d+ steps[\s\S]*Delete nothing yet[\s\S]*Customer Service/,
  },
  { line: 7, column: 18, says: /diagnose debug console timestamp enable/ },
  { line: 10, column: 30, says: /ftm|provision/i },
];

/** Texts that must not look like plain text, by line. @type {[line: number, texts: string[]][]} */
const COLOURED = [
  [10, ['ftm_fc_provision_token', 'FTKMOB947FDC1754']],
  [14, ['POST']],
  [26, ['"__type"', '4320']],
  [30, ['"error_code"', '31']],
];

/** @type {{ name: string, choose: string, kind: 'vs' | 'vs-dark' | 'hc-black' | 'hc-light' }[]} */
const THEMES = [
  { name: 'light', choose: 'Light Modern', kind: 'vs' },
  { name: 'dark', choose: 'Dark Modern', kind: 'vs-dark' },
  { name: 'high-contrast', choose: 'Dark High Contrast', kind: 'hc-black' },
  { name: 'high-contrast-light', choose: 'Light High Contrast', kind: 'hc-light' },
  { name: 'monokai', choose: 'Monokai', kind: 'vs-dark' },
  { name: 'solarized-dark', choose: 'Solarized Dark', kind: 'vs-dark' },
  { name: 'quiet-light', choose: 'Quiet Light', kind: 'vs' },
];

/** @type {Step[]} */
const reading = [
  ['the language is recognised', editor => editor.waitForLanguage(LANGUAGE)],
  [
    'the text is there',
    async editor => {
      assert.equal(await editor.text(4), 'FGT (root) # di de reset');
    },
  ],
  [
    'the Problems panel shows what went wrong',
    async editor => {
      const found = await editor.problems(PROBLEMS.length);
      assert.equal(found.length, PROBLEMS.length, JSON.stringify(found, null, 1));
      for (const { line, severity, rule, message } of PROBLEMS) {
        const same = found.filter(
          one => one.line === line && one.severity === severity && (!rule || one.rule === rule),
        );
        assert.ok(
          same.some(one => one.source === 'fortios' && message.test(one.message)),
          `no ${severity} ${rule ?? ''} ${message} on line ${line}: ${JSON.stringify(found, null, 1)}`,
        );
      }
    },
  ],
  ...HOVERS.map(
    /** @returns {Step} */ ({ line, column, says }) => [
      `the hover on line ${line}, column ${column} explains it`,
      async editor => {
        await editor.hover(line, column, says);
        await editor.screenshot(`hover-${line}-${column}`);
      },
      editor => editor.leave(),
    ],
  ),
];

/** Waits until one rule's problem is gone, and no other. @param {Editor} editor @param {string} gone */
async function withoutProblem(editor, gone) {
  const left = PROBLEMS.flatMap(({ rule }) => (rule === gone ? [] : [rule])).sort();
  await editor.eventually(`the problems without ${gone}`, async () => {
    const shown = (await editor.problems(0)).map(({ rule }) => rule).sort();
    return shown.join() === left.join();
  });
}

/** @param {Editor} editor */
const withAllProblems = editor => withoutProblem(editor, '');

/** @type {Step[]} */
const fixing = [
  [
    'the error offers a ticket, the commands, the article and to turn the rule off',
    async editor => {
      const offered = (await editor.quickFixes(30, 420)).join('\n');
      for (const title of [/ticket/, /commands/, /article/, /Turn ftm\/token-not-of-product off/])
        assert.match(offered, title);
      await editor.screenshot('quick-fixes');
    },
    editor => editor.leave(),
  ],
  [
    'the seed can be masked, and is then no problem any more',
    async editor => {
      assert.match(await editor.text(26), /"seed": "A84E2CAAD3BCEA97/);
      await editor.takeQuickFix(26, 300, 'Mask this secret');
      await withoutProblem(editor, 'secret/otp-seed');
      assert.match(await editor.text(26), /"seed": "\*{40}"/);
      await editor.undo();
      await withAllProblems(editor);
    },
  ],
  [
    'the JSON can be repaired, and is then sound',
    async editor => {
      await editor.takeQuickFix(30, 308, 'Repair this JSON');
      await withoutProblem(editor, 'json/damaged');
      await editor.undo();
      await withAllProblems(editor);
    },
  ],
];

/** @type {Step[]} */
const themes = THEMES.map(({ name, choose, kind }) => [
  `the ${name} theme colours it`,
  async editor => {
    await editor.chooseTheme(choose, kind);
    const plain = await editor.plainColour();
    for (const [line, texts] of COLOURED) {
      const tokens = await editor.tokens(line);
      for (const text of texts) {
        assert.notEqual(colourOf(tokens, text), plain, `${text} on line ${line} looks like plain text`);
      }
    }
    const stamp = colourOf(await editor.tokens(10), '2024-03-30');
    assert.equal(stamp === plain, kind.startsWith('hc'), `a time stamp is ${stamp}, plain text ${plain}`);
    await editor.goTo(1);
    await editor.screenshot(`seed-${name}`);
  },
]);

/** @type {Step[]} */
export const steps = [...reading, ...themes, ...fixing];
