import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileErrorReason } from '../files/fileErrors';
import { readSiteFiles } from '../files/siteFiles';
import { inUserLanguage, label } from '../knowledge';
import { LineTable } from '../report/lineTable';
import { printableLine } from '../report/printable';
import { formatCount, formatList } from '../report/reportText';
import { readLibrary, type ReadFile, type SiteLibrary } from '../site/library';
import { KNOWLEDGE_FOLDER } from '../site/knowledgeFolder';
import type { SiteProblem } from '../site/jsonWithComments';
import type { SiteEntry } from '../site/siteEntry';
import { wrongExamples } from '../siteExamples';
import { checkDomainFile } from './domainFile';
import type { Streams } from './streams';
import { cliText } from './cliText';

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
  const own = named === undefined ? undefined : await checkDomainFile(named);
  if (own) {
    for (const line of problemLines(own, own.problems)) await streams.write(`${line}\n`);
    await streams.write(`${countsOf(own.entries, own.examples, own.problems.length)}\n`);
    return own.problems.length > 0 ? 1 : 0;
  }
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
  return formatList([
    formatCount(entries, 'entry'),
    formatCount(examples, 'example'),
    formatCount(problems, 'problem'),
  ]);
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
    faults: faults.map(({ path: file, error }) => `${printableLine(file)}: ${fileErrorReason(error)}`),
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
