import { analysisSteps } from '../../analysis';
import { type Focused, FocusGatherer, refusedFocus } from '../../features/focus';
import { redactedCopyOf } from '../../features/redactedCopy';
import { FocusLines, type LineRange } from '../../focus/lines';
import { readQuery } from '../../focus/query';
import { placingOf, type TextWindow, TextWindows } from '../../syntax';
import { CANCELLED } from '../guarded';
import type { ServerState } from '../state';
import { inSlices, yieldToPendingMessages } from '../turns';
import type { ReadCapture } from './readCaptures';
import type { ReadableFiles } from './files';

/** The lines that a focus keeps of a file that was read, with their secrets masked. The file is read again, in parts. */
export async function focusFile(
  { settings, site, translate }: Pick<ServerState, 'settings' | 'site' | 'translate'>,
  files: ReadableFiles,
  { uri, state, reason }: ReadCapture,
  words: string,
  cancelled: () => boolean,
): Promise<Focused> {
  const refused = refusedFocus(words, translate);
  if (refused) return refused;
  const lines = new FocusLines(readQuery(words).query, settings.rules);
  const gatherer = new FocusGatherer();
  const texts: string[] = [];
  const add = async (window: TextWindow): Promise<void> => {
    const analysis = await inSlices(analysisSteps(window.text, undefined, site), () => !cancelled());
    if (!analysis) throw CANCELLED;
    const placing = placingOf(window);
    const { from, to } = window;
    const shown = gatherer.add(lines.part({ analysis, placing, from, to }));
    if (shown.length === 0) return;
    const stretchOf = ({ first, last }: LineRange): { start: number; end: number } => ({
      start: placing.offsetAt({ line: first, character: 0 }),
      end: endOfLine(window.text, placing.offsetAt({ line: last + 1, character: 0 })),
    });
    texts.push(redactedCopyOf(analysis, true, shown.map(stretchOf)).text);
  };
  const windows = new TextWindows();
  try {
    for await (const text of files.textOf(uri, state.size, () => undefined)) {
      for (const window of windows.push(text)) await add(window);
      await yieldToPendingMessages();
      if (cancelled()) throw CANCELLED;
    }
  } catch (error) {
    // Of a damaged file, the text before the damage was read, too.
    if (error === CANCELLED || reason === undefined) throw error;
  }
  await add(windows.finish());
  return { ...gatherer.finish(lines.count, translate), text: texts.join('\n') };
}

/** Where the line ends that the line at `next` follows, before its line break. */
function endOfLine(text: string, next: number): number {
  let end = next;
  if (text[end - 1] === '\n') end--;
  if (text[end - 1] === '\r') end--;
  return end;
}
