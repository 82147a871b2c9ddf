import {
  type Diagnostic,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { diagnosticsOf } from '../features/diagnostics';
import type { Context } from './context';
import { guarded, OUTDATED, placeOf, unlessCancelled } from './guarded';
import { yieldToPendingMessages } from './turns';
import { optionsOf } from './workspace/reading';

/** How long the server waits for the next edit before it publishes problems, in milliseconds. */
const PUBLISH_DELAY = 100;
/** Problems on display would go away with any other error; with this one the client keeps them until it has asked again. */
const ASK_AGAIN = new ResponseError<unknown>(LSPErrorCodes.ServerCancelled, OUTDATED.message, {
  retriggerRequest: true,
} satisfies DiagnosticServerCancellationData);
/** How long the server waits before it has a client ask again about other documents, in milliseconds. */
const ASK_DELAY = 100;
/** How long an answer waits for other open captures, which may show problems together with this one, in milliseconds. */
const PATIENCE = 300;
const NO_REPORT: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Answers clients that pull problems, and publishes problems to those that do not. */
export class Problems {
  readonly #context: Context;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** The last report on the problems of an open document across captures. */
  readonly #told = new Map<string, string>();
  #asking: ReturnType<typeof setTimeout> | undefined;
  #readying: Promise<unknown> | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  register(): void {
    const { connection } = this.#context;
    connection.languages.diagnostics.on((params, token) => {
      const { documents } = this.#context;
      const answer = guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        this.#context,
        NO_REPORT,
        ({ textDocument }) => textDocument.uri,
        async ({ textDocument: { uri }, previousResultId }) => {
          const version = documents.versionOf(uri);
          await unlessCancelled(token, this.waitForOthers());
          if (documents.versionOf(uri) !== version) throw ASK_AGAIN;
          return this.reportOf(uri, previousResultId);
        },
        ASK_AGAIN,
      );
      return answer(params, token);
    });
  }

  /**
   * Waits until the open captures are analysed; but not for long where the client can be told later that they show something
   * together with the one that it asked about.
   */
  async waitForOthers(): Promise<void> {
    const { client, documents } = this.#context;
    if (documents.areReady) return;
    const ready = documents.openAll();
    await (client.refreshesDiagnostics ? Promise.race([ready, after(PATIENCE)]) : ready);
  }

  /** The problems of an open document that is analysed, or that they are still those which the client had under this id. */
  reportOf(uri: string, previousResultId: string | undefined): DocumentDiagnosticReport {
    const { across, documents, revision } = this.#context;
    const id = across.idOf(uri);
    const resultId = `${documents.stampOf(uri)}/${revision}/${id}`;
    if (documents.versionOf(uri) !== undefined) this.#told.set(uri, id);
    this.acrossChanged();
    if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: this.#problemsOf(uri) };
  }

  changed(uri: string): void {
    if (this.#context.client.pullsDiagnostics) return;
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.set(
      uri,
      setTimeout(() => void this.#publishOnceQuiet(uri), PUBLISH_DELAY),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.delete(uri);
    this.#told.delete(uri);
    const { client, connection } = this.#context;
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
    this.acrossChanged();
  }

  /** What other captures say may be another thing now: open documents have other problems by that. */
  acrossChanged(): void {
    const { across, client, connection, documents } = this.#context;
    if (!documents.areReady) {
      this.#whenReady();
      return;
    }
    const ids = across.ids();
    const others = [...this.#told].filter(([uri, id]) => (ids.get(uri) ?? '') !== id).map(([uri]) => uri);
    if (others.length === 0) return;
    if (!client.pullsDiagnostics) {
      for (const uri of others) this.#send(uri);
      return;
    }
    if (!client.refreshesDiagnostics) return;
    // One change is one wish to be asked again, whatever the client asks about then.
    for (const uri of others) this.#told.set(uri, ids.get(uri) ?? '');
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => {
      connection.languages.diagnostics.refresh().catch(() => undefined);
    }, ASK_DELAY);
  }

  /** The settings changed: what is shown is shown again. */
  publishAll(): void {
    for (const uri of this.#context.documents.uris()) void this.#publish(uri);
  }

  /** Looks again at what captures show together when all of them are analysed. */
  #whenReady(): void {
    this.#readying ??= this.#context.documents.openAll().then(
      () => {
        this.#readying = undefined;
        this.acrossChanged();
      },
      () => (this.#readying = undefined),
    );
  }

  /** Leaves it to the edit that comes in meanwhile, which has a delay of its own. */
  async #publishOnceQuiet(uri: string): Promise<void> {
    const version = this.#context.documents.versionOf(uri);
    await yieldToPendingMessages();
    if (this.#context.documents.versionOf(uri) === version) await this.#publish(uri);
  }

  /** Leaves a document that changes or is closed while it is analysed to what is published then. */
  async #publish(uri: string): Promise<void> {
    const { connection, documents } = this.#context;
    try {
      if (!(await documents.open(uri))) return;
      this.#send(uri);
      this.acrossChanged();
    } catch (fault) {
      connection.console.error(`The problems of a document were not published: ${placeOf(fault)}`);
    }
  }

  #send(uri: string): void {
    const { across, connection, documents } = this.#context;
    const version = documents.versionOf(uri);
    if (version === undefined) return;
    this.#told.set(uri, across.idOf(uri));
    void connection.sendDiagnostics({ uri, version, diagnostics: this.#problemsOf(uri) });
  }

  #problemsOf(uri: string): Diagnostic[] {
    const { across, documents } = this.#context;
    const opened = documents.ready(uri);
    if (!opened) return [];
    const own = diagnosticsOf(opened.analysis, opened.document, optionsOf(this.#context));
    return [...own, ...across.diagnosticsOf(uri)];
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
