import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSubsequence, workspaceSymbolsOf } from '../../../server/src/features/workspaceSymbols';
import { anyText } from '../../support/arbitraries';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import { refusedByGroup } from '../../support/logins';
import { offsets, open, SEED, shownOf, URI } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';

function names(text: string, query: string): string[] {
  const { analysis, document } = open(text);
  return workspaceSymbolsOf(analysis, document, query).map(({ name }) => name);
}

const refused = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });

describe('Workspace symbols', () => {
  test('are the tokens and the exchanges of a capture, with their outcome', () => {
    expect(names(refused, '')).toEqual([`provision ${TOKEN}: licence at another serial number (31)`, TOKEN]);
  });

  test('are the users and the logins of a capture', () => {
    expect(names(refusedByGroup, '')).toEqual(['login user01 (SSL VPN): no group matched', 'user01']);
  });

  test('lead to the line that began it, in the document', () => {
    const { analysis, document } = open(SEED);
    const [symbol] = workspaceSymbolsOf(analysis, document, 'provision');
    const place = symbol?.location;
    expect(place?.uri).toBe(URI);
    const range = place && 'range' in place ? offsets(document, place.range) : { start: 0, end: 0 };
    expect(SEED.slice(range.start, range.end)).toBe(
      '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB947FDC1754',
    );
  });

  test('name the host of their capture', () => {
    const { analysis, document } = open(SEED);
    expect(workspaceSymbolsOf(analysis, document, '')[0]?.containerName).toBe('FGT');
  });

  test.each(['1754', 'ftk1754', 'PROV 31', 'prverr'])('are found by %s', query => {
    expect(names(SEED, query).join()).toContain('FTKMOB947FDC1754');
  });

  test('are not found by letters in another order', () => {
    expect(names(SEED, '4571ktf')).toEqual([]);
  });

  test('that contain the query as one word come first', () => {
    const text = answered({ tokens: ['FTKMOB0000000A10'] }) + answered({ tokens: ['FTKMOB0000001000'] });
    expect(names(text, '1000')[0]).toContain('FTKMOB0000001000');
  });
});

test('A subsequence has its characters in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.boolean())), parts => {
      const text = parts.map(([part]) => part).join('');
      const sought = parts.flatMap(([part, kept]) => (kept ? [part] : [])).join('');
      expect(isSubsequence(sought, text)).toBe(true);
      expect(isSubsequence(sought + '\u0001', text.replaceAll('\u0001', ''))).toBe(false);
    }),
  );
});

test('the symbols of any text are within it, and their names are words', () => {
  fc.assert(
    fc.property(anyText, text => {
      const { analysis, document } = open(text);
      for (const { name, location } of workspaceSymbolsOf(analysis, document, '')) {
        expect(name.trim()).not.toBe('');
        expect(name).not.toMatch(/[\r\n]/);
        if (!('range' in location)) throw new Error('A symbol without a range');
        const { start, end } = offsets(document, location.range);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test('The symbols name no secret', () => {
  fc.assert(
    fc.property(captureWithSecrets, text => {
      expect(shownOf(SECRETS, names(text, '').join('\n'))).toEqual([]);
    }),
  );
});
