// Facts of one capture decide about the problems of another one of the same unit.
import { onTestFinished, expect, describe, test } from 'vitest';
import {
  FOLDER_SCENES,
  SCENE,
  SCENE_TEXT,
  type SceneDetail,
  SCENES_CHANGED,
  type ScenesChanged,
} from '../../../server/src/lsp/protocol';
import { startInFolder, uriOf } from '../../support/folder';
import { LICENCE, refused, statusOf, UNIT } from '../../support/exchange';
import { Client, LIKE_VS_CODE } from '../../support/server';
import { folderWith } from '../../support/terminal';

const ID = 'provision/FTKMOB0000000A01/1';
const A = 'file:///a.log';
const B = 'file:///b.log';
const BY_OTHER = 'confirmed by line 7 of b.log: `license "****************"`';
const DETAILS = statusOf(UNIT) + LICENCE;

async function trialIn(client: Client, uri = A): Promise<string | undefined> {
  const { causes } = await client.connection.sendRequest<SceneDetail>(SCENE, { uri, id: ID });
  return causes?.find(({ text }) => text.includes('rial'))?.why;
}

describe('An open capture', () => {
  test('is judged by another open one of its unit, and its client is notified of changes to that', async () => {
    const client = await Client.inMemory({
      capabilities: LIKE_VS_CODE,
      initializationOptions: { followsScenes: true },
      configuration: {},
    });
    onTestFinished(() => client.kill());
    const changes: string[] = [];
    client.connection.onNotification(SCENES_CHANGED, ({ uri }: ScenesChanged) => void changes.push(uri));
    await client.open(A, refused(UNIT));
    expect(await trialIn(client)).toMatch(/^decide with/);
    for (const [change, why] of [
      [() => client.open(B, DETAILS), BY_OTHER],
      [() => client.change(B, 2, statusOf('FGT60F0000000002') + LICENCE), 'decide with'],
      [() => client.change(B, 3, DETAILS), BY_OTHER],
      [() => client.close(B), 'decide with'],
    ] as const) {
      const before = changes.length;
      await change();
      await client.problems(B);
      await client.eventually('the change', () => changes.slice(before).includes(A));
      expect(await trialIn(client)).toContain(why);
    }
  });

  test('has the name of the other one in its hover and its report', async () => {
    const client = await Client.inMemory({ capabilities: LIKE_VS_CODE, configuration: {} });
    onTestFinished(() => client.kill());
    await client.open(A, refused(UNIT));
    await client.open(B, DETAILS);
    await client.problems(B);
    const [problem] = await client.problems(A);
    const { line = 0, character = 0 } = problem?.range.start ?? {};
    expect(JSON.stringify((await client.hover(A, line, character))?.contents)).toContain('line 7 of b.log');
    const params = { uri: A, id: ID, format: 'markdown' };
    expect(await client.connection.sendRequest(SCENE_TEXT, params)).toContain('line 7 of b.log');
  });
});

test('A capture is judged by one of the folder that is not open', async () => {
  const folder = folderWith({ 'a.log': refused(UNIT), 'b.log': DETAILS });
  const client = await startInFolder(folder);
  const uri = uriOf(folder, 'a.log');
  await client.open(uri, refused(UNIT));
  await client.connection.sendRequest(FOLDER_SCENES, {});
  expect(await trialIn(client, uri)).toBe(BY_OTHER);
});

test.each([
  [true, 'of b.log'],
  [false, 'decide with'],
])(
  'A capture without a serial number decides if a setting says that all are of one unit: %s',
  async (sameUnit, why) => {
    const client = await Client.inMemory({ capabilities: LIKE_VS_CODE, configuration: { sameUnit } });
    onTestFinished(() => client.kill());
    await client.open(A, refused(UNIT));
    await client.open(B, LICENCE);
    await client.problems(B);
    expect(await trialIn(client)).toContain(why);
  },
);
