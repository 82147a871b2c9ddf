import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../server/src/syntax';
import { type Clock, traceOf } from '../../../server/src/trace';
import { asked, result, stamped } from '../../support/logins';

const clock = (text: string): Clock => traceOf(text, readRecords(text)).clock;
const at = (stamp: string): string => `${stamp} [380] radius_start-eap_local=0\n`;

describe('The clock of a capture', () => {
  test('counts lines with and without a time stamp', () => {
    const { stamped: withStamp, unstamped } = clock(stamped(asked() + result(0)) + asked());
    expect([withStamp, unstamped]).toEqual([2, 1]);
  });

  test('does not count lines that never have a time stamp of the console', () => {
    const text =
      '7: 2025-02-03 09:59:00 <00412> application fnbamd\n' +
      '01 3c 00 21 1a 01 3c 00 1c 10 20 d6 ad 02 79 21\n' +
      'FGT # get system status\n';
    const { stamped: withStamp, unstamped, firstDebug } = clock(text);
    expect([withStamp, unstamped, firstDebug]).toEqual([0, 0, undefined]);
  });

  test('has the first debug line without a stamp, starting at its function', () => {
    const text = 'FGT # di de en\n' + asked();
    const { firstDebug } = clock(text);
    expect(text.slice(firstDebug?.start, firstDebug?.end)).toMatch(/^handle_req-Rcvd auth req .* prot=11$/);
  });

  test('has each stamp that is more than two seconds earlier than the one before', () => {
    const text =
      at('2025-02-03 10:00:05') +
      at('2025-02-03 10:00:03') +
      at('2025-02-03 10:00:00.500000') +
      at('2025-02-03 10:00:09');
    const [found, ...others] = clock(text).backwards;
    expect(found && [text.slice(found.start, found.end), Math.round(found.by)]).toEqual([
      '2025-02-03 10:00:00.500000',
      2500,
    ]);
    expect(others).toEqual([]);
  });

  test('has no more than fifty of them', () => {
    const pair = at('2025-02-03 10:00:09') + at('2025-02-03 10:00:01');
    expect(clock(pair.repeat(80)).backwards).toHaveLength(50);
  });

  test('continues over midnight and into another year', () => {
    expect(clock(at('2024-12-31 23:59:59') + at('2025-01-01 00:00:00')).backwards).toEqual([]);
  });
});

describe('Debug output that expired', () => {
  const announced = 'Debug messages will be on for 30 minutes.\n';
  const expired = (text: string): [string, number] | undefined => {
    const found = clock(text).expired;
    return found && [text.slice(found.start, found.end), found.minutes];
  };

  test('is reported from the first stamp after the announcement', () => {
    expect(
      expired(at('2025-02-03 08:00:00') + announced + at('2025-02-03 10:00:00') + at('2025-02-03 10:30:00')),
    ).toEqual(['30', 30]);
    expect(
      expired(at('2025-02-03 08:00:00') + announced + at('2025-02-03 10:00:00') + at('2025-02-03 10:29:59')),
    ).toBeUndefined();
  });

  test('is not reported for an unlimited time, nor for none', () => {
    for (const output of [
      'Debug messages will be on for unlimited time.\n',
      'Current duration is set to unlimited.\n',
      '',
    ])
      expect(expired(output + at('2025-02-03 10:00:00') + at('2025-02-03 19:00:00'))).toBeUndefined();
  });

  test('stays reported when debug is switched on again later', () => {
    expect(
      expired(
        announced +
          at('2025-02-03 10:00:00') +
          at('2025-02-03 10:31:00') +
          announced +
          at('2025-02-03 10:32:00'),
      ),
    ).toEqual(['30', 30]);
  });
});
