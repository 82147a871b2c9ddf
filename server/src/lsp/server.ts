import {
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../analysis';
import { codeActionsOf, OPEN_ADDRESS } from '../features/codeActions';
import { diagnosticsOf } from '../features/diagnostics';
import { hoverAt } from '../features/hover';
import type { Translate } from '../knowledge';
import { capabilitiesFor } from './capabilities';
import { type Client, clientOf } from './client';
import { guarded } from './guarded';
import { DEFAULTS, readSettings, type Settings } from './settings';

export const NAME = 'fortios-debug';
const SECTION = 'fortiosDebug';
/** How long the server waits for the next edit before it publishes problems, in milliseconds. */
const PUBLISH_DELAY = 100;

const NO_REPORT: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Serves `connection` until it closes. */
export function startServer(connection: Connection): void {
  const server = new Server(connection);
  server.listen();
}

class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #analyses = new Map<string, { version: number; analysis: Analysis }>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  #client: Client = clientOf({ capabilities: {} });
  #settings: Settings = DEFAULTS;
  /** Counts the changes of the settings, so that a client's old result is not taken for a new one. */
  #revision = 0;
  #said = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize(params => this.#initialize(params));
    connection.onInitialized(() => void this.#initialized());
    connection.onDidChangeConfiguration(({ settings }) => void this.#configure(settings));
    connection.onHover(
      guarded(connection, null, ({ textDocument, position }) => this.#hover(textDocument.uri, position)),
    );
    connection.onCodeAction(
      guarded(connection, [], ({ textDocument, context }) => {
        const [document, analysis] = this.#open(textDocument.uri);
        if (!document) return [];
        return codeActionsOf(analysis, document, context.diagnostics, {
          translate: this.#translate,
          clientCommands: this.#client.commands,
          showDocument: this.#client.showDocument,
        });
      }),
    );
    connection.onExecuteCommand(
      guarded(connection, null, ({ command, arguments: given }) => this.#execute(command, given ?? [])),
    );
    connection.languages.diagnostics.on(
      guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        connection,
        NO_REPORT,
        ({ textDocument, previousResultId }) => this.#report(textDocument.uri, previousResultId),
      ),
    );
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document.uri));
    this.#documents.onDidClose(({ document }) => this.#closed(document.uri));
    this.#documents.listen(connection);
    connection.listen();
  }

  #initialize(params: InitializeParams) {
    this.#client = clientOf(params);
    this.#take(this.#client.settings);
    return { capabilities: capabilitiesFor(this.#client), serverInfo: { name: NAME } };
  }

  async #initialized(): Promise<void> {
    if (this.#client.configurationChanges) {
      const changes = DidChangeConfigurationNotification.type;
      await this.#tried('the registration for changes of the settings', () =>
        this.#connection.client.register(changes, { section: SECTION }),
      );
    }
    if (this.#client.configuration) await this.#configure(undefined);
  }

  /** Asks the client for something that it said it can do; one that cannot is logged, and the server lives on. */
  async #tried<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.#connection.console.warn(
        `The client refused ${what}: ${error instanceof Error ? error.message : 'unknown reason'}`,
      );
      return undefined;
    }
  }

  readonly #translate: Translate = english => this.#client.bundle[english] ?? english;

  /** Takes the settings from the client, or those that it sent where it cannot be asked. */
  async #configure(sent: unknown): Promise<void> {
    const section = (sent as Record<string, unknown> | null | undefined)?.[SECTION] ?? sent;
    const raw: unknown = this.#client.configuration
      ? await this.#tried(
          'its settings',
          () => this.#connection.workspace.getConfiguration(SECTION) as Promise<unknown>,
        )
      : section;
    this.#take(raw);
    if (!this.#client.pullsDiagnostics)
      for (const document of this.#documents.all()) this.#publish(document.uri);
    else if (this.#client.refreshesDiagnostics) {
      await this.#tried('to ask for problems again', () => this.#connection.languages.diagnostics.refresh());
    }
  }

  #take(raw: unknown): void {
    const { settings, complaints } = readSettings(raw, this.#translate);
    this.#settings = settings;
    this.#revision++;
    for (const complaint of complaints) if (!this.#said.has(complaint)) this.#warn(complaint);
    this.#said = new Set(complaints);
  }

  /** Says something to the person. A notification, which every client takes; the request of the same name is not. */
  #warn(message: string): void {
    void this.#connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message,
    });
  }

  /** The document with its analysis, which is made once a version. */
  #open(uri: string): [TextDocument, Analysis] | [undefined] {
    const document = this.#documents.get(uri);
    if (!document) return [undefined];
    const known = this.#analyses.get(uri);
    if (known?.version === document.version) return [document, known.analysis];
    const analysis = analyze(document.getText());
    this.#analyses.set(uri, { version: document.version, analysis });
    return [document, analysis];
  }

  #hover(uri: string, position: { line: number; character: number }) {
    const [document, analysis] = this.#open(uri);
    if (!document) return null;
    const options = {
      severities: this.#settings.rules,
      translate: this.#translate,
      markdown: this.#client.markdown,
    };
    return hoverAt(analysis, document, document.offsetAt(position), options) ?? null;
  }

  async #execute(command: string, given: readonly unknown[]): Promise<null> {
    const [address] = given;
    // Only an article's address is opened, whatever is asked for.
    if (command === OPEN_ADDRESS && typeof address === 'string' && address.startsWith('https://')) {
      await this.#connection.window.showDocument({ uri: address, external: true });
    }
    return null;
  }

  #problems(uri: string) {
    const [document, analysis] = this.#open(uri);
    if (!document) return [];
    return diagnosticsOf(analysis, document, {
      severities: this.#settings.rules,
      maxProblems: this.#settings.maxProblems,
      translate: this.#translate,
      relatedInformation: this.#client.relatedInformation,
      codeDescription: this.#client.codeDescription,
      data: this.#client.diagnosticData,
    });
  }

  #report(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const version = this.#documents.get(uri)?.version;
    const resultId = `${version ?? 'closed'}/${this.#revision}`;
    if (previous === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: this.#problems(uri) };
  }

  #changed(uri: string): void {
    if (this.#client.pullsDiagnostics) return;
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.set(
      uri,
      setTimeout(() => this.#publish(uri), PUBLISH_DELAY),
    );
  }

  #publish(uri: string): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    void this.#connection.sendDiagnostics({
      uri,
      version: document.version,
      diagnostics: this.#problems(uri),
    });
  }

  #closed(uri: string): void {
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.delete(uri);
    this.#analyses.delete(uri);
    if (!this.#client.pullsDiagnostics) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}
