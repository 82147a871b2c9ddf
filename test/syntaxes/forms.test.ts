// What a line form looks like is known to the reader, to the detection of captures and to this grammar.
import { describe, expect, test } from 'vitest';
import { FORMS, readRecords } from '../../server/src/syntax';
import { isCapture } from '../../server/src/syntax/isCapture';
import { byId, every, firstTwo } from '../support/rows';
import { colours } from './tokenizer';

/** Sentences, and rows that begin with a word and blanks, have no head to colour. */
const PLAIN = new Set(['G28', 'G30', 'G31', 'G32', 'G33', 'G35', 'G54']);
const coloured = FORMS.filter(({ id }) => !PLAIN.has(id)).flatMap(({ id, examples }) =>
  examples.map(line => [id, line] as const),
);

describe('A line form', () => {
  test('is coloured', () => {
    every(coloured, firstTwo, ([, line]) => {
      expect(colours(line.split('\n')[0] ?? '')).not.toEqual([]);
    });
  });

  test('with signs is recognised as a capture', () => {
    every(
      FORMS.filter(({ signs = [] }) => signs.length > 0),
      byId,
      ({ examples }) => {
        expect(examples.some(line => isCapture(`${line}\n`.repeat(4)))).toBe(true);
      },
    );
  });

  test.each(FORMS.filter(({ embedded }) => embedded))('$id is split from its neighbour', ({ examples }) => {
    const head = '[1906] handle_req-some words ';
    const split = examples.filter(line => readRecords(head + line)[1]?.start === head.length);
    expect(split).not.toEqual([]);
  });

  test('of a daemon that no sentence knows is recognised and split', () => {
    const line = '[ec_ems_context_submit:382]: sent the request';
    expect(isCapture(`${line}\n`.repeat(4))).toBe(true);
    expect(readRecords(`${line} ${line}`).map(({ kind }) => kind)).toEqual(['debug', 'debug']);
    expect(colours(line)).not.toEqual([]);
  });
});
