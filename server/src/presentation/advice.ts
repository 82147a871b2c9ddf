import type { Analysis } from '../analysis';
import { judge, type JudgedCause, type JudgeOptions } from '../judge';
import { textWith, type Values } from '../judge/commandNames';
import {
  type Guidance,
  label,
  type ShownStatement,
  type Statement,
  type Translate,
  withRemarks,
} from '../knowledge';
import type { Finding } from '../rules';
import { quotedPlaces } from './quotes';
import { visible } from './visible';

/** The language of an advice, and the lines of offsets, from 0. */
export interface AdviceOptions extends JudgeOptions {
  readonly translate: Translate;
  /** Undefined where lines have no numbers. */
  readonly lineAt?: (offset: number) => number;
}

/** What to say of a problem in this capture. */
export interface Advice {
  readonly title: string;
  /** With the causes in the order of what the capture shows of them, and the steps that are left. */
  readonly guidance: Partial<Guidance>;
  /** The commands for the next capture: those that decide what this one leaves open, the cheapest first. */
  readonly deciding: readonly string[];
}

/** Returns the advice on a problem: its guidance as `judge` leaves it, with the values of the capture. */
export function adviceOf(analysis: Analysis, finding: Finding, options: AdviceOptions): Advice {
  const { title, guidance, deciding, ...judged } = judge(analysis, finding, options);
  const { translate } = options;
  const values = Object.fromEntries(
    Object.entries(judged.values).map(([name, value]) => [name, visible(value)]),
  );
  const causes = judged.causes.map(cause => shownCause(cause, analysis, values, options));
  if (judged.isUnexplained) causes.unshift(noneOfThem(translate));
  const steps = judged.steps.map((step): Statement => ({
    ...step,
    shown: { words: withRemarks(wordsOf(step, values, translate), step, translate) },
  }));
  return {
    title,
    guidance: {
      ...guidance,
      ...(guidance.causes?.length && { causes }),
      ...(guidance.steps?.length && { steps }),
      ...(guidance.commands && { commands: judged.commands }),
    },
    deciding,
  };
}

function wordsOf({ text }: Statement, values: Values, translate: Translate): string {
  return textWith(translate(text), values);
}

/** Says that no possible cause is left: those that are known need not be all. */
function noneOfThem(translate: Translate): Statement {
  const words = label('evidence.none', translate);
  return { text: words, certainty: 'stated', sources: [], shown: { words } };
}

function shownCause(
  cause: JudgedCause,
  analysis: Analysis,
  values: Values,
  options: AdviceOptions,
): Statement {
  const { statement, verdict, rank } = cause;
  const words = wordsOf(statement, values, options.translate);
  return {
    ...statement,
    shown: { words, rank, ...(verdict && { verdict, ...whyOf(cause, analysis, options) }) },
  };
}

/** How the places of a verdict are worded. */
const WORDED = {
  asserted: 'confirmed',
  confirmed: 'confirmed',
  open: 'likely',
  excluded: 'excluded',
} as const;

/** What decides about a cause: the lines that confirm or exclude it, or the command to run. */
function whyOf(
  { verdict = 'open', places, isContradicted, answer, asks }: JudgedCause,
  analysis: Analysis,
  options: AdviceOptions,
): Pick<ShownStatement, 'why' | 'line'> {
  const { translate, lineAt } = options;
  const quoted = places.length > 0 && quotedPlaces(places, analysis, options);
  const form = isContradicted ? 'contradicted' : WORDED[verdict];
  const shown = quoted && label(`evidence.${form}`, translate, { lines: quoted });
  const [first] = places;
  const at = first && !first.other && lineAt && { line: lineAt(first.start) };
  if (verdict !== 'open') return { ...(shown && { why: shown }), ...at };
  const next = decisionFor({ answer, asks }, options);
  return shown ? { why: [shown, next.why].filter(Boolean).join('; '), ...at } : next;
}

/** What decides about an open cause: its output in the capture, or the command to run. */
function decisionFor(
  { answer, asks }: Pick<JudgedCause, 'answer' | 'asks'>,
  { translate, lineAt }: AdviceOptions,
): Pick<ShownStatement, 'why' | 'line'> {
  if (answer && lineAt) {
    const line = lineAt(answer.start);
    return { why: label('evidence.shown', translate, { line: String(line + 1) }), line };
  }
  const [command] = asks;
  return command === undefined ? {} : { why: label('evidence.open', translate, { command }) };
}
