import type { Certainty, Statement } from './types';

const MARKS: Readonly<Record<string, Certainty>> = { V: 'stated', 'V-log': 'seen', I: 'inferred' };

/** Parses a statement of the data files: `Enter the next code. [V 385391]`, `... [V-log 308115]`, `... [I]`. */
export function readStatement(written: string): Statement {
  const open = written.lastIndexOf(' [');
  const [mark = '', ...sources] = written.slice(open + 2, -1).split(' ');
  return { text: written.slice(0, open), certainty: MARKS[mark] ?? 'inferred', sources };
}

/** Parses the statements of an entry. */
export function withStatements<
  Written extends { readonly [Part in 'meaning' | 'causes' | 'steps']?: readonly string[] },
>(
  written: Written,
): Omit<Written, 'meaning' | 'causes' | 'steps'> & {
  readonly [Part in 'meaning' | 'causes' | 'steps']?: readonly Statement[];
} {
  const { meaning, causes, steps, ...rest } = written;
  return {
    ...rest,
    ...(meaning && { meaning: meaning.map(readStatement) }),
    ...(causes && { causes: causes.map(readStatement) }),
    ...(steps && { steps: steps.map(readStatement) }),
  };
}

/** The mark shown after a statement: empty if a source or the site itself states it. */
export function certaintySign({ certainty }: Statement): 'seen' | 'inferred' | undefined {
  return certainty === 'seen' || certainty === 'inferred' ? certainty : undefined;
}
