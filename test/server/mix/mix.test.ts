import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyze } from '../../../server/src/analysis';
import { describedFinding } from '../../support/findings';
import { every } from '../../support/rows';
import { lookOf, mixes, PLAIN } from './generator';
import type { Part } from './part';
import { FIRST, PARTS } from './parts';

/** The findings as comparable lines: rule and facts. Findings about the capture itself depend on the mix. */
function found({ findings }: Pick<Analysis, 'findings'>): string[] {
  return findings
    .filter(({ rule }) => !rule.startsWith('capture/'))
    .map(({ rule, facts }) => `${rule} ${JSON.stringify(Object.entries(facts).sort())}`)
    .sort();
}

const alone = ({ pieces }: Part): Analysis => analyze(lookOf(pieces.map(({ text }) => text).join(''), PLAIN));

const inParts = new Map<Part, { readonly found: readonly string[]; readonly unrecognised: number }>(
  [...PARTS, ...FIRST].map(part => {
    const analysis = alone(part);
    return [part, { found: found(analysis), unrecognised: analysis.coverage.unrecognised }];
  }),
);

describe('Alone, a part', () => {
  test('has its expected findings', () => {
    every(
      [...PARTS, ...FIRST],
      ({ name }) => name,
      part => {
        const { findings } = alone(part);
        const seen = findings.filter(({ rule }) => !rule.startsWith('capture/'));
        expect(seen.map(({ rule }) => rule).sort()).toEqual(part.known.map(([rule]) => rule).sort());
        for (const [rule, facts] of part.known)
          expect(seen.find(finding => finding.rule === rule)?.facts).toMatchObject(facts);
      },
    );
  });

  test('has only lines of known forms', () => {
    expect([...inParts].filter(([, { unrecognised }]) => unrecognised > 0).map(([{ name }]) => name)).toEqual(
      [],
    );
  });

  test('exists for each rule of logins, and for nine other areas', () => {
    const rules = [...PARTS].flatMap(({ known }) => known.map(([rule]) => rule));
    expect(new Set(rules).size).toBeGreaterThanOrEqual(26);
  });
});

describe('Mixed at random', () => {
  test('parts have the same findings as alone', () => {
    fc.assert(
      fc.property(mixes, ({ text, parts }) => {
        const analysis = analyze(text);
        const expected = parts.flatMap(part => inParts.get(part)?.found ?? []).sort();
        expect(found(analysis)).toEqual(expected);
        expect(analysis.coverage.unrecognised).toBe(0);
        for (const finding of analysis.findings) describedFinding(finding, analysis);
      }),
      { numRuns: 100 },
    );
  });
});
