import { inEnglish, type Severity } from '../knowledge';
import { type Finding, messageOf, relatedMessageOf, severityOf } from '../rules';
import type { Checked } from './types';

const COLOURS: Readonly<Record<Severity, string>> = {
  error: '31',
  warning: '33',
  information: '36',
  hint: '2',
};

/** One line a finding, `path:line:column: severity rule: message`, and a line that sums up. */
export function textReport(checked: readonly Checked[], colour: boolean): string {
  const paint = (text: string, code: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  for (const file of checked) {
    for (const finding of file.analysis.findings) {
      const severity = severityOf(finding);
      const message = messageOf(finding, inEnglish);
      lines.push(
        `${placeOf(file, finding.start)}: ${paint(severity, COLOURS[severity])} ${paint(finding.rule, '2')}: ${message}`,
      );
      for (const place of finding.related.slice(0, 5)) {
        lines.push(`    ${placeOf(file, place.start)}: ${relatedMessageOf(finding, place, inEnglish)}`);
      }
    }
  }
  return lines.map(line => line + '\n').join('') + checked.map(summaryOf).join('');
}

/** Line and column count from 1 here, as terminals and editors show them. */
function placeOf({ path, document }: Checked, offset: number): string {
  const { line, character } = document.positionAt(offset);
  return `${path}:${line + 1}:${character + 1}`;
}

function summaryOf({ path, analysis }: Checked): string {
  const count = (severity: Severity): number =>
    analysis.findings.filter((finding: Finding) => severityOf(finding) === severity).length;
  const { lines, unrecognised } = analysis.coverage;
  const problems = `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${count('information')} information${count('hint') > 0 ? `, ${plural(count('hint'), 'hint')}` : ''}`;
  return `${path}: ${problems}; ${plural(lines, 'line')} read, ${unrecognised} not understood\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
