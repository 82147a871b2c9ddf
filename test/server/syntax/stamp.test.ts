import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StampReader, stampTime } from '../../../server/src/syntax';

describe('The time of a stamp', () => {
  test('counts milliseconds, with the microseconds as a fraction', () => {
    const at = (stamp: string): number => stampTime(stamp, 0, stamp.length);
    expect(at('2024-03-30 04:10:03') - at('2024-03-29 23:59:59')).toBe(15_004_000);
    expect(at('2024-03-30 04:10:03.123456') - at('2024-03-30 04:10:03')).toBeCloseTo(123.456, 3);
  });

  test('is missing without digits', () => {
    expect(stampTime('1727194889.935623: RADIUS', 0, 17)).toBeNaN();
  });

  test('is the same from a reader that knows the day of the stamp before', () => {
    const two = (most: number) => fc.nat(most).map(number => String(number).padStart(2, '0'));
    const stamp = fc
      .tuple(
        fc.constantFrom('2024-02-28', '2024-02-29', '2024-1x-01', '0099-12-31'),
        two(25),
        two(61),
        two(99),
      )
      .chain(([day, hour, minute, second]) =>
        fc.constantFrom('', '.5', '.123456').map(rest => `${day} ${hour}:${minute}:${second}${rest}`),
      );
    fc.assert(
      fc.property(fc.array(stamp), stamps => {
        const text = stamps.join('');
        const reader = new StampReader(text);
        let at = 0;
        for (const { length } of stamps) {
          expect(reader.timeOf(at, at + length)).toBe(stampTime(text, at, at + length));
          at += length;
        }
      }),
    );
  });
});
