import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import { folderWith, runHere } from '../../support/terminal';

const TWO_USERS = readFileSync('test/fixtures/captures/fnbamd-two-users.log', 'utf8');
const lines = TWO_USERS.split('\n');
/** Lines of the capture, by their numbers from 1. */
const text = (...numbers: number[]): string => numbers.map(number => `${lines[number - 1] ?? ''}\n`).join('');

describe('show', () => {
  test('writes the lines that a filter keeps, unchanged', async () => {
    const shown = await runHere(['show', '--only', 'user:user06 -daemon:sslvpn', '-'], TWO_USERS);
    expect(shown).toEqual({ code: 0, out: text(1, 2, 3, 7, 8, 9, 10, 16), err: '' });
  });

  test('writes context, and each line once', async () => {
    const { out } = await runHere(['show', '--only', 'line:"Sending result" context:4', '-'], TWO_USERS);
    expect(out).toBe(text(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17));
  });

  test('writes the number of each line, and its file if there are several', async () => {
    const folder = folderWith({ 'a.log': TWO_USERS, 'b.log.gz': gzipSync(TWO_USERS), 'c.txt': 'no capture' });
    const a = await runHere(['show', '-n', '--only', 'line:Rcvd', `${folder}/a.log`]);
    expect(a.out).toBe(`1: ${lines[0] ?? ''}\n4: ${lines[3] ?? ''}\n`);
    const all = await runHere(['show', '-n', '--only', 'line:Rcvd', folder]);
    expect(all.out.split('\n').map(line => line.replace(folder, '').slice(0, 12))).toEqual([
      '/a.log:1: 20',
      '/a.log:4: 20',
      '/b.log.gz:1:',
      '/b.log.gz:4:',
      '',
    ]);
  });

  test('keeps the line breaks of the capture, and ends the last line', async () => {
    const text = '[1990] handle_req-r=4\r\n[1991] handle_req-r=5';
    const { out } = await runHere(['show', '--only', 'daemon:fnbamd', '-'], text);
    expect(out).toBe(`${text}\n`);
  });

  test('reads a long capture in parts, and finds the lines of each', async () => {
    const copies = 3_200;
    const long = Array.from({ length: copies }, (_, index) =>
      TWO_USERS.replaceAll('75000000', String(10_000_000 + index)).replaceAll('user06', `user${index % 400}`),
    ).join('');
    // Two windows.
    expect(long.length).toBeGreaterThan(4_000_000);
    const { code, out } = await runHere(['show', '--numbers', '--only', 'user:user77', '-'], long);
    const numbers = out
      .trimEnd()
      .split('\n')
      .map(line => Number(line.split(':')[0]));
    const expected = Array.from({ length: copies / 400 }, (_, index) => 17 * (77 + 400 * index)).flatMap(
      before => [1, 2, 3, 7, 8, 9, 10, 16].map(line => before + line),
    );
    expect([code, numbers]).toEqual([0, expected]);
  });

  test('reports that no line matches', async () => {
    const shown = await runHere(['show', '--only', 'user:nobody', '-'], TWO_USERS);
    expect(shown).toEqual({ code: 1, out: '', err: 'fortios-debug: no line matches --only\n' });
  });

  test('reports which words cannot be used, and where', async () => {
    for (const command of ['show', 'check']) {
      const shown = await runHere([command, '--only', 'user:user06 >drift', '-'], TWO_USERS);
      expect(shown).toEqual({
        code: 2,
        out: '',
        err: 'fortios-debug: --only: Write >=error, >=warning, >=information or >=hint.\n  user:user06 >drift\n              ^^^^^^\n',
      });
    }
  });

  test('needs a filter, and files that can be read', async () => {
    expect((await runHere(['show', 'a.log'])).code).toBe(2);
    const shown = await runHere(['show', '--only', 'http', '/nowhere/a.log', '-'], TWO_USERS);
    expect([shown.code, shown.out]).toEqual([2, '']);
    expect(shown.err).toContain('/nowhere/a.log: ');
  });
});

describe('check --only', () => {
  const check = async (only: string, input = TWO_USERS) => {
    const { code, out } = await runHere(['check', '--format', 'json', '--only', only, '-'], input);
    const [file] = (
      JSON.parse(out) as { files: { findings: { rule: string; range: { start: { line: number } } }[] }[] }
    ).files;
    return {
      code,
      problems: (file?.findings ?? []).map(({ rule, range }) => `${range.start.line + 1} ${rule}`),
    };
  };

  test('reports the problems in the lines of a filter alone', async () => {
    expect(await check('user:user06')).toEqual({ code: 1, problems: ['9 login/group-mismatch'] });
    expect(await check('user:user07')).toEqual({ code: 0, problems: [] });
  });

  test('does not count the lines of context', async () => {
    expect(await check('line:"Sending result 1" context:3')).toEqual({ code: 0, problems: [] });
  });

  test('places a repeated problem at its repeat in the filter', async () => {
    const refused = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
    const at = (hour: string): string => refused.replace(/ \d\d:/g, ` ${hour}:`);
    const text = at('08') + at('09');
    const [whole, later] = [await check('08:00..', text), await check('09:00..', text)];
    const lineOf = (output = ''): number => Number(output.split(' ')[0]);
    expect(later.problems.map(output => output.split(' ')[1])).toContain('ftm/token-not-of-product');
    expect(lineOf(later.problems[0])).toBe(lineOf(whole.problems[0]) + refused.split('\n').length - 1);
  });
});
