import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Range } from 'vscode-languageserver-types';
import { definitionOf, highlightsOf, referencesOf } from '../../../server/src/features/navigation';
import { anyText } from '../../support/arbitraries';
import {
  answered,
  attempt,
  connected,
  error,
  NO_VALID_TOKEN,
  NOT_OF_PRODUCT,
  post,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  STANDBY,
  TOKEN,
  UNIT,
} from '../../support/exchange';
import { refusedByGroup } from '../../support/logins';
import { markAt, unmark } from '../../support/markers';
import { offsets, open } from '../../support/reading';

/** The places as text: the line number from 1 and the text there, shortened. */
function shown(text: string, ranges: readonly Range[]): string[] {
  const { document } = open(text);
  return ranges.map(range => {
    const { start, end } = offsets(document, range);
    return `${range.start.line + 1} ${text.slice(start, Math.min(end, start + 60))}`;
  });
}

function definition(marked: string): string[] {
  const { text, offset } = unmark(marked);
  const { analysis, document } = open(text);
  return shown(
    text,
    definitionOf(analysis, document, offset).map(({ range }) => range),
  );
}

function references(marked: string, includeDeclaration = true): string[] {
  const { text, offset } = unmark(marked);
  const { analysis, document } = open(text);
  const found = referencesOf(analysis, document, offset, includeDeclaration);
  return shown(
    text,
    found.map(({ range }) => range),
  );
}

const BEGAN = `1 2025-01-15 10:00:00 ftm_cfg_provision_token[417]:provision t`;
const refused = answered({
  members: [UNIT, { sn: STANDBY, error: '"Product is not registered"' }],
  tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }, SECOND],
  error: NO_VALID_TOKEN,
});

