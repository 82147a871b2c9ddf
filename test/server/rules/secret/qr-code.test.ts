import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { answered, line, TOKEN } from '../../../support/exchange';

const RULE = 'secret/qr-code';
const PICTURE = `iVBORw0KGgo${'Ab+/12'.repeat(60)}==`;
const answer = (picture: string): string =>
  answered({ tokens: [{ token: TOKEN, more: `"qr_code":"${picture}"` }] });

describe('secret/qr-code fires', () => {
  test('for the picture in an answer', () => {
    const [found] = expectFindings(answer(mark(RULE, PICTURE)));
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${TOKEN}: QR code of the activation; mask it before sharing`,
    });
  });

  test('for a picture that was cut with the capture', () => {
    const whole = answer(PICTURE);
    const cut = whole.slice(0, whole.indexOf(PICTURE) + 40);
    expectFindings(cut.slice(0, -40) + mark(RULE, cut.slice(-40)), 'secret/');
  });

  test('once for two places of the same picture', () => {
    const [found] = expectFindings(answer(mark(RULE, PICTURE)) + answer(PICTURE));
    expect(found?.related.map(({ message }) => message)).toEqual(['the same picture again']);
  });
});

describe('secret/qr-code does not fire', () => {
  test('for a picture of null, of nothing, or masked', () => {
    expectFindings(answered({ tokens: [{ token: TOKEN, more: '"qr_code":null' }] }));
    expectFindings(answer(''));
    expectFindings(answer('iVBORw0KGgo****'));
  });

  test('for the name of the file', () => {
    expectFindings(line(`ftm_fc_save_qr_image[138]:Create an QR code image /data2/tmp/ftm_qr_${TOKEN}.png`));
  });
});
