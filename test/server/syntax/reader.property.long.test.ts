import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../server/src/syntax';
import { anyText, damaged, payloadText } from '../../support/arbitraries';

function applied(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  return [...edits]
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

describe('For any text, the reader', () => {
  test('covers it with adjacent records', () => {
    fc.assert(
      fc.property(anyText, text => {
        let at = 0;
        for (const record of readRecords(text)) {
          expect(record.start).toBe(at);
          expect(record.end).toBeGreaterThan(record.start);
          at = record.end;
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: 1500 },
    );
  });

  test('keeps every place of a record inside the record', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const record of readRecords(text)) {
          const inside = (place: { start: number; end: number }): void => {
            expect(place.start).toBeLessThanOrEqual(place.end);
            expect(place.start).toBeGreaterThanOrEqual(record.start);
            expect(place.end).toBeLessThanOrEqual(record.end);
          };
          if (record.kind === 'debug') {
            inside({ start: record.nameStart, end: record.nameEnd });
            inside({ start: record.messageStart, end: record.messageEnd });
          } else if (record.kind === 'command')
            [record.host, record.context, record.command].forEach(place => place && inside(place));
          else if (record.kind === 'http')
            record.headers.forEach(header => [header.name, header.value].forEach(inside));
          else if (record.kind === 'config' || record.kind === 'field')
            [record.name, record.value].forEach(inside);
          else if (record.kind === 'table' && record.part === 'row')
            [record.token, record.drift, record.status].forEach(inside);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps every JSON node inside its payload, in document order', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const record of readRecords(text)) {
          if (record.kind !== 'json') continue;
          const { payload } = record;
          for (const node of payload.tree.nodes()) {
            const span = payload.span(node);
            expect(span.start).toBeGreaterThanOrEqual(payload.start);
            expect(span.end).toBeLessThanOrEqual(payload.end);
            expect(span.start).toBeLessThanOrEqual(span.end);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('A JSON payload', () => {
  const payloadOf = (
    text: string,
  ): Extract<ReturnType<typeof readRecords>[number], { kind: 'json' }>['payload'] => {
    const record = readRecords(text).find(one => one.kind === 'json');
    if (record?.kind !== 'json') throw new Error('no payload in ' + text);
    return record.payload;
  };

  test('that is sound has no damage, and its repaired form is itself', () => {
    fc.assert(
      fc.property(payloadText, text => {
        const payload = payloadOf(text);
        expect(payload.damage).toBeUndefined();
        expect(payload.repaired()).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('that is damaged in any way is repaired to JSON that every parser reads', () => {
    fc.assert(
      fc.property(damaged(payloadText), text => {
        for (const record of readRecords(text)) {
          if (record.kind !== 'json' || !record.first) continue;
          const repaired = record.payload.repaired();
          if (repaired === undefined) continue;
          expect(() => JSON.parse(repaired) as unknown, repaired).not.toThrow();
        }
      }),
      { numRuns: 2500 },
    );
  });

  test('that is damaged is sound once its repairs are applied to the document', () => {
    fc.assert(
      fc.property(damaged(payloadText), text => {
        const first = readRecords(text).find(record => record.kind === 'json');
        if (first?.kind !== 'json') return;
        const mended = applied(text, first.payload.repairs() ?? []);
        const again = readRecords(mended).find(
          record => record.kind === 'json' && record.payload.start === first.payload.start,
        );
        if (again?.kind === 'json') expect(again.payload.damage, mended).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });

  test('that is cut anywhere still gives every whole error object before the cut', () => {
    const text =
      '{"d":{"tokens":[{"token":"FTKMOB0123456789","error":{"error_code":31,"error_message":"m"}}],"error":{"error_code":17,"error_message":"no valid token found"}}}';
    const needed = text.indexOf('31') + 2;
    fc.assert(
      fc.property(fc.integer({ min: needed, max: text.length }), length => {
        const { tree } = payloadOf(text.slice(0, length));
        const codes = [...tree.nodes()].filter(node => tree.text(node) === 'error_code');
        expect(codes.length).toBeGreaterThan(0);
        expect([...tree.nodes()].map(node => tree.text(node))).toContain('31');
      }),
    );
  });
});
