import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { asked, stamped } from '../../../support/logins';

const RULE = 'capture/debug-expired';
const announced = (minutes: string): string => `Debug messages will be on for ${minutes} minutes.\n`;
const at = (time: string): string => stamped(asked(), time);

describe('capture/debug-expired fires', () => {
  test('if a line is stamped as late as the debug output ends', () => {
    const [found] = expectFindings(announced(mark(RULE, '30')) + at('10:00') + at('10:30'));
    expect(found).toMatchObject({
      severity: 'hint',
      message: 'Debug was on for 30 minutes, but the capture is longer; later output may be missing',
      facts: { minutes: '30' },
      related: [],
    });
  });

  test('for the time that was announced last', () => {
    expectFindings(announced('30') + announced(mark(RULE, '5')) + at('10:00') + at('10:06'));
  });
});

describe('capture/debug-expired does not fire', () => {
  test('if the capture is shorter', () => {
    expectFindings(announced('30') + at('10:00') + at('10:29'), 'capture/');
  });

  test('if debug is on for ever', () => {
    expectFindings('Debug messages will be on for unlimited time.\n' + at('10:00') + at('12:00'), 'capture/');
  });

  test('if it was switched on again in between', () => {
    expectFindings(announced('30') + at('10:00') + announced('30') + at('10:20') + at('10:45'), 'capture/');
  });

  test('if nothing shows how long debug is on', () => {
    expectFindings(at('10:00') + at('14:00'), 'capture/');
  });

  test('if no line has a time', () => {
    expectFindings(announced('30') + asked(), RULE);
  });
});
