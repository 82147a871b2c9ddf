import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { selfContained } from '../../scripts/package.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'fixtures', 'test-results', '.git', '.vscode-test']);

/** @param {string} folder @returns {string[]} */
const pagesIn = folder =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pagesIn(name);
    return entry.name.endsWith('.md') ? [name] : [];
  });
const PAGES = pagesIn('.');

/** Where the links and pictures of a page lead. @param {string} markdown @returns {string[]} */
function linksOf(markdown) {
  /** @type {string[]} */
  const found = [];
  marked.walkTokens(marked.lexer(markdown), token => {
    if (token.type === 'link' || token.type === 'image') found.push(token.href);
  });
  return found;
}

/** The places in a page that a link can name, as GitHub calls them. @param {string} page */
const placesIn = page =>
  [...readFileSync(page, 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Why a link of a page leads nowhere; undefined if it does not. @param {string} page @param {string} link */
function fault(page, link) {
  if (/^(?:https|mailto):/.test(link)) return undefined;
  const [file = '', place] = decodeURI(link).split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(target)) return `${page}: ${link}: no such file`;
  if (place === undefined || statSync(target).isDirectory()) return undefined;
  return placesIn(target).includes(place) ? undefined : `${page}: ${link}: no such heading`;
}

describe('Links and pictures', () => {
  test('of every page lead somewhere', () => {
    const faults = PAGES.flatMap(page =>
      linksOf(readFileSync(page, 'utf8')).flatMap(link => fault(page, link) ?? []),
    );
    expect(PAGES.length).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });

  test('of the page in the package are absolute, or lead to a heading', () => {
    const page = selfContained(readFileSync('README.md', 'utf8'));
    const links = linksOf(page).filter(link => !/^(?:https:|#)/.test(link));
    expect(links).toEqual([]);
  });

  test('a link that leads nowhere is found', () => {
    expect(fault('README.md', 'docs/none.md')).toContain('no such file');
    expect(fault('README.md', '#no-such-heading')).toContain('no such heading');
  });
});
