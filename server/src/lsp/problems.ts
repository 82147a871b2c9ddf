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
import { guarded, OUTDATED, faultLocation, unlessCancelled } from './guarded';
import { yieldToPendingMessages } from './timeSlices';
import { diagnosticOptionsOf } from './workspace/reading';

/** Delay after an edit before problems are published, in milliseconds. */
const PUBLISH_DELAY = 100;
/**
 * After any other error a client drops the problems on display; with this one it keeps them until it has asked again.
 */
const RETRY = new ResponseError<unknown>(LSPErrorCodes.ServerCancelled, OUTDATED.message, {
  retriggerRequest: true,
} satisfies DiagnosticServerCancellationData);
/** Delay before a client is asked to refresh the problems of other documents, in milliseconds. */
const ASK_DELAY = 100;
/** Maximum time that an answer waits for other open captures, which may affect its problems, in milliseconds. */
const MAX_WAIT = 300;
const NO_REPORT: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Answers clients that pull problems, and publishes problems to those that do not. */
export class Problems {
  readonly #context: Context;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** For each open document, the key of the problems across captures that were last reported. */
  readonly #reported = new Map<string, string>();
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
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
          if (documents.versionOf(uri) !== version) throw RETRY;
          return this.reportOf(uri, previousResultId);
        },
        RETRY,
      );
      return answer(params, token);
    });
  }

  /**
   * Waits until the open captures are analysed. The wait is short if the client can be asked later to refresh, should
   * they show something together with the requested one.
   */
  async waitForOthers(): Promise<void> {
    const { client, documents } = this.#context;
    if (documents.areReady) return;
    const ready = documents.openAll();
    await (client.refreshesDiagnostics ? Promise.race([ready, after(MAX_WAIT)]) : ready);
  }

  /** Returns the problems of an analysed open document, or that they are still those of `previousResultId`. */
  reportOf(uri: string, previousResultId: string | undefined): DocumentDiagnosticReport {
    const { across, documents, revision } = this.#context;
    const id = across.idOf(uri);
    const resultId = `${documents.stampOf(uri)}/${revision}/${id}`;
    if (documents.versionOf(uri) !== undefined) this.#reported.set(uri, id);
    this.acrossChanged();
    if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: this.#problemsOf(uri) };
  }

  changed(uri: string): void {
    if (this.#context.client.pullsDiagnostics) return;
    clearTimeout(this.#waiting.get(uri));
    // The problems of a text that was just opened are waited for.
    const delay = this.#reported.has(uri) ? PUBLISH_DELAY : 0;
    this.#waiting.set(
      uri,
      setTimeout(() => void this.#publishOnceQuiet(uri), delay),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.delete(uri);
    this.#reported.delete(uri);
    const { client, connection } = this.#context;
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
    this.acrossChanged();
  }

  /** Reports documents again whose problems across captures have changed. */
  acrossChanged(): void {
    const { across, client, connection, documents } = this.#context;
    if (!documents.areReady) {
      this.#whenReady();
      return;
    }
    const ids = across.ids();
    const others = [...this.#reported].filter(([uri, id]) => (ids.get(uri) ?? '') !== id).map(([uri]) => uri);
    if (others.length === 0) return;
    if (!client.pullsDiagnostics) {
      for (const uri of others) this.#send(uri);
      return;
    }
    if (!client.refreshesDiagnostics) return;
    // One refresh per change, whichever documents the client requests then.
    for (const uri of others) this.#reported.set(uri, ids.get(uri) ?? '');
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => {
      connection.languages.diagnostics.refresh().catch(() => undefined);
    }, ASK_DELAY);
  }

  /** Publishes the problems of all documents again, after a change of settings. */
  publishAll(): void {
    for (const uri of this.#context.documents.uris()) void this.#publish(uri);
  }

  /** Checks for problems across captures once all documents are analysed. */
  #whenReady(): void {
    this.#readying ??= this.#context.documents.openAll().then(
      () => {
        this.#readying = undefined;
        this.acrossChanged();
      },
      () => (this.#readying = undefined),
    );
  }

  /** Does nothing if an edit arrives meanwhile: it publishes after its own delay. */
  async #publishOnceQuiet(uri: string): Promise<void> {
    const version = this.#context.documents.versionOf(uri);
    await yieldToPendingMessages();
    if (this.#context.documents.versionOf(uri) === version) await this.#publish(uri);
  }

  /** Does nothing if the document changes or is closed during its analysis: these events publish by themselves. */
  async #publish(uri: string): Promise<void> {
    const { connection, documents } = this.#context;
    try {
      if (!(await documents.open(uri))) return;
      this.#send(uri);
      this.acrossChanged();
    } catch (fault) {
      connection.console.error(`The problems of a document were not published: ${faultLocation(fault)}`);
    }
  }

  #send(uri: string): void {
    const { across, connection, documents } = this.#context;
    const version = documents.versionOf(uri);
    if (version === undefined) return;
    this.#reported.set(uri, across.idOf(uri));
    void connection.sendDiagnostics({ uri, version, diagnostics: this.#problemsOf(uri) });
  }

  #problemsOf(uri: string): Diagnostic[] {
    const { across, documents } = this.#context;
    const opened = documents.ready(uri);
    if (!opened) return [];
    const own = diagnosticsOf(opened.analysis, opened.document, diagnosticOptionsOf(this.#context));
    return [...own, ...across.diagnosticsOf(uri)];
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
