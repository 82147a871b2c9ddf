import { describe, expect, test } from 'vitest';
import { appendedFrom, type Change } from '../../client/src/views/appended';

const change = (start: number, end: number, text: string): Change => ({
  range: { start: { line: start }, end: { line: end } },
  text,
});

describe('Text was appended to a document', () => {
  test('before its empty last line', () => {
    expect(appendedFrom([change(20, 20, 'one\ntwo\n')], 23)).toBe(20);
  });

  test('to a last line that was half written', () => {
    expect(appendedFrom([change(19, 20, '\r\nhalf and half\r\nnext')], 22)).toBe(20);
  });

  test('to an empty document', () => {
    expect(appendedFrom([change(0, 0, 'one\n')], 2)).toBe(0);
  });
});

describe('Nothing was appended', () => {
  test('when a line in the middle was replaced', () => {
    expect(appendedFrom([change(5, 5, 'a secret\n')], 23)).toBeUndefined();
  });

  test('when several places were replaced', () => {
    expect(appendedFrom([change(5, 5, ''), change(20, 20, 'one\n')], 22)).toBeUndefined();
  });

  test('when the file was written again', () => {
    expect(appendedFrom([change(0, 20, 'one\ntwo')], 2)).toBeUndefined();
  });

  test('when only the last line was edited', () => {
    expect(appendedFrom([change(20, 20, '*****')], 21)).toBeUndefined();
  });
});
