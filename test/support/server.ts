import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  PublishDiagnosticsNotification,
  type Registration,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  UnregistrationRequest,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver-protocol/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from '../../server/src/files/nodeFiles';
import { Door } from '../../server/src/lsp/door';
import { startServer } from '../../server/src/lsp/server';

/** Milliseconds after which a wait is taken for a hang: nothing that works takes that long, on however busy a machine. */
export const HANG = 300_000;

export const BUILT_SERVER = 'server/dist/node.js';

/** The capabilities of VS Code that matter here. */
export const LIKE_VS_CODE: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    diagnostic: { dynamicRegistration: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
  },
  window: { showDocument: { support: true }, showMessage: {} },
};

/** The client commands that the VS Code client reports. */
export const OUR_OPTIONS = {
  commands: ['fortiosDebug.copyText', 'fortiosDebug.copyTicket', 'fortiosDebug.turnRuleOff'],
};

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** The answer to `workspace/configuration` for the section `fortiosDebug`. */
  readonly configuration?: unknown;
  /** Whether the client answers requests of the server; a minimal one does not. */
  readonly answers?: boolean;
  /** Paths of the open folders. */
  readonly folders?: readonly string[];
}

/** A minimal client and its server. */
export class Client {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly messages: string[] = [];
  /** The log messages of the server. */
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly registrations: Registration[] = [];
  /** Capabilities registered before the answer to `initialize`. */
  readonly askedTooEarly: string[] = [];
  /** The tokens of the progress that the server started. */
  readonly progress: (string | number)[] = [];
  refreshes = 0;

  /** The methods that the server has registered. */
  get registered(): string[] {
    return this.registrations.map(({ method }) => method);
  }

  configuration: unknown;
  readonly exited: Promise<number | null>;
  result: InitializeResult | undefined;

  private constructor(
    readonly connection: ProtocolConnection,
    readonly process?: ChildProcessWithoutNullStreams,
  ) {
    this.exited = new Promise(resolve => void process?.once('exit', resolve));
  }

  /** Starts the built server as an editor does. */
  static async start(options: StartOptions = {}): Promise<Client> {
    if (!existsSync(BUILT_SERVER)) throw new Error(`${BUILT_SERVER} is not built: node esbuild.mjs`);
    const child = spawn(process.execPath, [BUILT_SERVER, '--stdio']);
    const client = new Client(connectionOf(child.stdout, child.stdin), child);
    await client.#initialize(options, process.pid);
    return client;
  }

  /**
   * Starts the server in this process: ten times as fast, with the same kind of connection. It speaks English, because the
   * process has only one language.
   */
  static async inMemory(options: StartOptions = {}): Promise<Client> {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    const [reader, writer] = [new StreamMessageReader(toServer), new StreamMessageWriter(toClient)];
    const door = new Door();
    const server = createConnection(ProposedFeatures.all, reader, writer, { messageStrategy: door });
    startServer(server, door, nodeFiles);
    const client = new Client(connectionOf(toClient, toServer));
    await client.#initialize(options, null);
    return client;
  }

  async #initialize(options: StartOptions, processId: number | null): Promise<void> {
    const { capabilities = {}, initializationOptions, configuration, answers = true, folders } = options;
    this.configuration = configuration;
    this.#listen(answers);
    const params = {
      processId,
      rootUri: null,
      capabilities,
      initializationOptions,
      ...(folders && {
        workspaceFolders: folders.map(folder => ({ uri: pathToFileURL(folder).href, name: folder })),
      }),
    };
    this.result = await this.connection.sendRequest(InitializeRequest.type, params);
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  #listen(answers: boolean): void {
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, params => {
      this.published.push(params);
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.messages.push(message);
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.logged.push(message);
    });
    if (answers) {
      connection.onRequest(ShowMessageRequest.type, ({ message }) => {
        this.messages.push(message);
        return null;
      });
      connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
        this.shown.push(uri);
        return { success: true };
      });
      connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
        if (!this.result) this.askedTooEarly.push(...registrations.map(({ method }) => method));
        this.registrations.push(...registrations);
      });
      connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
        for (const { id } of unregisterations)
          this.registrations.splice(
            this.registrations.findIndex(one => one.id === id),
            1,
          );
      });
      connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
        this.progress.push(token);
      });
      connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.configuration));
      connection.onRequest(DiagnosticRefreshRequest.type, () => {
        this.refreshes++;
      });
    }
    connection.listen();
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'fortios-debug', version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Replaces the whole text. */
  async change(uri: string, version: number, text: string): Promise<void> {
    const params = { textDocument: { uri, version }, contentChanges: [{ text }] };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, params);
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  }

  /** The problems of a full report. */
  async problems(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('No full report');
    return report.items;
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line, character },
    });
  }

  async actions(uri: string, diagnostics: Diagnostic[]): Promise<CodeAction[]> {
    const range = diagnostics[0]?.range ?? {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    };
    const params = { textDocument: { uri }, range, context: { diagnostics } };
    return ((await this.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
  }

  /** Notifies the server of changed settings; `settings` is for a client without `workspace/configuration`. */
  async configure(settings: unknown): Promise<void> {
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  /** Waits until `probe` returns something. */
  async eventually<Found>(what: string, probe: () => Found | undefined | false): Promise<Found> {
    let found = probe();
    for (const end = Date.now() + HANG; !found && Date.now() < end; found = probe()) await sleep(10);
    if (!found) throw new Error(`Waited ${HANG / 60_000} min for ${what}: it hangs`);
    return found;
  }

  /** Shuts the server down as the protocol requires. */
  async stop(): Promise<number | null> {
    if (this.process?.exitCode === null) {
      await this.connection.sendRequest(ShutdownRequest.type);
      await this.connection.sendNotification(ExitNotification.type);
    }
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  /** Kills the server in any state. */
  kill(): void {
    this.connection.dispose();
    this.process?.kill('SIGKILL');
  }
}

function connectionOf(from: Readable, to: Writable): ProtocolConnection {
  return createProtocolConnection(new StreamMessageReader(from), new StreamMessageWriter(to));
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));
