import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { stampOf } from '../../../server/src/judge/stamps';

const EVENT = 'logid="0101037124" type="event" subtype="vpn" msg="progress IPsec phase 1"';

test.each([
  ['the console', '2025-01-15 10:00:00.123456 ike 0:site-a: negotiation timeout', '2025-01-15 10:00:00.123'],
  ['a terminal', '[10:00:00] ike 0:site-a: negotiation timeout', '10:00:00'],
  ['an event', `date=2025-01-15 time=10:00:00 eventtime=1736935200 ${EVENT}`, '2025-01-15 10:00:00'],
  ['an event with quotes', `date="2025-01-15" time="10:00:00" ${EVENT}`, '2025-01-15 10:00:00'],
  ['an event without a date', `time=10:00:00 devname="unit1" ${EVENT}`, '10:00:00'],
  ['nothing', `eventtime=1736935200 ${EVENT}`, undefined],
])('The time stamp of a line is that of %s', (_, line, expected) => {
  const analysis = analyze(`${line}\n`);
  const [record] = analysis.records;
  expect(record?.kind === 'debug' && stampOf(analysis, record)).toBe(expected);
});
