import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactedCopyOf, type RedactedCopy } from '../../../server/src/features/redactedCopy';
import { redact } from '../../../server/src/secrets';
import { anyText } from '../../support/arbitraries';
import { unmark } from '../../support/markers';
import { open } from '../../support/reading';

const SEED = '00112233445566778899AABBCCDDEEFF00112233';
const REQUEST = `{"d":{"tokens":[{"token":"FTKMOB0000000001","seed":"${SEED}"}]}}`;
const LOGIN = '[1906] handle_req-Rcvd auth req 1 for walter.weber in opt=0 prot=11';

const copyOf = (text: string, keepIdentities = false): RedactedCopy =>
  redactedCopyOf(open(text).analysis, keepIdentities);

/** The copy of the marked text. */
function marked(text: string): string {
  const { range, text: whole } = unmark(text);
  return redactedCopyOf(open(whole).analysis, false, [range]).text;
}

describe('A redacted copy of a document', () => {
  test('is what redact makes of its text', () => {
    const text = `${REQUEST}\n${LOGIN}\n`;
    expect(copyOf(text).text).toBe(redact(text));
    expect(copyOf(text, true).text).toBe(redact(text, { keepIdentities: true }));
    expect(copyOf(text, true).text).toContain('walter.weber');
  });

  test('counts what it replaced', () => {
    expect(copyOf(`${REQUEST}\n`).replaced).toEqual({ secrets: 1, serials: 1, others: 0 });
    expect(copyOf(`${REQUEST}\n`, true).replaced).toEqual({ secrets: 1, serials: 0, others: 0 });
  });
});

describe('A redacted copy of a stretch', () => {
  test('is the same part of the whole copy', () => {
    const whole = copyOf(`${REQUEST}\n${LOGIN}\n`).text;
    expect(marked(`${REQUEST}\n<|${LOGIN}|>\n`)).toBe(whole.trimEnd().split('\n')[1]);
  });

  test('has nothing that another stretch names', () => {
    expect(marked(`${LOGIN}\n<|said walter.weber|>\n`)).not.toContain('weber');
  });

  test('masks values completely that it cuts', () => {
    const copy = marked(REQUEST.replace('5566', '55<|66').replace('"}]', '"}|>]'));
    expect(copy).toMatch(/^\*{30,39}\d*"\}$/);
    expect(copy).toHaveLength(42);
  });

  test('begins on a line of its own', () => {
    const { analysis } = open('one two three\n');
    const stretches = [{ start: 0, end: 3 }, { start: 4, end: 7 }];
    expect(redactedCopyOf(analysis, false, stretches).text).toBe('one\ntwo');
  });

  test('is a part of the whole copy, whatever the text and wherever it is cut', () => {
    const text = fc.oneof(anyText, fc.constant(`${REQUEST}\n${LOGIN}\n`));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (one, a, b) => {
        const [start = 0, end = 0] = [a, b].map(at => at % (one.length + 1)).sort((x, y) => x - y);
        const piece = redactedCopyOf(open(one).analysis, false, [{ start, end }]).text;
        expect(copyOf(one).text).toContain(piece);
      }),
      { numRuns: 150 },
    );
  });
}); // oxfmt-ignore
