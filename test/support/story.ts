import { analyze } from '../../server/src/analysis';
import { type ReadFile, storyOfFile } from '../../server/src/report/captureStory';
import { LineTable } from '../../server/src/report/lineTable';
import { clusterFactsOf } from '../../server/src/rules';
import type { Story, TimelineRow } from '../../server/src/report/story';
import { type FileFacts, storyOf } from '../../server/src/report/wholeStory';

/** A text as the command line reads it. */
export function readAs(file: string, text: string): ReadFile {
  const lines = new LineTable();
  lines.add(text);
  const analysis = analyze(text);
  const { findings, coverage, trace } = analysis;
  return { file, lines, findings, coverage, cluster: clusterFactsOf(trace), analysis };
}

/** The story of captures, given by their names. */
export function storyFrom(texts: Readonly<Record<string, string>>, rest: Partial<FileFacts> = {}): Story {
  const files = Object.entries(texts).map(([file, text]) => storyOfFile(readAs(file, text)));
  return storyOf(files, { folder: '', unread: [], passedOver: 0, ...rest });
}

/** The story of one capture. */
export function storyOne(text: string): Story {
  return storyFrom({ 'a.log': text });
}

/** The rows of a timeline as readable lines. */
export function rowsOf({ rows }: Story): string[] {
  return rows.map(
    ({ file, line, stamp = '-', what, outcome, ending }) =>
      `${file}:${line} ${stamp} ${ending} ${[what, outcome].filter(Boolean).join(': ')}`,
  );
}

/** The steps of a scene: `3 user > unit a code was entered`, with a sign before successes and failures. */
export function stepsOf({ detail }: TimelineRow): string[] {
  const signs = { plain: '', good: '+', bad: '!', lost: '?' };
  return (detail?.steps ?? []).map(
    ({ line, from, to, text, more, mood }) =>
      `${line} ${from === to ? from : `${from} > ${to}`} ${signs[mood]}${[text, ...more].join(' | ')}`,
  );
}
