import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SemanticTokensEdit } from 'vscode-languageserver-types';
import { encodeTokens } from '../../../server/src/features/semanticTokens';
import {
  SEMANTIC_LEGEND,
  semanticDelta,
  semanticTokensOf,
} from '../../../server/src/features/semanticTokens';
import { anyText, captureText, damaged, payloadText } from '../../support/arbitraries';
import {
  answered,
  NO_VALID_TOKEN,
  NOT_OF_PRODUCT,
  provisionRequest,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../support/exchange';
import { open } from '../../support/reading';
import { captureWithSecrets, SEED as SECRET_SEED } from '../../support/secrets';

interface Token {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly name: string;
}

function decode(data: readonly number[]): Token[] {
  const tokens: Token[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const named = SEMANTIC_LEGEND.tokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0);
    const name = [SEMANTIC_LEGEND.tokenTypes[type] ?? '', ...named].join('.');
    tokens.push({ line, character, length, name });
  }
  return tokens;
}

/** The tokens: line from 1, type with modifiers, and text. */
function tokensIn(text: string): string[] {
  const { analysis, document } = open(text);
  const lines = text.split(/\r\n|\r|\n/);
  return decode(semanticTokensOf(analysis, document)).map(
    ({ line, character, length, name }) =>
      `${line + 1} ${name} ${lines[line]?.slice(character, character + length) ?? ''}`,
  );
}

describe('Semantic tokens', () => {
  test('show the unit that asks', () => {
    expect(tokensIn(provisionRequest({ members: [UNIT, STANDBY] }))).toEqual([
      `1 serial.asking ${UNIT}`,
      `1 serial.asking ${UNIT}`,
    ]);
  });

  test('show the token that failed, in the answer, in the request and in the debug lines', () => {
    const text = answered({
      tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }, SECOND],
      error: NO_VALID_TOKEN,
    });
    expect(tokensIn(text).filter(line => line.includes('failed'))).toEqual([
      `1 serial.failed ${TOKEN}`,
      `2 serial.failed ${TOKEN}`,
      `12 serial.failed ${TOKEN}`,
      `16 serial.failed ${TOKEN}`,
    ]);
  });

  test('show every token if the answer refuses them all', () => {
    const text = answered({ tokens: [TOKEN, SECOND], error: NO_VALID_TOKEN });
    expect(tokensIn(text).filter(line => line.startsWith('16 serial.failed'))).toHaveLength(2);
  });

  test('show the member of the cluster that failed', () => {
    const text = answered({ members: [UNIT, { sn: STANDBY, error: '"Product is not registered"' }] });
    expect(tokensIn(text).filter(line => line.includes('failed'))).toEqual([`16 serial.failed ${STANDBY}`]);
  });

  test('show a secret', () => {
    expect(tokensIn(provisionRequest({ seed: SECRET_SEED }))).toContain(`1 secret ${SECRET_SEED}`);
  });

  test('show a secret that was wrapped line by line', () => {
    const text = provisionRequest({ seed: `${SECRET_SEED.slice(0, 20)}\n${SECRET_SEED.slice(20)}` });
    expect(tokensIn(text).filter(line => line.includes('secret'))).toEqual([
      `1 secret ${SECRET_SEED.slice(0, 20)}`,
      `2 secret ${SECRET_SEED.slice(20)}`,
    ]);
  });

  test('are missing if no outcome is known', () => {
    expect(tokensIn('FGT # get system status\nFTKMOB0000000A01 0 new\n')).toEqual([]);
  });

  test('of a range are those of the document that touch it', () => {
    const text = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
    const { analysis, document } = open(text);
    const range = { start: { line: 11, character: 0 }, end: { line: 12, character: 0 } };
    const all = decode(semanticTokensOf(analysis, document));
    expect(decode(semanticTokensOf(analysis, document, range))).toEqual(
      all.filter(({ line }) => line === 11),
    );
  });
});

test('For any text they are in order, do not overlap, and end within their line', () => {
  const wrapped = damaged(payloadText);
  fc.assert(
    fc.property(
      fc.oneof(anyText, captureText, captureWithSecrets, wrapped),
      fc.nat(),
      fc.nat(),
      (text, a, b) => {
        const { analysis, document } = open(text);
        const lines = text.split(/\r\n|\r|\n/);
        let last = { line: 0, end: 0 };
        for (const { line, character, length } of decode(semanticTokensOf(analysis, document))) {
          expect(line > last.line || (line === last.line && character >= last.end)).toBe(true);
          expect(length).toBeGreaterThan(0);
          expect(character + length).toBeLessThanOrEqual(lines[line]?.length ?? -1);
          last = { line, end: character + length };
        }
        const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const range = { start: document.positionAt(from), end: document.positionAt(to) };
        const all = decode(semanticTokensOf(analysis, document)).map(token => JSON.stringify(token));
        for (const token of decode(semanticTokensOf(analysis, document, range)))
          expect(all).toContain(JSON.stringify(token));
      },
    ),
  );
});

describe('The encoding', () => {
  test('counts a place from the previous token', () => {
    const token = { length: 3, type: 1, modifiers: 2 };
    const places = [
      { line: 2, character: 5 },
      { line: 2, character: 10 },
      { line: 5, character: 2 },
    ];
    expect(encodeTokens(places.map(place => ({ ...place, ...token })))).toEqual([
      2, 5, 3, 1, 2, 0, 5, 3, 1, 2, 3, 2, 3, 1, 2,
    ]);
  });
});

describe('The delta', () => {
  const applied = (previous: readonly number[], edits: readonly SemanticTokensEdit[]): number[] => {
    const data = [...previous];
    for (const edit of [...edits].reverse()) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    return data;
  };

  test('is empty if nothing changed', () => {
    expect(semanticDelta([1, 2, 3], [1, 2, 3])).toEqual([]);
  });

  test('leaves out what is the same at both ends', () => {
    expect(semanticDelta([1, 2, 3, 4, 5], [1, 2, 9, 9, 4, 5])).toEqual([
      { start: 2, deleteCount: 1, data: [9, 9] },
    ]);
    expect(semanticDelta([1, 2, 3], [1, 3])).toEqual([{ start: 1, deleteCount: 1 }]);
  });

  test('turns the previous result into the next', () => {
    const data = fc.array(fc.nat(3), { maxLength: 30 });
    fc.assert(
      fc.property(data, data, (previous, next) => {
        expect(applied(previous, semanticDelta(previous, next))).toEqual(next);
      }),
    );
  });
});
