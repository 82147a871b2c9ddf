import { describe, expect, test } from 'vitest';
import { listed, SEED, wordsOf } from '../../support/reading';
import { serverTexts } from '../../../server/src/knowledge/texts';
import { FILTER_SCENES } from '../../../server/src/lsp/protocol';
import { type Client, LIKE_VS_CODE, OUR_OPTIONS, sleep } from '../../support/server';
import { start, startProcess } from '../../support/started';

const URI = 'file:///seed.log';
const ONLY_ERRORS = {
  rules: { 'secret/otp-seed': 'off', 'ftm/product-not-registered': 'off', 'json/damaged': 'off' },
};
const ONE_ERROR = ['30:391 error ftm/token-not-of-product'];

const likeVsCode = async (configuration: unknown): Promise<Client> => {
  const client = await start({
    capabilities: LIKE_VS_CODE,
    initializationOptions: OUR_OPTIONS,
    configuration,
  });
  await client.eventually('the settings', () => client.refreshes > 0);
  return client;
};

/** The last diagnostics pushed to a client without pull diagnostics. */
const lastOf = ({ published }: Client): string[] => (published.at(-1)?.diagnostics ?? []).map(listed);

describe('The settings', () => {
  test('are requested from a client that supports that', async () => {
    const client = await likeVsCode(ONLY_ERRORS);
    await client.open(URI, SEED);
    expect((await client.problems(URI)).map(listed)).toEqual(ONE_ERROR);
  });

  test('are requested again when they change, and apply to open documents', async () => {
    const client = await likeVsCode({});
    await client.open(URI, SEED);
    expect(await client.problems(URI)).toHaveLength(4);
    client.configuration = ONLY_ERRORS;
    await client.configure(null);
    await client.eventually('the refresh', () => client.refreshes > 1);
    expect((await client.problems(URI)).map(listed)).toEqual(ONE_ERROR);
  });

  test('are watched by registration if the client supports that', async () => {
    const client = await likeVsCode({});
    expect(client.registered).toEqual(['workspace/didChangeConfiguration']);
  });

  test.each([
    ['with their section', { fortiosDebug: ONLY_ERRORS }],
    ['without it', ONLY_ERRORS],
  ])('are taken from didChangeConfiguration, %s, and apply to open documents', async (_, settings) => {
    const client = await start();
    await client.open(URI, SEED);
    await client.eventually('the problems', () => lastOf(client).length === 4);
    await client.configure(settings);
    await client.eventually('the one that is left', () => lastOf(client).length === 1);
    expect(lastOf(client)).toEqual(ONE_ERROR);
  });

  test('are taken from the initialization options', async () => {
    const client = await start({ initializationOptions: { settings: ONLY_ERRORS } });
    await client.open(URI, SEED);
    await client.eventually('the problem', () => client.published.length > 0);
    expect(lastOf(client)).toEqual(ONE_ERROR);
  });

  test('are the defaults if the initialization options are not an object', async () => {
    const client = await start({ initializationOptions: 'text' });
    await client.open(URI, SEED);
    await client.eventually('the problems', () => client.published.length > 0);
    expect(lastOf(client)).toHaveLength(4);
  });
});

