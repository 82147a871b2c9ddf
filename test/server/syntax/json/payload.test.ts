import { describe, expect, test } from 'vitest';
import { type JsonPayload, STRING } from '../../../../server/src/syntax';
import { payloadOf } from '../sketch';

const ANSWER = '{"tokens":[{"token":"FTKMOB0123456789","error":null}],"result":0}';
const SERIAL = 'FTKMOB0123456789';

/** On one line, and on two, with another text before it. */
const LINE = `answer: ${ANSWER}\n`;
const DAMAGED = LINE.replace('"result":0', '"result"');
const SPLIT = ANSWER.indexOf('0123');
const WRAPPED = `answer: ${ANSWER.slice(0, SPLIT)}\n${ANSWER.slice(SPLIT)}\n`;

function firstString({ tree }: JsonPayload): number {
  return [...tree.nodes()].find(node => tree.kind(node) === STRING) ?? -1;
}

describe('A payload on one line', () => {
  const read = (): JsonPayload => payloadOf(LINE);

  test('has each node in one part', () => {
    const payload = read();
    const node = firstString(payload);
    expect(payload.parts(node)).toEqual([payload.span(node)]);
    expect(LINE.slice(payload.span(node).start, payload.span(node).end)).toBe(SERIAL);
  });

  test('knows which offsets of the document are in it', () => {
    const payload = read();
    const { start, end } = payload;
    expect([start - 1, end + 1].map(offset => payload.toSource(offset))).toEqual([-1, -1]);
    expect(payload.toSource(end) - payload.toSource(start)).toBe(ANSWER.length);
  });

  test('moves with its text, and so do its damage and its repairs', () => {
    const moved = payloadOf(DAMAGED);
    moved.shift(5);
    const at = DAMAGED.indexOf('}\n') + 5;
    expect([moved.start, moved.end]).toEqual(['answer: '.length + 5, at + 1]);
    expect(moved.span(moved.tree.root)).toEqual({ start: moved.start, end: moved.end });
    expect(moved.damage).toEqual({ kind: 'value', start: at, end: at + 1 });
    expect(moved.repairs()).toEqual([{ start: at, end: at, text: ':null' }]);
  });

  test('is repaired without the text around it', () => {
    const payload = payloadOf(`answer: ${ANSWER} done\n`);
    expect(payload.repaired()).toBe(ANSWER);
  });

  test('is repaired where it is damaged', () => {
    const at = DAMAGED.indexOf('}\n');
    expect(payloadOf(DAMAGED).repairs()).toEqual([{ start: at, end: at, text: ':null' }]);
  });
});

describe('A wrapped payload', () => {
  const read = (): JsonPayload => payloadOf(WRAPPED);
  const parts = ['FTKMOB', '0123456789'];

  test('has the parts of a node on each line', () => {
    const payload = read();
    const spans = payload.parts(firstString(payload));
    expect(spans.map(({ start, end }) => WRAPPED.slice(start, end))).toEqual(parts);
  });

  test('has a node in one part if that is on one line', () => {
    const payload = read();
    const { tree } = payload;
    const spans = payload.parts(tree.member(tree.root, 'result'));
    expect(spans.map(({ start, end }) => WRAPPED.slice(start, end))).toEqual(['0']);
  });

  test('has a node from its first part to its last', () => {
    const payload = read();
    const { start, end } = payload.span(firstString(payload));
    expect(WRAPPED.slice(start, end)).toBe(parts.join('\n'));
  });

  test('has no part of a node on a line after its end', () => {
    const whole = payloadOf(WRAPPED.replace('\n0123456789', '0123456789\n'));
    const spans = whole.parts(firstString(whole));
    expect(spans).toEqual([whole.span(firstString(whole))]);
  });

  test('has an empty place at a break on the line after it', () => {
    const payload = read();
    const at = payload.pieces[1]?.source ?? 0;
    const start = WRAPPED.indexOf('0123');
    expect(payload.toDocument({ start: at, end: at })).toEqual({ start, end: start });
  });

  test('knows the offset in its source of an offset in each line', () => {
    const payload = read();
    const [first, second] = [WRAPPED.indexOf('FTKMOB'), WRAPPED.indexOf('0123')];
    expect(payload.toSource(second) - payload.toSource(first)).toBe('FTKMOB'.length);
    expect(payload.toSource(payload.end + 1)).toBe(-1);
  });

  test('moves with its text', () => {
    const payload = read();
    const moved = payloadOf(WRAPPED);
    moved.shift(5);
    const { start, end } = payload.span(firstString(payload));
    expect(moved.span(firstString(moved))).toEqual({ start: start + 5, end: end + 5 });
  });

  test('is joined where it begins', () => {
    const payload = read();
    const [first, second] = WRAPPED.split('\n') as [string, string];
    expect(payload.repairs()).toEqual([
      { start: 8, end: first.length, text: ANSWER },
      { start: first.length + 1, end: first.length + 1 + second.length, text: '' },
    ]);
  });
});

test('A payload that is nested too deep cannot be repaired', () => {
  const payload = payloadOf('{"a":' + '['.repeat(300) + '\n');
  expect(payload.damage?.kind).toBe('too-deep');
  expect([payload.repaired(), payload.repairs()]).toEqual([undefined, undefined]);
});
