import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  error,
  line,
  NO_VALID_TOKEN,
  NOT_OF_PRODUCT,
  post,
  provisioning,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  TOKEN,
  UNIT,
} from '../../../support/exchange';

const RULE = 'ftm/token-not-of-product';
const refused = mark(RULE, NOT_OF_PRODUCT);

describe('ftm/token-not-of-product fires', () => {
  test('for error 31 of a token', () => {
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: refused }] }));
    expect(found).toMatchObject({
      severity: 'error',
      message: `${TOKEN}: licence registered to another serial number (error 31, token does not belong to product)`,
      entry: 'error/token-does-not-belong-to-product',
    });
  });

  test('and names the token in the request, error 17 as what follows from it, and the beginning', () => {
    const request = provisionRequest({ tokens: [mark('request', TOKEN)] });
    const response = provisionResponse({
      tokens: [{ token: TOKEN, error: refused }],
      error: mark('consequence', NO_VALID_TOKEN),
    });
    const began = mark('began', `provision token: ${TOKEN}`);
    const text = attempt(TOKEN, began) + post(request) + received(response);
    const [found] = expectFindings(text);
    expect(found?.related.map(({ message }) => message)).toEqual([
      'the token in the request',
      'error 17 follows: no token in the request could be used',
      'the unit began to provision it here',
    ]);
  });

  test('for the one of two tokens that fails, at its own place in the request', () => {
    const text =
      attempt(TOKEN, mark('began', `provision token: ${TOKEN}`)) +
      post(provisionRequest({ tokens: [TOKEN, mark('request', SECOND)] })) +
      received(provisionResponse({ tokens: [TOKEN, { token: SECOND, error: refused }] }));
    expect(expectFindings(text)[0]?.message).toMatch(new RegExp(`^${SECOND}: `));
  });

  test('for each of two tokens that fail; error 17 follows from both', () => {
    const tokens = [
      { token: TOKEN, error: refused },
      { token: SECOND, error: refused },
    ];
    const found = expectFindings(answered({ tokens, error: NO_VALID_TOKEN }));
    expect(found.map(({ facts }) => facts['token'])).toEqual([TOKEN, SECOND]);
    expect(found.map(({ related }) => related.filter(({ role }) => role === 'consequence').length)).toEqual([
      1, 1,
    ]);
  });

  test('whatever the result says: 0 or 2', () => {
    expectFindings(answered({ result: 0, tokens: [{ token: TOKEN, error: refused }] }));
    expectFindings(answered({ result: 2, tokens: [{ token: TOKEN, error: refused }] }));
  });

  test('by the text if the code is lost', () => {
    const lost = mark(RULE, '{"error_message":"token does not belong to product"}');
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: lost }] }));
    expect(found?.message).toBe(
      `${TOKEN}: licence registered to another serial number (token does not belong to product)`,
    );
  });

  test('by the text if the error is plain text, on the text without its quotes', () => {
    const plain = `"${mark(RULE, 'token does not belong to product')}"`;
    expectFindings(answered({ tokens: [{ token: TOKEN, error: plain }] }));
  });

  test('by the code if the message is null', () => {
    const bare = mark(RULE, error(31, null));
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: bare }] }));
    expect(found?.message).toBe(`${TOKEN}: licence registered to another serial number (error 31)`);
  });

  test('by the text rather than the code if they disagree; it names the code', () => {
    const other = mark(RULE, error(99, 'token does not belong to product'));
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: other }] }));
    expect(found?.message).toContain('(error 99, token does not belong to product)');
  });

  test('by the code if the message is masked', () => {
    const masked = mark(RULE, error(31, 'token does not ****'));
    expectFindings(answered({ tokens: [{ token: TOKEN, error: masked }] }));
  });

  test('by the code if the message holds a password, as in a copy where that is masked', () => {
    const secret = mark(RULE, error(31, 'refused for password=Winter2025x'));
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: secret }] }), RULE);
    expect(found?.message).not.toContain('Winter');
  });

  test('where the serial number of the unit is lost', () => {
    const text = received(provisionResponse({ tokens: [{ token: TOKEN, error: refused }] }));
    expectFindings(text.replace(`"serial_number":"${UNIT}",`, ''));
  });

  test('for a code that is written as text', () => {
    const quoted = mark(RULE, error('"31"', 'token does not belong to product'));
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: quoted }] }));
    expect(found?.facts['code']).toBe('31');
  });

  test('for a token whose serial number is lost', () => {
    const nameless = provisionResponse({ tokens: [{ token: TOKEN, error: refused }] }).replace(
      `"token":"${TOKEN}",`,
      '',
    );
    const [found] = expectFindings(provisioning(provisionRequest(), nameless));
    expect(found?.message).toBe('A token: its licence is registered to another serial number (error 31)');
  });

  test('once for a token that is tried again; the second answer is related to the first', () => {
    const again = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }], error: NO_VALID_TOKEN });
    const found = expectFindings(
      answered({ tokens: [{ token: TOKEN, error: refused }], error: NO_VALID_TOKEN }) + again,
    );
    expect(found[0]?.related.map(({ role }) => role)).toEqual(['request', 'consequence', 'began', 'again']);
    expect(found[0]?.related[3]).toEqual({
      role: 'again',
      on: NOT_OF_PRODUCT,
      message: 'the same answer again',
    });
  });

  test('with lines of other daemons between the request and its answer', () => {
    const noise = line('[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200400 prot=11');
    const response = provisionResponse({ tokens: [{ token: TOKEN, error: refused }] });
    const request = provisionRequest({ tokens: [mark('request', TOKEN)] });
    const began = mark('began', `provision token: ${TOKEN}`);
    expectFindings(attempt(TOKEN, began) + noise + post(request) + noise + received(response) + noise);
  });

  test('if the request is not in the capture', () => {
    const [found] = expectFindings(
      received(provisionResponse({ tokens: [{ token: TOKEN, error: refused }] })),
    );
    expect(found?.related).toEqual([]);
  });

  test('if the type of the answer is masked', () => {
    expectFindings(received(provisionResponse({ type: '****', tokens: [{ token: TOKEN, error: refused }] })));
  });
});

describe('ftm/token-not-of-product does not fire', () => {
  test('for a token without an error, although result is 0', () => {
    expectFindings(answered({ result: 0 }));
  });

  test('for error 17 alone', () => {
    expectFindings(answered({ error: NO_VALID_TOKEN }), RULE);
  });

  test('for a known code with a text that no source knows', () => {
    expectFindings(answered({ tokens: [{ token: TOKEN, error: error(31, 'something else') }] }), RULE);
  });

  test('for the same words in a debug line', () => {
    expectFindings(line('ftm_fc_command[634]:error 31, token does not belong to product'));
  });

  test('for the words inside another error', () => {
    const longer = error(50, 'retry: token does not belong to product list');
    expectFindings(answered({ tokens: [{ token: TOKEN, error: longer }] }), RULE);
  });
});
