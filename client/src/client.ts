import * as vscode from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, vsdiag } from 'vscode-languageclient';
import { CAUSES_JUDGED, type CausesJudged } from '../../server/src/lsp/protocol';
import { registerAnalyseFile } from './commands/analyseFile';
import {
  COPY_TEXT,
  registerCopyText,
  COPY_TICKET,
  registerCopyTicket,
  FOLLOW_LINK,
  registerFollowLink,
  registerTurnRuleOff,
  TURN_RULE_OFF,
} from './commands/linkCommands';
import { registerFoldNoise } from './commands/foldNoise';
import { EXPLAIN_FOR_TEAM, registerExplainForTeam } from './commands/explainForTeam';
import { registerOpenExample } from './commands/openExample';
import {
  OPEN_REDACTED,
  registerOpenRedacted,
  registerSaveRedacted,
  registerCopyRedacted,
} from './commands/redacted';
import { RECORD_CAPTURE, registerRecordCapture } from './commands/recordCapture';
import { OPEN_REPORT, registerReport } from './commands/captureReport';
import { registerShowPayload } from './commands/showPayload';
import { LANGUAGE_ID, registerDetection, registerSetLanguage } from './captureLanguage';
import { registerFileBytes } from './fileBytes';
import { registerLargeFiles } from './largeFiles';
import { isKnowledge, registerSiteKnowledge } from './siteKnowledge';
import { registerColours } from './views/colours';
import { registerFileLinks } from './views/fileLinks';
import { FileProblems } from './views/fileProblems';
import { Filter, FILTER_LINES } from './views/filter';
import { registerFollow } from './views/follow';
import { COMPARE_INCIDENT, registerIncidents, SHOW_INCIDENT } from './views/incidents';
import { VisibleLenses } from './views/lenses';
import { registerLineEnds, withLineEnds } from './views/lineEnds';
import { ReadOnlyViews, VIEW_SCHEME } from './views/readOnly';
import { registerPlaces } from './views/furtherPlaces';
import { registerRulePages, SHOW_RULE, withRulePage } from './views/rulePages';
import { registerStatus } from './views/status';

/** Documents in these languages are captures, or may turn out to be. */
const LANGUAGES: ReadonlySet<string> = new Set([LANGUAGE_ID, 'log', 'plaintext']);

/**
 * Starts detection and the commands. Starts the language client that `create` makes for this host as soon as it is
 * needed: for a document that may be a capture, for the problems of the whole folder, or for a request.
 */
