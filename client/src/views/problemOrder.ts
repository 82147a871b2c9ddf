/** A position in a document, both numbers from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** A problem that the keys lead to, at its start. */
export interface Target extends Place {
  /** As in the protocol: 1 for an error. */
  readonly severity: number;
  /** True if the Problems panel lists it; other targets repeat a listed one. */
  readonly isListed: boolean;
}

/**
 * The targets in the order of VS Code's own commands: the most severe first, or in the order of the text. Of several
 * at one position, only the first is kept.
 */
export function sortedTargets(targets: readonly Target[], bySeverity: boolean): Target[] {
  const sorted = [...targets].sort(
    (a, b) => (bySeverity ? a.severity - b.severity : 0) || compare(a, b) || a.severity - b.severity,
  );
  const seen = new Set<string>();
  return sorted.filter(({ line, character }) => {
    const key = `${line}:${character}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The target after or before the one at the cursor; if there is none there, the nearest in that direction, the most
 * severe first.
 */
export function nextTarget(
  ordered: readonly Target[],
  cursor: Place,
  forwards: boolean,
  bySeverity: boolean,
): Target | undefined {
  const at = ordered.findIndex(target => compare(target, cursor) === 0);
  if (at >= 0) return ordered[(at + (forwards ? 1 : -1) + ordered.length) % ordered.length];
  if (forwards) return ordered.find(target => compare(target, cursor) > 0) ?? ordered[0];
  const before = ordered.filter(target => compare(target, cursor) < 0);
  const [first] = before;
  return (
    before.findLast(({ severity }) => !bySeverity || severity === first?.severity) ??
    ordered[ordered.length - 1]
  );
}

/** True if VS Code's own command goes from this position to the target: it skips lower severities. */
export function isNextOf(ordered: readonly Target[], target: Target): boolean {
  return ordered.find(one => one.isListed && compare(one, target) >= 0) === target;
}

export function areNeighbours(
  ordered: readonly Target[],
  cursor: Place,
  target: Target,
  forwards: boolean,
): boolean {
  const listed = ordered.filter(({ isListed }) => isListed);
  const at = listed.findIndex(one => compare(one, cursor) === 0);
  return at >= 0 && listed[(at + (forwards ? 1 : -1) + listed.length) % listed.length] === target;
}

export function compare(a: Place, b: Place): number {
  return a.line - b.line || a.character - b.character;
}
