import { describe, expect, test } from 'vitest';
import { codeLensesOf } from '../../../server/src/features/codeLens';
import { documentSymbolsOf } from '../../../server/src/features/documentSymbols';
import { shown } from '../../../server/src/features/shown';
import { ticketOf } from '../../../server/src/features/ticket';
import { inEnglish as translate } from '../../../server/src/knowledge';
import { visible, visibleLabel } from '../../../server/src/presentation/visible';
import { asked, deleted, ldapLoaded, pending, result } from '../../support/logins';
import { open, problems } from '../../support/reading';
import { every } from '../../support/rows';

/** One of each kind: bidirectional marks, joiners, controls, separators, a byte order mark, a tag, a lone surrogate. */
const UNSEEN = [
  '\u202e', '\u2066', '\u200b', '\u200d', '\u200f', '\u2060', '\u061c', '\u00ad', '\ufeff', '\u0007', '\u001b', '\u007f', '\u0085', '\u009b',
  '\u2028', '\u2029', '\u{e0041}', '\ud800', '\udc00',
]; // oxfmt-ignore

describe('A text for display', () => {
  test('has the code point of an invisible character instead of the character', () => {
    every(
      UNSEEN,
      character => `U+${character.codePointAt(0)?.toString(16)}`,
      character => {
        const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        expect(visible(`a${character}b`)).toBe(`a<U+${number}>b`);
      },
    );
  });

  test.each(['a b', 'Grüße, 你好 😀', 'a\tb\r\nc', '', '$(zap)'])('%j stays unchanged', text => {
    expect(visible(text)).toBe(text);
  });

  test('has no icon in a label', () => {
    expect(visibleLabel('a $(zap) $(sync~spin) $( x) $5 $(a b)')).toBe(
      'a $ (zap) $ (sync~spin) $( x) $5 $(a b)',
    );
    expect(visibleLabel(visibleLabel('$(zap)'))).toBe('$ (zap)');
  });
});

describe('An answer for display', () => {
  test('is the same object if there is nothing to change', () => {
    const answer = [{ name: 'a', children: [{ name: 'b', range: { start: 1 } }] }];
    expect(shown(answer)).toBe(answer);
  });

  test('keeps addresses, edits and what the client gives back', () => {
    const kept = { uri: 'a\u202e', edit: { newText: '\u202e' }, data: '\u202e', arguments: ['\u202e'] };
    expect(shown({ title: '\u202e', ...kept })).toEqual({ title: '<U+202E>', ...kept });
  });

  test('shows what a log has in the names of its users, wherever they are reported', () => {
    const id = '5000000001';
    const text = asked('ev\u202eil\u200b$(zap)', id) + ldapLoaded() + pending + result(1, id) + deleted(id);
    const { document, analysis } = open(text);
    const lensOptions = { translate, severities: {}, commands: new Set<string>() };
    const raw = JSON.stringify([
      codeLensesOf(analysis, document, lensOptions),
      documentSymbolsOf(analysis, document, translate),
    ]);
    expect(raw).toContain('$(zap)');
    const output = JSON.stringify(shown(JSON.parse(raw)));
    expect(output).toContain('ev<U+202E>il<U+200B>$ (zap)');
    expect(output).not.toMatch(/[\u202e\u200b]/);
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found.map(({ message }) => message))).not.toMatch(/[\u202e\u200b]/);
    const [finding] = analysis.findings;
    expect(finding && ticketOf(finding, analysis, translate)).not.toMatch(/[\u202e\u200b]/);
  });
});
