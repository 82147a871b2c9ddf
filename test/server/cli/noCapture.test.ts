// A text that is no capture is not a capture without problems.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';

const OTHERS = [
  ['nothing', ''],
  ['blank lines', '\n\n'],
  ['prose', 'Dear colleagues,\nthe meeting is at noon.\n'],
  [
    'a log of a web server',
    '192.0.2.7 - - [01/May/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 612\n'.repeat(20),
  ],
] as const;

describe.each(['check', 'report', 'redact'])('%s says that a text is no capture', command => {
  test.each(OTHERS)('%s', async (_what, text) => {
    const { code, err } = await runHere([command, '-'], text);
    expect(code).toBe(0);
    expect(err).toMatch(/^fortios-debug: -: does not look like FortiOS debug output\n/);
  });

  test('but not of a capture', async () => {
    expect((await runHere([command, '-'], SEED)).err).not.toContain('does not look like');
  });
});

describe('A file without a command', () => {
  test.each(['capture.log', '-', './captures'])('has a hint: %s', async file => {
    expect(await runHere([file])).toMatchObject({
      code: 2,
      err: `fortios-debug: unknown command '${file}'\n(Did you mean fortios-debug check ${file}?)\n`,
    });
  });

  test('has a hint for a file whose name is a word, too', async () => {
    const file = path.join(folderWith({ putty: SEED }), 'putty');
    expect((await runHere([file])).err).toContain(`(Did you mean fortios-debug check ${file}?)`);
  });

  test('has none for a word, but a similar command', async () => {
    expect((await runHere(['chek'])).err).toContain('(Did you mean check?)');
    expect((await runHere(['qqqq'])).err).not.toContain('Did you mean');
  });
});