describe('A wrong setting', () => {
  const wrong = { maxProblems: 'many', rules: { 'json/damaged': 'off' } };

  test('is reported once, clearly, and replaced with its default; the others apply', async () => {
    const client = await likeVsCode(wrong);
    await client.open(URI, SEED);
    expect(await client.problems(URI)).toHaveLength(3);
    expect(client.messages).toEqual([
      'fortiosDebug.maxProblems must be a whole number from 1 to 1000; using 200.',
    ]);
  });

  test('is not reported again with every change of another setting', async () => {
    const client = await likeVsCode(wrong);
    client.configuration = { ...wrong, rules: {} };
    await client.configure(null);
    await client.eventually('the refresh', () => client.refreshes > 1);
    expect(client.messages).toHaveLength(1);
  });

  test('is reported again if it was valid in between', async () => {
    const client = await likeVsCode(wrong);
    for (const [index, settings] of [{}, wrong].entries()) {
      client.configuration = settings;
      await client.configure(null);
      await client.eventually('the refresh', () => client.refreshes > index + 1);
    }
    expect(await client.eventually('the message', () => client.messages[1])).toBe(client.messages[0]);
  });

  test('is reported by a message that every client supports', async () => {
    const client = await start({ answers: false });
    await client.configure(wrong);
    expect(await client.eventually('the message', () => client.messages[0])).toContain('fortiosDebug');
  });

  test('does not end a server whose client cannot answer', async () => {
    const client = await startProcess({ answers: false });
    await client.configure(wrong);
    await sleep(200);
    await client.open(URI, SEED);
    await client.eventually('the problems', () => lastOf(client).length > 0);
    expect(client.process?.exitCode).toBeNull();
  });

  test('in the initialization options is reported too, once the client is ready for it', async () => {
    const client = await start({ initializationOptions: { settings: wrong } });
    expect(await client.eventually('the message', () => client.messages[0])).toContain('fortiosDebug');
  });
});

describe('A server whose client promises more than it does', () => {
  test('continues without a registration, without settings and without a refresh', async () => {
    const client = await start({ capabilities: LIKE_VS_CODE, answers: false });
    await client.configure(null);
    await sleep(200);
    await client.open(URI, SEED);
    expect(await client.problems(URI)).toHaveLength(4);
  });
});

describe('The words of another language', () => {
  const bundle = {
    'Next steps': 'Nächste Schritte',
    "The token's licence is registered to another FortiGate": 'Die Lizenz gehört einer anderen FortiGate',
    '{token}: licence registered to another serial number[ (error {code}, {text})| (error {code})| ({text})]':
      '{token}: die Lizenz gehört einer anderen FortiGate[ (Fehler {code}, {text})| (Fehler {code})| ({text})]',
    'Repair this JSON': 'Dieses JSON reparieren',
    'Write >=error, >=warning, >=information or >=hint.': 'Schreiben Sie >=error.',
    'fortiosDebug: the settings must be an object; the defaults are used.':
      'fortiosDebug: Die Einstellungen müssen ein Objekt sein; es gelten die Vorgaben.',
  };

  const words = new Map(Object.entries(bundle));
  const translations = [...serverTexts().keys()].map(english => words.get(english) ?? '');

  const inGerman = async (configuration: unknown = {}): Promise<Client> => {
    const client = await startProcess({
      capabilities: LIKE_VS_CODE,
      initializationOptions: { ...OUR_OPTIONS, translations },
      configuration,
    });
    await client.eventually('the settings', () => client.refreshes > 0);
    await client.open(URI, SEED);
    return client;
  };

  test('are those of a problem', async () => {
    const client = await inGerman();
    expect((await client.problems(URI))[3]?.message).toBe(
      'FTKMOB947FDC1754: die Lizenz gehört einer anderen FortiGate (Fehler 31, token does not belong to product)',
    );
  });

  test('are those of a hover, with English for what is missing', async () => {
    const client = await inGerman();
    const answer = await client.hover(URI, 29, 400);
    const output = answer ? wordsOf(answer) : '';
    expect(output).toMatch(/^\*\*Die Lizenz gehört einer anderen FortiGate\*\*/);
    expect(output).toContain('**Nächste Schritte**');
    expect(output).toContain('**Probable cause**');
  });

  test('are those of a quick fix', async () => {
    const client = await inGerman();
    const all = await client.problems(URI);
    const offered = await client.actions(URI, all.slice(2, 3));
    expect(offered.map(({ title }) => title)).toContain('Dieses JSON reparieren');
  });

  test('are those of a filter that cannot be used', async () => {
    const client = await inGerman();
    const answer = await client.connection.sendRequest(FILTER_SCENES, { uri: URI, words: '>x' });
    expect(answer).toMatchObject({ refused: 'Schreiben Sie >=error.' });
  });

  test('are those of a warning about the settings', async () => {
    const client = await inGerman('text');
    expect(client.messages).toEqual([
      'fortiosDebug: Die Einstellungen müssen ein Objekt sein; es gelten die Vorgaben.',
    ]);
  });
});
