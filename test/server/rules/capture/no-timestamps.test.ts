import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, ike, on, result, stamped } from '../../../support/logins';

const RULE = 'capture/no-timestamps';
const first = on(RULE, asked(), /handle_req.*/);

describe('capture/no-timestamps fires', () => {
  test('once, at the first debug line, if none has a time stamp', () => {
    const [found] = expectFindings('FGT # diagnose debug enable\n' + first + result(0));
    expect(found).toMatchObject({
      severity: 'hint',
      message: 'No time stamps: durations are unknown',
      related: [],
    });
  });

  test('if only the quotes of a mail are before each line', () => {
    expectFindings(
      on(RULE, '> ike 0:site-a:5: NAT detected\n', 'NAT detected') +
        '> ike 0:site-a:5: NAT detected\n'.repeat(2),
    );
  });

  test('at what a line without a function says', () => {
    expectFindings(on(RULE, ike('initiating XAUTH.'), 'initiating XAUTH.'));
  });
});

describe('capture/no-timestamps does not fire', () => {
  test('if the lines have time stamps', () => {
    expectFindings(stamped(asked() + result(0)), 'capture/');
  });

  test.each(['[09:22:41] ', '9:22:41 AM ', '[2024-05-06 09:22:41.123] ', '[  123.456789] ', '[1714987361] '])(
    'if another program put times before the lines: %s',
    time => {
      const text = `${asked()}${result(0)}`.trim().replace(/^/gm, time);
      expectFindings(text, 'capture/');
    },
  );

  test('if a few lines lost theirs', () => {
    expectFindings(stamped(asked()) + result(0), 'capture/');
  });

  test('if there is no debug output at all', () => {
    expectFindings('FGT # get system status\nVersion: FortiGate-60F v7.4.9,build2829\n', 'capture/');
    expectFindings('', 'capture/');
  });

  test('for the crash log, which has times of its own', () => {
    expectFindings('7: 2025-02-03 09:59:00 <00412> application fnbamd\n', 'capture/');
  });

  test('for lines of a dump alone', () => {
    expectFindings('01 3c 00 21 1a 01 3c 00 1c 10 20 d6 ad 02 79 21\n', 'capture/');
  });
});
