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

/** The commands that stop all debug output. */
export const STOPS_DEBUG: readonly string[] = ['diagnose debug disable', 'diagnose debug reset'];

/** Some commands, each once: those that stop debug output are run after what failed was repeated, so they come last. */
export function stopsLast(commands: readonly string[]): string[] {
  const all = [...new Set(commands)];
  return [...all.filter(one => !STOPS_DEBUG.includes(one)), ...STOPS_DEBUG.filter(one => all.includes(one))];
}

function commandsOf(written: Written): readonly string[] {
  return typeof written !== 'string' && 'commands' in written ? (written.commands ?? []) : [];
}

/** Parses the statements of an entry, and gathers the commands of its steps. */
export function withStatements<
  Of extends { readonly [Part in 'meaning' | 'causes' | 'steps']?: readonly Written[] } & {
    readonly commands?: readonly string[];
  },
>(
  written: Of,
): Omit<Of, 'meaning' | 'causes' | 'steps' | 'commands'> & {
  readonly [Part in 'meaning' | 'causes' | 'steps']?: readonly Statement[];
} & { readonly commands?: readonly string[] } {
  const { meaning, causes, steps, commands: own = [], ...rest } = written;
  const commands = stopsLast([...(steps ?? []).flatMap(commandsOf), ...own]);
  return {
    ...rest,
    ...(commands.length > 0 && { commands }),
    ...(meaning && { meaning: meaning.map(readPart) }),
    ...(causes && { causes: causes.map(readPart) }),
    ...(steps && { steps: steps.map(readPart) }),
  };
}

/** The words of a statement, in a language: those for one problem of a capture, or general ones. */
export function wordsOf(statement: Statement, translate: Translate): string {
  return statement.shown?.words ?? withRemarks(fill(translate(statement.text), {}), statement, translate);
}

/** The words of a step, with what its properties say. */
export function withRemarks(
  words: string,
  { lastResort, passwordOnlyMeanwhile }: Statement,
  translate: Translate,
): string {
  const whole = passwordOnlyMeanwhile ? `${words} ${label('step.passwordOnly', translate)}` : words;
  return lastResort ? label('step.lastResort', translate, { step: whole }) : whole;
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
