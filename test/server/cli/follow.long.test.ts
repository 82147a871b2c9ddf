import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FORMATS } from '../../../server/src/cli/formatNames';
import { run } from '../../../server/src/cli/run';
import { licensed } from '../../support/exchange';
import { SEED } from '../../support/reading';
import { BUILT_CLI, folderWith, runHere, runShell } from '../../support/terminal';

const PROMPT = 'FGT # get system status\n';
const REFUSED = 'error ftm/token-not-of-product';

/** A command that follows a capture in this process. */
interface Follower {
  readonly said: { out: string; err: string };
  readonly code: Promise<number | undefined>;
  readonly interrupt: () => void;
  /** Waits until a condition holds. */
  readonly until: (holds: () => boolean) => Promise<void>;
  /** Waits until the output contains a text this many times. */
  readonly untilOut: (text: string, times?: number) => Promise<void>;
}

function following(words: readonly string[], input: AsyncIterable<Uint8Array> = nothing()): Follower {
  const output = { out: '', err: '' };
  const interrupt = new AbortController();
  onTestFinished(() => interrupt.abort());
  const code = run(['check', '--follow', ...words], {
    input,
    write: text => void (output.out += String(text)),
    reportError: text => void (output.err += text),
    colour: false,
    unicode: true,
    endInputOnInterrupt: () => interrupt.signal,
    serve: () => undefined,
  });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise(resolve => setTimeout(resolve, 5));
  };
  return {
    said: output,
    code,
    until,
    interrupt: () => interrupt.abort(),
    untilOut: (text, times = 1) => until(() => output.out.split(text).length > times),
  };
}

const nothing = (): AsyncIterable<Uint8Array> => Readable.from([]);

function capture(text = PROMPT): string {
  return path.join(folderWith({ 'c.log': text }), 'c.log');
}

describe('A file that grows', () => {
  test('has its problems written as their lines arrive', async () => {
    const file = capture();
    const { said: output, untilOut, interrupt, code } = following([file]);
    appendFileSync(file, SEED);
    await untilOut(REFUSED);
    expect(output.out).toContain(`${file}:31:391: ${REFUSED}`);
    appendFileSync(file, SEED);
    await untilOut('(2 times so far)');
    interrupt();
    expect(await code).toBe(130);
    expect(output.out).toMatch(
      /c\.log: \d+ errors?, .*; 61 lines read, 0 not recognised, 0 not understood\n.*explain RULE\n$/,
    );
    expect(output.err).toBe('');
  });

  test('has what its new lines decide about a problem written', async () => {
    const file = capture(SEED);
    const { said: output, untilOut } = following([file]);
    await untilOut(REFUSED);
    appendFileSync(file, licensed('EFTM0000000001', 'FTKMOB947FDC1754'));
    await untilOut('New: ');
    expect(output.out).toContain(
      `${file}:30:391: ftm/token-not-of-product: New: excluded by line 33: license "**************": It is a trial token`,
    );
  });

  test('has its existing text checked too', async () => {
    const { said: output, untilOut } = following([capture(SEED)]);
    await untilOut(REFUSED);
    expect(output.out).toContain(`c.log:30:391: ${REFUSED}`);
  });

  test('is read from its start after it was truncated', async () => {
    const file = capture();
    const { said: output, until, untilOut } = following([file]);
    appendFileSync(file, SEED);
    await untilOut(REFUSED);
    truncateSync(file, 0);
    await until(() => output.err !== '');
    appendFileSync(file, SEED);
    await untilOut(`${file}:30:391: ${REFUSED}`);
    expect(output.err).toBe(
      `fortios-debug: ${file}: the file was cut or rewritten; reading it from its start\n`,
    );
  });

  test('is read from its start after it was rewritten, even if it is longer than before', async () => {
    const file = capture(`${PROMPT}${PROMPT}`);
    const { said: output, untilOut, until } = following([file]);
    appendFileSync(file, SEED);
    await untilOut(REFUSED);
    writeFileSync(file, `\n${SEED}${SEED}${SEED}`);
    await untilOut(`${file}:31:391: ${REFUSED}`);
    await until(() => output.err !== '');
    expect(output.err).toContain('the file was cut or rewritten');
  });

  test('is still followed after it was rotated', async () => {
    const file = capture();
    const { said: output, until, untilOut } = following([file]);
    appendFileSync(file, SEED);
    await untilOut(`${file}:31:391: ${REFUSED}`);
    renameSync(file, `${file}.1`);
    await until(() => output.err.includes('waiting for a new one'));
    appendFileSync(`${file}.1`, SEED);
    await untilOut(`${file}:61:391: ${REFUSED}`);
    writeFileSync(file, SEED);
    await untilOut(`${file}:30:391: ${REFUSED}`);
    expect(output.err.split('\n')).toEqual([
      `fortios-debug: ${file}: the file was removed or renamed; waiting for a new one`,
      `fortios-debug: ${file}: another file has taken its place; reading that one from its start`,
      '',
    ]);
  });

  test('is still followed when another file takes its place', async () => {
    const file = capture();
    const { said: output, untilOut } = following([file]);
    appendFileSync(file, SEED);
    await untilOut(REFUSED);
    writeFileSync(`${file}.new`, SEED);
    renameSync(`${file}.new`, file);
    await untilOut(`${file}:30:391: ${REFUSED}`);
    expect(output.err).toContain('another file has taken its place');
  });

  test('may be removed while it is followed', async () => {
    const file = capture(SEED);
    const { said: output, until, untilOut, interrupt, code } = following([file]);
    await untilOut(REFUSED);
    rmSync(file);
    await until(() => output.err !== '');
    interrupt();
    expect(await code).toBe(130);
    expect(output.err).toBe(
      `fortios-debug: ${file}: the file was removed or renamed; waiting for a new one\n`,
    );
  });

  test('may be in UTF-16', async () => {
    const file = capture('');
    const { untilOut, said: output } = following([file]);
    for (const line of `\ufeff${SEED}`.split(/(?<=\n)/)) appendFileSync(file, Buffer.from(line, 'utf16le'));
    await untilOut(REFUSED);
    expect(output.err).toBe('');
  });
});

