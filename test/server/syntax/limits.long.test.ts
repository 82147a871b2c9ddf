import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, MAX_LENGTH } from '../../../server/src/syntax';
import { payloadOf, payloads, sketch, valueOf } from './sketch';

const NEXT = '2024-03-30 04:10:03 [95] ftc_res: FortiToken-Cloud internal error\n';

const nested = (depth: number): string => '{"a":'.repeat(depth - 1) + '{"a":0' + '}'.repeat(depth);
const long = (length: number): string => `{"a":"${'x'.repeat(length - 8)}"}`;

describe('A payload at the limit', () => {
  test('of depth is read whole', () => {
    const payload = payloadOf(nested(MAX_DEPTH));
    expect(payload.damage).toBeUndefined();
    expect(payload.repaired()).toBe(nested(MAX_DEPTH));
  });

  test('of length is read whole', () => {
    const payload = payloadOf(long(MAX_LENGTH));
    expect(payload.damage).toBeUndefined();
    expect(payload.end).toBe(MAX_LENGTH);
  });
});

describe('A payload past the limit', () => {
  test.each([
    ['deep', 'too-deep', nested(MAX_DEPTH + 1)],
    ['deep by far', 'too-deep', nested(100_000)],
    ['deep and never closed', 'too-deep', '{"a":'.repeat(100_000)],
    ['deep in arrays', 'too-deep', '{"a":' + '['.repeat(100_000)],
    ['long', 'too-large', long(MAX_LENGTH + 1)],
    ['long by far', 'too-large', long(3 * MAX_LENGTH)],
    ['long in many members', 'too-large', '{' + '"a":1,'.repeat(200_000) + '"b":2}'],
  ])('that is %s says where it stopped, offers no repair, and what follows is read', (_how, kind, text) => {
    const [json, debug, ...more] = sketch(text + '\n' + NEXT);
    const payload = payloadOf(text + '\n' + NEXT);
    expect(json).toMatchObject({ kind: 'json', text: text + '\n' });
    expect(debug).toMatchObject({ kind: 'debug', text: NEXT });
    expect(more).toEqual([]);
    expect(payload.damage?.kind).toBe(kind);
    expect(payload.damage?.start).toBeGreaterThan(0);
    expect(payload.damage?.end).toBeLessThanOrEqual(text.length);
    expect(payload.repaired()).toBeUndefined();
    expect(payload.repairs()).toBeUndefined();
  });

  test('keeps what it read before the limit', () => {
    const payload = payloadOf('{"b":{"c":17},"a":' + nested(MAX_DEPTH) + '}');
    expect(valueOf(payload)).toMatchObject({ b: { c: 17 } });
  });

  test('that is wrapped over more lines than that says so, and the next payload is read', () => {
    const lines = '{"d":[\n' + '1234567890,\n'.repeat(120_000) + NEXT + '{"d":{"a":1}}\n';
    const [first, second, ...more] = payloads(lines);
    expect(first?.damage?.kind).toBe('too-large');
    expect(second && valueOf(second)).toEqual({ d: { a: 1 } });
    expect(more).toEqual([]);
  });
});
