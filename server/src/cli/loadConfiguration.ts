import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { fileErrorReason } from '../files/fileErrors';
import { readPlainText } from '../files/siteFiles';
import { inUserLanguage, label } from '../knowledge';
import { LineTable } from '../report/lineTable';
import { printableLine } from '../report/printable';
import { readConfiguration } from '../site/configuration';
import { CONFIGURATION_NAME, KNOWLEDGE_FOLDER } from '../site/knowledgeFolder';
import type { Severities } from '../report/fileReport';
import type { FolderPatterns } from './namedCaptures';
import type { Streams } from './streams';

/** The choices made in a configuration file. */
export interface Chosen {
  readonly severities: Severities;
  /** Paths of files and folders of the site's own knowledge. */
  readonly knowledge: readonly string[];
  /** Which files of a folder are examined. */
  readonly patterns: FolderPatterns;
}

const NOTHING: Chosen = { severities: {}, knowledge: [], patterns: {} };

/**
 * Reads the named configuration file, or that of the current folder if there is one. Errors are reported with their
 * lines; then the result is undefined.
 */
export async function loadConfiguration(
  named: string | undefined,
  { reportError }: Pick<Streams, 'reportError'>,
): Promise<Chosen | undefined> {
  const file = named ?? path.join(KNOWLEDGE_FOLDER, CONFIGURATION_NAME);
  if (named === undefined && !(await lstat(file).catch(() => undefined))) return NOTHING;
  const say = (place: string, sentence: string): void =>
    reportError(`fortios-debug: ${printableLine(file)}${place}: ${printableLine(sentence)}\n`);
  let text: string;
  try {
    text = await readPlainText(file);
  } catch (error) {
    say('', fileErrorReason(error));
    return undefined;
  }
  const { values, problems } = readConfiguration(text);
  const lines = new LineTable();
  lines.add(text);
  for (const { start, label: name, facts } of problems) {
    const { line, character } = lines.positionAt(start);
    say(`:${line + 1}:${character + 1}`, label(name, inUserLanguage, facts));
  }
  if (problems.length > 0) return undefined;
  const folder = path.dirname(file);
  const base = path.basename(folder) === KNOWLEDGE_FOLDER ? path.dirname(folder) : folder;
  const { 'fortiosDebug.diagnostics.include': include, 'fortiosDebug.diagnostics.ignore': ignore } = values;
  return {
    severities: values['fortiosDebug.rules'] ?? {},
    knowledge: (values['fortiosDebug.knowledge'] ?? []).map(one => path.resolve(base, one)),
    patterns: { ...(include && { include }), ...(ignore && { ignore }) },
  };
}
