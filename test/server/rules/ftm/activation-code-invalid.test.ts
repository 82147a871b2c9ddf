import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { answered, error, line, received, SECOND, TOKEN } from '../../../support/exchange';

const RULE = 'ftm/activation-code-invalid';
const INVALID = error(40, 'FTM token Activation Code is invalid');

describe('ftm/activation-code-invalid fires', () => {
  test('for the answer to the phone, which is an error and nothing else', () => {
    const [found] = expectFindings(mark(RULE, INVALID));
    expect(found).toMatchObject({
      severity: 'error',
      message: 'The activation code is not valid (error 40, FTM token Activation Code is invalid)',
      entry: 'error/activation-code-is-invalid',
      related: [],
    });
  });

  test('for that answer inside a `d`', () => {
    expectFindings(`{"d":${mark(RULE, INVALID)}}`);
  });

  test('for that answer in an `error` field', () => {
    expectFindings(`{"d":{"error":${mark(RULE, INVALID)}}}`);
  });

  test('for the error in the single quotes of a tool', () => {
    const printed = `{'error_code': 40, 'error_message': 'FTM token Activation Code is invalid'}`;
    expectFindings(mark(RULE, printed), 'ftm/');
  });

  test('for a token of an answer, by its name', () => {
    const [found] = expectFindings(answered({ tokens: [{ token: TOKEN, error: mark(RULE, INVALID) }] }));
    expect(found?.message).toBe(
      `${TOKEN}: the activation code is not valid (error 40, FTM token Activation Code is invalid)`,
    );
  });

  test('for the words of the app on the phone', () => {
    const output = error(40, 'Failed. Forticare: FTM token Activation Code is invalid');
    expectFindings(mark(RULE, output));
  });

  test('for each of two tokens', () => {
    const tokens = [TOKEN, SECOND].map(token => ({ token, error: mark(RULE, INVALID) }));
    expect(expectFindings(answered({ tokens }))).toHaveLength(2);
  });
});

describe('ftm/activation-code-invalid does not fire', () => {
  test('for another error of the same form', () => {
    const other = mark('ftm/unknown-error', error(41, 'FTM token Activation Code is old'));
    expectFindings(other);
  });

  test('for an error of code 0 without words', () => {
    expectFindings(error(0, ''));
    expectFindings(error(0, null));
    expectFindings(error('"0"', ''));
  });

  test('for the words in prose', () => {
    expectFindings('The phone says: FTM token Activation Code is invalid\n');
    expectFindings(line('ftm_cfg_provision_token[417]:FTM token Activation Code is invalid'));
  });

  test('for JSON of something else that has the code', () => {
    expectFindings(received('{"status":"error","error":-40,"code":40}'));
  });
});
