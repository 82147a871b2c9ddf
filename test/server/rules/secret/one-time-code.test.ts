import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';

const RULE = 'secret/one-time-code';
const CODE = mark(RULE, '918273');

describe('secret/one-time-code fires', () => {
  test.each([
    `AuthCode: ${CODE}`,
    `Your authentication token code is ${CODE}.`,
    `FGT # diagnose fortitoken test FTKMOB0123456789 ${CODE}`,
    `[5784:root:d9]readPost:20 ajax=1&username=user01&code=${CODE}&x=1`,
  ])('in %s', line => {
    const [found] = expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'One-time code in clear text: mask it before sharing',
    });
  });

  test('once for a code that is typed twice', () => {
    const [found] = expectFindings(`AuthCode: ${CODE}\nAuthCode: ${mark('again', '918273')}\n`);
    expect(found?.related[0]?.message).toBe('the same code again');
  });
});

describe('secret/one-time-code does not fire', () => {
  test.each([
    'AuthCode: ******',
    'AuthCode: <code>',
    '[868] __rad_rxtx-Sent radius req to server: fd=11, IP=192.0.2.1 code=1 id=100 len=143',
    '[328] fds_https_recv: response code is 2000',
  ])('for %s', line => {
    expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
  });
});
