// Says whether files changed since something was made of them: by their contents, so that a checkout changes nothing.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './tools.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'fixtures']);

/**
 * A hash of files and of all files in folders, by names and contents. A missing file changes the hash, too.
 * @param {readonly string[]} names relative to the root of the project
 */
export function hashOf(names) {
  const hash = createHash('sha256');
  for (const name of names.flatMap(filesIn)) {
    const content = existsSync(path.join(ROOT, name)) ? readFileSync(path.join(ROOT, name)) : '';
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} name @returns {string[]} */
function filesIn(name) {
  const place = path.join(ROOT, name);
  if (!existsSync(place) || !statSync(place).isDirectory()) return [name];
  return readdirSync(place)
    .filter(inner => !SKIPPED.has(inner))
    .sort()
    .flatMap(inner => filesIn(path.join(name, inner)));
}
