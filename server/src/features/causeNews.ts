import type { Analysis } from '../analysis';
import type { AdviceOptions } from '../presentation/advice';
import { changedCauses, judgedCauses, newsOf, type Verdicts, verdictsOn } from '../presentation/causeNews';
import type { Finding } from '../rules';

/** A sentence about a possible cause that new lines confirm or exclude. */
export interface CauseNews {
  readonly text: string;
  /** The line that decides, from 0; that of the problem if it is in another capture. */
  readonly line: number;
}

/** The verdicts on the possible causes of each problem, to compare later ones with. */
export type ProblemVerdicts = ReadonlyMap<string, Verdicts>;

export type NewsOptions = AdviceOptions & Required<Pick<AdviceOptions, 'lineAt'>>;

/** Judges the possible causes of the last problems, and compares them with what was known `before` text was appended. */
export function causeNews(
  analysis: Analysis,
  before: ProblemVerdicts | undefined,
  options: NewsOptions,
): { readonly news: readonly CauseNews[]; readonly verdicts: ProblemVerdicts } {
  const judged = [...judgedCauses(analysis, analysis.findings, options)];
  const news = judged.flatMap(([finding, causes]) =>
    changedCauses(before?.get(keyOf(finding)), causes).map(cause => ({
      text: newsOf(cause, options.translate),
      line: cause.shown?.line ?? options.lineAt(finding.start),
    })),
  );
  return {
    // One line can decide about many problems.
    news: [...new Map(news.map(one => [one.text, one])).values()],
    verdicts: new Map(judged.map(([finding, causes]) => [keyOf(finding), verdictsOn(causes)])),
  };
}

/** The same for the same problem at the same place, as long as text is only appended. */
function keyOf({ rule, cause, variant, start }: Finding): string {
  return `${rule} ${cause} ${variant} ${start}`;
}
