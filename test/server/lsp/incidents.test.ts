import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  PARTIES,
  type PartyState,
  SCENE,
  SCENE_AT,
  type SceneDetail,
  type SceneList,
  SCENES,
  SCENES_CHANGED,
  type ScenesChanged,
  type SecretGroup,
  SECRETS,
} from '../../../server/src/lsp/protocol';
import { openMarked } from '../../support/asking';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import { Client, LIKE_VS_CODE } from '../../support/server';

const REFUSED = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
const ID = `provision/${TOKEN}/1`;

describe.each([
  ['a client that follows scenes', true],
  ['any other client', false],
])('To %s', (_, followsScenes) => {
  let client: Client;
  const notifications: ScenesChanged[] = [];
  const ask = <Answer>(method: string, params: object): Promise<Answer> =>
    client.connection.sendRequest<Answer>(method, params);

  beforeAll(async () => {
    client = await Client.start({
      capabilities: LIKE_VS_CODE,
      initializationOptions: { followsScenes },
      configuration: {},
    });
    client.connection.onNotification(
      SCENES_CHANGED,
      (change: ScenesChanged) => void notifications.push(change),
    );
  });
  afterAll(() => client.kill());

  test('incidents are answered as data, and a change is notified only if the client follows them', async () => {
    const { textDocument, position } = await openMarked(
      client,
      REFUSED.replace('error_code', '<|>error_code'),
    );
    const { uri } = textDocument;
    const list = await ask<SceneList>(SCENES, { uri });
    expect(list.scenes.map(({ id, ending }) => [id, ending])).toEqual([[ID, 'failed']]);
    const detail = await ask<SceneDetail>(SCENE, { uri, id: ID });
    expect(detail.steps.length).toBeGreaterThan(1);
    expect(await ask(SCENE_AT, { uri, position })).toEqual({ id: ID, detail });
    expect(await ask(SCENE_AT, { uri, position, known: 'login/user01/1' })).toEqual({ id: ID, detail });
    expect(await ask(SCENE_AT, { uri, position, known: ID })).toEqual({ id: ID });
    expect((await ask<PartyState[]>(PARTIES, { uri })).map(({ kind }) => kind)).toContain('token');
    expect(await ask<SecretGroup[]>(SECRETS, { uri })).toEqual([]);
    // It is sent again when the settings arrive, which may be later.
    const changes = new Set(notifications.map(change => JSON.stringify(change)));
    expect([...changes]).toEqual(followsScenes ? [JSON.stringify({ uri, version: 1 })] : []);
  });

  test('a change of the settings is notified as a change if the client follows them', async () => {
    const { textDocument } = await openMarked(client, REFUSED);
    const { uri } = textDocument;
    const { verdict } = await ask<SceneList>(SCENES, { uri });
    expect(verdict).toMatch(/^✗ /);
    const before = notifications.length;
    client.configuration = { rules: { 'ftm/token-not-of-product': 'off' } };
    await client.configure(null);
    if (followsScenes) {
      await client.eventually('the word of it', () =>
        notifications.slice(before).some(change => change.uri === uri),
      );
      expect((await ask<SceneList>(SCENES, { uri })).verdict).not.toBe(verdict);
    }
    client.configuration = {};
    await client.configure(null);
  });

  test.each([
    [SCENES, null],
    [SCENE, null],
    [SCENE_AT, null],
    [PARTIES, []],
    [SECRETS, []],
  ])('nothing is answered about a document that is not open: %s', async (method, nothing) => {
    const params = { uri: 'file:///closed.log', id: ID, position: { line: 0, character: 0 } };
    expect(await ask(method, params)).toEqual(nothing);
  });
});