export async function activateExtension(
  context: vscode.ExtensionContext,
  create: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const log = vscode.window.createOutputChannel('FortiOS Debug', { log: true });
  void vscode.commands.executeCommand('setContext', 'fortiosDebug.started', true);
  const fileProblems = new FileProblems();
  const client = create({
    documentSelector: [{ language: LANGUAGE_ID }],
    outputChannel: log,
    // Registers our own commands, which quick fixes may use.
    initializationOptions: {
      commands: [
        COPY_TEXT,
        COPY_TICKET,
        TURN_RULE_OFF,
        FILTER_LINES,
        OPEN_REPORT,
        FOLLOW_LINK,
        SHOW_RULE,
        SHOW_INCIDENT,
        COMPARE_INCIDENT,
        RECORD_CAPTURE,
        EXPLAIN_FOR_TEAM,
        OPEN_REDACTED,
      ],
      registersDiagnostics: true,
      followsScenes: true,
      readsFiles: true,
    },
    // Log text cannot become a link, because the server escapes it.
    markdown: {
      isTrusted: {
        enabledCommands: [COPY_TICKET, FOLLOW_LINK, SHOW_INCIDENT, SHOW_RULE, RECORD_CAPTURE],
      },
      supportHtml: false,
    },
    middleware: {
      // A view lacks the surrounding lines of the log, so its problems and hovers come from the log.
      provideDiagnostics: async (document, previous, token, next) => {
        if (schemeOf(document) === VIEW_SCHEME) return undefined;
        return withRulePages(await next(document, previous, token));
      },
      provideHover: async (document, position, token, next) =>
        (await filter.answers.hover(document, position, token)) ?? next(document, position, token),
      provideCodeLenses: async (document, token, next) => [
        ...filter.lenses(document),
        ...((await filter.answers.lenses(document, token)) ??
          (await lenses.lensesNear(document, token, () => next(document, token)))),
      ],
      provideCodeActions: async (document, range, context, token, next) => {
        const about = await filter.answers.actionsAbout(document, range, context);
        return about ? next(...about, token) : next(document, range, context, token);
      },
      // In a view, the definition is the line of the capture.
      provideDefinition: (document, position, token, next) =>
        filter.views.originOf(document, position) ?? next(document, position, token),
      // The reason of the failure comes last in its line.
      provideInlayHints: async (document, range, token, next) => {
        return withLineEnds(document, range, (await next(document, range, token)) ?? []);
      },
      // Problems of the folder replace those of a file that was analysed by itself.
      provideWorkspaceDiagnostics: (resultIds, token, report, next) =>
        next(resultIds, token, chunk => {
          for (const item of chunk?.items ?? []) {
            fileProblems.forget(item.uri);
            withRulePages(item);
          }
          report(chunk);
        }),
    },
  });
  const judged = new vscode.EventEmitter<CausesJudged>();
  client.onNotification(CAUSES_JUDGED, (news: CausesJudged) => judged.fire(news));
  const lenses = new VisibleLenses(client);
  const views = new ReadOnlyViews();
  const filter = new Filter(client, views);
  context.subscriptions.push(
    log,
    client,
    judged,
    lenses,
    views,
    fileProblems,
    registerAnalyseFile(client, fileProblems),
    registerLargeFiles(client),
    filter,
    registerShowPayload(client, views),
    registerFoldNoise(client),
    registerOpenRedacted(client, views),
    registerSaveRedacted(client),
    registerCopyRedacted(client),
    registerReport(client),
    registerRecordCapture(client),
    registerStatus(client),
    registerFileBytes(client),
    registerIncidents(client, context.extensionUri, judged.event),
    registerSiteKnowledge(client),
    registerExplainForTeam(client),
    registerPlaces(client),
    registerColours(client),
    registerLineEnds(client),
    registerFollow(client, judged.event),
    registerFileLinks(client),
    registerRulePages(client),
    registerOpenExample(context.extensionUri),
    registerCopyText(),
    registerCopyTicket(client),
    registerFollowLink(client),
    registerTurnRuleOff(),
    registerSetLanguage(),
    vscode.commands.registerCommand('fortiosDebug.showLog', () => log.show()),
    vscode.commands.registerCommand('fortiosDebug.openWalkthrough', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#captures`),
    ),
    registerDetection(context.workspaceState),
  );
  if (isNeeded()) return start(client, log);
  const waiting = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(startOnDemand),
    vscode.workspace.onDidChangeConfiguration(startOnDemand),
  );
  context.subscriptions.push(waiting);

  function startOnDemand(): void {
    if (!isNeeded()) return;
    waiting.dispose();
    void start(client, log);
  }
}

function isNeeded(): boolean {
  const scope = vscode.workspace.getConfiguration('fortiosDebug').get<string>('diagnostics.scope');
  const documents = vscode.workspace.textDocuments;
  return (
    scope === 'workspace' ||
    documents.some(({ languageId, uri }) => LANGUAGES.has(languageId) || isKnowledge(uri))
  );
}

async function start(client: BaseLanguageClient, log: vscode.LogOutputChannel): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    log.error(error instanceof Error ? error.message : 'unknown error');
    const show = vscode.l10n.t('Show log');
    const message = vscode.l10n.t(
      'The FortiOS debug language server did not start. Captures are coloured, but not explained.',
    );
    if ((await vscode.window.showErrorMessage(message, show)) === show) log.show();
  }
}

/** A diagnostic report in which the problems link to the pages on their rules. */
function withRulePages<Report extends vsdiag.DocumentDiagnosticReport | null | undefined>(
  report: Report,
): Report {
  if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) report.items.forEach(withRulePage);
  return report;
}

function schemeOf(document: vscode.TextDocument | vscode.Uri): string {
  return document instanceof vscode.Uri ? document.scheme : document.uri.scheme;
}
