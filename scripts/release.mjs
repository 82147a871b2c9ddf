// Says how a tag is released, or does all of a release but publish it.
//   node scripts/release.mjs TAG              checks the tag, such as v1.2.0; prints lines for $GITHUB_OUTPUT
//   node scripts/release.mjs --dry-run [TAG]  checks everything, makes the files of the release in release/, installs and tries
//                                             each of them, and says what would be published where
// With --dry-run, --node FILE is the Node for the executable. Node built-ins only, because the tag is checked before anything
// is installed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  explain,
  isMain,
  main,
  manifestOf,
  projectPage,
  ROOT,
  runNode,
  runNpm,
  say,
  Trouble,
} from './tools.mjs';

/** The folder of the files of a release. */
const RELEASE = path.join(ROOT, 'release');

/**
 * How to release a tag: `v1.2.0` to everybody, `v1.3.0-pre` as a pre-release. Both galleries refuse a version with a
 * suffix, so only the tag has it.
 * @param {string} tag
 * @param {{ version: string, repository: { url: string } }} manifest package.json
 * @param {string} changelog
 */
export function releaseOf(tag, { version, repository }, changelog) {
  const [, tagged, suffix] = /^v(\d+\.\d+\.\d+)(-pre)?$/.exec(tag) ?? [];
  if (!tagged) throw new Trouble(`The tag ${tag} must look like v1.2.0 or, for a pre-release, v1.3.0-pre.`);
  if (tagged !== version)
    throw new Trouble(`The tag is ${tag}, but package.json has version ${version}. Change one of them.`);
  if (!projectPage({ repository }))
    throw new Trouble(
      'Write the address of your repository into "repository" of package.json, then run npm run generate.',
    );
  if (notesOf(version, changelog) === undefined)
    throw new Trouble(`CHANGELOG.md has no section "## ${version}". Write what is new.`);
  return { 'pre-release': suffix !== undefined, 'npm-tag': suffix ? 'next' : 'latest' };
}

/** The section of a version. @param {string} version @param {string} changelog */
function notesOf(version, changelog) {
  const section = changelog.split(/^## /m).find(part => part.split('\n')[0] === version);
  return section?.slice(version.length).trim();
}

const changelog = () => readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');

/**
 * What must be true before anything is built, each with how it is found out.
 * @type {(tag: string) => [what: string, check: () => unknown][]}
 */
const checks = tag => [
  [`the tag ${tag}, the changelog and the repository`, () => releaseOf(tag, manifestOf(), changelog())],
  [
    'package-lock.json fits package.json',
    () => npm('ci', '--dry-run', '--ignore-scripts', '--loglevel=error'),
  ],
  ['the packages are installed', async () => (await import('./setup.mjs')).setup()],
  ['generated files are current', () => script('generate.mjs', '--check')],
  ['translations are complete', () => script('translations.mjs', '--check')],
];

/** @param {string} tag @param {string | undefined} node @returns {Promise<number>} the exit code */
async function dryRun(tag, node) {
  /** @type {string[]} */
  const faults = [];
  /** @param {string} what @param {() => unknown} work */
  const step = async (what, work) => {
    say(`\n== ${what}`);
    try {
      await work();
    } catch (error) {
      faults.push(what);
      say(explain(error));
    }
  };
  for (const [what, check] of checks(tag)) await step(what, check);
  process.env.PRE_RELEASE = String(tag.endsWith('-pre'));
  const { isCurrent, makeNpmPackage, makePackage, npmPackagePath, packagePath } =
    await import('./package.mjs');
  const made = [packagePath(), npmPackagePath(), path.join(ROOT, 'sbom.cdx.json')];
  await step('the extension, with the notices of others', async () => isCurrent() || makePackage());
  await step('the npm package', makeNpmPackage);
  await step('the extension in VS Code', () => script('start.mjs', '--check'));
  await step('the bill of materials', () => script('notices.mjs'));
  await step('the executable for this system', async () => {
    made.push(await (await import('./executable.mjs')).makeExecutable({ node }));
  });
  await step(`checksums and manifests, in ${path.relative(ROOT, RELEASE)}`, async () => {
    rmSync(RELEASE, { recursive: true, force: true });
    mkdirSync(RELEASE);
    for (const file of made.filter(existsSync)) copyFileSync(file, path.join(RELEASE, path.basename(file)));
    writeFileSync(path.join(RELEASE, 'notes.md'), `${notesOf(manifestOf().version, changelog()) ?? ''}\n`);
    (await import('./manifests.mjs')).writeManifests(RELEASE);
  });
  for (const line of destinations(tag.endsWith('-pre'))) say(line);
  say(
    faults.length === 0
      ? '\nReady: push the tag.'
      : `\nNot ready:\n${faults.map(one => `- ${one}`).join('\n')}`,
  );
  return faults.length === 0 ? 0 : 1;
}

/** What would be published where. @param {boolean} isPre */
function destinations(isPre) {
  const { name, publisher, version } = manifestOf();
  const channel = isPre ? 'as a pre-release' : 'to everybody';
  return [
    '\n== What the workflow would publish',
    `Visual Studio Marketplace, Open VSX: ${publisher}.${name} ${version}, ${channel}`,
    `npm: ${manifestOf('server').name}@${version}, with the tag ${isPre ? 'next' : 'latest'}`,
    `GitHub: a release of ${projectPage(manifestOf()) ?? 'a repository without a name'} with all files, and executables of the other systems`,
    'winget, Scoop: nothing; the release has the manifests to send in',
  ];
}

/** @param {string} name @param {string[]} words */
async function script(name, ...words) {
  const { code, output } = await runNode(path.join('scripts', name), words, { capture: true });
  const lines = output.trim().split('\n');
  // The last lines say how it ended.
  if (code !== 0) throw new Trouble(lines.slice(-10).join('\n'));
  say(lines.at(-1) ?? '');
}

/** @param {string[]} words */
async function npm(...words) {
  const { code, output } = await runNpm(words);
  if (code !== 0) throw new Trouble(output.trim());
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean' }, node: { type: 'string' } },
    });
    const [tag = values['dry-run'] ? `v${manifestOf().version}` : ''] = positionals;
    if (values['dry-run']) return dryRun(tag, values.node);
    for (const [name, value] of Object.entries(releaseOf(tag, manifestOf(), changelog())))
      say(`${name}=${value}`);
    return 0;
  });
}
