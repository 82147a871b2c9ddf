import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MIN_SIZE_FOR_THREAD } from '../../../server/src/cli/threads';
import { FORMATS } from '../../../server/src/cli/formatNames';
import { SEED } from '../../support/reading';
import { BUILT_CLI, folderWith, runBuilt, runHere, runShell } from '../../support/terminal';

const SEED_FILE = 'test/fixtures/seed.log';

describe('The built command line', () => {
  test.each(FORMATS)('prints the same as the source: %s', async format => {
    const words = ['check', '--format', format, SEED_FILE];
    const built = await runBuilt(words);
    expect(built).toEqual(await runHere(words));
    expect(built.code).toBe(1);
  });

  test('reads standard input for -', async () => {
    const { code, out } = await runBuilt(['check', '-'], SEED);
    expect(code).toBe(1);
    expect(out).toContain('-:30:391: error ftm/token-not-of-product');
  });

  test('exits 0 when nothing reaches the threshold', async () => {
    expect((await runBuilt(['check', '--fail-on', 'never', SEED_FILE])).code).toBe(0);
  });

  test('exits 2 for a file that is missing', async () => {
    const { code, err } = await runBuilt(['check', 'no/such.log']);
    expect(code).toBe(2);
    expect(err).toContain('no such file');
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('exits 2 without a file', async () => {
    expect((await runBuilt(['check'])).code).toBe(2);
  });

  test('prints no colours into a pipe', async () => {
    expect((await runBuilt(['check', SEED_FILE])).out).not.toContain('\u001b');
  });

  test('writes a long report completely into a pipe', async () => {
    const file = path.join(folderWith({ 'long.log': long() }), 'long.log');
    const { out } = await runBuilt(['check', '--format', 'json', file]);
    const { files } = JSON.parse(out) as { files: { findings: object[] }[] };
    expect(files[0]?.findings).toHaveLength(3000);
  });

  test('prints no error when its reader closes early', async () => {
    const file = path.join(folderWith({ 'long.log': long() }), 'long.log');
    const { out, err } = await runShell(`fortios-debug check "${file}" | head -1`);
    expect(out).toContain(':3:20: ');
    expect(err).toBe('');
  });

  test('checks many captures in threads, in the order of their names', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${String(index).padStart(2, '0')}.log`);
    const folder = folderWith(Object.fromEntries(names.map(name => [name, SEED])));
    const words = ['check', '--format', 'ndjson', folder, path.join(folder, 'missing.log')];
    const built = await runBuilt(words);
    expect(built).toEqual(await runHere(words));
    expect(built.out.trimEnd().split('\n')).toHaveLength(40 * 5);
  });

  test('reports the same for a long capture, whose secrets are found in a thread', async () => {
    const seeds = Array.from({ length: 300 }, (_, index) =>
      SEED.replaceAll('A84E2CAA', `A84E${1000 + index}`).concat(`radius-secret: Zx${index}Kq27LmP\n`),
    );
    const text = seeds.join(`${'x'.repeat(7000)}\n`);
    expect(text.length).toBeGreaterThan(MIN_SIZE_FOR_THREAD);
    const file = path.join(folderWith({ 'long.log': text }), 'long.log');
    const words = ['check', '--format', 'ndjson', file];
    const [built, here] = [await runBuilt(words), await runHere(words)];
    expect(built).toEqual(here);
    expect(here.out).toContain('secret/password');
  });

  test.each([
    ['redact', 'long.log'],
    ['report', '--format html long.log'],
    ['check', '--format json --fail-on never long.log'],
  ])('%s exits with 2 if the disk fills up before everything is written', async (command, words) => {
    const folder = folderWith({ 'long.log': long() });
    const { out } = await runShell(
      `cd "${folder}"; (trap '' XFSZ; ulimit -f 20; fortios-debug ${command} ${words} > out 2> said); echo "exit $?"; cat said`,
    );
    expect(out).toContain('exit 2');
    expect(out).toContain('it could not be written: it exceeds the maximum file size here');
  });

  test('leaves no incomplete copy if the disk fills up', async () => {
    const folder = folderWith({ 'long.log': long() });
    const { out } = await runShell(
      `cd "${folder}"; (trap '' XFSZ; ulimit -f 20; fortios-debug redact --out share long.log 2>&1); echo "exit $?"; ls -A share`,
    );
    expect(out).toContain('share/long.log: it could not be written');
    expect(out).toMatch(/exit 2\n$/);
  });

  test('says in the language of the user that there is not enough memory', async () => {
    const folder = folderWith({ 'long.log': SEED.repeat(3000) });
    const { code, err } = await runShell(
      `NODE_OPTIONS=--max-old-space-size=32 fortios-debug --locale de report "${path.join(folder, 'long.log')}"`,
    );
    expect([code, err]).toEqual([2, 'fortios-debug: nicht genug Arbeitsspeicher\n']);
  });

  test('waits for a slow reader', async () => {
    const file = path.join(folderWith({ 'long.log': long().repeat(40) }), 'long.log');
    const { out } = await runShell(`fortios-debug check --format ndjson "${file}" | (sleep 1; cat)`);
    expect(out.trimEnd().split('\n')).toHaveLength(3001);
  });

  test('makes a long copy in a thread, with the same result', async () => {
    const lines = `${'x'.repeat(200)}\n`.repeat(11_000);
    expect(lines.length).toBeGreaterThan(MIN_SIZE_FOR_THREAD);
    const file = path.join(folderWith({ 'long.log': `${lines}mybearer=Zx9Kq27LmP\n` }), 'long.log');
    const [built, here] = [await runBuilt(['redact', file]), await runHere(['redact', file])];
    expect(built).toEqual(here);
    expect(built.out).not.toContain('Zx9Kq27LmP');
  }); // oxfmt-ignore

  test('makes the same long copy if a thread learns a part of it', async () => {
    const seeds = Array.from({ length: 1200 }, (_, index) =>
      SEED.replace(/(?<=FTKMOB|"seed": ")\w{4}/g, `${1000 + index}`).replaceAll('root', `vd${index % 70}`),
    );
    const folder = folderWith({ 'long.log': seeds.join('\n'), 'short.log': seeds.slice(40, 42).join('\n') });
    const words = ['redact', path.join(folder, 'long.log'), '--table'];
    const [built, here] = [
      await runBuilt([...words, path.join(folder, 'built.tsv')]),
      await runHere([...words, path.join(folder, 'here.tsv')]),
    ];
    expect(built.out === here.out && built.err === here.err).toBe(true);
    const table = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    expect(table('built.tsv')).toBe(table('here.tsv'));
  });

  test('serves the protocol', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const server = spawn(process.execPath, [BUILT_CLI, 'lsp']);
    onTestFinished(() => void server.kill());
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    let out = '';
    for await (const piece of server.stdout) {
      out += String(piece);
      if (out.endsWith('}')) break;
    }
    expect(out).toContain('"hoverProvider":true');
  }); // oxfmt-ignore
});

/** A capture with three thousand problems: more than a pipe holds. */
function long(): string {
  const rows = Array.from({ length: 3000 }, (_, row) => `FTKMOB${String(row).padStart(10, '0')} 0 new state ${row}`);
  return ['FGT # diagnose fortitoken info', 'FORTITOKEN DRIFT STATUS', ...rows, ''].join('\n');
} // oxfmt-ignore
