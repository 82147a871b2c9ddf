import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  error,
  line,
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

const RULE = 'ftm/unknown-error';
const UNKNOWN = error(55, 'token is asleep');

/** The message of the only problem of an answer with this error for its token. */
function atToken(error: string): string | undefined {
  return expectFindings(answered({ tokens: [{ token: TOKEN, error: mark(RULE, error) }] }))[0]?.message;
}

describe('ftm/unknown-error fires', () => {
  test('for a code that no source knows, with its own words', () => {
    expect(atToken(UNKNOWN)).toBe(`${TOKEN}: error 55, token is asleep; this version has no source for it`);
    expect(atToken(error(55, null))).toBe(`${TOKEN}: error 55; this version has no source for it`);
    expect(atToken(error(-3, 'no'))).toBe(`${TOKEN}: error -3, no; this version has no source for it`);
  });

  test('as an error, and without an entry', () => {
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: mark(RULE, UNKNOWN) }] }));
    expect(found).toMatchObject({ severity: 'error', entry: undefined });
  });

  test('for a known code whose words no source knows: nothing is reported of 31 then', () => {
    expect(atToken(error(31, 'something else'))).toBe(
      `${TOKEN}: error 31, something else; this version has no source for it`,
    );
  });

  test('for an error that is plain text', () => {
    const plain = `"${mark(RULE, 'out of order')}"`;
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: plain }] }));
    expect(found?.message).toBe(`${TOKEN}: out of order; this version has no source for it`);
  });

  test('for the request as a whole, by its token if it asked for one', () => {
    const text =
      attempt(TOKEN, mark('began', `provision token: ${TOKEN}`)) +
      post(provisionRequest({ tokens: [mark('request', TOKEN)] })) +
      received(provisionResponse({ error: mark(RULE, UNKNOWN) }));
    const [found] = expectFindings(text);
    expect(found?.message).toBe(`${TOKEN}: error 55, token is asleep; this version has no source for it`);
    expect(found?.related.map(({ message }) => message)).toEqual([
      'the request',
      'the unit began to provision it here',
    ]);
  });

  test('for a whole poll, by the only token that it asks about', () => {
    const response = pollingResponse({ tokens: [], error: mark(RULE, UNKNOWN) });
    const [found] = expectFindings(pollAttempt + post(pollingRequest()) + received(response));
    expect(found?.facts['token']).toBe(TOKEN);
  });

  test('for a whole request of several tokens, by the one that the unit began with', () => {
    const response = provisionResponse({ tokens: [], error: mark(RULE, UNKNOWN) });
    const [found] = expectFindings(
      attempt() + post(provisionRequest({ tokens: [TOKEN, SECOND] })) + received(response),
    );
    expect(found?.facts['token']).toBe(TOKEN);
  });

  test('for a whole request by its unit if the serial number of its token is lost', () => {
    const response = provisionResponse({ error: mark(RULE, UNKNOWN) }).replace(`"token":"${TOKEN}",`, '');
    expect(expectFindings(received(response))[0]?.facts).toEqual({
      unit: UNIT,
      code: '55',
      text: 'token is asleep',
    });
  });

  test('for words that are explained without a rule, as an error of the service', () => {
    const [found] = expectFindings(
      answered({
        tokens: [{ token: TOKEN, error: mark(RULE, UNKNOWN) }],
        error: mark('ftm/service-error', error(9, 'sysinfo is invalid')),
      }),
    );
    expect(found?.related.map(({ role }) => role)).not.toContain('consequence');
  });

  test.each([
    ['a licence', (shown: string) => `"license":{"error":${shown}}`],
    ['one of several licences', (shown: string) => `"licenses":[{"error":null},{"error":${shown}}]`],
  ])('for %s', (_part, member) => {
    const answer = `{"d":{"__type":"SoftToken.ActivationLicenseResponse",${member(mark(RULE, UNKNOWN))},"error":null}}`;
    const [found] = expectFindings(received(answer));
    expect(found?.message).toBe('Request: error 55, token is asleep; this version has no source for it');
  });

  test('for a request of several tokens by its unit', () => {
    const response = provisionResponse({ tokens: [TOKEN, SECOND], error: mark(RULE, UNKNOWN) });
    const [found] = expectFindings(received(response));
    expect(found?.message).toBe(
      `Request of ${UNIT}: error 55, token is asleep; this version has no source for it`,
    );
  });

  test('beside an error of a token: it does not follow from that', () => {
    const tokens = [{ token: TOKEN, error: mark('ftm/token-not-of-product', NOT_OF_PRODUCT) }];
    const found = expectFindings(answered({ tokens, error: mark(RULE, UNKNOWN) }));
    expect(found[0]?.related.map(({ role }) => role)).not.toContain('consequence');
  });

  test('for a cluster member', () => {
    const members = [UNIT, { sn: STANDBY, error: `"${mark(RULE, 'no contract')}"` }];
    expect(expectFindings(answered({ members }))[0]?.message).toBe(
      `${STANDBY}: no contract; this version has no source for it`,
    );
  });

  test('for a cluster member that the request does not name, or names without its serial number', () => {
    const members = [UNIT, { sn: STANDBY, error: `"${mark(RULE, 'no contract')}"` }];
    const asked = [provisionRequest(), provisionRequest().replace(`"sn": "${UNIT}"`, '"name": "one"')];
    for (const request of asked) {
      const [found] = expectFindings(attempt() + post(request) + received(provisionResponse({ members })));
      expect(found?.related).toEqual([]);
    }
  });

  test('for a cluster member whose serial number is lost', () => {
    const members = [UNIT, { sn: STANDBY, error: `"${mark(RULE, 'no contract')}"` }];
    const text = answered({ members }).replace(`"sn":"${STANDBY}",`, '');
    expect(expectFindings(text)[0]?.facts).toEqual({ unit: UNIT, text: 'no contract' });
  });

  test('for each token, also if the whole requests failed in the same way', () => {
    const found = expectFindings(
      answered({ tokens: [TOKEN], error: mark(RULE, UNKNOWN) }) +
        answered({ tokens: [SECOND], error: mark(RULE, UNKNOWN) }),
    );
    expect(found.map(({ facts }) => facts['token'])).toEqual([TOKEN, SECOND]);
  });

  test('once for a token that fails twice in the same way, and twice if the ways differ', () => {
    const at = (error: string): string => answered({ tokens: [{ token: TOKEN, error }] });
    const [again] = expectFindings(at(mark(RULE, UNKNOWN)) + at(UNKNOWN));
    expect(again?.related.map(({ role }) => role)).toEqual(['request', 'began', 'again']);
    expectFindings(at(mark(RULE, UNKNOWN)) + at(mark(RULE, error(56, 'other'))));
    expectFindings(at(mark(RULE, UNKNOWN)) + at(mark(RULE, error(56, 'token is asleep'))));
    expectFindings(at(mark(RULE, UNKNOWN)) + at(mark(RULE, error(55, 'other'))));
  });

  test('with long words cut to one short line', () => {
    const [found] = findingsOf(answered({ error: error(55, 'so much went wrong, '.repeat(30)) }));
    expect(found?.message.length).toBeLessThanOrEqual(160);
    expect(found?.message).toMatch(/^FTKMOB\w+: error 55, so much .*…; this version has no source for it$/);
  });
});

