import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { inEnglish, ruleNamed } from '../../../server/src/knowledge';
import { findingMessage, findingReason, relatedMessage } from '../../../server/src/rules';
import { anyText, damaged } from '../../support/arbitraries';
import { captureWithSecrets, SECRETS } from '../../support/secrets';
import { describedFinding } from '../../support/findings';
import { remembered } from '../../support/remembered';

const seed = readFileSync('test/fixtures/seed.log', 'utf8');

/** All substrings of eight characters of the secrets. */
const PARTS = SECRETS.flatMap(secret =>
  Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)),
);

/** Returns the first substring of eight characters that a text shares with a secret. */
function leak(text: string): string | undefined {
  return PARTS.find(part => text.includes(part));
}

describe('For any text, the findings', () => {
  const texts = fc.oneof(anyText, captureWithSecrets, damaged(captureWithSecrets));
  const findingsIn = remembered(text => analyze(text).findings);

  test('are inside it, not empty, in its order', () => {
    fc.assert(
      fc.property(texts, text => {
        let [start, end] = [0, 0];
        for (const finding of findingsIn(text)) {
          for (const place of [finding, ...finding.related]) {
            expect(place.start).toBeGreaterThanOrEqual(0);
            expect(place.end).toBeLessThanOrEqual(text.length);
            expect(place.end, `${finding.rule} of nothing`).toBeGreaterThan(place.start);
          }
          expect(finding.start > start || (finding.start === start && finding.end >= end)).toBe(true);
          [start, end] = [finding.start, finding.end];
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('are of known rules, with a message of one short line without placeholders', () => {
    fc.assert(
      fc.property(texts, text => {
        const analysis = analyze(text);
        for (const finding of analysis.findings) {
          expect(ruleNamed(finding.rule)).toBeDefined();
          describedFinding(finding, analysis);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('are one for each rule and place', () => {
    fc.assert(
      fc.property(texts, text => {
        const places = findingsIn(text).map(({ rule, start, end }) => `${rule} ${start} ${end}`);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 500 },
    );
  });

  test('never repeat a secret, neither in words nor in facts', () => {
    fc.assert(
      fc.property(fc.oneof(captureWithSecrets, damaged(captureWithSecrets)), text => {
        for (const finding of analyze(text).findings) {
          const related = finding.related.map(place => relatedMessage(finding, place, inEnglish));
          const words = [
            findingMessage(finding, inEnglish),
            findingReason(finding, inEnglish),
            ...Object.values(finding.facts),
            ...related,
          ];
          for (const output of words) expect(leak(output), `${finding.rule}: ${output}`).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are the same with every kind of line break', () => {
    for (const end of ['\r\n', '\r\r\n']) {
      const findings = analyze(seed.replaceAll('\n', end)).findings;
      expect(findings.map(({ rule }) => rule)).toEqual(analyze(seed).findings.map(({ rule }) => rule));
    }
  });
});
