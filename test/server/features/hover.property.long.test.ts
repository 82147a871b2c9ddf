import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../server/src/features/hover';
import { inEnglish } from '../../../server/src/knowledge';
import { anyText } from '../../support/arbitraries';
import { hover, offsets, open, shownOf, wordsOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';

/** The hover at an offset, and its range. */
function hoversOf(text: string, markdown: boolean): { said: string; start: number; end: number }[] {
  const { document, analysis } = open(text);
  const answers = Array.from({ length: text.length + 1 }, (_, offset) =>
    hoverAt(analysis, document, offset, { severities: {}, translate: inEnglish, markdown }),
  );
  return answers.flatMap(answer => {
    if (!answer) return [];
    if (!answer.range) throw new Error('A hover without a range');
    return [{ said: wordsOf(answer), ...offsets(document, answer.range) }];
  });
}

describe('The hover at any place of any text', () => {
  test('is about a place inside the text, or missing', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const { said: hoverText, start, end } of hoversOf(text, true)) {
          expect(hoverText).not.toBe('');
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('never shows a secret', () => {
    fc.assert(
      fc.property(captureWithSecrets, fc.boolean(), (text, markdown) => {
        // Most offsets of a word have the same hover.
        const hoverText = new Set(hoversOf(text, markdown).map(one => one.said));
        expect(shownOf(SECRETS, [...hoverText].join('\n'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('The hover shows no secret', () => {
  test.each([
    ['on the value in a request', '{"d":{"tokens":[{"token":"FTKMOB0000000001","seed":"0011223344<|>5566778899AABBCCDDEEFF0011223344"}]}}', '00112233'],
    ['on an activation code in an answer', '{"d":{"tokens":[{"token":"FTKMOB0000000001","token_activation_code":"ABCD<|>EFGHJKLMNPQR"}]}}', 'ABCDEFGH'],
    ['on the value in a configuration', '    edit "FTKMOB0000000001"\n        set activation-code "ABCD<|>EFGHJKLMNPQR"\n', 'ABCDEFGH'],
    ['on the command that sets it', 'FGT (FTKMOB0000000001) # s<|>et activation-code ABCDEFGHJKLMNPQR\n', 'ABCDEFGH'],
    ['on the command that set it and failed', 'FGT (FTKMOB0000000001) # set activation-code ABCDEFGHJKLMNPQR\nCommand fail. Return co<|>de -1\n', 'ABCDEFGH'],
    ['on the command that sets a password', 'FGT (user01) # set pass<|>wd correct-horse-battery\n', 'correct-'],
    ['on the line that says that it was sent', '2024-03-30 04:10:05 ftm_send[502]:sent activation co<|>de: ABCDEFGHJKLMNPQR to user01@example.com', 'ABCDEFGH'],
  ])('%s', (_, marked, secret) => {
    expect(hover(marked)).toBeDefined();
    expect(hover(marked)).not.toContain(secret);
  }); // oxfmt-ignore
});
