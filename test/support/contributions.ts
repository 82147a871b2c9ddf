import { inEnglish, label } from '../../server/src/knowledge';
import { CONTRIBUTION } from '../../server/src/knowledge/written';
import { LineTable } from '../../server/src/report/lineTable';
import { readLibrary, type WrittenFile } from '../../server/src/site/library';
import { wrongExamples } from '../../server/src/siteExamples';

/** Returns the errors in files of built-in entries, which have the format of site knowledge, as `file:line: message`. */
export function checkedContributions(files: readonly WrittenFile[]): string[] {
  return readLibrary(files, CONTRIBUTION).files.flatMap(({ file, text, problems, examples }) => {
    const lines = new LineTable();
    lines.add(text);
    return [...problems, ...wrongExamples(examples)].map(
      ({ label: name, facts, start }) =>
        `${file}:${lines.positionAt(start).line + 1}: ${label(name, inEnglish, facts)}`,
    );
  });
}
