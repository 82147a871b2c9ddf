import { analyze } from './analysis';
import { judge, type JudgedCause } from './judge';
import { entryNamed, type Statement, type Verdict } from './knowledge';
import { guidanceOfCause } from './knowledge/rules';
import { readStatement } from './knowledge/statements';
import type { Examples, WrittenCause, WrittenGuidance } from './knowledge/domains/writtenDomain';
import type { WrittenReason } from './knowledge/evidence';
import { guidanceOf } from './rules';

/** A capture in which a possible cause has a verdict. */
export interface EvidenceExample {
  /** The cause, rule or entry that has the possible cause. */
  readonly id: string;
  readonly reason: WrittenReason;
  readonly verdict: Verdict;
  /** What decides, with the lines of the problem or without. */
  readonly lines: readonly string[];
  /** An example of the problem, which stands after the lines if they have no such problem themselves. */
  readonly problem: readonly string[];
}

/** What has possible causes, and the lines of its problem. */
type Owner = WrittenGuidance & {
  readonly id: string;
  readonly match?: object;
  readonly examples?: Examples;
};

/** The examples of the possible causes of some causes and terms. */
export function evidenceExamplesOf(owners: readonly Owner[]): readonly EvidenceExample[] {
  const byId = new Map(owners.map(one => [one.id, one]));
  return owners.flatMap(owner => {
    const problem = problemOf(owner) ?? problemOf(byId.get(owner.id.split('/', 2).join('/'))) ?? [];
    const reasons = (owner.causes ?? []).filter(one => typeof one !== 'string');
    return reasons.flatMap(reason =>
      Object.entries(reason.examples ?? {}).flatMap(([verdict, captures]) =>
        captures.map(lines => ({ id: owner.id, reason, verdict: verdict as Verdict, lines, problem })),
      ),
    );
  });
}

/** The lines of a cause in the format of a site stand alone; those of others are one capture. */
function problemOf({ match, examples }: Partial<Pick<WrittenCause, 'match' | 'examples'>> = {}):
  | readonly string[]
  | undefined {
  return match ? examples?.match?.slice(0, 1) : examples?.match;
}

function isOf({ id, statement }: WrittenReason): (one: Statement) => boolean {
  const { text } = readStatement(statement);
  return one => one.id === id && one.text === text;
}

/** Returns a possible cause as the first problem that has it leaves it; undefined if none has it. */
export function judgedIn(example: EvidenceExample, lines = example.lines): JudgedCause | undefined {
  return causeIn(lines, example) ?? causeIn([...lines, ...example.problem], example);
}

function causeIn(lines: readonly string[], { reason }: EvidenceExample): JudgedCause | undefined {
  const analysis = analyze(`${lines.join('\n')}\n`);
  for (const finding of analysis.findings) {
    if (!guidanceOf(finding).guidance.causes?.some(isOf(reason))) continue;
    const judged = judge(analysis, finding).causes.find(({ statement }) => isOf(reason)(statement));
    if (judged) return judged;
  }
  return undefined;
}

/** True for a possible cause that the software has as it is written: only this is judged. */
export function isKnownReason({ id, reason }: EvidenceExample): boolean {
  const { causes = [] } = entryNamed(id) ?? guidanceOfCause(id);
  return causes.some(isOf(reason));
}

/** The examples whose possible cause has another verdict than they say. */
export function wrongEvidence(examples: readonly EvidenceExample[]): readonly EvidenceExample[] {
  return examples.filter(example => judgedIn(example)?.verdict !== example.verdict);
}
