import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { fnbamd } from '../../../support/logins';

const RULE = 'capture/clock-jump';
const at = (stamp: string): string => `${stamp} ${fnbamd('radius_start-eap_local=0')}`;
const DAY = '2025-02-03';

describe('capture/clock-jump fires', () => {
  test('if the stamps go back, and says by how much', () => {
    const [found] = expectFindings(at(`${DAY} 10:05:00`) + at(mark(RULE, `${DAY} 10:01:00`)));
    expect(found).toMatchObject({
      severity: 'hint',
      message:
        'The clock goes back by 4 min here: two captures may have been joined, or the clock was changed',
      facts: { seconds: '240' },
      related: [],
    });
  });

  test.each([
    ['2025-02-03 08:45:00', '1 h 20 min'],
    ['2025-02-02 22:05:00', '12 h'],
    ['2024-02-03 10:05:00', '366 d'],
  ])('with the most suitable unit: %s', (stamp, time) => {
    const [found] = expectFindings(at(`${DAY} 10:05:00`) + at(mark(RULE, stamp)));
    expect(found?.message).toContain(`goes back by ${time} here`);
  });

  test('once, with the other places', () => {
    const [found] = expectFindings(
      at(`${DAY} 10:05:00`) +
        at(mark(RULE, `${DAY} 10:01:00`)) +
        at(`${DAY} 10:03:00`) +
        at(mark('again', `${DAY} 10:02:30`)),
    );
    expect(found?.related.map(({ message }) => message)).toEqual(['here too, by 30 s']);
  });
});

describe('capture/clock-jump does not fire', () => {
  test('if the time continues', () => {
    expectFindings(at(`${DAY} 10:05:00`) + at(`${DAY} 10:05:00`) + at('2025-02-04 00:00:01'), 'capture/');
  });

  test('if another console follows, from its prompt on', () => {
    expectFindings(
      at(`${DAY} 10:05:00`) + 'unit1 # diagnose debug enable\n' + at(`${DAY} 10:01:00`),
      'capture/',
    );
  });

  test('if lines of two daemons swap places within a moment', () => {
    expectFindings(
      at(`${DAY} 10:05:01`) + at(`${DAY} 10:05:00.999999`) + at(`${DAY} 10:04:59.500000`),
      'capture/',
    );
  });

  test('for the older times of the crash log', () => {
    expectFindings(
      at(`${DAY} 10:05:00`) + '7: 2025-01-01 09:59:00 <00412> application wad\n' + at(`${DAY} 10:05:03`),
      'capture/',
    );
  });

  test('for the time of a second daemon on the same line', () => {
    expectFindings(
      at(`${DAY} 10:05:00`) + `${DAY} 10:05:01 ${DAY} 10:05:00.800000 ike V=root:0:x: y\n`,
      'capture/',
    );
  });
});
