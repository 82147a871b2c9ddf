import type { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze } from '../analysis';
import type { LinkTarget } from '../features/briefHover';
import { furtherPlacesOf, rangeOf } from '../features/diagnostics';
import { fileNamesOf } from '../features/documentLinks';
import {
  type FilteredLines,
  type FilteredScenes,
  type FilterHelp,
  filterHelpOf,
  linesInFilter,
  scenesInFilter,
} from '../features/filter';
import { noiseRangesOf } from '../features/folding';
import { marksOf } from '../features/marks';
import { dumpAt, payloadAt, prettyDump, prettyPayload } from '../features/payloadView';
import { redactedCopyOf } from '../features/redactedCopy';
import { shown } from '../features/shown';
import { statusOf, statusText } from '../features/status';
import { teamEntryOf } from '../features/teamEntry';
import { ticketOf } from '../features/ticket';
import { type ReadFile, readFileOf, storyOfFile } from '../report/captureStory';
import { storyFor } from '../report/selection';
import { storyHtml } from '../report/storyHtml';
import { storyOf } from '../report/wholeStory';
import { inUserLanguage } from '../knowledge';
import { causeNamed } from '../knowledge/causes';
import { rulePage } from '../report/rulePage';
import type { Context } from './context';
import type { Opened } from './documents';
import { guarded } from './guarded';
import {
  type DocumentParams,
  FILE_NAMES,
  type FurtherPlaces,
  LINK,
  type LinkParams,
  MARKS,
  type Marks,
  type MarksParams,
  type NamedFile,
  NOISE,
  type NoiseRanges,
  type PlaceParams,
  PLACES,
  REDACT,
  type RedactedText,
  type RedactParams,
  REPORT,
  RULE_PAGE,
  type RulePageParams,
  type Report,
  type ReportParams,
  SHOW_PAYLOAD,
  type ShownPayload,
  type ShownStatus,
  STATUS,
  TEAM_ENTRY,
  TICKET,
  type TicketParams,
  FILTER_LINES,
  FILTER_SCENES,
  FILTER_HELP,
  type FilterHelpParams,
  type FilterParams,
} from './protocol';
import { registerRecipes } from './recipeRequests';
import type { SiteKnowledge } from '../site/knowledge';
import type { FileCaptures } from './workspace/fileCaptures';
import { type FileFilter, filterFile, filterFileScenes } from './workspace/filterFile';

const aboutDocument = ({ uri }: DocumentParams): string => uri;

