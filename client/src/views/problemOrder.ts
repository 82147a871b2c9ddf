/** A place of a document, both numbers from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** A problem that the keys lead to, at the start of its place. */
export interface Target extends Place {
  /** As in the protocol: 1 for an error. */
  readonly severity: number;
  /** True if the Problems panel lists it; other targets repeat one that is listed. */
  readonly isListed: boolean;
}

/**
 * The targets in the order in which VS Code leads to problems: the most severe first, or as they come in the text. Of several
 * in one place only the first is kept.
 */
export function inOrder(targets: readonly Target[], bySeverity: boolean): Target[] {
  const sorted = [...targets].sort(
    (a, b) => (bySeverity ? a.severity - b.severity : 0) || compare(a, b) || a.severity - b.severity,
  );
  const seen = new Set<string>();
  return sorted.filter(({ line, character }) => {
    const key = `${line}:${character}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The target after the one at the cursor, or before it; elsewhere the nearest in that direction, the most severe first. */
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

/** True if VS Code's own command leads from this place to the target: it skips what it ranks higher. */
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
