import type { Position } from 'vscode-languageserver-types';
import { type ClusterFacts, ClusterGatherer, type Finding } from '../rules';
import type { Span } from '../syntax';
import type { Severities } from '../presentation/findings';
import { reportedProblem, type ReportedProblem } from './fileReport';

/** The cluster facts of one file, with the positions of its places; plain data, since its text may be gone. */
export interface FileCluster {
  readonly path: string;
  readonly facts: ClusterFacts;
  /** The position of each offset in the facts. */
  readonly positions: ReadonlyMap<number, Position>;
}

/** A problem that shows only across several files; its related places name their files. */
export interface AcrossProblem {
  readonly path: string;
  readonly problem: ReportedProblem;
}

/** Extracts the cluster facts of a file. */
export function fileCluster(
  path: string,
  facts: ClusterFacts,
  document: { positionAt(offset: number): Position },
): FileCluster {
  const positions = new Map<number, Position>();
  for (const { start, end } of placesOf(facts))
    for (const offset of [start, end]) positions.set(offset, document.positionAt(offset));
  return { path, facts, positions };
}

/**
 * Problems that no single file shows. Their offsets run through all files as if concatenated, so an offset identifies
 * its file.
 */
export interface Across {
  readonly findings: readonly Finding[];
  readonly pathOf: (offset: number) => string;
  /** Returns the offset in its own file. */
  readonly offsetIn: (offset: number) => number;
  readonly positionAt: (offset: number) => Position;
}

/** Finds problems that several files show together. */
export function acrossOf(files: readonly FileCluster[]): Across {
  const gatherer = new ClusterGatherer();
  const bases: number[] = [];
  let length = 0;
  for (const { facts } of files) {
    bases.push(length);
    gatherer.add(shifted(facts, length));
    length += Math.max(0, ...placesOf(facts).map(({ end }) => end)) + 1;
  }
  const fileOf = (offset: number): number => bases.findLastIndex(base => base <= offset);
  const offsetIn = (offset: number): number => offset - (bases[fileOf(offset)] ?? 0);
  const alone = new Set(files.flatMap(({ facts }) => problemsOf(facts).map(keyOf)));
  return {
    findings: [...gatherer.problems()].filter(finding => !alone.has(keyOf(finding))),
    pathOf: offset => files[fileOf(offset)]?.path ?? '',
    offsetIn,
    positionAt: offset => files[fileOf(offset)]?.positions.get(offsetIn(offset)) ?? { line: 0, character: 0 },
  };
}

/** Returns the problems that no single file shows, as text. */
export function acrossFiles(files: readonly FileCluster[], severities: Severities = {}): AcrossProblem[] {
  const across = acrossOf(files);
  return across.findings.flatMap(finding => {
    const problem = reportedProblem(finding, across, severities);
    if (!problem) return [];
    const related = problem.related.map((place, index) => ({
      ...place,
      path: across.pathOf(finding.related[index]?.start ?? finding.start),
    }));
    return [{ path: across.pathOf(finding.start), problem: { ...problem, related } }];
  });
}

function problemsOf(facts: ClusterFacts): Finding[] {
  const gatherer = new ClusterGatherer();
  gatherer.add(facts);
  return [...gatherer.problems()];
}

/** Returns a key for the subject of a problem, independent of its place. */
function keyOf({ rule, cause }: Finding): string {
  return `${rule} ${cause}`;
}

function placesOf({ requests, unregistered }: ClusterFacts): Span[] {
  const tokens = requests.flatMap(({ token, refused, answered }) => [token, refused, answered]);
  return [...tokens, ...unregistered].filter(place => place !== undefined);
}

function shifted({ requests, unregistered }: ClusterFacts, by: number): ClusterFacts {
  const move = <Place extends Span>(place: Place): Place => ({
    ...place,
    start: place.start + by,
    end: place.end + by,
  });
  return {
    requests: requests.map(({ unit, token, refused, answered }) => ({
      unit,
      token: move(token),
      refused: refused && move(refused),
      answered: answered && move(answered),
    })),
    unregistered: unregistered.map(move),
  };
}
