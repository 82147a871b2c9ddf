import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FILE_NAMES,
  type NamedFile,
  NOISE,
  type NoiseRanges,
  RECIPE,
  type RecipeChoice,
  RECIPES,
  REDACT,
  REPORT,
  type Report,
  type RedactedText,
  SHOW_PAYLOAD,
  type ShownPayload,
  type ShownStatus,
  STATUS,
  TICKET,
} from '../../../server/src/lsp/protocol';
import { analyze } from '../../../server/src/analysis';
import { type Asked, openMarked, START, startSettled } from '../../support/asking';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import type { Client } from '../../support/server';

const REFUSED = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });

const LOGIN = '[1906] handle_req-Rcvd auth req 1 for walter.weber in opt=0 prot=11';

let client: Client;
beforeAll(async () => {
  client = await startSettled();
});
afterAll(() => client.kill());

const open = (marked: string): Promise<Asked> => openMarked(client, marked);

describe('Our own client is answered', () => {
  const place = ({ textDocument: { uri }, position }: Asked): object => ({ uri, position });
  const own = <Answer>(method: string, params: object): Promise<Answer> =>
    client.connection.sendRequest<Answer>(method, params);

  test('the payload at a place, laid out', async () => {
    const asked = await open('{"d":{"a":1,"tokens":[<|>]');
    const shown = await own<ShownPayload>(SHOW_PAYLOAD, place(asked));
    expect(shown.language).toBe('json');
    expect(JSON.parse(shown.text)).toEqual({ d: { a: 1, tokens: [] } });
  });

  test('the dump at a place', async () => {
    const asked = await open('ike 0:to-hq:14: dec 0e00001440<|>890007\n');
    const shown = await own<ShownPayload>(SHOW_PAYLOAD, place(asked));
    expect(shown.language).toBe('plaintext');
    expect(shown.text).toContain('0e 00 00 14 40 89 00 07');
  });

  test('the ticket about a problem, and nothing once it is gone', async () => {
    const { textDocument } = await open(REFUSED);
    const rule = 'ftm/token-not-of-product';
    const start = analyze(REFUSED).findings.find(finding => finding.rule === rule)?.start ?? NaN;
    expect(await own<string>(TICKET, { ...textDocument, rule, start })).toContain(TOKEN);
    expect(await own(TICKET, { ...textDocument, rule, start: start + 1 })).toBeNull();
  });

  test('the names of files, and where they are', async () => {
    const { textDocument } = await open('FGT # get\nsaved as a.log and b.pcap\n');
    const named = await own<NamedFile[]>(FILE_NAMES, textDocument);
    expect(named.map(({ name, range: { start } }) => [name, start.line, start.character])).toEqual([
      ['a.log', 1, 9],
      ['b.pcap', 1, 19],
    ]);
  });

  test('nothing if there is neither', async () => {
    expect(await own(SHOW_PAYLOAD, place(await open('FGT # get sys<|>tem status\n')))).toBeNull();
  });

  test('a redacted copy of the whole, identities kept or not', async () => {
    const { textDocument } = await open(`${LOGIN}\n    set passwd "Sommer-2024"\n`);
    const kept = await own<RedactedText>(REDACT, { ...textDocument, keepIdentities: true });
    expect(kept).toEqual({
      text: `${LOGIN}\n    set passwd "********155"\n`,
      replaced: { secrets: 1, serials: 0, others: 0 },
    });
    const { text } = await own<RedactedText>(REDACT, { ...textDocument, keepIdentities: false });
    expect(text).not.toMatch(/weber|Sommer/);
  });

  test('a redacted copy of ranges, in their order', async () => {
    const { textDocument } = await open(`one\n${LOGIN}\nthree\n`);
    const [first, third] = [0, 2].map(line => ({
      start: { line, character: 0 },
      end: { line, character: 99 },
    }));
    const params = { ...textDocument, keepIdentities: false, ranges: [third, first] };
    expect(await own<RedactedText>(REDACT, params)).toMatchObject({ text: 'one\nthree' });
  });

  test('a report on a document, as a page with nothing that could run and with secrets masked', async () => {
    const { textDocument } = await open(`${LOGIN}\n    set passwd "Sommer-2024"\n`);
    const { html } = await own<Report>(REPORT, { ...textDocument, name: 'a.log' });
    expect(html).toContain('a.log');
    expect(html).not.toMatch(/<script|Sommer/);
  });

  test('a page for a customer, redacted', async () => {
    const { textDocument } = await open(`${LOGIN}\n`);
    const params = { ...textDocument, name: 'acme.log', reader: 'customer', isRedacted: true };
    const { html } = await own<Report>(REPORT, params);
    expect(html).toContain('capture-1.log');
    expect(html).not.toMatch(/acme|walter/);
  });

  test('the folds that leave the problems and what led to them', async () => {
    const { textDocument } = await open(`first\n${'nothing of it\n'.repeat(5)}${REFUSED}`);
    const [first] = await own<NoiseRanges>(NOISE, textDocument);
    expect([first?.start.line, first?.end.line]).toEqual([0, 5]);
  });

  test.each([
    ['error', REFUSED],
    ['information', `FGT # get system status\n`],
  ])('the status of a document, its severity: %s', async (severity, text) => {
    const { textDocument } = await open(text);
    const status = await own<ShownStatus>(STATUS, textDocument);
    expect(status.severity).toBe(severity);
    expect(status.text).not.toBe('');
  });

  test('the recipes for captures, and what each asks', async () => {
    const recipes = await own<RecipeChoice[]>(RECIPES, {});
    const asks = Object.fromEntries(recipes.map(({ id, asks: questions }) => [id, questions]));
    expect(asks['sslvpn']).toEqual(['vdom', 'address', 'user']);
    expect(asks['ipsec']).toEqual(['release', 'vdom', 'address']);
    expect(asks['ha']).toEqual([]);
  });

  test('a recipe with its answers, or why one is refused', async () => {
    const answers = { address: '192.0.2.44', vdom: 7, other: 'x' };
    const written = await own<{ text: string }>(RECIPE, { id: 'sslvpn', answers });
    expect(written.text).toContain('\ndiagnose vpn ssl debug-filter src-addr4 192.0.2.44\n');
    expect(written.text).not.toContain('debug-filter vd');
    expect(await own(RECIPE, { id: 'sslvpn', answers: { vdom: 'a b' } })).toEqual({
      refused: 'A VDOM name can contain only letters, digits, - and _, at most 31 characters.',
    });
    expect(await own(RECIPE, { id: 'sslvpn' })).toHaveProperty('text');
    expect(await own(RECIPE, { id: 'toString' })).toBeNull();
  });

  test.each([
    [SHOW_PAYLOAD, null],
    [REDACT, null],
    [STATUS, null],
    [NOISE, []],
  ])('nothing about a document that is not open: %s', async (method, nothing) => {
    const params = { uri: 'file:///closed.log', position: START };
    expect(await client.connection.sendRequest(method, params)).toEqual(nothing);
  });
});