describe('Standard input', () => {
  test('has its problems written while it is open', async () => {
    const pipe = new PassThrough();
    const { said: output, untilOut, code } = following(['-'], pipe);
    pipe.write(SEED);
    await untilOut(`-:30:391: ${REFUSED}`);
    expect(output.out).not.toContain('lines read');
    pipe.end();
    expect(await code).toBe(1);
    expect(output.out).toContain('; 30 lines read, 0 not recognised, 0 not understood\n');
  });

  test('that ends at once has the same problems as in check', async () => {
    const { code, out } = await runHere(['check', '--follow', '-'], SEED);
    const checked = await runHere(['check', '-'], SEED);
    const sorted = (text: string): string[] =>
      text
        .split('\n')
        .filter(line => !line.includes('lines read'))
        .sort();
    expect(code).toBe(1);
    expect(sorted(out)).toEqual(sorted(checked.out));
  });

  test('has one JSON value per line, with what became of each problem', async () => {
    const pipe = new PassThrough();
    const { said: output, untilOut, code } = following(['--format', 'ndjson', '-'], pipe);
    pipe.write(SEED);
    await untilOut('"change":"new"');
    pipe.write(SEED);
    await untilOut('"change":"again"');
    pipe.end();
    await code;
    const values = output.out.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
    const refused = values.filter(({ rule }) => rule === 'ftm/token-not-of-product');
    expect(refused).toMatchObject([
      { path: '-', change: 'new', severity: 'error' },
      { path: '-', change: 'again', times: 2 },
    ]);
    expect(refused[0]?.['id']).toBe(refused[1]?.['id']);
    expect(values.at(-1)).toEqual({ path: '-', coverage: { lines: 60, unrecognised: 0, understood: 16, notUnderstood: 0, unreadParts: [] } });
  }); // oxfmt-ignore

  test('may arrive faster than the problems are read', async () => {
    const folder = folderWith({ 'c.log': SEED.repeat(1000) });
    const { out } = await runShell(
      `cd "${folder}"; cat c.log | fortios-debug check --follow - | (sleep 1; tail -2); echo "exit \${PIPESTATUS[1]}"`,
    );
    expect(out).toContain('30000 lines read, 0 not recognised, 0 not understood\n');
    expect(out).toMatch(/exit 1\n$/);
  });

  test.each([
    ['error', 1],
    ['never', 0],
  ])('has the exit code for --fail-on %s', async (threshold, code) => {
    expect((await runHere(['check', '--follow', '--fail-on', threshold, '-'], SEED)).code).toBe(code);
  });
});

