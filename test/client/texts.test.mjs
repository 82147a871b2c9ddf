import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { clientTexts } from '../../scripts/texts.mjs';

const CLIENT = path.resolve('client/src');

/** Two words in a row: a sentence or a title, not a name. */
const WORDS = /[A-Za-z]{2,},? [a-z]{2,}/;
/** What is no text for users: markup, styles, and names of classes and elements. */
const CODE = /[<>{}]|var\(|^(?:row|ladder)\b/;

/** A node of the syntax tree. @typedef {{ type: string, start: number, end: number, [name: string]: any }} Node */

/** The words of a string or template; undefined for anything else. @param {Node} node */
function wordsOf(node) {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  return node.quasis.map((/** @type {{ value: { cooked: string } }} */ { value }) => value.cooked).join(' ');
}

/** Where a string is not for users, or is translated: calls of `l10n.t` and of the log, imports, types. @param {Node} node @param {string} source */
function isLeftAlone(node, source) {
  if (['ImportDeclaration', 'TSLiteralType', 'TSTemplateLiteralType'].includes(node.type)) return true;
  if (node.type !== 'CallExpression') return false;
  return /\bl10n\.t$|^log\./.test(source.slice(node.callee.start, node.callee.end));
}

/** The nodes in a node. @param {Node} node @returns {Node[]} */
const childrenOf = node =>
  Object.values(node)
    .flat()
    .filter(value => typeof value?.type === 'string');

/** Strings of words that are not translated. @param {string} file @param {string} source @returns {string[]} */
function untranslated(file, source) {
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {Node} */ node) => {
    if (isLeftAlone(node, source)) return;
    const words = wordsOf(node);
    if (words !== undefined && WORDS.test(words) && !CODE.test(words)) found.push(`${file}: ${words}`);
    childrenOf(node).forEach(visit);
  };
  visit(parseAst(source, { lang: 'ts' }));
  return found;
}

const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => /** @type {const} */ ([name, readFileSync(path.join(CLIENT, name), 'utf8')]));

test('A text that is not translated is found', () => {
  const source = "show('Nothing was saved'); show(l10n.t('All was saved')); log.info('started the server');";
  expect(untranslated('a.ts', source)).toEqual(['a.ts: Nothing was saved']);
  expect(untranslated('a.ts', 'show(`${count} lines were saved`)')).toHaveLength(1);
});

test('Every text of the client is translated', () => {
  expect(files.flatMap(([name, source]) => untranslated(name, source))).toEqual([]);
});

test('Every text that the client translates is listed', () => {
  const calls = files.flatMap(([, source]) => source.match(/\bl10n\.t\(/g) ?? []);
  const listed = [...clientTexts().values()].flat();
  expect(listed).toHaveLength(calls.length);
});
