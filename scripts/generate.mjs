// Writes what is made from the knowledge: the list of its files, the table of rules and a page for each rule and cause in
// docs/rules/ (pages of what no longer exists are removed), the table in docs/coverage.md, docs/reference.md, the manual page, the names of rules in
// package.json, what other files share with it (name, version, repository), the files for other editors, the schemas, the type of rule ids, and the names of what sentences mean
// in knowledge/domains/sentenceMeanings.ts.
// `--check` writes nothing and fails when something is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { format } from 'oxfmt';
import { EDITOR_FILES, TYPES_IN_WORDS } from './editors.mjs';
import { ambiguousProblems, evidenceTable } from './evidence.mjs';
import { isMain, main, manifestOf, moduleOf, projectPage, ROOT } from './tools.mjs';

const data = path.join(ROOT, 'server/src/knowledge/data');

const LOCK = 'package-lock.json';

/** The files that are not as they should be. @type {string[]} */
const stale = [];

/** The manual page of the command line. */
const MANUAL = 'server/man/fortios-debug.1';

/** How generated files are formatted. @type {import('oxfmt').FormatConfig} */
const style = JSON.parse(readFileSync(path.join(ROOT, '.oxfmtrc.json'), 'utf8'));

/** @param {string} file @param {(text: string) => string} make */
async function generate(file, make) {
  const place = path.join(ROOT, file);
  mkdirSync(path.dirname(place), { recursive: true });
  const old = existsSync(place) ? readFileSync(place, 'utf8') : '';
  const made = make(old);
  const isFormatted = /\.(?:ts|json)$/.test(file) && file !== LOCK;
  const fresh = isFormatted ? (await format(file, made, style)).code : made;
  if (fresh === old) return true;
  if (!process.argv.includes('--check')) writeFileSync(place, fresh);
  return false;
}

const NAMES = readdirSync(path.join(data, 'domains'))
  .map(name => path.basename(name, '.json'))
  .sort();

/** The list of the files of data/domains. */
function domainList() {
  const variable = (/** @type {string} */ name) =>
    name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  return [
    '// Written by npm run generate: the files of data/domains.',
    ...NAMES.map(name => `import ${variable(name)} from '../data/domains/${name}.json';`),
    "import type { Domain } from './writtenDomain';",
    '',
    '/** Every daemon and area, in the order of their names. */',
    `export const DOMAINS = [${NAMES.map(variable).join(', ')}] as unknown as readonly Domain[];`,
  ].join('\n');
}

/** @typedef {{ sentences?: any[], causes?: any[] }} Domain */
/** The sentences of all domains. @type {any[]} */
let sentences = [];
/** The rules of the knowledge. @type {any[]} */
let rules = [];
/** @type {(text: string) => string} */
let inEnglish;

/** @param {string} text */
const cell = text => text.replaceAll('|', '\\|');

