import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Range } from 'vscode-languageserver-types';
import { type RuleEntry, RULES, type Severity } from '../knowledge';
import { articleOf } from '../rules';
import { version } from '../../../package.json';
import { printableJson } from './printable';
import type { FileReport, ReportedProblem, UnreadFile } from './types';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The findings as a SARIF 2.1.0 log, with the files that could not be read. `separator` is what separates the folders of
 * their paths: where that is not a backslash, one can be a part of a name.
 */
export function sarifReport(
  files: readonly FileReport[],
  unread: readonly UnreadFile[] = [],
  separator = '/',
): string {
  const uriOf = (path: string): string => addressOf(path, separator);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fortios-debug', version, rules: RULES.map(descriptorOf) } },
        invocations: [invocationOf(files, unread, uriOf)],
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(file => resultsOf(file, uriOf)),
      },
    ],
  };
  return printableJson(JSON.stringify(log, undefined, 2)) + '\n';
}

type UriOf = (path: string) => string;

function invocationOf(files: readonly FileReport[], unread: readonly UnreadFile[], uriOf: UriOf): Invocation {
  const about = (path: string, level: Notification['level'], text: string): Notification => ({
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  });
  return {
    executionSuccessful: unread.length === 0,
    toolExecutionNotifications: [
      ...unread.map(({ path, reason }) => about(path, 'error', reason)),
      ...files.flatMap(({ path, recordBy }) =>
        recordBy.map(command => about(path, 'note', `To record it again: ${command}`)),
      ),
    ],
  };
}

function descriptorOf({ id, title, when, severity }: RuleEntry): ReportingDescriptor {
  const article = articleOf({ rule: id });
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: when },
    defaultConfiguration: { level: LEVELS[severity] },
    ...(article && { helpUri: article.address }),
  };
}

function resultsOf({ path, findings }: FileReport, uriOf: UriOf): Result[] {
  /** How many problems of the file had the same fingerprint so far. */
  const counts = new Map<string, number>();
  return Array.from(findings, finding => {
    const said = fingerprintOf(finding);
    const count = counts.get(said) ?? 0;
    counts.set(said, count + 1);
    return {
      ruleId: finding.rule,
      ...indexOf(finding),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [locationOf(uriOf(path), finding.range)],
      relatedLocations: finding.related.map((place, index) => ({
        ...locationOf(uriOf(place.path ?? path), place.range),
        id: index,
        message: { text: place.message },
      })),
      ...(finding.from && { properties: { from: finding.from } }),
      partialFingerprints: { 'problem/v1': count === 0 ? said : `${said} ${count + 1}` },
    };
  });
}

/** The place of a rule among those of the software; rules of a site are none of them. */
function indexOf({ rule }: ReportedProblem): { ruleIndex?: number } {
  const ruleIndex = RULES.findIndex(({ id }) => id === rule);
  return ruleIndex < 0 ? {} : { ruleIndex };
}

/** The identity of a problem, which lines inserted above it do not change. It contains names, never a secret. */
function fingerprintOf({ rule, facts }: ReportedProblem): string {
  return JSON.stringify([rule, ...Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function locationOf(uri: string, { start, end }: Range): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}

/** The address of a file: as it was named, so that it is found from the folder that the command ran in. */
function addressOf(path: string, separator: string): string {
  if (path === '-') return 'stdin';
  const names = path.replaceAll(separator, '/').split('/');
  // Half a character has no address.
  const address = names.map(name => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'))).join('/');
  // A drive of Windows would be read as a scheme.
  return separator === '\\' && /^[A-Za-z]%3A\//.test(address) ? `file:///${address}` : address;
}
