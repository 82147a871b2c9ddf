import { appendFileSync, writeFileSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type FileEvent, growing, type GrowingOptions } from '../../../server/src/files/growing';
import { folderWith } from '../../support/terminal';

type Files = NonNullable<GrowingOptions['files']>;

/** Follows a file, and gathers its content and events. */
function followed(file: string, files: Files, maxSilence?: number) {
  const stopped = new AbortController();
  onTestFinished(() => stopped.abort());
  const seen = { text: '', events: [] as string[] };
  const note = (event: FileEvent): void => {
    seen.events.push(typeof event === 'string' ? event : String((event.error as NodeJS.ErrnoException).code));
  };
  const options = { stopped: stopped.signal, note, files, ...(maxSilence !== undefined && { maxSilence }) };
  const done = (async () => {
    for await (const bytes of growing(file, options))
      for await (const piece of bytes) seen.text += Buffer.from(piece).toString();
  })();
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise(resolve => setTimeout(resolve, 5));
  };
  return { seen, until, stop: () => stopped.abort(), done };
}

const capture = (): string => path.join(folderWith({ 'c.log': 'a\n' }), 'c.log');

test('A network file system that hangs is reported once, and its recovery too', async () => {
  const file = capture();
  let calls = 0;
  let answer = (): void => undefined;
  const silence = new Promise<void>(resolve => (answer = resolve));
  const slow: Files['stat'] = async (name, how) => {
    if (++calls === 3) await silence;
    return stat(name, how);
  };
  const { seen, until } = followed(file, { open, stat: slow }, 20);
  await until(() => seen.events.length > 0);
  expect(seen.events).toEqual(['silent']);
  appendFileSync(file, 'b\n');
  answer();
  await until(() => seen.text === 'a\nb\n');
  // A busy machine can cause another silence of that length.
  expect(seen.events.slice(0, 2)).toEqual(['silent', 'answers']);
});

test('The wait for a hanging network file system can be ended', async () => {
  let calls = 0;
  const never: Files['stat'] = (name, how) =>
    ++calls === 3 ? new Promise(() => undefined) : stat(name, how);
  const { until, stop, done } = followed(capture(), { open, stat: never });
  await until(() => calls === 3);
  stop();
  await expect(done).resolves.toBeUndefined();
});

test('A file that became stale on the network is reopened and read on from where it was', async () => {
  const file = capture();
  let [calls, opened] = [0, 0];
  const stale: Files['stat'] = (name, how) =>
    [3, 4].includes(++calls)
      ? Promise.reject(Object.assign(new Error('stale file handle'), { code: 'ESTALE' }))
      : stat(name, how);
  const counted = ((name: string, flags: number) => {
    opened++;
    return open(name, flags);
  }) as Files['open'];
  const { seen, until } = followed(file, { open: counted, stat: stale });
  await until(() => calls > 4);
  appendFileSync(file, 'b\n');
  await until(() => seen.text === 'a\nb\n');
  expect(seen.events).toEqual(['ESTALE']);
  expect(opened).toBe(3);
});

test.each(['', 'more\n'])(
  'A file that is rewritten after it was examined is read from its start (%j came before)',
  async more => {
    const file = capture();
    let isTime = false;
    const rewriting = (async (name: string, flags: number) => {
      const handle = await open(name, flags);
      const look = handle.stat.bind(handle);
      return Object.assign(handle, {
        stat: async (how: { bigint: true }) => {
          const found = await look(how);
          if (isTime) writeFileSync(file, 'another file, and a longer one\n');
          isTime = false;
          return found;
        },
      });
    }) as Files['open'];
    const { seen, until } = followed(file, { open: rewriting, stat });
    await until(() => seen.text === 'a\n');
    appendFileSync(file, more);
    isTime = true;
    await until(() => seen.events.length > 0);
    await until(() => seen.text.endsWith('a longer one\n'));
    expect(seen.events).toEqual(['cut']);
    expect(seen.text).toMatch(/^a\n(?:more\n)?another file, and a longer one\n$/);
  },
);