/** @param {string} readme */
function withRules(readme) {
  const rows = rules.map(
    (/** @type {any} */ { id, severity, title, when }) =>
      `| [\`${id}\`](${id}.md) | ${severity} | ${cell(title)} | ${cell(when)} |`,
  );
  const table = ['| rule | severity | what is wrong | when |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
  return withTable(readme, 'rules', table);
}

/** @param {string} page @param {string} name of the comments around the table @param {string} table */
function withTable(page, name, table) {
  const place = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
  return page.replace(place, (_, open, close) => `${open}\n\n${table}\n\n${close}`);
}

/** Every setting of VS Code, and the help of each command. */
async function reference() {
  const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const words = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8'));
  const said = (/** @type {string} */ key = '') => cell(words[key.slice(1, -1)] ?? '');
  const rows = Object.entries(contributes.configuration.properties).map(([name, setting]) => {
    const { description, markdownDescription, enumDescriptions, markdownEnumDescriptions } = setting;
    const meanings = enumDescriptions ?? markdownEnumDescriptions ?? [];
    const values = (setting.enum ?? []).map(
      (/** @type {string} */ value, /** @type {number} */ at) => `\`${value}\`: ${said(meanings[at])}`,
    );
    const meaning = [said(markdownDescription ?? description), ...(meanings.length > 0 ? values : [])];
    return `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${meaning.join('<br>')} |`;
  });
  const { run } = await moduleOf('server/src/cli/run.ts');
  const helpOf = async (/** @type {string[]} */ ...command) => {
    let text = '';
    const write = (/** @type {string} */ part) => void (text += part);
    await run([...command, '--help'], { write, reportError: write, colour: false, unicode: true });
    return `\`\`\`\n${text.trim()}\n\`\`\``;
  };
  const all = await helpOf();
  const [, list = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(all) ?? [];
  const names = [...list.matchAll(/^ {2}(\w+)/gm)]
    .map(([, name = '']) => name)
    .filter(name => name !== 'help');
  const helps = await Promise.all(
    names.map(name => helpOf(...(name === 'knowledge' ? [name, 'test'] : [name]))),
  );
  return (
    [
      '# Settings and options\n\nWritten by `npm run generate`.',
      `## Settings of VS Code\n\n| setting | default | meaning |\n| --- | --- | --- |\n${rows.join('\n')}`,
      `## The command line\n\n${all}`,
      ...names.map((name, at) => `### ${name}\n\n${helps[at]}`),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

/** What `fortiosDebug.rules` can name: the rules, and all rules of an area. */
const ruleNames = () => {
  const areas = [...new Set(rules.map(({ id }) => id.split('/')[0])), 'site'].sort();
  return [...rules.map(({ id }) => id), ...areas.map(area => `${area}/*`)];
};
/** It can also name the rules of a site, and the causes that share a rule. */
const SITE_RULE = '^site/[a-z0-9][a-z0-9-]*$';
const CAUSE = '^[a-z]+/[a-z0-9-]+/[a-z0-9-]+$';
const NAME = '^[a-z]+/(?:[*]|[a-z0-9-]+(?:/[a-z0-9-]+)?)$';

/** @param {string} manifest */
function withSettings(manifest) {
  const parsed = JSON.parse(manifest);
  // VS Code completes the names of the first alternative in settings.json, and the other accepts the rest. The settings editor
  // shows a table, as long as there are no `properties`.
  parsed.contributes.configuration.properties['fortiosDebug.rules'].anyOf = [
    { propertyNames: { enum: ruleNames() } },
    { propertyNames: { pattern: NAME } },
  ];
  return JSON.stringify(parsed, undefined, 2) + '\n';
}

/** The manifest of the npm package, with what it shares with the extension. @param {string} manifest */
function withShared(manifest) {
  const { version, license, repository, engines } = manifestOf();
  const page = projectPage({ repository });
  const own = { version, license, engines: { node: engines.node } };
  const links = page && {
    repository: { ...repository, directory: 'server' },
    homepage: `${page}#readme`,
    bugs: { url: `${page}/issues` },
  };
  const { repository: _, homepage: __, bugs: ___, ...rest } = JSON.parse(manifest);
  return JSON.stringify({ ...rest, ...own, ...links }, undefined, 2) + '\n';
}

/** What the server says of the repository. */
function projectPageModule() {
  const page = projectPage(manifestOf());
  return `// Written by npm run generate from package.json.

/** The page of the repository; undefined until package.json names its owner. */
export const PROJECT_PAGE: string | undefined = ${page ? JSON.stringify(page) : 'undefined'};
`;
}

const VERSION = String.raw`\d+\.\d+\.\d+`;

/**
 * Files that name the version or a package, with the pattern of what is replaced and what it becomes.
 * @returns {[files: string[], pattern: RegExp, text: string][]}
 */
function namings() {
  const { name, version } = manifestOf();
  const templates = path.join(ROOT, '.github/ISSUE_TEMPLATE');
  const forms = readdirSync(templates).map(file => `.github/ISSUE_TEMPLATE/${file}`);
  return [
    [['README.md'], new RegExp(`[\\w-]+-${VERSION}(?=\\.vsix)`, 'g'), `${name}-${version}`],
    [
      ['README.md'],
      new RegExp(`[\\w-]+-${VERSION}(?=\\.tgz)`, 'g'),
      `${manifestOf('server').name}-${version}`,
    ],
    [
      ['docs/ci/code-scanning.yml'],
      new RegExp(`[\\w-]+@${VERSION}`, 'g'),
      `${manifestOf('server').name}@${version}`,
    ],
    [forms, new RegExp(`(?<=placeholder: )${VERSION}`, 'g'), version],
    [['editors/README.md'], /(?<=The file extensions are )(?:[^.]|\.\w)*/, TYPES_IN_WORDS],
  ];
}

/** The names and versions in package-lock.json, without those of dependencies. @param {string} lock */
function withOwnVersion(lock) {
  const parsed = JSON.parse(lock);
  const { name, version } = manifestOf();
  Object.assign(parsed, { name, version });
  Object.assign(parsed.packages[''], { name, version });
  Object.assign(parsed.packages['server'], { version });
  return JSON.stringify(parsed, undefined, 2) + '\n';
}

/** The ids of the rules as a type. */
function ruleIds() {
  const ids = rules.map((/** @type {any} */ { id }) => `'${id}'`).join(' | ');
  return `// Written by npm run generate from the rules.\n\n/** The id of a rule. */\nexport type RuleId = ${ids};\n`;
}

/** The names that sentences give to what happens: a word that is missing for one does not compile. */
function sentenceNames() {
  /** @param {string} type @param {(row: any) => string | undefined} nameIn @param {string} about */
  const union = (type, nameIn, about) => {
    const names = [...new Set(sentences.map(nameIn).filter(Boolean))].sort();
    return `/** ${about} */\nexport type ${type} = ${names.map(name => `'${name}'`).join(' | ')};\n`;
  };
  return [
    '// Written by npm run generate from knowledge/data/domains.\n',
    union('SentenceEvent', row => row.event, 'What a sentence can mean for a login.'),
    union('SentenceStep', row => row.step, 'What a sentence can mean for a request to a service.'),
    union('SentenceNegotiation', row => row.negotiation, 'What a sentence can say of an IKE negotiation.'),
    union('SentencePacket', row => row.packet, 'What a sentence can mean for a packet of the debug flow.'),
  ].join('\n');
}

/** Returns the lines of an example for each cause: those of its rule, or of a sentence that alone is reported as it. */
async function examplesByCause() {
  const { analyze } = await moduleOf('server/src/analysis.ts');
  const { causeIdOf } = await moduleOf('server/src/knowledge/causes.ts');
  /** @param {string[]} lines @param {string} id */
  const isReported = (lines, id) =>
    analyze(lines.join('\n')).findings.some((/** @type {any} */ found) => causeIdOf(found) === id);
  return (/** @type {any} */ { id, rule, variant }) => {
    if (variant === undefined) return rule.examples?.match;
    const own = sentences
      .filter(({ cause }) => cause === id)
      .flatMap(row => row.examples?.match ?? [])
      .map((/** @type {string} */ line) => [line]);
    return [rule.examples?.match ?? [], ...own].find(lines => isReported(lines, id));
  };
}

/** The schema of a file with comments, with which an editor completes and checks it. @param {string} title @param {any} of @param {(schema: any) => void} [change] */
function schemaOf(title, of, change) {
  const { $schema, ...schema } = toJsonSchema(of, { errorMode: 'ignore' });
  change?.(schema);
  return JSON.stringify({ $schema, title, allowComments: true, allowTrailingCommas: true, ...schema });
}

/** The schema of what the command line writes. @param {string} title @param {any} of */
function formatOf(title, of) {
  const { $schema, ...schema } = toJsonSchema(of, { errorMode: 'ignore' });
  return JSON.stringify({ $schema, title, ...schema });
}

/** The schemas of what a site writes into `.fortios-debug`, and of what the command line writes. */
async function schemas() {
  const { ENTRY_FILE_SCHEMA } = await moduleOf('server/src/knowledge/written.ts');
  const { CONFIGURATION } = await moduleOf('server/src/site/configuration.ts');
  const { CHECK, CHECK_LINE, REPORT } = await moduleOf('server/src/report/schemas.ts');
  return {
    'docs/schemas/check.schema.json': formatOf('fortios-debug check --format json', CHECK),
    'docs/schemas/check-line.schema.json': formatOf(
      'A line of fortios-debug check --format ndjson',
      CHECK_LINE,
    ),
    'docs/schemas/report.schema.json': formatOf('fortios-debug report --format json', REPORT),
    'syntaxes/site-knowledge.schema.json': schemaOf(
      'What a site knows of its own messages',
      ENTRY_FILE_SCHEMA,
    ),
    'syntaxes/configuration.schema.json': schemaOf(
      'Settings of the command line',
      CONFIGURATION,
      ({ properties }) => {
        const setting = properties['fortiosDebug.rules'];
        // An editor completes `properties`, but no `propertyNames` with alternatives.
        setting.properties = Object.fromEntries(ruleNames().map(name => [name, {}]));
        setting.patternProperties = { [SITE_RULE]: {}, [CAUSE]: {} };
        setting.allOf = [{ additionalProperties: setting.additionalProperties }];
        setting.additionalProperties = false;
      },
    ),
  };
}

/** Writes every file, or compares it. @returns {Promise<number>} the exit code */
async function all() {
  /** @param {string} file @param {(text: string) => string} make */
  const take = async (file, make) => {
    if (!(await generate(file, make))) stale.push(file);
  };
  // The list comes first, since the rules are read with it.
  await take('server/src/knowledge/domains/index.ts', domainList);
  sentences = NAMES.flatMap(name => {
    /** @type {Domain} */
    const domain = JSON.parse(readFileSync(path.join(data, 'domains', `${name}.json`), 'utf8'));
    return domain.sentences ?? [];
  });
  ({ inEnglish, RULES: rules } = await moduleOf('server/src/knowledge/index.ts'));
  for (const [file, schema] of Object.entries(await schemas())) await take(file, () => schema);
  const { rulePage } = await moduleOf('server/src/report/rulePage.ts');
  const { causesOf } = await moduleOf('server/src/knowledge/causes.ts');
  const pageOf = (/** @type {any} */ { id }) => `docs/rules/${id}.md`;
  const causes = rules.flatMap((/** @type {any} */ rule) => [{ id: rule.id, rule }, ...causesOf(rule)]);
  const pages = new Set(['docs/rules/README.md', ...causes.map(pageOf)]);
  for (const name of readdirSync(path.join(ROOT, 'docs/rules'), { recursive: true, encoding: 'utf8' })) {
    const file = path.posix.join('docs/rules', ...name.split(path.sep));
    if (!file.endsWith('.md') || pages.has(file)) continue;
    stale.push(file);
    if (!process.argv.includes('--check')) rmSync(path.join(ROOT, file));
  }
  const exampleOf = await examplesByCause();
  for (const cause of causes) {
    const file = pageOf(cause);
    const page = rulePage(cause, inEnglish, exampleOf(cause));
    await take(file, () => page);
  }
  await take('server/src/knowledge/domains/sentenceMeanings.ts', sentenceNames);
  await take('docs/rules/README.md', withRules);
  const decided = evidenceTable(await ambiguousProblems());
  await take('docs/coverage.md', page => withTable(page, 'evidence', decided));
  const listed = await reference();
  await take('docs/reference.md', () => listed);
  const { manualPage } = await moduleOf('server/src/cli/manualPage.ts');
  await take(MANUAL, manualPage);
  await take('package.json', withSettings);
  await take('server/package.json', withShared);
  await take('server/src/projectPage.ts', projectPageModule);
  for (const [files, pattern, text] of namings())
    for (const file of files) await take(file, old => old.replace(pattern, text));
  for (const [file, text] of Object.entries(EDITOR_FILES)) await take(`editors/${file}`, () => text);
  await take(LOCK, withOwnVersion);
  await take('server/src/knowledge/ruleIds.ts', ruleIds);
  if (process.argv.includes('--check') && stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}. Run npm run generate.`);
    return 1;
  }
  return 0;
}

if (isMain(import.meta.url)) await main(all);
