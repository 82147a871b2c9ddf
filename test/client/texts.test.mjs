import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { clientTexts } from '../../scripts/texts.mjs';

const CLIENT = path.resolve('client/src');

/** Two words in a row: a sentence or a title, not a name. */
const WORDS = /[A-Za-z]{2,},? [a-z]{2,}/;
/** What is no text for users: markup, styles, and names of classes and elements. */
const CODE = /[<>{}]|var\(|^(?:row|ladder)\b|^button, summary$/;

/** The words of a string or template; undefined for anything else. @param {ts.Node} node */
function wordsOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ');
}

/** Where a string is not for users, or is translated: calls of `l10n.t` and of the log, imports, types. @param {ts.Node} node */
function isLeftAlone(node) {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
  return ts.isCallExpression(node) && /\bl10n\.t$|^log\./.test(node.expression.getText());
}

/** Strings of words that are not translated. @param {string} file @param {string} source @returns {string[]} */
function untranslated(file, source) {
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (isLeftAlone(node)) return;
    const words = wordsOf(node);
    if (words !== undefined && WORDS.test(words) && !CODE.test(words)) found.push(`${file}: ${words}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
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
