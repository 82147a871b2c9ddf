import { chmodSync, linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../server/src/report/schemas';
import { readWholeFile } from '../../../server/src/cli/readWhole';
import { SEED, SEED_SECRET } from '../../support/reading';
import { folderWith, runBuilt, runHere, runShell } from '../../support/terminal';

const SEED_FILE = 'test/fixtures/seed.log';

describe('report', () => {
  test('writes Markdown to standard output', async () => {
    const { code, out, err } = await runHere(['report', SEED_FILE]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^# FTKMOB947FDC1754: .*\n/);
    expect(out).not.toContain(SEED_SECRET);
  });

  test('writes a page for a customer, without names if asked to', async () => {
    const customer = ['report', '--for', 'customer'];
    const { out } = await runHere([...customer, SEED_FILE]);
    expect(out).toContain('FTKMOB947FDC1754: licence registered to another serial number');
    expect(out).not.toMatch(/<summary>(?:Secrets|Also known)|## Which cause/m);
    const redacted = await runHere([...customer, '--redact', SEED_FILE]);
    expect([redacted.code, redacted.err]).toEqual([0, '']);
    expect(redacted.out).toContain('FTKMOB9999900112: licence registered to another serial number');
    expect(redacted.out).not.toMatch(/947FDC1754|Q17000494|seed\.log/);
    expect((await runHere([...customer, '--format', 'json', SEED_FILE])).err).toBe(
      `fortios-debug: ${SEED_FILE}: a page for a customer is Markdown or HTML\n`,
    );
  });

  test('reports on redacted copies of several captures with common stand-ins', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log': SEED.replaceAll('947FDC1754', '0A1B2C3D4E') });
    const { out } = await runHere(['report', '--redact', '--format', 'json', folder, 'acme.log']);
    expect(out).not.toContain('acme');
    const { files, tokens } = JSON.parse(out) as Report;
    expect(files).toEqual(['capture-1.log', 'capture-2.log']);
    expect(tokens.map(({ serial }) => serial)).toEqual(['FTKMOB9999900112', 'FTKMOB9999900209']);
  });

  test('writes HTML if asked to', async () => {
    const { out } = await runHere(['report', '--format', 'html', '-'], SEED);
    expect(out).toMatch(/^<!DOCTYPE html><html lang="en">/);
    expect(out).not.toContain(SEED_SECRET);
  });

  test.each(['1', 'provision/FTKMOB947FDC1754/1'])('reports on one incident only: %s', async incident => {
    const { code, out } = await runHere(['report', '--incident', incident, SEED_FILE]);
    expect(code).toBe(0);
    expect(out).toContain('FTKMOB947FDC1754');
    expect(out).not.toContain(SEED_SECRET);
  });

  test.each(['0', '9', 'login/nobody/1'])('refuses the incident %s, which does not exist', async incident => {
    const { code, out, err } = await runHere(['report', '--incident', incident, SEED_FILE]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`there is no incident ${incident}; the timeline of the report has`);
  });

  test.each([
    ['report.html', [], '<!DOCTYPE html>'],
    ['report.HTM', [], '<!DOCTYPE html>'],
    ['report.md', [], '# FTKMOB947FDC1754: '],
    ['report.txt', [], '# FTKMOB947FDC1754: '],
    ['report.html', ['--format', 'markdown'], '# FTKMOB947FDC1754: '],
  ])('writes to %s, with %j, a report that begins with %s', async (name, options, begins) => {
    const out = path.join(folderWith({}), name);
    expect(await runHere(['report', ...options, '--out', out, SEED_FILE])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(readFileSync(out, 'utf8').startsWith(begins)).toBe(true);
    expect(readdirSync(path.dirname(out))).toEqual([name]);
  });

  test.each(['report.pdf', 'report.log'])('refuses %s, and lists the formats', async name => {
    const out = path.join(folderWith({}), name);
    const { code, err } = await runHere(['report', '--out', out, SEED_FILE]);
    expect(code).toBe(2);
    expect(err).toBe(
      `fortios-debug: ${out}: the extension must be .md or .txt (Markdown), .html or .htm (HTML) or .json; or choose a format with --format\n`,
    );
    expect(readdirSync(path.dirname(out))).toEqual([]);
    expect((await runHere(['report', '--format', 'html', '--out', out, SEED_FILE])).code).toBe(0);
  });

  test('reports on a folder as one, packed captures included, with names relative to it', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log.gz': gzipSync(SEED), 'mail.txt': 'Lorem ipsum\n' });
    const { code, out } = await runHere(['report', folder]);
    expect(code).toBe(0);
    expect(out).toContain(`* a.log, b.log.gz in ${folder}\n`);
    expect(out).toContain('2 exchanges: 2 failed');
    expect(out).toContain('* 1 file in the folders skipped: not FortiOS debug output.');
  });

  test('exits 0 whatever it reports, because it is not a check', async () => {
    expect((await runHere(['report', '-'], 'Lorem ipsum\n')).code).toBe(0);
  });

  test('is the same from the built command line', async () => {
    const words = ['report', '--format', 'html', SEED_FILE, 'test/fixtures/captures'];
    expect(await runBuilt(words)).toEqual(await runHere(words));
  });
});

describe('A capture that cannot be read', () => {
  test('is named, also in the report, and does not keep the others from being reported', async () => {
    const { code, out, err } = await runHere(['report', 'no/such.log', SEED_FILE]);
    expect(code).toBe(2);
    expect(err).toBe('fortios-debug: no/such.log: it could not be read: no such file\n');
    expect(out).toContain('* no/such.log: it could not be read: no such file.');
    expect(out).toContain('provision FTKMOB947FDC1754');
  });

  test('because it ends early is named', async () => {
    const folder = folderWith({ 'a.gz': gzipSync(SEED).subarray(0, 300), 'b.log': SEED });
    const { code, out, err } = await runHere(['report', `${folder}/a.gz`, `${folder}/b.log`]);
    expect([code, err]).toEqual([2, `fortios-debug: ${folder}/a.gz: only part of it could be read: it is compressed, and its end is missing\n`]);
    expect(out).toContain('* a.gz: only part of it could be read: it is compressed, and its end is missing.');
    expect(out).toContain(`* a.gz, b.log in ${folder}\n`);
  });

  test('makes no report if it is the only one', async () => {
    const out = path.join(folderWith({}), 'report.md');
    expect((await runHere(['report', '--out', out, 'no/such.log'])).code).toBe(2);
    expect(readdirSync(path.dirname(out))).toEqual([]);
  });

  test('because the folder has none is reported', async () => {
    const folder = folderWith({ 'mail.txt': 'Lorem ipsum\n' });
    expect(await runHere(['report', folder])).toEqual({ code: 2, out: '', err: `fortios-debug: ${folder}: no capture found\n` });
  });
}); // oxfmt-ignore

describe('A file that exists', () => {
  const refused = async (words: readonly string[], file: string, reason: string): Promise<void> => {
    const before = readFileSync(file, 'utf8');
    const { code, err } = await runHere(['report', ...words]);
    expect(code).toBe(2);
    expect(err).toContain(`: it could not be written: ${reason}`);
    expect(readFileSync(file, 'utf8')).toBe(before);
  };

  test('is overwritten only with --force', async () => {
    const out = path.join(folderWith({ 'report.md': 'mine' }), 'report.md');
    await refused(['--out', out, SEED_FILE], out, 'file already exists; use --force to overwrite it');
    expect((await runHere(['report', '--force', '--out', out, SEED_FILE])).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toMatch(/^# FTKMOB947FDC1754: /);
  });

  test('keeps its mode, and a link to it stays a link', async () => {
    const folder = folderWith({ 'report.md': 'mine' });
    const [file, linked] = ['report.md', 'link.md'].map(name => path.join(folder, name)) as [string, string];
    chmodSync(file, 0o640);
    symlinkSync(file, linked);
    expect((await runHere(['report', '--force', '--out', linked, SEED_FILE])).code).toBe(0);
    expect(lstatSync(linked).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/^# FTKMOB947FDC1754: /);
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  const INPUT = 'it is an input, and inputs are never overwritten';
  test.each([
    ['by its name', (file: string) => file],
    ['by another spelling of it', (file: string) => path.join(path.dirname(file), '.', '..', path.basename(path.dirname(file)), 'a.log')],
    ['by a symbolic link', (file: string) => (symlinkSync(file, `${file}.link`), `${file}.link`)],
    ['by a hard link', (file: string) => (linkSync(file, `${file}.hard`), `${file}.hard`)],
  ])('and is an input is never overwritten: %s', async (_, nameOf) => {
    const file = path.join(folderWith({ 'a.log': SEED }), 'a.log');
    await refused(['--force', '--out', nameOf(file), file], file, INPUT);
  });

  test('and is in an input folder is never overwritten', async () => {
    const file = path.join(folderWith({ 'a.log': SEED }), 'a.log');
    await refused(['--force', '--out', file, path.dirname(file)], file, INPUT);
  });

  test('and is a folder is refused', async () => {
    const { code, err } = await runHere(['report', '--force', '--out', 'test', SEED_FILE]);
    expect([code, err]).toEqual([2, 'fortios-debug: test: it could not be written: it is a folder, not a file\n']);
  });
}); // oxfmt-ignore

describe('An output that cannot be written', () => {
  test('leaves no incomplete file, and the old file unchanged', async () => {
    const folder = folderWith({ 'old.html': 'mine' });
    const line = (out: string, options = ''): string =>
      `ulimit -f 8; fortios-debug report ${options} --out "${path.join(folder, out)}" ${SEED_FILE}`;
    for (const [out, options] of [['new.html'], ['old.html', '--force']] as const) {
      const { code, err } = await runShell(line(out, options));
      expect([code, err]).toEqual([2, `fortios-debug: ${folder}/${out}: it could not be written: it exceeds the maximum file size here\n`]);
    }
    expect(readdirSync(folder)).toEqual(['old.html']);
    expect(readFileSync(path.join(folder, 'old.html'), 'utf8')).toBe('mine');
  });

  test('can be a device, which stays a device', async () => {
    const { code, err } = await runHere(['report', '--force', '--out', '/dev/full', SEED_FILE]);
    expect([code, err]).toEqual([2, 'fortios-debug: /dev/full: it could not be written: no space left on the disk\n']);
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  test.each(['report', 'check'])('is reported by %s if it is standard output', async command => {
    const { code, err } = await runShell(`fortios-debug ${command} ${SEED_FILE} > /dev/full`);
    expect([code, err]).toEqual([2, 'fortios-debug: standard output: it could not be written: no space left on the disk\n']);
  });

  test('because its folder does not exist is reported', async () => {
    const { code, err } = await runHere(['report', '--out', 'no/such/report.md', SEED_FILE]);
    expect([code, err]).toEqual([2, 'fortios-debug: no/such/report.md: it could not be written: no such folder\n']);
  });
}); // oxfmt-ignore

describe('Bad usage of report', () => {
  test.each([
    ['no file', ['report'], /missing argument 'file'/],
    ['a format that there is not', ['report', '--format', 'pdf', SEED_FILE], /The choices are markdown, html/],
  ])('exits 2 and says what is wrong: %s', async (_, words, output) => {
    const { code, out, err } = await runHere(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(output);
  });

  test('is not needed to get its help', async () => {
    const { code, out } = await runHere(['report', '--help']);
    expect(code).toBe(0);
    for (const words of ['--format', '--out', '--force', 'Exit code: 0', 'Examples:']) expect(out).toContain(words);
  });
}); // oxfmt-ignore

describe('A capture that is too long to keep in memory', () => {
  // oxlint-disable-next-line typescript/require-await
  async function* pieces(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < SEED.length; at += 500) yield Buffer.from(SEED.slice(at, at + 500));
  }

  test('has the same problems, and nothing else', async () => {
    const [whole, long] = [await readWholeFile("a.log", pieces(), undefined), await readWholeFile('a.log', pieces(), undefined, undefined, 1200)];
    expect(whole.analysis).toBeDefined();
    expect(long.analysis).toBeUndefined();
    expect(long.findings).toEqual(whole.findings);
    expect(long.coverage).toEqual(whole.coverage);
    expect(long.findings.map(({ start }) => long.lines.positionAt(start))).toEqual(whole.findings.map(({ start }) => whole.lines.positionAt(start)));
  });
}); // oxfmt-ignore
