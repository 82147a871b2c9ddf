// What Neovim and Emacs are asked about seed.log, and what both must find. Lines are counted from 1.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SEED } from '../../scripts/tools.mjs';

/** @typedef {{ line: number, rule: string, text: string }} Problem */
/** @typedef {{ name: string, children?: Named[] }} Named */
/**
 * One question to an editor: its answer has this name in the editor's results.
 * @typedef {object} Check
 * @property {string} name
 * @property {string} title
 * @property {(answer: any, captures: string[]) => void} check throws for an answer that is not right
 */

const TOKEN = 'FTKMOB947FDC1754';
const seed = /"seed": "(\w+)"/.exec(readFileSync(SEED, 'utf8'))?.[1] ?? '';

export const JOB = {
  error: { line: 30, text: '"error_code":31', rule: 'ftm/token-not-of-product' },
  reference: { line: 9, text: TOKEN },
  // A character that is one, two or four units long, as one counts; what stands after it must stay in its place.
  edits: [
    { line: 30, before: '"serial_number"', insert: '"note":"😀",' },
    { line: 30, before: 'license":null', insert: '"' },
  ],
  mended: 'json/damaged',
};

/** @type {Problem[]} */
const LASTING = [
  { line: 26, rule: 'secret/otp-seed', text: seed },
  { line: 30, rule: 'ftm/product-not-registered', text: 'Product is not registered' },
  {
    line: 30,
    rule: 'ftm/token-not-of-product',
    text: '{"error_code":31,"error_message":"token does not belong to product"}',
  },
];
/** @type {Problem} */
const DAMAGE = { line: 30, rule: 'json/damaged', text: 'license' };

const OUTLINE = `
FGT (root)
  ✗ licence at another serial number (31) · provision ${TOKEN}
    connected
    request sent
    request
      FG140E4Q17000494
      FG140E4Q17000407
      ${TOKEN}
    answer received
    answer
      FG140E4Q17000407
      FG140E4Q17000494
      ${TOKEN}
`.trim();

/** @type {Check[]} */
export const CHECKS = [
  {
    name: 'recognised',
    title: 'recognises the captures and no other log',
    check: (files, captures) => assert.deepEqual(files, captures),
  },
  {
    name: 'problems',
    title: 'shows the problems of seed.log',
    check: problems => assert.deepEqual(sorted(problems), sorted([...LASTING, DAMAGE])),
  },
  {
    name: 'hover',
    title: "shows what the token's error means under the cursor",
    check: hover => assert.match(hover, /licence is registered to another FortiGate[\s\S]*Customer Service/),
  },
  {
    name: 'symbols',
    title: 'shows the outline, with the exchange in its capture and the token in its answer',
    check: symbols => assert.equal(outline(symbols).join('\n'), OUTLINE),
  },
  {
    name: 'references',
    title: 'finds every place of a token',
    check: references =>
      assert.deepEqual(
        references,
        [9, 10, 26, 30].map(line => ({ line, text: TOKEN })),
      ),
  },
  {
    name: 'edited',
    title: 'shows the problems of the text as it is after two edits, in their places',
    check: edited => assert.deepEqual(sorted(edited), sorted(LASTING)),
  },
  {
    name: 'end',
    title: 'ends the server with code 0 and without a word on its error output',
    check: end => assert.deepEqual(end, { code: 0, signal: null, said: '' }),
  },
];

/** @param {Problem[]} problems */
const sorted = problems => problems.map(one => JSON.stringify([one.line, one.rule, one.text])).sort();

/** The names, each indented below the one that it is in. @param {Named[]} symbols @returns {string[]} */
const outline = symbols =>
  symbols.flatMap(({ name, children = [] }) => [name, ...outline(children).map(line => `  ${line}`)]);
