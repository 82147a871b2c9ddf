import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CaptureRecord,
  shiftedToText,
  readPart,
  readRecords,
  RecordStream,
  contextAtStart,
  type StreamPart,
} from '../../../server/src/syntax';
import { anyText } from '../../support/arbitraries';
import { CAPTURES } from '../../support/captures';
import { mixes } from '../mix/generator';
import { plainRecord } from './plainRecord';

/** The parts of a stream that receives `pieces` and reads after this many code units. */
function streamed(pieces: readonly string[], window: number): StreamPart[] {
  const stream = new RecordStream(window, contextAtStart(pieces.join('')));
  return [...pieces.map(piece => stream.push(piece)), stream.finish()].filter(part => part !== undefined);
}

function recordsOf(parts: readonly StreamPart[]): CaptureRecord[] {
  return parts.flatMap(part => [...shiftedToText(part).records]);
}

/** `text` in pieces that end at these places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [0, ...places.map(place => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

function expectSameAsWhole(text: string, places: readonly number[], window: number): void {
  const parts = streamed(cut(text, places), window);
  for (const { text: stretch, start, end, context, records } of parts)
    expect(readPart(stretch, end - start, context).map(plainRecord)).toEqual(records.map(plainRecord));
  expect(recordsOf(parts).map(plainRecord)).toEqual(readRecords(text).map(plainRecord));
  for (const part of parts) {
    const { start, end } = part;
    expect(shiftedToText(part).source.slice(start, end)).toBe(text.slice(start, end));
    expect(part.text.slice(0, end - start)).toBe(text.slice(start, end));
  }
}

describe('A stream has the records that the whole text has', () => {
  const places = fc.array(fc.nat(), { maxLength: 8 });
  const windows = fc.constantFrom(1, 50, 500, 5000);

  test('for any text', () => {
    fc.assert(fc.property(anyText, places, windows, expectSameAsWhole), { numRuns: 250 });
  });

  test('for mixed captures with every line end and wrap', () => {
    fc.assert(
      fc.property(mixes, places, windows, ({ text }, all, window) => expectSameAsWhole(text, all, window)),
      { numRuns: 75 },
    );
  });

  test('wherever a capture is cut in two', () => {
    for (const text of CAPTURES) {
      const whole = readRecords(text).map(plainRecord);
      const differs = Array.from(text, (_, at) => at).filter(at => {
        const parts = streamed([text.slice(0, at), text.slice(at)], 1);
        return !isDeepStrictEqual(recordsOf(parts).map(plainRecord), whole);
      });
      expect(differs).toEqual([]);
    }
  });
});

test('A part ends between daemon lines, not in a dump, although much text arrives at once', () => {
  const line = '[1890] fnbamd_radius_auth_validate_pkt-RADIUS resp code 11\n';
  const dump = 'fnbamd_dbg_hex_pnt[48] EAP msg from server (6)-01 3D 00\n38 1A 03\n';
  const text = line.repeat(3) + dump.repeat(9) + 'x'.repeat(5000);
  const [first] = streamed([text, 'x\n'], 500);
  expect(first).toMatchObject({ end: 3 * line.length, mayContinue: false });
});

test('A stream gives records long before its end, and keeps little of the text', () => {
  const line = '2024-03-30 04:10:03 x[1]:nothing new\n';
  const stream = new RecordStream(1000, contextAtStart(line));
  let given = 0;
  for (let count = 1; count <= 500; count++) given = stream.push(line)?.end ?? given;
  expect(500 * line.length - given).toBeLessThan(3000);
});
