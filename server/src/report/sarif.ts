import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { Range } from 'vscode-languageserver-types';
import { type RuleEntry, RULES, type Severity } from '../knowledge';
import { articleOf } from '../rules';
import type { FileReport, ReportedProblem } from './types';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The findings as a SARIF 2.1.0 log. */
export function sarifReport(files: readonly FileReport[]): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fortios-debug', rules: RULES.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(resultsOf),
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

function resultsOf({ path, findings }: FileReport): Result[] {
  /** How many problems of the file had the same fingerprint so far. */
  const counts = new Map<string, number>();
  return Array.from(findings, finding => {
    const said = fingerprintOf(finding);
    const count = counts.get(said) ?? 0;
    counts.set(said, count + 1);
    return {
      ruleId: finding.rule,
      ruleIndex: RULES.findIndex(({ id }) => id === finding.rule),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [locationOf(path, finding.range)],
      relatedLocations: finding.related.map((place, index) => ({
        ...locationOf(place.path ?? path, place.range),
        id: index,
        message: { text: place.message },
      })),
      partialFingerprints: { 'problem/v1': count === 0 ? said : `${said} ${count + 1}` },
    };
  });
}

/** What a problem is, wherever it stands: lines that are put before it change nothing. It holds names, never a secret. */
function fingerprintOf({ rule, facts }: ReportedProblem): string {
  return JSON.stringify([rule, ...Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function locationOf(path: string, { start, end }: Range): Location {
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
