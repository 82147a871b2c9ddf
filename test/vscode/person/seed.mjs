// What a person finds who opens seed.log with the packaged extension: named steps, in this order, each a test.
// A step is [name, what to do]: it fails when it throws. Lines and columns are one-based, as in the editor.
// To expect more, add a row to a table or a step to the list.
import assert from 'node:assert/strict';
import { colourOf } from './editor.mjs';

/** @typedef {import('./editor.mjs').Editor} Editor */
/** @typedef {[name: string, run: (editor: Editor) => Promise<void>]} Step */

/** The fixture, and the name that the person's file has. */
export const FIXTURE = 'seed.log';
export const FILE = 'seed.fgtlog';

export const LANGUAGE = 'FortiOS Debug Log';

/** @type {{ line: number, severity: string, rule?: string, message: RegExp }[]} */
const PROBLEMS = [{ line: 30, severity: 'error', message: /31/ }];

/** Places with what the hover there must say. @type {{ line: number, column: number, says: RegExp }[]} */
const HOVERS = [{ line: 30, column: 400, says: /\S/ }];

/** Texts that must not look like plain text, by line. @type {[line: number, texts: string[]][]} */
const COLOURED = [
  [10, ['2024-03-30', 'ftm_fc_provision_token', 'FTKMOB947FDC1754']],
  [14, ['POST']],
  [26, ['"__type"', '4320']],
  [30, ['"error_code"', '31']],
];

/** @type {{ name: string, choose: string, kind: 'vs' | 'vs-dark' | 'hc-black' }[]} */
const THEMES = [
  { name: 'light', choose: 'Light Modern', kind: 'vs' },
  { name: 'dark', choose: 'Dark Modern', kind: 'vs-dark' },
  { name: 'high-contrast', choose: 'Dark High Contrast', kind: 'hc-black' },
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
        assert.match(await editor.hover(line, column), says);
        await editor.screenshot(`hover-${line}-${column}`);
        await editor.leave();
      },
    ],
  ),
];

/** @type {Step[]} */
const fixing = [
  [
    'quick fixes are asked for without an error',
    async editor => {
      assert.ok(Array.isArray(await editor.quickFixes(30, 400)));
      await editor.leave();
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
    await editor.goTo(1);
    await editor.screenshot(`seed-${name}`);
  },
]);

/** @type {Step[]} */
export const steps = [...reading, ...themes, ...fixing];
