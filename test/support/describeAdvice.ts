import { analyze } from '../../server/src/analysis';
import { inEnglish, verdictSign, wordsOf } from '../../server/src/knowledge';
import { causeIdOf } from '../../server/src/knowledge/causes';
import { adviceOf } from '../../server/src/presentation/advice';

/** What is said of each problem of a text, a line each: causes with verdict and evidence, steps, commands, what would decide. */
export function describeAdvice(text: string): string {
  const analysis = analyze(text);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  const lines = analysis.findings.flatMap(finding => {
    const { title, guidance, deciding } = adviceOf(analysis, finding, { translate: inEnglish, lineAt });
    const { causes = [], steps = [], commands = [] } = guidance;
    return [
      `  line ${lineAt(finding.start) + 1}: ${causeIdOf(finding)}: ${title}`,
      ...causes.map(one => {
        const name = one.id ?? wordsOf(one, inEnglish);
        return ['   ', verdictSign(one).trim() || '-', name, one.shown?.why].filter(Boolean).join(' ');
      }),
      ...steps.map(step => `    step: ${wordsOf(step, inEnglish)}`),
      ...commands.map(command => `    command: ${command}`),
      ...deciding.map(command => `    decides: ${command}`),
    ];
  });
  return lines.join('\n');
}
