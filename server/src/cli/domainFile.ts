import { readFile } from 'node:fs/promises';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import * as v from 'valibot';
import { sameWords, type WrongExample, wrongDomainExamples } from '../domainExamples';
import { type EvidenceExample, evidenceExamplesOf, isKnownReason, wrongEvidence } from '../evidenceExamples';
import { ruleNamed } from '../knowledge';
import { causeNamed } from '../knowledge/causes';
import { sentenceRow, statedCause } from '../knowledge/domains/sentences';
import type { Domain, WrittenCause, WrittenSentence, WrittenTerm } from '../knowledge/domains/writtenDomain';
import {
  parseJson,
  placeOfIssue,
  propertyFault,
  type SiteFault,
  type SiteProblem,
} from '../site/jsonWithComments';
import { textFault } from '../site/read';
import { AnywherePhrases, Phrases } from '../syntax/phrases';

/** What is wrong in a file of the software's own knowledge, and how many rows and causes, with examples, are right. */
export interface CheckedDomain {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly SiteProblem[];
  readonly entries: number;
  readonly examples: number;
}

/** What the examples need of the file; its JSON schema has all of it. */
const lines = v.array(v.string());
const examples = v.optional(v.object({ match: v.optional(lines), not: v.optional(lines) }));
const SENTENCE = v.object({
  id: v.string(),
  daemons: lines,
  texts: v.optional(lines),
  words: v.optional(lines),
  events: v.optional(lines),
  cause: v.optional(v.string()),
  examples,
});
const DOMAIN = v.object({
  daemons: v.optional(v.array(v.object({ name: v.string() }))),
  sentences: v.optional(v.array(SENTENCE)),
  causes: v.optional(v.array(v.object({ id: v.string(), examples }))),
  terms: v.optional(v.array(v.object({ id: v.string() }))),
});

/** A row or cause that can be used, and its place. */
interface Placed<Row> {
  readonly row: Row;
  readonly node: Node;
}

/**
 * Checks a file of `data/domains`: what cannot be used is a problem, and the examples of the rest are run. Undefined for a file
 * in another format, such as a team's own knowledge.
 */
export async function checkDomainFile(file: string): Promise<CheckedDomain | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { root, problems } = parseJson(text);
  if (!root || !Object.keys(DOMAIN.entries).some(name => findNodeAtLocation(root, [name]))) return undefined;
  const { issues = [] } = v.safeParse(DOMAIN, getNodeValue(root));
  problems.push(
    ...issues.map(issue => {
      const { at, name } = placeOfIssue(root, issue);
      return problemAt(at, propertyFault(name, issue));
    }),
  );
  const isFaulty = (part: keyof Domain, index: number): boolean =>
    issues.some(({ path = [] }) => path[0]?.key === part && path[1]?.key === index);
  const rowsIn = <Row>(part: keyof Domain): Placed<Row>[] => {
    const list = findNodeAtLocation(root, [part]);
    const nodes = list?.type === 'array' ? (list.children ?? []) : [];
    return nodes.flatMap((node, index) =>
      isFaulty(part, index) ? [] : [{ node, row: getNodeValue(node) as Row }],
    );
  };
  const causes = rowsIn<WrittenCause>('causes');
  const own = new Set(causes.map(({ row }) => row.id));
  const sentences = rowsIn<WrittenSentence>('sentences').filter(placed => {
    const faults = faultsOf(placed, own);
    problems.push(...faults);
    return faults.length === 0;
  });
  const domain = { sentences: sentences.map(({ row }) => row), causes: causes.map(({ row }) => row) };
  const terms = rowsIn<WrittenTerm>('terms');
  const reasoned = [...causes, ...terms];
  const evidence = evidenceExamplesOf(reasoned.map(({ row }) => row));
  const nodes = { sentences, causes };
  problems.push(
    ...wrongDomainExamples(domain).map(wrong =>
      problemOf(nodes[wrong.at[0]][wrong.at[1]]?.node ?? root, wrong),
    ),
    ...wrongEvidence(evidence.filter(isKnownReason)).map(wrong =>
      evidenceProblem(reasoned.find(({ row }) => row.id === wrong.id)?.node ?? root, wrong),
    ),
    ...sameWords(domain.sentences).map(({ at, words, other }) => {
      const { node, row } = sentences[at] ?? { node: root };
      const place = findNodeAtLocation(node, ['words', row?.words?.indexOf(words) ?? 0]) ?? node;
      return problemAt(place, { label: 'site.sameRank', facts: { words, other } });
    }),
  );
  const all = [...domain.sentences, ...domain.causes];
  return {
    file,
    text,
    problems,
    entries: all.length,
    examples: all.reduce(
      (sum, { examples: { match = [], not = [] } = {} }) => sum + match.length + not.length,
      evidence.length,
    ),
  };
}

/** Why a row cannot be used: a text that cannot be parsed, a cause that does not exist. */
function faultsOf({ node, row }: Placed<WrittenSentence>, own: ReadonlySet<string>): SiteProblem[] {
  const { cause, texts = [], anywhere } = row;
  const rows = [sentenceRow(row)];
  const faults = (anywhere ? new AnywherePhrases(rows) : new Phrases(rows)).problems.map(({ text, error }) =>
    problemAt(findNodeAtLocation(node, ['texts', texts.indexOf(text)]) ?? node, textFault(error)),
  );
  if (cause === undefined || own.has(cause) || isKnownCause(cause)) return faults;
  const place = findNodeAtLocation(node, ['cause']) ?? node;
  return [...faults, problemAt(place, { label: 'site.cause', facts: { name: cause } })];
}

/** True for a cause, and for a wording of the message of one. */
function isKnownCause(id: string): boolean {
  const { rule, variant } = statedCause(id);
  return (
    causeNamed(id) !== undefined || (variant !== undefined && variant in (ruleNamed(rule)?.messages ?? {}))
  );
}

function problemAt({ offset, length }: Node, fault: SiteFault): SiteProblem {
  return { ...fault, start: offset, end: offset + length };
}

function problemOf(node: Node, { line, matches, winner }: WrongExample): SiteProblem {
  const place = exampleNode(node, line);
  if (winner !== undefined) return problemAt(place, { label: 'site.otherWins', facts: { winner } });
  return problemAt(place, { label: matches ? 'site.noMatch' : 'site.wrongMatch', facts: {} });
}

/** A possible cause that an example leaves with another verdict. */
function evidenceProblem(node: Node, { reason, verdict, lines }: EvidenceExample): SiteProblem {
  const reasons = findNodeAtLocation(node, ['causes'])?.children ?? [];
  const at = reasons.find(one => findNodeAtLocation(one, ['id'])?.value === reason.id) ?? node;
  const captures = findNodeAtLocation(at, ['examples', verdict])?.children ?? [];
  const place = captures.find(one => one.children?.[0]?.value === lines[0]) ?? at;
  return problemAt(place, { label: 'site.verdict', facts: { cause: reason.id ?? '', verdict } });
}

/** The node of an example; that of its row or cause, if it is several lines. */
function exampleNode(node: Node, line: string): Node {
  const all = (['match', 'not'] as const).flatMap(
    kind => findNodeAtLocation(node, ['examples', kind])?.children ?? [],
  );
  return all.find(({ value }) => value === line) ?? node;
}
