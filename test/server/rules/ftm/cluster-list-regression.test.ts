import { describe, expect, test } from 'vitest';
import { expectFindings, mark, messagesOf } from '../../../support/findings';
import {
  answered,
  attempt,
  error,
  NO_VALID_TOKEN,
  NOT_OF_PRODUCT,
  post,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';

const RULE = 'ftm/cluster-list-regression';
const refused = [{ token: TOKEN, error: NOT_OF_PRODUCT }];

describe('ftm/cluster-list-regression fires', () => {
  test('for build 2829, one cluster entry and error 31, at the build in the request', () => {
    const text =
      attempt() +
      post(provisionRequest({ build: mark(RULE, '2829') })) +
      received(
        provisionResponse({
          build: '2829',
          tokens: [{ token: TOKEN, error: mark('error', NOT_OF_PRODUCT) }],
          error: NO_VALID_TOKEN,
        }),
      );
    const [found] = expectFindings(text, RULE);
    expect(found).toMatchObject({
      severity: 'information',
      message: `${UNIT}: build 2829 sent one cluster entry: error 31 may be the known issue of FortiOS 7.4.9`,
      entry: undefined,
      related: [{ role: 'error', message: 'error 31' }],
    });
  });

  test('at the build in the answer if the request is not in the capture', () => {
    expectFindings(received(provisionResponse({ build: mark(RULE, '2829'), tokens: refused })), RULE);
  });

  test('by the release in the request if the answer does not name it', () => {
    const answer = provisionResponse({ build: '2829', tokens: refused });
    const text =
      attempt() +
      post(provisionRequest({ build: mark(RULE, '2829') })) +
      received(answer.replace('"__device_version":"7.0",', ''));
    expectFindings(text, RULE);
  });

  test('where the serial number of the unit is lost', () => {
    const text = received(provisionResponse({ build: '2829', tokens: refused }));
    expect(messagesOf(RULE, text.replace(`"serial_number":"${UNIT}",`, ''))).toEqual([
      'Build 2829 sent one cluster entry: error 31 may be the known issue of FortiOS 7.4.9',
    ]);
  });

  test('for each of two units', () => {
    const of = (unit: string): string => answered({ unit, members: [unit], build: '2829', tokens: refused });
    expect(messagesOf(RULE, of(UNIT) + of(STANDBY)).map(message => message.split(':')[0])).toEqual([
      UNIT,
      STANDBY,
    ]);
  });

  test('beside error 31, which stays the problem', () => {
    const tokens = [{ token: TOKEN, error: mark('ftm/token-not-of-product', NOT_OF_PRODUCT) }];
    expectFindings(received(provisionResponse({ build: mark(RULE, '2829'), tokens })));
  });

  test('once for a unit, however many of its tokens are refused', () => {
    const first = received(provisionResponse({ build: mark(RULE, '2829'), tokens: refused }));
    const second = [{ token: SECOND, error: NOT_OF_PRODUCT }];
    const [found] = expectFindings(
      first + received(provisionResponse({ build: '2829', tokens: second })),
      RULE,
    );
    expect(found?.related.map(({ role }) => role)).toEqual(['error', 'again']);
  });
});

describe('ftm/cluster-list-regression does not fire', () => {
  test('for build 2829 with two cluster entries', () => {
    expectFindings(answered({ build: '2829', members: [UNIT, STANDBY], tokens: refused }), RULE);
  });

  test('if the request has two entries, even if the answer has one', () => {
    const text =
      attempt() +
      post(provisionRequest({ build: '2829', members: [UNIT, STANDBY] })) +
      received(provisionResponse({ build: '2829', members: [UNIT], tokens: refused }));
    expectFindings(text, RULE);
  });

  test('for FortiOS 7.4.10, whose one entry is a virtual serial number and succeeds', () => {
    expectFindings(answered({ build: '5309' }));
  });

  test('for one entry and error 31 of another build: __device_version 7.0 is not FortiOS 7.0', () => {
    expectFindings(answered({ build: '5309', tokens: refused }), RULE);
    expectFindings(answered({ build: '12829', tokens: refused }), RULE);
  });

  test('for build 2829 of another major release: builds begin again there', () => {
    expectFindings(answered({ build: '2829', version: '8.0', tokens: refused }), RULE);
  });

  test('for build 2829 with one entry that succeeds', () => {
    expectFindings(answered({ build: '2829' }));
  });

  test('for build 2829 with one entry and no answer', () => {
    expectFindings(attempt() + post(provisionRequest({ build: '2829' })), RULE);
  });

  test('for build 2829 of a release that is not named', () => {
    const text = received(provisionResponse({ build: '2829', tokens: refused }));
    expectFindings(text.replace('"__device_version":"7.0",', ''), RULE);
  });

  test('for build 2829 with one entry and another error', () => {
    expectFindings(answered({ build: '2829', error: NO_VALID_TOKEN }), RULE);
    expectFindings(answered({ build: '2829', tokens: [{ token: TOKEN, error: error(55, 'x') }] }), RULE);
    const ruleless = [{ token: TOKEN, error: error(9, 'sysinfo is invalid') }];
    expectFindings(answered({ build: '2829', tokens: ruleless }), RULE);
  });
});
