import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import * as v from 'valibot';
import { rangeOf, SOURCE } from '../features/diagnostics';
import { visible } from '../features/shown';
import { label, type LabelName, type Translate } from '../knowledge';
import { LineTable } from '../report/lineTable';
import type { SiteKnowledge } from '../site/knowledge';
import { siteKnowledgeOf, readLibrary, type ReadFile } from '../site/library';
import { wrongExamples } from '../siteExamples';
import { SITE_KNOWLEDGE, type CheckedSite } from './protocol';

/** Validates what a client sends: a malformed message must not stop the server. */
const PARAMS = v.object({
  files: v.array(v.object({ uri: v.string(), name: v.string(), text: v.string() })),
  checksOnly: v.optional(v.boolean()),
});
const NOTHING: CheckedSite = { files: [], entries: 0 };

/** The user of the site's own knowledge. */
interface User {
  readonly translate: Translate;
  /** Uses this knowledge from now on. */
  useSiteKnowledge(site: SiteKnowledge | undefined): void;
}

/**
 * Receives the files of the site's own knowledge from the client, which decides which of them to trust, and answers
 * with the problems found in them.
 */
export function registerSiteKnowledge(connection: Connection, user: User): void {
  let before = '';
  connection.onRequest(SITE_KNOWLEDGE, (params: unknown): CheckedSite => {
    const { success, output } = v.safeParse(PARAMS, params);
    if (!success) return NOTHING;
    const library = readLibrary(output.files.map(({ uri, name, text }) => ({ uri, text, file: name })));
    const now = JSON.stringify(library.entries);
    if (output.checksOnly !== true && now !== before) {
      before = now;
      user.useSiteKnowledge(siteKnowledgeOf(library));
    }
    const files = library.files.map(file => ({
      uri: file.uri ?? '',
      diagnostics: diagnosticsIn(file, user.translate),
    }));
    return { files, entries: library.entries.length };
  });
}

/** Returns the code of a problem: `site.json` for any kind of text that is not JSON. */
const codeOf = (name: LabelName): string => name.split('.', 2).join('.');

function diagnosticsIn(file: ReadFile, translate: Translate): Diagnostic[] {
  const lines = new LineTable();
  lines.add(file.text);
  return [...file.problems, ...wrongExamples(file.examples)].map(({ label: name, facts, start, end }) => ({
    range: rangeOf(lines, { start, end }),
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    code: codeOf(name),
    message: visible(label(name, translate, facts)),
  }));
}