describe('What cannot be followed', () => {
  test.each(FORMATS.filter(format => !['text', 'ndjson'].includes(format)))('is refused with a message: %s', async format => {
    expect(await runHere(['check', '--follow', '--format', format, '-'], SEED)).toEqual({
      code: 2,
      out: '',
      err: `fortios-debug: --follow cannot write ${format}; it can write text, ndjson\n`,
    });
  }); // oxfmt-ignore

  test('is two files', async () => {
    const { code, err } = await runHere(['check', '--follow', 'a.log', 'b.log']);
    expect([code, err]).toEqual([2, 'fortios-debug: --follow takes one file, or - for standard input\n']);
  });

  test('is a filter with an unknown word', async () => {
    const { code, err } = await runHere(['check', '--follow', '--only', 'usr:user01', '-'], SEED);
    expect([code, err.split('\n')[0]]).toEqual([2, expect.stringMatching(/^fortios-debug: --only: .*usr/)]);
  });

  test.each([
    ['a missing file', 'missing.log', 'no such file'],
    ['a folder', '.', 'it is a folder, not a file'],
  ])('is %s', async (_, name, reason) => {
    const { code, err } = await runHere(['check', '--follow', name]);
    expect([code, err]).toEqual([2, `fortios-debug: ${name}: it could not be read: ${reason}\n`]);
  });

  test('is a file that is not text', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919 + (index >> 8) * 31) % 256);
    const file = path.join(folderWith({ 'a.bin': bytes }), 'a.bin');
    const { said: output, until } = following([file]);
    await until(() => output.err !== '');
    expect(output.err).toContain('it is not text, or not UTF-8 or UTF-16');
  });
});

describe.skipIf(process.platform === 'win32')('A named pipe', () => {
  test('is followed until its writer closes it', async () => {
    const folder = folderWith({ 'seed.log': SEED });
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const { out } = await runShell(
      `cd "${folder}"; (cat seed.log; while ! grep -q ftm/token out; do sleep 0.05; done; echo) > pipe & fortios-debug check --follow pipe > out; echo "exit $?"; cat out`,
    );
    expect(out).toMatch(/^exit 1\n/);
    expect(out).toContain(`pipe:30:391: ${REFUSED}`);
  });
});

describe.skipIf(process.platform === 'win32')('The built command line', () => {
  const command = `"${process.execPath}" "${BUILT_CLI}" check --follow`;

  test.each(['INT', 'TERM'])('exits with 130 and a summary after SIG%s', async signal => {
    const folder = folderWith({ 'c.log': SEED });
    const { out } = await runShell(
      `cd "${folder}"; ${command} c.log > out & until grep -q ftm/token out; do sleep 0.05; done; kill -${signal} $!; wait $!; echo "exit $?"; cat out`,
    );
    expect(out).toMatch(/^exit 130\n/);
    expect(out).toContain('c.log: 1 error, ');
  });

  test('ends when its reader has closed the pipe, with the exit code for the problems found so far', async () => {
    const folder = folderWith({ 'c.log': SEED });
    const { out } = await runShell(
      `cd "${folder}"; (while cat c.log 2> /dev/null; do sleep 0.1; done) | ${command} - | head -1; echo "exit \${PIPESTATUS[1]}"`,
    );
    expect(out).toContain('exit 1\n');
  });
});
