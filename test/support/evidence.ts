import { analyze } from '../../server/src/analysis';
import { inEnglish, verdictSign, wordsOf } from '../../server/src/knowledge';
import { adviceOf } from '../../server/src/presentation/advice';
import { LineTable } from '../../server/src/report/lineTable';
import { fileFacts, SharedFacts } from '../../server/src/report/sharedFacts';
import type { Finding } from '../../server/src/rules';

/** What a capture shows of the possible causes of the first problem of a rule, and the steps that are left. */
export interface ShownEvidence {
  /** `✗ FortiOS 7.4.9 … excluded by line 12: …`, in order. */
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  /** The commands that would decide what is open. */
  readonly deciding: readonly string[];
  readonly commands: readonly string[];
}

/** Other captures, by their names. */
export type Others = Readonly<Record<string, string>>;

/**
 * @param rule the id of a rule
 * @param others read together with the capture; `isOneUnit`: the user says that they are of its unit
 * @param nth which of the problems of the rule is explained, from 0
 */
export function evidenceOn(
  text: string,
  rule: string,
  others: Others = {},
  isOneUnit = false,
  nth = 0,
): ShownEvidence {
  const analysis = analyze(text);
  const finding = analysis.findings.filter(one => one.rule === rule)[nth];
  if (!finding) throw new Error(`${rule} is not found; these are: ${namesOf(analysis.findings)}`);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  const shared = new SharedFacts(isOneUnit);
  for (const [name, one] of Object.entries(others)) {
    const lines = new LineTable();
    lines.add(one);
    shared.add(fileFacts(name, analyze(one), lines, isOneUnit));
  }
  const options = { translate: inEnglish, lineAt, others: shared.lookUp('') };
  const { guidance, deciding } = adviceOf(analysis, finding, options);
  const { causes = [], steps = [], commands = [] } = guidance;
  return {
    causes: causes.map(one => {
      const name = one.id ?? wordsOf(one, inEnglish);
      return [verdictSign(one).trim() || '-', name, one.shown?.why].filter(Boolean).join(' ');
    }),
    steps: steps.map(step => wordsOf(step, inEnglish)),
    deciding,
    commands,
  };
}

function namesOf(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, variant }) => (variant === undefined ? rule : `${rule}/${variant}`))
    .join(', ');
}
