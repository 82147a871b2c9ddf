import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { answered, line, TOKEN } from '../../../support/exchange';

const RULE = 'secret/activation-code';
const CODE = 'EEAAAABBBBCCCCDD';
const answer = (code: string): string =>
  answered({ tokens: [{ token: TOKEN, more: `"token_activation_code":"${code}"` }] });
const sent = (code: string): string =>
  line(`ftm_cfg_send_token_activation_code[345]:sent activation code: ${code} to user01@example.com`);

describe('secret/activation-code fires', () => {
  test('for the code in an answer, by its token', () => {
    const [found] = expectFindings(answer(mark(RULE, CODE)));
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${TOKEN}: activation code in clear text; mask it before sharing`,
      related: [],
    });
  });

  test('once for the answer and the line that says where it was sent', () => {
    const [found] = expectFindings(answer(mark(RULE, CODE)) + sent(mark('again', CODE)));
    expect(found?.related[0]?.message).toBe('the same code again');
  });

  test('for that line alone', () => {
    const [found] = expectFindings(sent(mark(RULE, CODE)));
    expect(found?.message).toBe('Activation code in clear text: mask it before sharing');
  });

  test('in a configuration and in what `get` shows', () => {
    expectFindings(`edit "${TOKEN}"\n  set activation-code "${mark(RULE, CODE)}"\nnext\n`);
    expectFindings(`activation-code : ${mark(RULE, CODE)}  <----\n`);
  });
});

describe('secret/activation-code does not fire', () => {
  test('for codes that are masked or absent', () => {
    for (const code of ['****', 'EEIO****BBBB', 'xxxxxxxxxxxxxxxx', '']) expectFindings(answer(code));
    expectFindings(sent('****'));
    expectFindings('activation-code :\nactivation-code : <code>\n');
  });

  test('for the time at which a code ends', () => {
    expectFindings(`edit "${TOKEN}"\n  set activation-expire 1665947817\nnext\n`);
    expectFindings(line('ftm_cfg_send_token_activation_code[345]:activation code expired'));
  });
});
