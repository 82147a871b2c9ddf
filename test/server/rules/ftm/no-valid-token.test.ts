import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  error,
  NO_VALID_TOKEN,
  NOT_OF_PRODUCT,
  pollAttempt,
  pollingRequest,
  pollingResponse,
  post,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';

const RULE = 'ftm/no-valid-token';
const refused = mark(RULE, NO_VALID_TOKEN);

describe('ftm/no-valid-token fires', () => {
  test('for error 17 that nothing in the answer explains', () => {
    const [found] = expectFindings(answered({ result: 0, error: refused }));
    expect(found).toMatchObject({
      severity: 'error',
      message: `${UNIT}: the service accepted none of the tokens in this request (error 17, no valid token found)`,
      entry: 'error/no-valid-token-found',
    });
  });

  test('and points to the token in the request and to the beginning', () => {
    const text =
      attempt(TOKEN, mark('began', `provision token: ${TOKEN}`)) +
      post(provisionRequest({ tokens: [mark('request', TOKEN)] })) +
      received(provisionResponse({ error: refused }));
    const [found] = expectFindings(text);
    expect(found?.related.map(({ message }) => message)).toEqual([
      'the request',
      'the unit began to provision it here',
    ]);
  });

  test('beside a cluster member that is not registered: that does not explain it', () => {
    const members = [
      UNIT,
      { sn: STANDBY, error: `"${mark('ftm/product-not-registered', 'Product is not registered')}"` },
    ];
    expectFindings(answered({ members, error: refused }));
  });

  test('in the answer to a poll', () => {
    const poll = pollAttempt + post(pollingRequest()) + received(pollingResponse({ error: refused }));
    const [found] = expectFindings(poll);
    const began = found?.related.find(({ role }) => role === 'polled');
    expect(began?.on).toBe('Poll token status!');
    expect(began?.message).not.toContain('provision');
  });

  test('if the answer does not name the unit', () => {
    const nameless = provisionResponse({ error: refused }).replace(`"serial_number":"${UNIT}",`, '');
    const [found] = expectFindings(received(nameless));
    expect(found?.message).toBe(
      'The service accepted none of the tokens in the request (error 17, no valid token found)',
    );
  });

  test('if nothing but the error is left of the answer', () => {
    expectFindings(received(`{"d":{"result":0,"error":${refused}}}`));
  });

  test('once for a token that is tried again', () => {
    const [found] = expectFindings(answered({ error: refused }) + answered({ error: NO_VALID_TOKEN }));
    expect(found?.related.filter(({ role }) => role === 'again').map(({ on }) => on)).toEqual([
      NO_VALID_TOKEN,
    ]);
  });

  test('for each of two tokens that are asked for one after the other', () => {
    expectFindings(
      answered({ tokens: [TOKEN], error: refused }) + answered({ tokens: [SECOND], error: refused }),
    );
  });
});

describe('ftm/no-valid-token does not fire', () => {
  test('with error 31 of a token in the same answer: it follows from that', () => {
    expectFindings(
      answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }], error: NO_VALID_TOKEN }),
      RULE,
    );
  });

  test('with an unknown error of a token in the same answer: it follows from that as well', () => {
    const unknown = mark('ftm/unknown-error', error(55, 'token is asleep'));
    const [found] = expectFindings(
      answered({ tokens: [{ token: TOKEN, error: unknown }], error: NO_VALID_TOKEN }),
    );
    expect(found?.related.map(({ role, on }) => [role, on])).toContainEqual(['consequence', NO_VALID_TOKEN]);
  });

  test('for an empty error: result 0 alone is not an error', () => {
    expectFindings(answered({ result: 0, error: 'null' }));
    expectFindings(answered({ result: 0, error: '{}' }));
    expectFindings(answered({ result: 0, error: '""' }));
  });

  test('for the text inside a request', () => {
    expectFindings(attempt() + post(provisionRequest({ build: 'no valid token found' })), RULE);
  });
});
