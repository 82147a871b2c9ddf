import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findProblems } from '../../../server/src/rules';
import { type CaptureRecord, readFromStart, reread } from '../../../server/src/syntax';
import { readTrace, type TraceReading } from '../../../server/src/trace';
import { captureText } from '../../support/arbitraries';
import { expectEqual } from '../../support/equal';
import { attempt, provisioning, provisionRequest, provisionResponse } from '../../support/exchange';
import { asked, deleted, ldapLoaded, pending, result } from '../../support/logins';
import { mixesOf } from '../mix/generator';

/** Everything in a trace with its offsets, as plain values. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (value instanceof Map) return [...value].map(comparable);
  if (value instanceof Set) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  const { kind, start, end, tree } = value as Partial<CaptureRecord> & { tree?: object };
  const place = start === undefined ? [] : [start, end];
  // For records and payloads, their offsets are enough.
  if (tree !== undefined || (kind !== undefined && 'kept' in value)) return [kind, ...place];
  return [
    ...place,
    ...Object.entries(value)
      .filter(([name]) => !HELD.has(name))
      .map(comparable),
  ];
}
const HELD: ReadonlySet<string> = new Set(['start', 'end', 'from', 'to', 'later']);

const traceAndFindings = ({ trace, parts }: TraceReading) => [
  comparable(trace),
  findProblems({ trace, secrets: [] }, parts),
];

const edits = fc.array(fc.tuple(fc.nat(), fc.nat(60), fc.oneof(captureText, fc.constant('x'))), {
  minLength: 1,
  maxLength: 4,
});

test('After each of several edits the trace is that of the edited text, however small the sections are', () => {
  fc.assert(
    // An edit affects only nearby text, so many small texts test more than a few large ones.
    fc.property(mixesOf(12), edits, fc.integer({ min: 1, max: 12 }), ({ text }, all, size) => {
      let now = text.repeat(2);
      let read = readFromStart(now);
      let reading = readTrace(now, read, undefined, size);
      expectEqual(traceAndFindings(reading), traceAndFindings(readTrace(now, readFromStart(now))));
      for (const [place, taken, put] of all) {
        const at = place % (now.length + 1);
        const next = now.slice(0, at) + put + now.slice(at + taken);
        read = reread({ text: now, records: read.records }, next);
        [now, reading] = [next, readTrace(next, read, reading, size)];
        expectEqual(traceAndFindings(reading), traceAndFindings(readTrace(now, readFromStart(now))), now);
      }
    }),
    { numRuns: 50 },
  );
});

test('Lines that are inserted one by one do not leave a section each', () => {
  const text = Array.from({ length: 600 }, (_, index) => `${1000 + index}\n`).join('');
  let [now, read] = [text, readFromStart(text)];
  let reading = readTrace(now, read, undefined, 128);
  for (let inserted = 0; inserted < 100; inserted++) {
    const next = now.slice(0, 500) + 'more\n' + now.slice(500);
    read = reread({ text: now, records: read.records }, next);
    [now, reading] = [next, readTrace(next, read, reading, 128)];
  }
  expect(reading.sections.length).toBeLessThan(2 * (700 / 128));
});

describe('After an edit, the part that is read again', () => {
  const exchange = provisioning(provisionRequest(), provisionResponse());
  const login = (index: number): string => {
    const id = String(5_000_000_000 + index);
    return asked(`user${index}`, id) + ldapLoaded() + pending + result(0, id) + deleted(id);
  };
  const text = Array.from({ length: 200 }, (_, index) => exchange + login(index)).join('');

  /** The share of the sections. */
  function followedAgain(edited: string): number {
    const read = readFromStart(text);
    const before = readTrace(text, read, undefined, 16);
    const after = readTrace(edited, reread({ text, records: read.records }, edited), before, 16);
    return (
      after.sections.filter(section => !before.sections.includes(section)).length / after.sections.length
    );
  }

  test('is small for a change in a complete exchange', () => {
    expect(followedAgain(text.replace('TCPS connected', 'TCPS is connected'))).toBeLessThan(0.05);
  });

  test('extends to the end of a login for a change in it', () => {
    const share = followedAgain(text.replace('user50 ', 'user50x '));
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.5);
  });

  test('extends as far as an answer can arrive for a new exchange without one', () => {
    const share = followedAgain(attempt('FTKMOB0000000A09') + text);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.5);
  });

  test('is empty if nothing changed', () => {
    expect(followedAgain(text)).toBe(0);
  });
});
