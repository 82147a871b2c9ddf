import type { Certainty, Statement } from './types';

const MARKS: Readonly<Record<string, Certainty>> = { V: 'stated', 'V-log': 'seen', I: 'inferred' };

/** Reads a statement as the data files write it: `Enter the next code. [V 385391]`, `... [V-log 308115]`, `... [I]`. */
export function readStatement(written: string): Statement {
  const open = written.lastIndexOf(' [');
  const [mark = '', ...sources] = written.slice(open + 2, -1).split(' ');
  return { text: written.slice(0, open), certainty: MARKS[mark] ?? 'inferred', sources };
}

/** Reads the statements of an entry, which the data files write as texts. */
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

/** The mark of a statement: empty if a source or the site itself states it. */
export function signOf({ certainty }: Statement): 'seen' | 'inferred' | undefined {
  return certainty === 'seen' || certainty === 'inferred' ? certainty : undefined;
}
