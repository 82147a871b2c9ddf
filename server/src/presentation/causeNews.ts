import type { Analysis } from '../analysis';
import { label, type Statement, type Translate, type Verdict, wordsOf } from '../knowledge';
import { type Finding, guidanceOf } from '../rules';
import { adviceOf, type AdviceOptions } from './advice';

/** The verdict on each possible cause of a problem. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** Maximum number of problems whose possible causes are judged again when text is appended: the last ones. */
const MAX_JUDGED = 20;

/** Returns the possible causes of the last problems that facts can decide, judged. */
export function judgedCauses(
  analysis: Analysis,
  findings: readonly Finding[],
  options: AdviceOptions,
): ReadonlyMap<Finding, readonly Statement[]> {
  const decidable = findings.filter(finding =>
    guidanceOf(finding).guidance.causes?.some(({ confirmedBy, excludedBy }) => confirmedBy ?? excludedBy),
  );
  return new Map(
    decidable
      .slice(-MAX_JUDGED)
      .map(finding => [finding, adviceOf(analysis, finding, options).guidance.causes ?? []]),
  );
}

/** Returns the verdicts on causes, to compare later ones with. */
export function verdictsOn(causes: readonly Statement[]): Verdicts {
  return new Map(
    causes.flatMap(cause => {
      const { verdict } = cause.shown ?? {};
      return verdict ? [[keyOf(cause), verdict] as const] : [];
    }),
  );
}

/** Returns the causes with another verdict than before; none of a problem that is new. */
export function changedCauses(
  before: Verdicts | undefined,
  causes: readonly Statement[],
): readonly Statement[] {
  return causes.filter(cause => {
    const known = before?.get(keyOf(cause));
    return known !== undefined && known !== cause.shown?.verdict;
  });
}

/** Says what is new of a cause: `New: excluded by line 90: …: Known issue of FortiOS 7.4.9.` */
export function newsOf(cause: Statement, translate: Translate): string {
  const { verdict, why = '' } = cause.shown ?? {};
  const facts = { why: why.replaceAll('`', ''), cause: wordsOf(cause, translate) };
  return label(verdict === 'open' ? 'evidence.reopened' : 'evidence.news', translate, facts);
}

function keyOf({ id, text }: Statement): string {
  return id ?? text;
}
