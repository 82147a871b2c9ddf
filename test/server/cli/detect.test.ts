import path from 'node:path';
import { expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';

test('detect says of each file whether it is a capture, by its content; so does its exit code', async () => {
  const folder = folderWith({ 'putty.out': SEED, 'a.log': 'httpd[417]: started\n'.repeat(30) });
  const [capture, other] = ['putty.out', 'a.log'].map(name => path.join(folder, name)) as [string, string];
  expect(await runHere(['detect', capture])).toEqual({
    code: 0,
    out: `${capture}: FortiOS debug output\n`,
    err: '',
  });
  expect((await runHere(['detect', capture, other])).code).toBe(1);
  expect((await runHere(['detect', other])).out).toBe(`${other}: something else\n`);
  expect(await runHere(['detect', '-q', capture])).toEqual({ code: 0, out: '', err: '' });
  expect((await runHere(['detect', path.join(folder, 'no.log')])).code).toBe(2);
});

test('detect reads standard input', async () => {
  expect(await runHere(['detect', '-'], SEED)).toEqual({
    code: 0,
    out: '-: FortiOS debug output\n',
    err: '',
  });
  expect(await runHere(['detect', '-'], 'a note\n')).toEqual({
    code: 1,
    out: '-: something else\n',
    err: '',
  });
  expect((await runHere(['detect', '-'], '')).code).toBe(1);
});

test('detect lists the captures of a folder, and counts its other files', async () => {
  const folder = folderWith({
    'in/putty.out': SEED,
    'in/note.txt': 'a note\n',
    'other/note.txt': 'a note\n',
  });
  expect(await runHere(['detect', path.join(folder, 'in')])).toEqual({
    code: 0,
    out: `${path.join(folder, 'in/putty.out')}: FortiOS debug output\n1 file skipped: not FortiOS debug output\n`,
    err: '',
  });
  expect((await runHere(['detect', '-q', path.join(folder, 'other')])).code).toBe(1);
});
