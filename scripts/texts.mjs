// The texts that users read, in English, and where each is used: those of package.nls.json, of the client's sources and of the
// knowledge. l10n/bundle.l10n.json has them all.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestTexts } from './manifestTexts.mjs';
import { moduleOf } from './serverModule.mjs';
import { ROOT } from './tools.mjs';

const CLIENT = path.join(ROOT, 'client/src');

const { serverTexts } = await moduleOf('server/src/knowledge/texts.ts');

/** Every rule, those of contributed entries too. @type {readonly import('./manifestTexts.mjs').Rule[]} */
export const RULES = (await moduleOf('server/src/knowledge/index.ts')).RULES;

/**
 * Places with little room, as patterns: buttons, titles of commands and views, rows of trees, the status bar, column
 * headings, code lenses, hints at the ends of lines.
 * @type {() => Map<string, string[]>}
 */
export { serverTexts };

/**
 * Where there is little room, as patterns of places: buttons, titles of commands and views, rows of trees, the status bar, heads
 * of columns, code lenses, hints at the ends of lines.
 */
const NARROW = [
  /^package\.nls\.json#(?:category|command|editor|view|views)\b/,
  /^client\/src\/views\//,
  /^labels\.json#(?:chip|fact|fix|fold|inlay|lens|outcome|party|proposals|scene|status|symbol|ticket\.ask|verdict)\b/,
  /^labels\.json#(?:hover\.\w+|report\.(?:capture|column|ending|mood|party|severity)\.\w+)$/,
  /^labels\.json#(?:second|minute|hour|day)$/,
  /^rules\.json#.*\/reasons$/,
];

/**
 * Every text, those that users see first and most often first.
 * @param {string} place
 */
export const isNarrow = place => NARROW.some(pattern => pattern.test(place));

/**
 * Every text, in an order in which those seen first and most often come first.
 * @returns {Map<string, string[]>} the places of each: `package.nls.json#view.steps`, `client/src/detect.ts`,
 * `labels.json#lens.ticket`, `rules.json#ID/messages`
 */
export function bundleTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const texts of [manifestTexts(), clientTexts(), serverTexts()])
    for (const [text, places] of texts) found.set(text, [...(found.get(text) ?? []), ...places]);
  return found;
}

/** The texts of the client. @returns {Map<string, string[]>} as `bundleTexts` */
export function clientTexts() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const file of readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(path.join(CLIENT, file), 'utf8');
    for (const [, written = ''] of source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)) {
      const text = written.replace(/\\'/g, "'");
      found.set(text, [...(found.get(text) ?? []), `client/src/${file.split(path.sep).join('/')}`]);
    }
  }
  return found;
}
