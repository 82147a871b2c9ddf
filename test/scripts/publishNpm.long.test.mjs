import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { manifestOf } from '../../scripts/tools.mjs';

const { name, version } = manifestOf('server');
const folder = mkdtempSync(path.join(os.tmpdir(), 'np-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An archive with one file, as tar writes it. @param {string} file @param {string} text */
function archive(file, text) {
  const head = Buffer.alloc(512);
  head.write(file, 0);
  head.write('0000644\0', 100);
  head.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('        0', 148);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return gzipSync(Buffer.concat([head, Buffer.from(text.padEnd(512, '\0')), Buffer.alloc(1024)]));
}

/**
 * Runs the script with a registry.
 * @param {{ versions?: string[], refuses?: boolean, isAway?: boolean }} registry without `versions` it has no such package
 */
async function publish({ versions, refuses = false, isAway = false }) {
  /** @type {string[]} */
  const put = [];
  const server = createServer((request, response) => {
    if (request.method === 'PUT') put.push(request.url ?? '');
    const all = Object.fromEntries((versions ?? []).map(one => [one, { name, version: one }]));
    const status = request.method === 'PUT' ? (refuses ? 403 : 201) : versions ? 200 : 404;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name, versions: all, 'dist-tags': { latest: versions?.[0] } }));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  if (isAway) server.close();
  const file = path.join(folder, 'a.tgz');
  writeFileSync(file, archive('package/package.json', JSON.stringify({ name, version })));
  const registry = `http://127.0.0.1:${port}/`;
  const child = spawn(process.execPath, ['scripts/publishNpm.mjs', file, 'latest'], {
    env: {
      ...process.env,
      npm_config_registry: registry,
      [`npm_config_//127.0.0.1:${port}/:_authToken`]: 'x',
      npm_config_fetch_retries: '0',
      npm_config_cache: path.join(folder, 'cache'),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data));
  const code = await new Promise(resolve => child.once('close', resolve));
  server.close();
  return { code, output, put: put.length };
}

test.each([
  ['that lacks the version gets it', { versions: ['0.0.1'] }, 0, 1, /with the tag latest/],
  ['that has the version is left alone', { versions: [version] }, 0, 0, /already/],
  ['that has no such package is left to a person', {}, 0, 0, /::warning::.*by hand/],
  ['that refuses fails the job', { versions: ['0.0.1'], refuses: true }, 1, 1, /npm refused/],
  ['that cannot be reached fails the job', { isAway: true }, 1, 0, /could not be asked/],
])('A registry %s', async (_, registry, expected, puts, words) => {
  const { code, output, put } = await publish(registry);
  expect(output).toMatch(words);
  expect([code, put]).toEqual([expected, puts]);
});
