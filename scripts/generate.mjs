// Writes what is made from the knowledge: the table of rules in the README, the settings in package.json, and the words
// for translators in l10n/bundle.l10n.json. `--check` writes nothing and fails when something is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const data = path.join(root, 'server/src/knowledge/data');

/** @param {string} name @returns {any} */
const read = name => JSON.parse(readFileSync(path.join(data, name), 'utf8'));
const rules = read('rules.json');

/** @param {string} text */
const cell = text => text.replaceAll('|', '\\|');

/** @param {string} readme */
function withRules(readme) {
  const rows = rules.map(
    (/** @type {any} */ { id, severity, title, when }) =>
      `| \`${id}\` | ${severity} | ${cell(title)} | ${cell(when)} |`,
  );
  const table = ['| rule | severity | what is wrong | when |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
  return readme.replace(
    /(<!-- rules -->)[\s\S]*?(<!-- \/rules -->)/,
    (_, open, close) => `${open}\n\n${table}\n\n${close}`,
  );
}

/** @param {string} manifest */
function withSettings(manifest) {
  const parsed = JSON.parse(manifest);
  const setting = parsed.contributes.configuration.properties['fortiosDebug.rules'];
  setting.properties = Object.fromEntries(
    rules.map((/** @type {any} */ { id, severity, title }) => [
      id,
      {
        enum: ['off', 'error', 'warning', 'information', 'hint'],
        markdownDescription: `${title}. Without a setting: \`${severity}\``,
      },
    ]),
  );
  return JSON.stringify(parsed, undefined, 2) + '\n';
}

/** Every text that a person reads: the key is the English, and so is the value until somebody translates it. */
function words() {
  /** @type {Set<string>} */
  const found = new Set();
  for (const file of readdirSync(path.join(root, 'client/src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(path.join(root, 'client/src', file), 'utf8');
    for (const match of source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g))
      found.add((match[1] ?? '').replace(/\\'/g, "'"));
  }
  /** @param {any} value @param {string} key */
  const gather = (value, key) => {
    if (Array.isArray(value)) value.forEach(one => gather(one, key));
    else if (typeof value === 'string' && ['meaning', 'causes', 'steps'].includes(key))
      found.add(value.replace(/ \[[^\]]*\]$/, ''));
    else if (value !== null && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) gather(inner, name);
    else if (typeof value === 'string' && ['text', 'title', 'messages', 'related'].includes(key))
      found.add(value);
  };
  for (const name of readdirSync(data)) {
    if (name === 'labels.json') Object.values(read(name)).forEach(value => found.add(String(value)));
    else if (name === 'rules.json')
      for (const rule of rules) {
        gather({ ...rule, messages: undefined, related: undefined }, '');
        gather(Object.values(rule.messages).flat(), 'messages');
        gather(Object.values(rule.related ?? {}), 'related');
      }
    else if (name !== 'sources.json') gather(read(name), '');
  }
  return JSON.stringify(Object.fromEntries([...found].sort().map(text => [text, text])), undefined, 2) + '\n';
}

/** @param {string} file @param {(text: string) => string} make */
async function generate(file, make) {
  const place = path.join(root, file);
  const old = existsSync(place) ? readFileSync(place, 'utf8') : '';
  const made = make(old);
  const fresh = file.endsWith('.md')
    ? made
    : await prettier.format(made, { ...(await prettier.resolveConfig(place)), filepath: place });
  if (fresh === old) return true;
  if (!process.argv.includes('--check')) writeFileSync(place, fresh);
  return false;
}

const stale = [];
if (!(await generate('README.md', withRules))) stale.push('README.md');
if (!(await generate('package.json', withSettings))) stale.push('package.json');
if (!(await generate('l10n/bundle.l10n.json', words))) stale.push('l10n/bundle.l10n.json');
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run npm run generate.`);
  process.exitCode = 1;
}