/** Registers the requests of our own client that go beyond the protocol. */
export function registerOwnRequests(context: Context): void {
  const { connection } = context;
  registerRecipes(context);
  connection.onRequest(
    RULE_PAGE,
    guarded<RulePageParams, string | null>(
      context,
      null,
      () => undefined,
      ({ page }) => {
        const [id = '', entry] = page.split('?');
        const cause = causeNamed(id);
        return cause ? rulePage({ ...cause, entry: entry ?? cause.entry }, context.translate) : null;
      },
    ),
  );
  connection.onRequest(
    SHOW_PAYLOAD,
    guarded<PlaceParams, ShownPayload | null>(context, null, aboutDocument, ({ position }, opened) => {
      if (!opened) return null;
      const offset = opened.document.offsetAt(position);
      const payload = payloadAt(opened.analysis, offset);
      if (payload) return { text: prettyPayload(opened.analysis, payload), language: 'json' };
      const dump = dumpAt(opened.analysis, offset);
      return dump ? { text: prettyDump(opened.analysis, dump), language: 'plaintext' } : null;
    }),
  );
  connection.onRequest(
    NOISE,
    guarded<DocumentParams, NoiseRanges>(context, [], aboutDocument, (_, opened) => {
      const folds = opened ? noiseRangesOf(opened.analysis, opened.document, context.settings.rules) : [];
      return folds.map(({ startLine, endLine }) => ({
        start: { line: startLine, character: 0 },
        end: { line: endLine, character: 0 },
      }));
    }),
  );
  connection.onRequest(
    STATUS,
    guarded<DocumentParams, ShownStatus | null>(context, null, aboutDocument, (_, opened) => {
      if (!opened) return null;
      const status = statusOf(opened.analysis, context.settings.rules, context.translate);
      const severity =
        status.problems.error > 0
          ? 'error'
          : status.problems.warning > 0 || status.isNothingRead
            ? 'warning'
            : 'information';
      return shown({ ...statusText(status, context.translate), severity });
    }),
  );
  connection.onRequest<LinkTarget | null, unknown>(
    LINK,
    ({ id }: LinkParams) => context.links.targetOf(id) ?? null,
  );
  connection.onRequest(
    TICKET,
    guarded<TicketParams, string | null>(context, null, aboutDocument, ({ uri, rule, start }, opened) => {
      const problem = opened?.analysis.findings.find(one => one.rule === rule && one.start === start);
      const others = context.sameUnit.lookUp(uri);
      return opened && problem ? ticketOf(problem, opened.analysis, context.translate, others) : null;
    }),
  );
  connection.onRequest<RedactedText | null, unknown>(
    REDACT,
    guarded<RedactParams, RedactedText | null>(
      context,
      null,
      aboutDocument,
      ({ keepIdentities, ranges }, opened) => {
        if (!opened) return null;
        const { analysis, document } = opened;
        const stretches = ranges
          ?.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }))
          .sort((a, b) => a.start - b.start);
        return redactedCopyOf(analysis, keepIdentities, stretches);
      },
    ),
  );
  connection.onRequest(
    PLACES,
    guarded<DocumentParams, readonly FurtherPlaces[] | null>(context, null, aboutDocument, (_, opened) => {
      if (!opened) return null;
      const { translate, settings } = context;
      return furtherPlacesOf(opened.analysis, opened.document, { translate, severities: settings.rules });
    }),
  );
  connection.onRequest(
    MARKS,
    guarded<MarksParams, Marks | null>(context, null, aboutDocument, ({ range }, opened) =>
      opened ? marksOf(opened.analysis, opened.document, range) : null,
    ),
  );
  connection.onRequest(
    REPORT,
    guarded<ReportParams, Report | null>(context, null, aboutDocument, (params, opened) =>
      opened ? { html: reportOn(opened, params, context.sameUnit.lookUp(params.uri)) } : null,
    ),
  );
  connection.onRequest(
    TEAM_ENTRY,
    guarded<PlaceParams, object | null>(context, null, aboutDocument, ({ position }, opened) => {
      if (!opened) return null;
      return teamEntryOf(opened.analysis, opened.document.offsetAt(position), inUserLanguage) ?? null;
    }),
  );
  connection.onRequest(
    FILE_NAMES,
    guarded<DocumentParams, readonly NamedFile[]>(context, [], aboutDocument, (_, opened) => {
      if (!opened) return [];
      return fileNamesOf(opened.analysis).map(name => ({
        name: name.text,
        range: rangeOf(opened.document, name),
      }));
    }),
  );
}

function reportOn(
  { analysis, document }: Opened,
  { name, reader, isRedacted = false }: ReportParams,
  others: ReturnType<Context['sameUnit']['lookUp']>,
): string {
  const file = isRedacted
    ? readCopy(redactedCopyOf(analysis, false).text, analysis.site)
    : { ...readFileOf(name, analysis, document), others };
  const story = storyOf([storyOfFile(file)], { folder: '', unread: [], passedOver: 0 });
  return storyHtml(storyFor(reader, story));
}

/** A redacted copy, without the name of its capture, which can be that of a customer. */
function readCopy(text: string, site: SiteKnowledge): ReadFile {
  return readFileOf(COPY, analyze(text, undefined, site), TextDocument.create('', '', 0, text));
}

const COPY = 'capture-1.log';
const NO_HELP: FilterHelp = { proposals: [] };

/** Registers the requests for lines and incidents that match a filter. */
export function registerFilter(context: Context, files: FileCaptures): void {
  const { connection } = context;
  const handler =
    <Answer>(kept: (opened: Opened, words: string) => Answer, keptOfFile: FileFilter<Answer>) =>
    (params: FilterParams, token: CancellationToken): Promise<Answer | null> =>
      guarded<FilterParams, Answer | null>(context, null, aboutDocument, async ({ uri, words }, opened) =>
        opened
          ? kept(opened, words)
          : ((await files.filter(keptOfFile, uri, words, () => token.isCancellationRequested)) ?? null),
      )(params, token);
  // The language is known only after the requests are registered.
  const options = () => ({ translate: context.translate, severities: context.settings.rules });
  connection.onRequest(
    FILTER_LINES,
    handler<FilteredLines>(
      ({ analysis, document }, words) => linesInFilter(analysis, document, words, options()),
      filterFile,
    ),
  );
  connection.onRequest(
    FILTER_SCENES,
    handler<FilteredScenes>(
      ({ analysis }, words) => scenesInFilter(analysis, words, options()),
      filterFileScenes,
    ),
  );
  connection.onRequest(
    FILTER_HELP,
    guarded<FilterHelpParams, FilterHelp>(context, NO_HELP, aboutDocument, ({ words, offset }, opened) =>
      filterHelpOf(opened?.analysis, words, offset, context.translate),
    ),
  );
}
