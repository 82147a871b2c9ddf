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
  /** The server registers diagnostics dynamically: after the start, and after each change of the settings. */
  readonly registersDiagnostics: boolean;
  /** The client wants a notification when the analysis of a document changed. */
  readonly followsScenes: boolean;
  /** The client reads files for the server that are not on its disk. */
  readonly readsFiles: boolean;
  /** The client pulls the diagnostics of the whole folder, too. */
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
  /** The client shows progress that the server begins. */
  readonly progress: boolean;
  /** The client reports changes of files on disk. */
  readonly watchesFiles: boolean;
  readonly folderChanges: boolean;
  /** The addresses of the folders that it has open. */
  readonly folders: readonly string[];
  /** Its own commands that quick fixes may use. */
  readonly commands: ReadonlySet<string>;
  /** The language of its user: `de`, `pt-br`. */
  readonly locale: string | undefined;
  /** The translations into that language, for a server that has no files (`translator`). */
  readonly translations: readonly string[] | undefined;
  /** Settings, for a client that cannot be asked for them. */
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

/** What is read of an `initialize` request. A client that knows no folders has one root. */
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
  // Some clients send null for what they do not have.
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

/** What a client can show of a document. */
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

/** What a client can do besides, whatever documents are open. */
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
