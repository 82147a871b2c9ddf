import type {
  ArtifactLocation,
  Invocation,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
} from 'sarif';
import type { Range } from 'vscode-languageserver-types';
import { inUserLanguage, label, type Severity } from '../knowledge';
import { type Cause, causeNamed, severityOfCause, causeTitle } from '../knowledge/causes';
import { articleOf, guidanceOf } from '../rules';
import { guidanceBlocks } from '../presentation/guidanceBlocks';
import { write } from '../presentation/markup';
import { version } from '../../../package.json';
import { PROJECT_PAGE } from '../projectPage';
import { printableJson } from './printable';
import { type FileReport, problemId, type ReportedProblem, type UnreadFile } from './fileReport';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The folder that relative URIs resolve against: the repository root, if the command runs there. */
const BASE = '%SRCROOT%';
/** GitHub's names of the severities. */
const GITHUB_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'recommendation',
  hint: 'recommendation',
};

/**
 * Formats the findings as a SARIF 2.1.0 log, with the files that could not be read, and the causes that have findings:
 * `login/saml/clock` is a rule below `login/saml` (3.5.4, hierarchical strings).
 * `separator` is the path separator: if it is not a backslash, a backslash can be part of a name; `named` returns the path
 * by which the log names a file.
 */
export function sarifReport(
  files: readonly FileReport[],
  unread: readonly UnreadFile[] = [],
  separator = '/',
  named = (path: string): string => path,
): string {
  const uriOf: PlaceOf = path => artifactOf(named(path), separator);
  const rules = new RuleList();
  const results = files.flatMap(file => resultsOf(file, uriOf, rules));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'fortios-debug',
            version,
            semanticVersion: version,
            ...(PROJECT_PAGE && { informationUri: PROJECT_PAGE }),
            rules: rules.all.map(descriptorOf),
          },
        },
        originalUriBaseIds: { [BASE]: { description: { text: label('text.base', inUserLanguage) } } },
        invocations: [invocationOf(files, unread, uriOf)],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return printableJson(JSON.stringify(log, undefined, 2)) + '\n';
}

type PlaceOf = (path: string) => ArtifactLocation;

/** The causes that have results, in order of first occurrence. */
class RuleList {
  readonly all: Cause[] = [];
  readonly #indexes = new Map<string, number>();

  /** Returns the index of a cause in the list; undefined for a site's own rule, which has no description. */
  indexOf(id: string): number | undefined {
    const known = this.#indexes.get(id);
    const cause = known === undefined ? causeNamed(id) : undefined;
    if (!cause) return known;
    this.#indexes.set(id, this.all.length);
    return this.all.push(cause) - 1;
  }
}

function invocationOf(
  files: readonly FileReport[],
  unread: readonly UnreadFile[],
  uriOf: PlaceOf,
): Invocation {
  const about = (path: string, level: Notification['level'], text: string): Notification => ({
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: uriOf(path) } }],
  });
  return {
    executionSuccessful: unread.length === 0,
    toolExecutionNotifications: [
      ...unread.map(({ path, reason }) => about(path, 'error', reason)),
      ...files.flatMap(({ path, recordBy }) =>
        recordBy.map(command => about(path, 'note', label('hover.recordBy', inUserLanguage, { command }))),
      ),
    ],
  };
}

function descriptorOf(cause: Cause): ReportingDescriptor {
  const { id, rule, variant, entry } = cause;
  const explained = { rule: rule.id, variant, entry };
  const helpUri = articleOf(explained)?.address ?? pageOf(id);
  const title = causeTitle(cause, inUserLanguage);
  const help = guidanceBlocks(title, guidanceOf(explained).guidance, inUserLanguage);
  const area = id.slice(0, id.indexOf('/'));
  return {
    id,
    name: identifierOf(id),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: inUserLanguage(rule.when) },
    defaultConfiguration: { level: LEVELS[severityOfCause(cause)] },
    help: { text: write(help, false).value, markdown: write(help, true).value },
    ...(helpUri && { helpUri }),
    properties: {
      tags: ['fortios', area, ...(area === 'secret' ? ['security'] : [])],
      'problem.severity': GITHUB_SEVERITIES[severityOfCause(cause)],
    },
  };
}

/** The address of a cause's page. */
function pageOf(id: string): string | undefined {
  return PROJECT_PAGE && `${PROJECT_PAGE}/blob/HEAD/docs/rules/${id}.md`;
}

/** Converts `ftm/token-not-of-product` to Pascal case: `FtmTokenNotOfProduct`. */
function identifierOf(id: string): string {
  return id.replace(/(?:^|[^a-z0-9])([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

function resultsOf({ path, findings }: FileReport, uriOf: PlaceOf, rules: RuleList): Result[] {
  /** The number of problems so far in this file with the same fingerprint. */
  const counts = new Map<string, number>();
  return Array.from(findings, finding => {
    const fingerprint = fingerprintOf(finding);
    const count = counts.get(fingerprint) ?? 0;
    counts.set(fingerprint, count + 1);
    const { from, causes, deciding } = finding;
    const ruleId = problemId(finding);
    const ruleIndex = rules.indexOf(ruleId);
    return {
      ruleId,
      ...(ruleIndex !== undefined && { ruleIndex }),
      level: LEVELS[finding.severity],
      message: { text: finding.message },
      locations: [locationOf(uriOf(path), finding.range)],
      relatedLocations: finding.related.map((place, index) => ({
        ...locationOf(uriOf(place.path ?? path), place.range),
        id: index,
        message: { text: place.message },
      })),
      ...((from ?? causes) && { properties: { from, causes, deciding } }),
      partialFingerprints: { 'problem/v1': count === 0 ? fingerprint : `${fingerprint} ${count + 1}` },
    };
  });
}

/** Returns the identity of a problem; stable when lines are inserted above it. It contains names, never a secret. */
function fingerprintOf({ rule, facts }: ReportedProblem): string {
  return JSON.stringify([rule, ...Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function locationOf(artifactLocation: ArtifactLocation, { start, end }: Range): Location {
  return {
    physicalLocation: {
      artifactLocation,
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}

/** Returns the URI of a file: relative to the folder in which the command ran, or absolute if its path is absolute. */
function artifactOf(path: string, separator: string): ArtifactLocation {
  if (path === '-') return { uri: 'stdin' };
  const names = path.replaceAll(separator, '/').split('/');
  // A lone surrogate cannot be percent-encoded.
  const address = names.map(name => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'))).join('/');
  // `\\server\share` names the server itself.
  if (address.startsWith('//')) return { uri: `file:${address}` };
  if (address.startsWith('/')) return { uri: `file://${address}` };
  // A Windows drive letter would be parsed as a URI scheme.
  if (separator === '\\' && /^[A-Za-z]%3A\//.test(address)) return { uri: `file:///${address}` };
  return { uri: address, uriBaseId: BASE };
}
