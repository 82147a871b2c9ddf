import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import * as v from 'valibot';
import { wrongDomainExamples, type WrongExample } from '../domainExamples';
import { reasonOf } from '../files/reasons';
import { readSiteFiles } from '../files/siteFiles';
import { inUserLanguage, label } from '../knowledge';
import type { Domain } from '../knowledge/domains/types';
import { LineTable } from '../report/lineTable';
import { printableLine } from '../report/printable';
import { countOf, listOf } from '../report/words';
import { readLibrary, type ReadFile, type SiteLibrary } from '../site/library';
import { KNOWLEDGE_FOLDER } from '../site/names';
import { parseJson, placeOfIssue, propertyFault, type SiteProblem } from '../site/json';
import type { SiteEntry } from '../site/types';
import { wrongExamples } from '../siteExamples';
import type { Streams } from './streams';
import { cliText } from './words';

/** The entries given by `--knowledge`, and whether all of it could be used. */
export interface LoadedKnowledge {
  readonly entries: readonly SiteEntry[];
  readonly isWhole: boolean;
}

/** Reads the files and folders of `--knowledge`. Errors are reported; the other entries are used. */
export async function loadKnowledge(
  paths: readonly string[],
  { reportError }: Pick<Streams, 'reportError'>,
): Promise<LoadedKnowledge> {
  const { library, faults } = await read(paths);
  const lines = [...faults, ...library.files.flatMap(file => problemLines(file, file.problems))];
  for (const line of lines) reportError(`fortios-debug: ${line}\n`);
  return { entries: library.entries, isWhole: lines.length === 0 };
}

/**
 * Validates a file, or the files of a folder, and checks each entry against its examples; a file of the software's own
 * knowledge, too. Returns the exit code: 0 if all are valid, 1 if not, 2 if a file cannot be read or there is none.
 */
export async function testKnowledge(named: string | undefined, streams: Streams): Promise<number> {
  const folder = folderOf(named);
  const own = named === undefined ? undefined : await readDomain(named);
  if (named !== undefined && own) return testDomain(named, own, streams);
  const { library, faults } = await read([folder]);
  for (const fault of faults) streams.reportError(`fortios-debug: ${fault}\n`);
  if (library.files.length === 0) {
    if (faults.length === 0)
      streams.reportError(`fortios-debug: ${printableLine(folder)}: ${cliText('noJson')}\n`);
    return 2;
  }
  let [problems, examples] = [0, 0];
  for (const file of library.files) {
    const found = [...file.problems, ...wrongExamples(file.examples)].sort((a, b) => a.start - b.start);
    problems += found.length;
    examples += file.examples.length;
    for (const line of problemLines(file, found)) await streams.write(`${line}\n`);
  }
  await streams.write(`${countsOf(library.entries.length, examples, problems)}\n`);
  return faults.length > 0 ? 2 : problems > 0 ? 1 : 0;
}

function countsOf(entries: number, examples: number, problems: number): string {
  return listOf([countOf(entries, 'entry'), countOf(examples, 'example'), countOf(problems, 'problem')]);
}

/** A file of the software's own knowledge, which has an object of these instead of a list of entries. */
const PARTS = ['daemons', 'sentences', 'causes', 'terms'];

/** Reads a file of the software's own knowledge; undefined for anything else. */
async function readDomain(file: string): Promise<DomainFile | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { root, problems } = parseJson(text);
  const isDomain = root !== undefined && PARTS.some(name => findNodeAtLocation(root, [name]));
  return isDomain ? { text, root, problems } : undefined;
}

interface DomainFile {
  readonly text: string;
  readonly root: Node;
  /** What is wrong with its syntax. */
  readonly problems: readonly SiteProblem[];
}

/** What the examples need of the file; its JSON schema has all of it. */
const lines = v.array(v.string());
const examples = v.optional(v.object({ match: v.optional(lines), not: v.optional(lines) }));
const DOMAIN = v.object({
  sentences: v.optional(
    v.array(
      v.object({
        id: v.string(),
        daemons: lines,
        texts: v.optional(lines),
        words: v.optional(lines),
        events: v.optional(lines),
        examples,
      }),
    ),
  ),
  causes: v.optional(v.array(v.object({ id: v.string(), examples }))),
});

async function testDomain(file: string, read: DomainFile, streams: Streams): Promise<number> {
  const { text, root } = read;
  const value: unknown = getNodeValue(root);
  const { success, issues = [] } = v.safeParse(DOMAIN, value);
  const domain = success ? (value as Domain) : {};
  const problems = [
    ...read.problems,
    ...issues.map(issue => problemOfIssue(root, issue)),
    ...wrongDomainExamples(domain).map(one => problemOf(root, one)),
  ];
  for (const line of problemLines({ file, text }, problems)) await streams.write(`${line}\n`);
  const { sentences = [], causes = [] } = domain;
  const count = [...sentences, ...causes].reduce(
    (sum, { examples: { match = [], not = [] } = {} }) => sum + match.length + not.length,
    0,
  );
  await streams.write(`${countsOf(sentences.length + causes.length, count, problems.length)}\n`);
  return problems.length > 0 ? 1 : 0;
}

function problemOfIssue(root: Node, issue: v.BaseIssue<unknown>): SiteProblem {
  const { at, name } = placeOfIssue(root, issue);
  return { ...propertyFault(name, issue), start: at.offset, end: at.offset + at.length };
}

function problemOf(root: Node, { at, line, matches, winner }: WrongExample): SiteProblem {
  const { offset = 0, length = 1 } = findExample(root, at, line) ?? {};
  const place = { start: offset, end: offset + length };
  if (winner !== undefined) return { label: 'site.otherWins', facts: { winner }, ...place };
  return { label: matches ? 'site.noMatch' : 'site.wrongMatch', facts: {}, ...place };
}

/** The node of an example; that of its row or cause, if it is several lines. */
function findExample(root: Node, at: WrongExample['at'], line: string): Node | undefined {
  const lines = (['match', 'not'] as const).flatMap(
    kind => findNodeAtLocation(root, [...at, 'examples', kind])?.children ?? [],
  );
  return lines.find(({ value }) => value === line) ?? findNodeAtLocation(root, [...at]);
}

function folderOf(named: string | undefined): string {
  if (named === undefined) return KNOWLEDGE_FOLDER;
  const inside = path.join(named, KNOWLEDGE_FOLDER);
  return existsSync(inside) ? inside : named;
}

async function read(
  paths: readonly string[],
): Promise<{ readonly library: SiteLibrary; readonly faults: readonly string[] }> {
  const { files, faults } = await readSiteFiles(paths);
  return {
    library: readLibrary(files),
    faults: faults.map(({ path: file, error }) => `${printableLine(file)}: ${reasonOf(error)}`),
  };
}

/** Formats problems as `file:line:column: message`; lines and columns count from 1. */
function problemLines(
  { file, text }: Pick<ReadFile, 'file' | 'text'>,
  problems: readonly SiteProblem[],
): string[] {
  if (problems.length === 0) return [];
  const lines = new LineTable();
  lines.add(text);
  return problems.map(({ label: name, facts, start }) => {
    const { line, character } = lines.positionAt(start);
    const words = label(name, inUserLanguage, facts);
    return `${printableLine(file)}:${line + 1}:${character + 1}: ${printableLine(words)}`;
  });
}
