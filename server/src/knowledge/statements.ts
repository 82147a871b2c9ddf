import type { WrittenReason, WrittenStep } from './evidence';
import { label } from './labels';
import { fill } from './messageTemplate';
import type { Translate } from './translate';
import type { Certainty, Statement } from './types';

const MARKS: Readonly<Record<string, Certainty>> = { V: 'stated', 'V-log': 'seen', I: 'inferred' };

/** Parses a statement of the data files: `Enter the next code. [V 385391]`, `... [V-log 308115]`, `... [I]`. */
export function readStatement(written: string): Statement {
  const open = written.lastIndexOf(' [');
  const [mark = '', ...sources] = written.slice(open + 2, -1).split(' ');
  return { text: written.slice(0, open), certainty: MARKS[mark] ?? 'inferred', sources };
}

type Written = string | WrittenReason | WrittenStep;

function readPart(written: Written): Statement {
  if (typeof written === 'string') return readStatement(written);
  const { statement, ...rest } = written;
  return { ...readStatement(statement), ...rest };
}

/** Parses the statements of an entry. */
export function withStatements<
  Of extends { readonly [Part in 'meaning' | 'causes' | 'steps']?: readonly Written[] },
>(
  written: Of,
): Omit<Of, 'meaning' | 'causes' | 'steps'> & {
  readonly [Part in 'meaning' | 'causes' | 'steps']?: readonly Statement[];
} {
  const { meaning, causes, steps, ...rest } = written;
  return {
    ...rest,
    ...(meaning && { meaning: meaning.map(readPart) }),
    ...(causes && { causes: causes.map(readPart) }),
    ...(steps && { steps: steps.map(readPart) }),
  };
}

/** The words of a statement, in a language: those for one problem of a capture, or general ones. */
export function wordsOf({ text, shown }: Statement, translate: Translate): string {
  return shown?.words ?? fill(translate(text), {});
}

/** What confirms or excludes a possible cause in a capture; in general, the command that decides. */
export function decidedBy({ shown, askWith = [] }: Statement, translate: Translate): string | undefined {
  if (shown) return shown.why;
  const [command] = askWith;
  return command === undefined
    ? undefined
    : label('evidence.open', translate, { command: fill(command, {}) });
}

/** The sign before a possible cause that the capture was asked about. */
export function verdictSign({ shown }: Statement): string {
  const signs = { asserted: '✓ ', confirmed: '✓ ', open: '? ', excluded: '✗ ' };
  return shown?.verdict ? signs[shown.verdict] : '';
}

/** The mark shown after a statement: empty if a source or the site itself states it. */
export function certaintySign({ certainty }: Statement): 'seen' | 'inferred' | undefined {
  return certainty === 'seen' || certainty === 'inferred' ? certainty : undefined;
}