describe('ftm/unknown-error does not fire', () => {
  test('for errors of null, of no words, and of code 0', () => {
    for (const nothing of ['null', '""', '{}', error(0, ''), error(0, null), error('null', null)]) {
      expectFindings(answered({ tokens: [{ token: TOKEN, error: nothing }], error: nothing }));
    }
  });

  test('for the known ones', () => {
    expectFindings(answered({ tokens: [{ token: TOKEN, error: error(12, 'Invalid License') }] }), RULE);
    expectFindings(answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] }), RULE);
    expectFindings(answered({ error: NO_VALID_TOKEN }), RULE);
  });

  test('for a field of that name in a request', () => {
    const request = provisionRequest().replace('"period": 60', '"period": 60, "retry": "error 55"');
    expectFindings(attempt() + post(request) + received(provisionResponse()));
  });

  test('for JSON of another service', () => {
    expectFindings(`{"http_status":424,"status":"error","error":-651}\n`);
    expectFindings(line('ftm_fc_command[634]:error_code 55'));
  });
});

describe('An error that the end of the capture cuts', () => {
  const whole = answered({
    tokens: [{ token: TOKEN, error: error(31, 'token does not belong to product') }],
  });
  const cutBehind = (words: string): string => whole.slice(0, whole.lastIndexOf(words) + words.length);
  const found = (text: string): string[] =>
    findingsOf(text)
      .filter(({ rule }) => rule.startsWith('ftm/'))
      .map(({ rule, message }) => `${rule} ${message}`);

  test('in its number does not have that number', () => {
    expect(found(cutBehind('"error_code":3'))).toEqual([
      `${RULE} ${TOKEN}: an error that the capture does not name`,
    ]);
  });

  test('in its text is recognised by its number', () => {
    expect(found(cutBehind('token does not'))).toEqual([
      `ftm/token-not-of-product ${TOKEN}: licence registered to another serial number (error 31)`,
    ]);
  });
});
