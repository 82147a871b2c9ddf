import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Marks, marksOf } from '../../../server/src/features/marks';
import { anyText, captureText, damaged } from '../../support/arbitraries';
import { answered, NOT_OF_PRODUCT, provisionRequest, TOKEN } from '../../support/exchange';
import { open } from '../../support/reading';
import { SEED } from '../../support/secrets';

/** The texts of one kind of mark, in text order. */
function marked(text: string, kind: keyof Marks, lines = { from: 0, to: 1000 }): string[] {
  const { analysis, document } = open(text);
  const range = { start: { line: lines.from, character: 0 }, end: { line: lines.to, character: 0 } };
  const numbers = marksOf(analysis, document, range)[kind];
  const rows = text.split(/\r\n|\r|\n/);
  return numbers.flatMap((line, at) => {
    const [character = 0, length = 0] = [numbers[at + 1], numbers[at + 2]];
    return at % 3 === 0 ? [rows[line]?.slice(character, character + length) ?? ''] : [];
  });
}

describe('Dimmed is', () => {
  test.each([
    ['2024-05-06 07:08:09 ftm_fc_comm_connect[66]:ftm TCPS connected.', ['2024-05-06 07:08:09', '66']],
    ['2024-05-06 07:08:09 [1906] handle_req-Rcvd auth req 42 for user01', ['2024-05-06 07:08:09', '1906']],
    ['[3311:root:d9]fam_auth_send_req_internal:514 Groups sent to FNBAM:', ['3311', '514']],
    ['ike V=root:0:vpn:35392: flushed', ['0', '35392']],
    ['ike 0:vpn:35392: enc 1053D2FFFBCD9081FCECCD12', ['0', '35392', '1053D2FFFBCD9081FCECCD12']],
    ['Debug messages will be on for 30 minutes.', ['Debug messages will be on for 30 minutes.']],
  ])('part of %s', (line, quiet) => {
    expect(marked(`${line}\n`, 'quiet')).toEqual(quiet);
  });

  test('the values of headers, but no address', () => {
    const text = 'POST /a HTTP/1.1\nAccept: application/json\nHost: 203.0.113.5:443\nConnection: close\n\n';
    expect(marked(text, 'quiet')).toEqual(['application/json', 'close']);
  });

  test('nothing that is secret', () => {
    const text = `diagnose debug enable\n2024-05-06 07:08:09 [1906] f-seed=${SEED}\n`;
    expect(marked(text, 'secret')).toEqual([SEED]);
    expect(marked(text, 'quiet')).not.toContain(SEED);
  });
});

describe('Marked as failed is', () => {
  const refused = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });

  test('what a rule found, and the token that was refused wherever it occurs', () => {
    const failed = marked(refused, 'failed');
    expect(failed.filter(text => text === TOKEN).length).toBeGreaterThan(2);
    expect(failed.some(text => text.includes('token does not belong to product'))).toBe(true);
  });

  test('nothing if only the word occurs', () => {
    expect(marked('2024-05-06 07:08:09 f[1]:peer has not completed XAUTH, 0 errors\n', 'failed')).toEqual([]);
  });

  test('no secret, because it is not a failure', () => {
    expect(marked(provisionRequest({ seed: SEED }), 'failed')).not.toContain(SEED);
  });

  test('reported for the requested lines only', () => {
    expect(marked(refused, 'failed', { from: 0, to: 1 })).toEqual([TOKEN]);
  });
});

test('each mark of any text is on one line, and marks of different kinds do not touch', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, captureText, damaged(captureText)), text => {
      const { analysis, document } = open(text);
      const end = { line: document.lineCount, character: 0 };
      const { quiet, failed, secret } = marksOf(analysis, document, {
        start: { line: 0, character: 0 },
        end,
      });
      const spans = [quiet, failed, secret].flatMap(numbers =>
        numbers.flatMap((line, at) => {
          if (at % 3 !== 0) return [];
          const start = document.offsetAt({ line, character: numbers[at + 1] ?? 0 });
          return [{ start, end: start + (numbers[at + 2] ?? 0) }];
        }),
      );
      for (const { start, end: stop } of spans)
        expect(document.getText().slice(start, stop)).not.toMatch(/[\r\n]/);
      spans.sort((a, b) => a.start - b.start);
      for (const [index, span] of spans.entries())
        expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
    }),
  );
});
