import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { describedFinding } from '../../support/findings';

// The public captures stay outside the project, since their text is not ours. Only the places where a rule fires are
// kept here. FORTIOS_SAMPLES names their folder; without it there is nothing to test.
const FOLDER = process.env['FORTIOS_SAMPLES'] ?? '';
const NAMES = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter(name => /\.(?:log|txt)$/.test(name))
      .sort()
  : [];

/** The line, from 1, the severity and the rule of each finding, without a word of the capture. */
function fired(text: string): string[] {
  const analysis = analyze(text);
  return analysis.findings.map(finding => {
    const { severity, rule } = describedFinding(finding, analysis);
    const line = text.slice(0, finding.start).split('\n').length;
    return `  ${line} ${severity} ${rule}`;
  });
}

describe.skipIf(NAMES.length === 0)('The public captures', () => {
  test('have the reviewed findings', async () => {
    const output = NAMES.map(name =>
      [`${name}:`, ...fired(readFileSync(`${FOLDER}/${name}`, 'utf8')), ''].join('\n'),
    );
    await expect(output.join('\n')).toMatchFileSnapshot('../../fixtures/samples.txt');
  });

  test('have known forms for at least 97 % of their lines', () => {
    let lines = 0;
    let unrecognised = 0;
    for (const name of NAMES) {
      const { coverage } = analyze(readFileSync(`${FOLDER}/${name}`, 'utf8'));
      lines += coverage.lines;
      unrecognised += coverage.unrecognised;
    }
    expect(lines).toBeGreaterThan(500);
    expect(unrecognised / lines).toBeLessThan(0.03);
  });
});
