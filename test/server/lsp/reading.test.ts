import { describe, expect, test } from 'vitest';
import { fileErrorReason } from '../../../server/src/files/fileErrors';
import { inEnglish } from '../../../server/src/knowledge';
import { clientOf } from '../../../server/src/lsp/clientCapabilities';
import type { Context } from '../../../server/src/lsp/context';
import { CANCELLED } from '../../../server/src/lsp/guarded';
import { DEFAULTS } from '../../../server/src/lsp/settings';
import type { Files } from '../../../server/src/lsp/workspace/files';
import { type ReadCapture, readCapture } from '../../../server/src/lsp/workspace/reading';
import { rulesOf } from '../../support/folder';
import { SEED } from '../../support/reading';

const context = {
  client: clientOf({ capabilities: {} }),
  settings: DEFAULTS,
  translate: inEnglish,
} as unknown as Context;

/** Reads a file that arrives in these parts, and then fails if there is a fault. */
function read(
  pieces: readonly string[],
  code?: string,
  cancelled = (): boolean => false,
): Promise<ReadCapture> {
  const files = {
    // oxlint-disable-next-line typescript/require-await
    async *textOf(_uri: string, _size: number, onRead: (bytes: number) => void) {
      for (const piece of pieces) {
        onRead(piece.length);
        yield piece;
      }
      if (code !== undefined) throw Object.assign(new Error('the words of the system'), { code });
    },
    reasonOf: (error: unknown) => fileErrorReason(error),
  } as unknown as Files;
  return readCapture(context, files, { uri: 'file:///a.log', size: SEED.length }, { cancelled });
}

describe('A capture that is read from the disk', () => {
  test('has its problems, however it is cut', async () => {
    const whole = await read([SEED]);
    expect(await read(SEED.split(/(?<=e)/))).toEqual(whole);
    expect(rulesOf(whole.diagnostics)).toContain('ftm/token-not-of-product');
    expect(whole).toMatchObject({ lines: 30, unrecognised: 0 });
  });

  test.each([
    ['EACCES', 'permission denied'],
    ['ENOENT', 'no such file'],
    ['EMFILE', 'too many files are open'],
    ['EXDEV', 'the words of the system'],
  ])('and fails at once with %s has one problem, which gives the reason', async (code, words) => {
    const { diagnostics, reason } = await read([], code);
    expect(reason).toBe(`it could not be read: ${words}`);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      `Not analysed: it could not be read: ${words}`,
    ]);
  });

  test('and fails in the middle has its problems up to there', async () => {
    const { diagnostics, lines } = await read([SEED], 'EIO');
    expect(rulesOf(diagnostics)).toEqual([...rulesOf((await read([SEED])).diagnostics), 'capture/unread']);
    expect(diagnostics.at(-1)?.range.start.line).toBe(lines);
  });

  test('is no longer read when the request is cancelled', async () => {
    let asked = 0;
    await expect(read(SEED.split(/(?<=\n)/), undefined, () => ++asked > 3)).rejects.toBe(CANCELLED);
    expect(asked).toBe(4);
  });
});
