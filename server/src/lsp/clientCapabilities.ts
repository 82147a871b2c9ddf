import {
  type InitializeParams,
  MarkupKind,
  type TextDocumentClientCapabilities,
  type WorkspaceClientCapabilities,
} from 'vscode-languageserver';
import * as v from 'valibot';

/** The capabilities and the initial options of the client. */
export interface Client {
  readonly pullsDiagnostics: boolean;
  /** The server registers diagnostics dynamically: after the start, and after each change of settings. */
  readonly registersDiagnostics: boolean;
  /** The client wants to be notified when the analysis of a document changes. */
  readonly followsScenes: boolean;
  /** The client reads files for the server that are not on the server's disk. */
  readonly readsFiles: boolean;
  /** The client also pulls the diagnostics of the whole folder. */
  readonly pullsWorkspaceDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  /** The client can show a text in place of folded lines. */
  readonly collapsedText: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly markdown: boolean;
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly showDocument: boolean;
  /** The client shows progress that the server starts. */
  readonly progress: boolean;
  /** The client reports changes of files on disk. */
  readonly watchesFiles: boolean;
  readonly folderChanges: boolean;
  /** The URIs of the open folders. */
  readonly folders: readonly string[];
  /** Commands of the client that quick fixes may use. */
  readonly commands: ReadonlySet<string>;
  /** The locale of the user: `de`, `pt-br`. */
  readonly locale: string | undefined;
  /** The translations for that locale, for a server without a file system (`translator`). */
  readonly translations: readonly string[] | undefined;
  /** Settings, for a client that does not support `workspace/configuration`. */
  readonly settings: unknown;
}

const options = v.object({
  commands: v.fallback(v.optional(v.array(v.string()), []), []),
  translations: v.fallback(v.optional(v.array(v.string())), undefined),
  registersDiagnostics: v.fallback(v.optional(v.boolean(), false), false),
  readsFiles: v.fallback(v.optional(v.boolean(), false), false),
  followsScenes: v.fallback(v.optional(v.boolean(), false), false),
  settings: v.optional(v.unknown()),
});

/** The parts of an `initialize` request that are read. A client without workspace folders has one root. */
type Asked = Pick<
  InitializeParams,
  'capabilities' | 'initializationOptions' | 'locale' | 'workspaceFolders'
> & {
  readonly rootUri?: string | null;
};

/** Reads the `initialize` request of a client. */
export function clientOf({
  capabilities,
  initializationOptions,
  locale,
  workspaceFolders,
  rootUri,
}: Asked): Client {
  const { commands, translations, registersDiagnostics, followsScenes, readsFiles, settings } =
    optionsOf(initializationOptions);
  // Some clients send null for capabilities that they lack.
  const [textDocument, workspace] = [capabilities.textDocument ?? {}, capabilities.workspace ?? {}];
  const { window } = capabilities;
  const { diagnostic: pull } = textDocument;
  return {
    ...documentAbilities(textDocument),
    ...workspaceAbilities(workspace),
    pullsDiagnostics: pull !== undefined,
    registersDiagnostics: registersDiagnostics && pull?.dynamicRegistration === true,
    pullsWorkspaceDiagnostics: pull !== undefined && workspace.diagnostics !== undefined,
    followsScenes,
    readsFiles,
    showDocument: window?.showDocument?.support === true,
    progress: window?.workDoneProgress === true,
    folders: workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []),
    commands: new Set(commands),
    locale,
    translations,
    settings,
  };
}

function optionsOf(given: unknown): v.InferOutput<typeof options> {
  const read = v.safeParse(options, given ?? {});
  return read.success ? read.output : v.parse(options, {});
}

/** Returns the capabilities that concern documents. */
function documentAbilities({
  publishDiagnostics: publish,
  diagnostic: pull,
  foldingRange,
  hover,
}: TextDocumentClientCapabilities) {
  return {
    collapsedText: foldingRange?.foldingRange?.collapsedText === true,
    relatedInformation: (pull?.relatedInformation ?? publish?.relatedInformation) === true,
    codeDescription: (pull?.codeDescriptionSupport ?? publish?.codeDescriptionSupport) === true,
    diagnosticData: (pull?.dataSupport ?? publish?.dataSupport) === true,
    markdown: hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
  };
}

/** Returns the capabilities that are independent of documents. */
function workspaceAbilities(workspace: WorkspaceClientCapabilities) {
  return {
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport === true,
    refreshesHints: workspace.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace.codeLens?.refreshSupport === true,
    configuration: workspace.configuration === true,
    configurationChanges: workspace.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    folderChanges: workspace.workspaceFolders === true,
  };
}
