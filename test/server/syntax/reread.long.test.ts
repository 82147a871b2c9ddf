import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecords, reread } from '../../../server/src/syntax';
import { anyText, captureText } from '../../support/arbitraries';
import { CAPTURES } from '../../support/captures';
import { mixes } from '../mix/generator';
import { plainRecord } from './plainRecord';

/** One edit: the offset, the number of removed code units, and the inserted text. */
const edits = fc.tuple(fc.nat(), fc.oneof(fc.nat(4), fc.nat(400)), fc.oneof(anyText, captureText));

function edited(text: string, [place, taken, put]: readonly [number, number, string]): string {
  const at = place % (text.length + 1);
  return text.slice(0, at) + put + text.slice(at + taken);
}

/** Edits a text repeatedly, and reads the changes each time. */
function expectSameAsFresh(
  text: string,
  changes: readonly (readonly [number, number, string])[],
  window?: number,
): void {
  let [now, records] = [text, readRecords(text)];
  for (const change of changes) {
    const next = edited(now, change);
    records = reread({ text: now, records }, next, window).records;
    now = next;
    expect(records.map(plainRecord)).toEqual(readRecords(now).map(plainRecord));
  }
}

describe('Reading again after an edit gives what reading the whole text gives', () => {
  const changes = fc.array(edits, { minLength: 1, maxLength: 4 });
  /** Small ones, so that reading stops inside these short texts. */
  const windows = fc.constantFrom(64, 1000, undefined);

  test('in any text', () => {
    fc.assert(fc.property(anyText, changes, windows, expectSameAsFresh), { numRuns: 200 });
  });

  test('in captures one after the other', () => {
    const captures = fc.array(fc.constantFrom(...CAPTURES), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        captures.map(all => all.join('\n')),
        changes,
        windows,
        expectSameAsFresh,
      ),
      { numRuns: 50 },
    );
  });

  test('in mixed captures with every line end and wrap', () => {
    fc.assert(
      fc.property(mixes, changes, windows, ({ text }, all, size) =>
        expectSameAsFresh(text.repeat(3), all, size),
      ),
      { numRuns: 50 },
    );
  });
});

test('Reading again keeps the records before the edit and those after it', () => {
  const text = Array.from({ length: 400 }, (_, index) => `x[1]:line ${index}\n`).join('');
  const records = readRecords(text);
  const { records: after } = reread({ text, records }, text.replace('line 200', 'line two hundred'));
  expect(after[0]).toBe(records[0]);
  expect(after.filter((record, index) => record === records[index]).length).toBeGreaterThan(150);
  expect(reread({ text, records }, text).records).toBe(records);
});

test('A payload that continues after another one is read again whole', () => {
  const lines = [
    '{"d":{"tokens":[{"token":"FTKMOB0000000A01",',
    'ftm_fc_command[634]:{"d":{"result":2}}',
    '"seed":"C0FFEE2233445566778899AABBCCDDEEFF012345","error":null}]}}',
    ...Array.from({ length: 16 }, (_, index) => `[${index}] fds_x: line ${index}`),
  ];
  const text = lines.join('\n') + '\n';
  const next = text + '[16] fds_x: line 16\n';
  expect(reread({ text, records: readRecords(text) }, next).records).toEqual(readRecords(next));
});

test('A payload that continued another one is read again if that one is gone', () => {
  const payload = (token: string): string =>
    `{"d":{"tokens":[{"token":"${token}","error":null}],"result":2}}\n\n`;
  const provision = 'ftm_cfg_provision_token[417]:provision token: FTKMOB0000000A02 ';
  const one = payload('FTKMOB0000000A01');
  const text = `${one.slice(0, 2)}\n${provision}${one.slice(2)}${one}${one}`;
  const next = text.slice(1);
  const again = reread({ text, records: readRecords(text) }, next).records;
  expect(again.map(plainRecord)).toEqual(readRecords(next).map(plainRecord));
  expect(again.filter(({ kind }) => kind === 'json').map(({ start }) => start)).toEqual(
    readRecords(next)
      .filter(({ kind }) => kind === 'json')
      .map(({ start }) => start),
  );
});
