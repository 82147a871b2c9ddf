import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyze } from '../../../server/src/analysis';
import { describedFinding } from '../../support/findings';
import { every, first } from '../../support/rows';

const FOLDER = 'test/fixtures/captures';
const NAMES = readdirSync(FOLDER).filter(name => name.endsWith('.log'));

/** A place as a user counts: from line 1 and column 1. */
function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before[before.length - 1] ?? '').length + 1}`;
}

/** The findings of a capture, as a user reads them. */
function listed(analysis: Analysis): string[] {
  return analysis.findings.flatMap(finding => {
    const { rule, severity, message, related } = describedFinding(finding, analysis);
    return [
      `  ${position(analysis.text, finding.start)} ${severity} ${rule}: ${message}`,
      ...related.map(
        (place, index) =>
          `    ${position(analysis.text, finding.related[index]?.start ?? 0)} ${place.message}`,
      ),
    ];
  });
}

const analyses = NAMES.map(name => [name, analyze(readFileSync(`${FOLDER}/${name}`, 'utf8'))] as const);

describe('The captures of each daemon', () => {
  test('have the reviewed findings', async () => {
    const output = analyses.map(([name, analysis]) => [`${name}:`, ...listed(analysis), ''].join('\n'));
    await expect(output.join('\n')).toMatchFileSnapshot('../../fixtures/captures/findings.txt');
  });

  test('have only lines of known forms', () => {
    every(analyses, first, ([, { coverage }]) => {
      expect(coverage.unrecognised).toBe(0);
      expect(coverage.lines).toBeGreaterThan(5);
    });
  });
});
