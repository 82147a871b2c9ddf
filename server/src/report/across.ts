import type { Position } from 'vscode-languageserver-types';
import { type ClusterFacts, ClusterGatherer, type Finding } from '../rules';
import type { Span } from '../syntax';
import { type ChosenSeverities, reportedProblem, type ReportedProblem } from './types';

/** What one file says of units, with the lines and characters of its places; plain data, since its text may be gone. */
export interface FileCluster {
  readonly path: string;
  readonly facts: ClusterFacts;
  /** The position of each offset that the facts name. */
  readonly positions: ReadonlyMap<number, Position>;
}

/** A problem that shows only in several files together; its related places name the files that they are in. */
export interface AcrossProblem {
  readonly path: string;
  readonly problem: ReportedProblem;
}

/** Keeps what a file says of units. */
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
 * What no file shows alone. The files lie one after the other in one row of offsets, in which these places count, so that a
 * place tells its file.
 */
export interface Across {
  readonly findings: readonly Finding[];
  readonly pathOf: (offset: number) => string;
  /** The offset in its own file. */
  readonly offsetIn: (offset: number) => number;
  readonly positionAt: (offset: number) => Position;
}

/** Finds what several files show together. */
export function acrossOf(files: readonly FileCluster[]): Across {
  const gatherer = new ClusterGatherer();
  const bases: number[] = [];
  let length = 0;
  for (const { facts } of files) {
    bases.push(length);
    gatherer.add(moved(facts, length));
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

/** The problems that no file shows alone, in words. */
export function acrossFiles(
  files: readonly FileCluster[],
  severities: ChosenSeverities = {},
): AcrossProblem[] {
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

/** What a problem is about, whatever its place. */
function keyOf({ rule, cause }: Finding): string {
  return `${rule} ${cause}`;
}

function placesOf({ asked, unregistered }: ClusterFacts): Span[] {
  const tokens = asked.flatMap(({ token, refused, given }) => [token, refused, given]);
  return [...tokens, ...unregistered].filter(place => place !== undefined);
}

function moved({ asked, unregistered }: ClusterFacts, by: number): ClusterFacts {
  const move = <Place extends Span>(place: Place): Place => ({
    ...place,
    start: place.start + by,
    end: place.end + by,
  });
  return {
    asked: asked.map(({ unit, token, refused, given }) => ({
      unit,
      token: move(token),
      refused: refused && move(refused),
      given: given && move(given),
    })),
    unregistered: unregistered.map(move),
  };
}