describe('The definition', () => {
  test('of an answer is its request', () => {
    expect(definition(markAt(refused, 'SoftToken.ProvisionResponse'))).toEqual([
      '12 { "d": { "__type": "SoftToken.ProvisionRequest", "__version"',
    ]);
  });

  test('of the answer that came first is the request that it answers', () => {
    const second = provisionRequest({ tokens: [SECOND] });
    const text =
      attempt(TOKEN) +
      post(provisionRequest()) +
      attempt(SECOND) +
      post(second) +
      received(provisionResponse({ tokens: [TOKEN] })) +
      received(provisionResponse({ tokens: [SECOND] }));
    const [place] = definition(markAt(text, '"result":2'));
    expect(place).toMatch(/^1[0-9] \{ "d"/);
  });

  test('of the error of a token is the token in the request, and the line that began it', () => {
    expect(definition(markAt(refused, 'token does not belong'))).toEqual([`12 ${TOKEN}`, BEGAN]);
  });

  test('of a token in an answer is the token in the request, and the line that began it', () => {
    expect(definition(markAt(refused, `{"token":"${SECOND}"`))).toEqual([`12 ${SECOND}`, BEGAN]);
  });

  test('of an error of the whole answer is every token of the request', () => {
    expect(definition(markAt(refused, 'no valid token found'))).toEqual([
      `12 ${TOKEN}`,
      `12 ${SECOND}`,
      BEGAN,
    ]);
  });

  test('of the error of a member is the member in the request', () => {
    expect(definition(markAt(refused, 'Product is not registered'))).toEqual([`12 ${STANDBY}`, BEGAN]);
  });

  test('of a unit in an answer is the unit in the request', () => {
    const at = refused.lastIndexOf(`"serial_number":"${UNIT}`) + 20;
    expect(definition(`${refused.slice(0, at)}<|>${refused.slice(at)}`)).toEqual([`12 ${UNIT}`]);
  });

  test('of a request, and of a line of an exchange, is the line that began it', () => {
    expect(definition(markAt(refused, '"__version": "4"'))).toEqual([BEGAN]);
    expect(definition(markAt(refused, 'send packet success'))).toEqual([BEGAN]);
    expect(definition(markAt(refused, 'POST /SoftToken'))).toEqual([BEGAN]);
  });

  test('of an answer to a request that the capture does not show is the line that began it', () => {
    const text = attempt() + received(provisionResponse({ error: error(17, 'no valid token found') }));
    expect(definition(markAt(text, '"result":2'))).toEqual([BEGAN]);
  });

  test('of a name is its first place', () => {
    expect(definition(markAt(refused, `"${TOKEN}", "seed"`))).toEqual([`1 ${TOKEN}`]);
    const at = refusedByGroup.lastIndexOf('5000000001') + 4;
    expect(definition(`${refusedByGroup.slice(0, at)}<|>${refusedByGroup.slice(at)}`)).toEqual([
      '2 5000000001',
    ]);
  });

  test('of a line of a login is the line that began it', () => {
    expect(definition(markAt(refusedByGroup, 'Failed group matching'))).toEqual([
      '1 [311:root:4a]sslvpn_authenticate_user:191 authenticate user:',
    ]);
  });

  test('does not exist for a line that belongs to nothing', () => {
    expect(definition('FGT # get system st<|>atus\n')).toEqual([]);
  });
});

describe('The references', () => {
  test('of a name are its places', () => {
    const at = refusedByGroup.indexOf('user01') + 2;
    const marked = `${refusedByGroup.slice(0, at)}<|>${refusedByGroup.slice(at)}`;
    expect(references(marked)).toEqual(['1 user01', '2 user01']);
    expect(references(marked, false)).toEqual(['2 user01']);
  });

  test('of an answer are the parts of its exchange', () => {
    const lines = references(markAt(refused, '"result":2'));
    expect(lines.map(line => line.split(' ')[0])).toEqual(['1', '3', '4', '6', '12', '14', '16']);
  });

  test('of a line of a login are its lines', () => {
    expect(references(markAt(refusedByGroup, 'Failed group matching'))).toHaveLength(4);
  });
});

describe('The highlights', () => {
  test('of a name are its places', () => {
    const { text, offset } = unmark(markAt(refused, SECOND));
    const { analysis, document } = open(text);
    const ranges = highlightsOf(analysis, document, offset).map(({ range }) => range);
    expect(shown(text, ranges)).toEqual([`12 ${SECOND}`, `16 ${SECOND}`]);
  });

  test('of the type of a message are the types of both', () => {
    const { text, offset } = unmark(markAt(refused, 'SoftToken.ProvisionResponse'));
    const { analysis, document } = open(text);
    const ranges = highlightsOf(analysis, document, offset).map(({ range }) => range);
    expect(shown(text, ranges)).toEqual(['12 SoftToken.ProvisionRequest', '16 SoftToken.ProvisionResponse']);
  });

  test('do not exist for anything else', () => {
    const { text, offset } = unmark(markAt(refused, 'send packet success'));
    const { analysis, document } = open(text);
    expect(highlightsOf(analysis, document, offset)).toEqual([]);
  });
});

const exchanges = fc.constantFrom(refused, attempt(), refusedByGroup, connected, post(provisionRequest()));
const mixed = fc
  .array(fc.oneof(exchanges, anyText), { minLength: 1, maxLength: 3 })
  .map(parts => parts.join('\n').slice(0, 3000));

test('All three are inside the text, at any place of any text', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, mixed), text => {
      const { analysis, document } = open(text);
      for (let offset = 0; offset <= text.length; offset += text.length > 400 ? 7 : 1) {
        const ranges = [
          ...definitionOf(analysis, document, offset).map(({ range }) => range),
          ...referencesOf(analysis, document, offset, true).map(({ range }) => range),
          ...highlightsOf(analysis, document, offset).map(({ range }) => range),
        ];
        for (const range of ranges) {
          const { start, end } = offsets(document, range);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(document.positionAt(start)).toEqual(range.start);
        }
      }
    }),
    { numRuns: 30 },
  );
});
