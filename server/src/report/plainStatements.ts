import { inUserLanguage, type ShownStatement, sourceNamed, type Statement, wordsOf } from '../knowledge';

/** A statement for programs, and for a possible cause what the capture shows of it. */
export interface PlainStatement
  extends Pick<Statement, 'text' | 'certainty'>, Pick<ShownStatement, 'verdict' | 'why' | 'line'> {
  /** Addresses of public documents. */
  readonly sources: string[];
}

/** @param firstLine the number of the first line of a file */
export function plainStatements(all: readonly Statement[] = [], firstLine = 1): PlainStatement[] {
  return all.map(one => {
    const { verdict, why, line } = one.shown ?? {};
    return {
      text: wordsOf(one, inUserLanguage),
      certainty: one.certainty,
      sources: one.sources.flatMap(id => sourceNamed(id)?.address ?? []),
      ...(verdict && { verdict }),
      ...(why !== undefined && { why }),
      ...(line !== undefined && { line: line + firstLine }),
    };
  });
}
