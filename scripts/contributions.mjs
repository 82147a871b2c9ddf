// The built-in entries in the format of a site's own: server/src/knowledge/data/entries.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { moduleOf } from './serverModule.mjs';
import { ROOT } from './tools.mjs';

const FOLDER = 'server/src/knowledge/data/entries';

/** @typedef {{ readonly file: string, readonly text: string }} Written */

/** The files of contributed entries, in order. @returns {Written[]} */
export function contributionFiles() {
  return readdirSync(path.join(ROOT, FOLDER))
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => ({
      file: `${FOLDER}/${name}`,
      text: readFileSync(path.join(ROOT, FOLDER, name), 'utf8'),
    }));
}

/** All of their entries, as JSON without comments. @param {readonly Written[]} files */
export function valuesOf(files) {
  return JSON.stringify(files.flatMap(({ text }) => parse(text, [], { allowTrailingComma: true }) ?? []));
}

/**
 * What is wrong with them, read as a site's are: `file:line: message`.
 * @param {readonly Written[]} files
 * @returns {Promise<string[]>}
 */
export async function faultsIn(files) {
  const { checkedContributions } = await moduleOf('server/src/contributions.ts');
  return checkedContributions(files);
}
