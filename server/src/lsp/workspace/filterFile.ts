import type { Analysis } from '../../analysis';
import {
  type FilteredLines,
  type FilteredScenes,
  FilterGatherer,
  refusedFilter,
  SceneFilter,
} from '../../features/filter';
import { redactedCopyOf } from '../../features/redactedCopy';
import { LineFilter } from '../../filter/lineFilter';
import { parseQuery } from '../../filter/query';
import { linesOfWindow } from '../../filter/windowed';
import type { Span, TextWindow } from '../../syntax';
import { CANCELLED } from '../guarded';
import type { ServerState } from '../state';
import type { ReadableFiles } from './files';
import { analysed, type ReadCapture, windowsOf } from './readCaptures';

/** Returns what a filter keeps of a file, which is read again, in parts. */
export type FileFilter<Answer> = (
  state: Pick<ServerState, 'settings' | 'site' | 'translate'>,
  files: ReadableFiles,
  capture: ReadCapture,
  words: string,
  cancelled: () => boolean,
) => Promise<Answer>;

/** Returns the lines of a file that match a filter, with secrets masked. */
export const filterFile: FileFilter<FilteredLines> = async (
  { settings, site, translate },
  files,
  capture,
  words,
  cancelled,
) => {
  const refused = refusedFilter(words, translate);
  if (refused) return refused;
  const lines = new LineFilter(parseQuery(words).query, settings.rules);
  const gatherer = new FilterGatherer();
  const texts: string[] = [];
  for await (const { window, analysis } of analysedWindows(files, capture, site, cancelled)) {
    const { ranges, spanOf } = linesOfWindow(lines, window, analysis);
    const shown = gatherer.add(ranges).map(range => withoutLineBreak(window.text, spanOf(range)));
    if (shown.length > 0) texts.push(redactedCopyOf(analysis, true, shown).text);
  }
  return { ...gatherer.finish(lines.count, translate), text: texts.join('\n') };
};

/** Returns the incidents of a file that match a filter. */
export const filterFileScenes: FileFilter<FilteredScenes> = async (
  { settings, site, translate },
  files,
  capture,
  words,
  cancelled,
) => {
  const filter = new SceneFilter(words, { translate, severities: settings.rules });
  if (filter.refused) return filter.refused;
  const listed = new Map(
    [...capture.scenes.places].map(([id, { window, index }]) => [`${window}/${index}`, id]),
  );
  const ids: string[] = [];
  let number = 0;
  for await (const { window, analysis } of analysedWindows(files, capture, site, cancelled)) {
    const kept = filter.part(analysis, window.from, window.to);
    ids.push(...kept.flatMap(index => listed.get(`${number}/${index}`) ?? []));
    number++;
  }
  return { ids };
};

/** Reads a file again: its windows, each with its analysis. Throws `CANCELLED` once it is. */
async function* analysedWindows(
  files: ReadableFiles,
  capture: ReadCapture,
  site: ServerState['site'],
  cancelled: () => boolean,
): AsyncGenerator<{ window: TextWindow; analysis: Analysis }> {
  for await (const window of windowsOf(files, capture, cancelled)) {
    const analysis = await analysed(window, site, () => !cancelled());
    if (!analysis) throw CANCELLED;
    yield { window, analysis };
  }
}

function withoutLineBreak(text: string, { start, end }: Span): Span {
  let last = end;
  if (text[last - 1] === '\n') last--;
  if (text[last - 1] === '\r') last--;
  return { start, end: last };
}
