// Publishes the npm package unless the registry has this version: node scripts/publishNpm.mjs FILE.tgz TAG
// TAG is latest or next. The first version of a package cannot be published this way, because npm trusts a workflow only for a
// package that exists: then it says what to do, and does not fail. Node built-ins only.
import path from 'node:path';
import { isMain, main, manifestOf, ROOT, runNpm, say, Trouble } from './tools.mjs';

/**
 * What the registry has of a package.
 * @param {string} name @param {string} version
 * @returns {Promise<'version' | 'package' | 'nothing'>}
 */
async function found(name, version) {
  const { code, output } = await runNpm(['view', name, 'versions', '--json']);
  if (code === 0) return [JSON.parse(output)].flat().includes(version) ? 'version' : 'package';
  if (/\bE404\b/.test(output)) return 'nothing';
  throw new Trouble(`npm could not be asked for ${name}. It said:\n${output.trim()}`);
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const [file = '', tag = 'latest'] = process.argv.slice(2);
    const { name, version } = manifestOf('server');
    const state = await found(name, version);
    if (state === 'version') return say(`npm has ${name}@${version} already.`);
    if (state === 'nothing') {
      return say(
        `::warning::npm has no package ${name} yet. Publish its first version by hand: npm publish ${path.basename(file)} --access public --tag ${tag}. Then let npm trust this workflow (docs/releasing.md).`,
      );
    }
    const { code, output } = await runNpm([
      'publish',
      path.resolve(ROOT, file),
      '--access=public',
      `--tag=${tag}`,
    ]);
    if (code !== 0) throw new Trouble(`npm refused ${name}@${version}. It said:\n${output.trim()}`);
    say(`npm has ${name}@${version} now, with the tag ${tag}.`);
  });
}
