// The server sends no invisible characters, whatever a capture and its name contain.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REDACT, SHOW_PAYLOAD } from '../../../server/src/lsp/protocol';
import { requestsAbout, START, startSettled } from '../../support/asking';
import { asked, deleted, ldapLoaded, pending, result } from '../../support/logins';
import { SEED } from '../../support/reading';
import type { Client } from '../../support/server';

const URI = 'file:///unseen.log';
const HIDDEN = '\u202ex\u200by\u2066z\u009b1m\u2028$(zap)';
const id = '5000000001';
const login = asked(`user${HIDDEN}`, id) + ldapLoaded() + pending + result(1, id) + deleted(id);
const TEXT = `FGT${HIDDEN} # diagnose ${HIDDEN}\n` + SEED.replaceAll('947FDC1754', `947F${HIDDEN}`) + login;
/** These return the text itself. */
const EXACT: ReadonlySet<string> = new Set([REDACT, SHOW_PAYLOAD]);

let client: Client;
beforeAll(async () => {
  client = await startSettled();
  await client.open(URI, TEXT);
});
afterAll(() => client.kill());

/** The parts of an answer that a client shows; not those that it only sends back. */
const shownOf = (answer: unknown): string =>
  JSON.stringify(answer, (key, value: unknown) => (key === 'data' || key === 'edit' ? undefined : value));

test('An answer makes invisible characters visible', async () => {
  const lines = TEXT.split('\n');
  const range = { start: START, end: { line: lines.length, character: 0 } };
  const diagnostics = await client.problems(URI);
  let answers = '';
  for (const [line, words] of lines.entries())
    for (const character of [0, Math.floor(words.length / 3), Math.floor(words.length / 2), words.length])
      for (const [method, params] of requestsAbout(URI, { line, character }, range)) {
        if (EXACT.has(method)) continue;
        const context = { diagnostics };
        const answer = await client.connection.sendRequest(method, { ...params, ...('context' in params && method.endsWith('codeAction') && { context }) });
        answers += shownOf(answer);
      }
  expect(answers).toContain('<U+202E>');
  expect(answers).not.toMatch(/[\u200b\u202e\u2028\u2066\u009b]/);
}); // oxfmt-ignore
