import type { PhrasingContent } from 'mdast';
import { type Statement, type Translate } from '../knowledge';
import { formatStatement } from './guidanceBlocks';
import type { EvidenceLine } from './page';

/** A statement of a page without its mark: which of them are conclusions is said in a fold. */
export function unmarked(statement: Statement): Statement {
  return { ...statement, certainty: 'stated' };
}

/** Formats a statement of a page. */
export function shownStatement(statement: Statement, translate: Translate): PhrasingContent[] {
  return formatStatement(unmarked(statement), translate);
}

/** Returns lines of a capture, one per line, with their numbers in a column. */
export function numberedLines(lines: readonly EvidenceLine[]): string {
  const width = String(lines[lines.length - 1]?.line ?? 0).length;
  return lines.map(({ line, text }) => `${String(line).padStart(width)}  ${text}`.trimEnd()).join('\n');
}
