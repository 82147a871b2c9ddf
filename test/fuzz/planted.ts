import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze } from '../../server/src/analysis';
import { hoverAt } from '../../server/src/features/hover';
import { ticketOf } from '../../server/src/features/ticket';
import { inEnglish } from '../../server/src/knowledge';
import { jsonReport, ndjsonProblem } from '../../server/src/report/jsonReport';
import { markdownReport } from '../../server/src/report/markdown';
import { sarifReport } from '../../server/src/report/sarif';
import { textProblem } from '../../server/src/report/text';
import { fileReport } from '../../server/src/report/fileReport';
import { IDENTITY_KINDS, type Planted, survivors } from '../server/secrets/plants';
import { faithfulCopyOf } from '../support/faithfulCopy';
import { storyOne } from '../support/story';
import { storyHtml } from '../../server/src/report/storyHtml';
import { storyMarkdown } from '../../server/src/report/storyMarkdown';
import type { Violation } from './checks';

/** Distance between the places that are hovered, in UTF-16 code units. */
const HOVERED = 5;

/** The first output that contains a planted value, with that value; undefined if there is none. */
export function survivorOf(planted: Planted): Violation | undefined {
  const { text, plants } = planted;
  if (!plants.every(({ value }) => text.includes(value))) return undefined;
  const secrets = { text, plants: plants.filter(({ kind }) => !IDENTITY_KINDS.includes(kind)) };
  const outputs: readonly (readonly [string, Planted, () => string])[] = [
    ['a redacted copy', planted, () => faithfulCopyOf(text)],
    ['a redacted copy with identities', secrets, () => faithfulCopyOf(text, { keepIdentities: true })],
    ['a report', secrets, () => reportsOf(text)],
    ['a story', secrets, () => [storyOne(text)].flatMap(story => [storyMarkdown(story), storyHtml(story)]).join(' ')],
    ['a hover or a ticket', secrets, () => shownInEditor(text, Math.max(0, ...plants.map(({ value }) => text.indexOf(value))))],
  ]; // oxfmt-ignore
  for (const [output, of, content] of outputs) {
    const invariant = `no planted value is in ${output}`;
    try {
      const left = of.plants.length > 0 ? survivors(of, content()) : [];
      if (left.length > 0) return { invariant, detail: left.join('\n') };
    } catch (error) {
      return { invariant, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
  return undefined;
}

function reportsOf(text: string): string {
  const document = TextDocument.create('a.log', 'fortios-debug', 1, text);
  const file = fileReport({ path: 'a.log', analysis: analyze(text), document });
  return [
    ...Array.from(file.findings, problem => textProblem('a.log', problem, false)),
    ...Array.from(file.findings, problem => ndjsonProblem('a.log', problem)),
    ...[jsonReport, sarifReport, markdownReport].map(report => report([file])),
  ].join(' ');
}

/** The hovers around `at`, and the tickets of all problems. */
function shownInEditor(text: string, at: number): string {
  const analysis = analyze(text);
  const document = TextDocument.create('a.log', 'fortios-debug', 1, text);
  const options = { severities: {}, translate: inEnglish, markdown: true };
  const content: unknown[] = analysis.findings.map(finding => ticketOf(finding, analysis, inEnglish));
  for (let offset = Math.max(0, at - 200); offset < Math.min(text.length, at + 400); offset += HOVERED)
    content.push(hoverAt(analysis, document, offset, options));
  return JSON.stringify(content);
}
