import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  line,
  post,
  provisionRequest,
  provisionResponse,
  received,
  TOKEN,
} from '../../../support/exchange';

const RULE = 'secret/otp-seed';
const SEED = '00112233445566778899AABBCCDDEEFF00112233';

describe('secret/otp-seed fires', () => {
  test('for the seed in a request, by its token', () => {
    const text =
      attempt() + post(provisionRequest({ seed: mark(RULE, SEED) })) + received(provisionResponse());
    const [found] = expectFindings(text);
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${TOKEN}: OTP seed in clear text; mask it before sharing`,
      related: [],
    });
  });

  test('once for a request that is printed twice; the second place is related', () => {
    const text =
      attempt() +
      line(`ftm_fc_command[634]:${provisionRequest({ seed: mark(RULE, SEED) })}`) +
      post(provisionRequest({ seed: mark('again', SEED) })) +
      received(provisionResponse());
    expect(expectFindings(text)[0]?.related[0]?.message).toBe('the same seed again');
  });

  test('for each of two seeds', () => {
    const other = SEED.replace(/^0011/, '9911');
    const request = (seed: string): string => attempt() + post(provisionRequest({ seed: mark(RULE, seed) }));
    expectFindings(
      request(SEED) + received(provisionResponse()) + request(other) + received(provisionResponse()),
    );
  });

  test('in a configuration', () => {
    const [found] = expectFindings(
      `config user fortitoken\n    edit "${TOKEN}"\n        set seed "${mark(RULE, SEED)}"\n    next\nend\n`,
    );
    expect(found?.facts['token']).toBe(TOKEN);
  });

  test('without a token to name', () => {
    const [found] = expectFindings(`    set seed "${mark(RULE, SEED)}"\n`);
    expect(found?.message).toBe('OTP seed in clear text: mask it before sharing');
  });
});

describe('secret/otp-seed does not fire', () => {
  test('for seeds that are masked or absent', () => {
    for (const seed of ['****', 'A84E****************', '<seed>', 'xxxxxxxx', '']) {
      expectFindings(attempt() + post(provisionRequest({ seed })) + received(provisionResponse()));
    }
  });

  test('for the same digits under another name', () => {
    expectFindings(`    set reg-id "${SEED}"\n`);
    expectFindings(answered({ unit: SEED }));
  });
});
