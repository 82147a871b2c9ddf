import { analyze } from '../../server/src/analysis';
import { inEnglish } from '../../server/src/knowledge';
import { causeIdOf } from '../../server/src/knowledge/causes';
import { isCapture } from '../../server/src/syntax/isCapture';
import { findingMessage, findingReason, severityOf } from '../../server/src/rules';

/** The findings of a text, whether it is a capture, and the coverage, a line each, for comparing them. */
export function describe(text: string): string {
  const { findings, coverage } = analyze(text);
  const lines = findings.map(finding => {
    const { start, end, related } = finding;
    const words = `${findingMessage(finding, inEnglish)} | ${findingReason(finding, inEnglish)}`;
    const places = related.map(({ role, start: at }) => `${role} ${at}`).join(', ');
    return `  ${severityOf(finding)} ${causeIdOf(finding)} ${start}-${end} ${words} [${places}]`;
  });
  const kind = isCapture(text) ? 'a capture' : 'no capture';
  return [...lines, `  ${kind}`, `  ${JSON.stringify(coverage)}`].join('\n');
}
