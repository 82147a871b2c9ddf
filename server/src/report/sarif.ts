import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import { inEnglish, type RuleEntry, RULES, type Severity } from '../knowledge';
import { articleOf, type Finding, messageOf, relatedMessageOf, severityOf } from '../rules';
import type { Span } from '../syntax';
import type { Checked } from './types';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The findings as a SARIF 2.1.0 log. */
export function sarifReport(checked: readonly Checked[]): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fortios-debug', rules: RULES.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap(file => file.analysis.findings.map(finding => resultOf(finding, file))),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2) + '\n';
}

function descriptorOf({ id, title, when, severity }: RuleEntry): ReportingDescriptor {
  const article = articleOf(id, undefined);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: when },
    defaultConfiguration: { level: LEVELS[severity] },
    ...(article && { helpUri: article.address }),
  };
}

function resultOf(finding: Finding, file: Checked): Result {
  return {
    ruleId: finding.rule,
    ruleIndex: RULES.findIndex(({ id }) => id === finding.rule),
    level: LEVELS[severityOf(finding)],
    message: { text: messageOf(finding, inEnglish) },
    locations: [locationOf(file, finding)],
    relatedLocations: finding.related.map((place, index) => ({
      ...locationOf(file, place),
      id: index,
      message: { text: relatedMessageOf(finding, place, inEnglish) },
    })),
  };
}

function locationOf({ path, document }: Checked, span: Span): Location {
  const [start, end] = [document.positionAt(span.start), document.positionAt(span.end)];
  return {
    physicalLocation: {
      artifactLocation: {
        uri: path === '-' ? 'stdin' : path.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/'),
      },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}
