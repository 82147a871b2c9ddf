// Checks that a tag can be released, and says how: node scripts/release.mjs v1.2.0. Prints lines for $GITHUB_OUTPUT.
// Node built-ins only, because nothing is installed when it runs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, main, ROOT, say, Trouble } from './tools.mjs';

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
  if (repository.url.includes('FILL_IN_OWNER'))
    throw new Trouble(
      'Write the address of your repository into "repository" of package.json, then run npm run generate.',
    );
  if (!changelog.split('\n').includes(`## ${version}`))
    throw new Trouble(`CHANGELOG.md has no section "## ${version}". Write what is new.`);
  return { 'pre-release': suffix !== undefined, 'npm-tag': suffix ? 'next' : 'latest' };
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const read = (/** @type {string} */ name) => readFileSync(path.join(ROOT, name), 'utf8');
    const release = releaseOf(process.argv[2] ?? '', JSON.parse(read('package.json')), read('CHANGELOG.md'));
    for (const [name, value] of Object.entries(release)) say(`${name}=${value}`);
  });
}
