import {
  type CancellationToken,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { label } from '../../knowledge';
import type { Context } from '../context';
import { CANCELLED, guarded, unlessCancelled } from '../guarded';
import type { Problems } from '../problems';
import type { Files } from './files';
import type { Folder, FolderCapture, SearchOptions } from './folder';
import { type Progress, startProgress } from './progress';
import { type ReadCapture, readCapture } from './reading';

/** Maximum number of reports in a batch, and maximum time before it is sent, in milliseconds. */
const MAX_BATCH = 50;
const MAX_DELAY = 200;
const NOTHING: WorkspaceDiagnosticReport = { items: [] };
const { Full, Unchanged } = DocumentDiagnosticReportKind;

/** The problems of a capture; undefined if the client already has them. */
interface CaptureReport {
  readonly uri: string;
  /** The key of its file. */
  readonly key: string;
  readonly resultId: string;
  readonly diagnostics: Diagnostic[] | undefined;
}

/** Answers clients that pull the problems of every capture of the folder. */
export class FolderProblems {
  readonly #context: Context;
  readonly #files: Files;
  readonly #folder: Folder;
  readonly #problems: Problems;
  /** The revision of the settings under which the user stopped the search. */
  #stoppedAt: number | undefined;

  constructor(context: Context, files: Files, folder: Folder, problems: Problems) {
    this.#context = context;
    this.#files = files;
    this.#folder = folder;
    this.#problems = problems;
  }

  register(): void {
    this.#context.connection.onRequest(WorkspaceDiagnosticRequest.type, (params, token) => {
      const answer = guarded<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
        this.#context,
        NOTHING,
        () => undefined,
        () => this.#report(params, token),
      );
      return answer(params, token);
    });
  }

  /**
   * Yields the problems of every capture of the folder. Problems across captures are known when all are read, so
   * captures that have some are reported a second time. `known` returns the result id that the client has for a file
   * key.
   */
  async *reports(
    known: (key: string) => string | undefined,
    search: SearchOptions,
  ): AsyncGenerator<CaptureReport> {
    const { across, documents } = this.#context;
    const seen = new Map<string, FolderCapture>();
    const read = new Map<string, string>();
    for await (const capture of this.#folder.captures(search)) {
      const key = this.#folder.keyOf(capture.uri);
      const own = this.#idOf(capture);
      seen.set(key, capture);
      if (across.isCurrent(key, own) && known(key)?.startsWith(own)) continue;
      const { diagnostics, cluster } = await this.#read(capture, search.cancelled);
      across.keep(key, own, cluster);
      read.set(key, own);
      yield { uri: capture.uri, key, resultId: own, diagnostics };
    }
    if (search.cancelled()) return;
    // Open documents are kept, too: after closing one its file is still the same.
    const open = documents.uris().map(uri => this.#folder.keyOf(uri));
    across.keepOnly(new Set([...seen.keys(), ...open]));
    const ids = across.ids();
    for (const [key, capture] of seen) {
      const { uri } = capture;
      const resultId = this.#idOf(capture) + (ids.get(uri) ?? '');
      if ((read.get(key) ?? known(key)) !== resultId) {
        const { diagnostics } = await this.#read(capture, search.cancelled);
        yield { uri, key, resultId, diagnostics: [...diagnostics, ...across.diagnosticsOf(uri)] };
      } else if (!read.has(key)) yield { uri, key, resultId, diagnostics: undefined };
    }
    this.#problems.acrossChanged();
  }

  /** Reads one capture of the folder, and reports why the rest of it could not be read, if so. */
  async #read(capture: FolderCapture, cancelled: () => boolean): Promise<ReadCapture> {
    const read = await readCapture(this.#context, this.#files, capture, { cancelled });
    if (read.reason !== undefined) this.#folder.fault(capture.uri, read.reason);
    return read;
  }

  /** Returns a key for the content of a capture under the current settings. */
  #idOf({ size, changed }: FolderCapture): string {
    return `${size}-${changed}/${this.#context.revision}/`;
  }

  async #report(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    const { settings, translate } = this.#context;
    const pieces = new Pieces(this.#context, params.partialResultToken);
    const before = new Map(
      params.previousResultIds.map(({ uri, value }) => [this.#folder.keyOf(uri), { uri, value }]),
    );
    for await (const report of this.#openReports(before, token)) pieces.add(report);
    if (settings.diagnostics.scope === 'workspace') {
      const progress = startProgress(this.#context, label('folder.title', translate), params.workDoneToken);
      try {
        await this.#reportFolder(before, pieces, progress, token);
      } finally {
        progress.end();
      }
    }
    // Files that were reported before but not found now are gone, unless the user stopped the search early.
    if (!this.#isStopped())
      for (const { uri } of before.values()) pieces.add({ kind: Full, uri, version: null, items: [] });
    return pieces.rest();
  }

  /** Yields reports on open documents, from their text and not from the disk. */
  async *#openReports(
    before: Before,
    token: CancellationToken,
  ): AsyncGenerator<WorkspaceDocumentDiagnosticReport> {
    const { documents } = this.#context;
    await unlessCancelled(token, this.#problems.waitForOthers());
    for (const uri of documents.uris()) {
      const key = this.#files.keyOf(uri);
      if (key === undefined) continue;
      const opened = await unlessCancelled(token, documents.open(uri));
      // It was changed or closed meanwhile: the client requests it again, or it is reported as a file.
      if (!opened) {
        if (documents.versionOf(uri) !== undefined) before.delete(key);
        continue;
      }
      const report = this.#problems.reportOf(uri, before.get(key)?.value);
      before.delete(key);
      yield { ...report, uri, version: documents.versionOf(uri) ?? null };
    }
  }

  async #reportFolder(
    before: Before,
    pieces: Pieces,
    progress: Progress,
    token: CancellationToken,
  ): Promise<void> {
    const { translate } = this.#context;
    const cancelled = (): boolean => token.isCancellationRequested || progress.stopped() || this.#isStopped();
    const onProgress = (done: number, of: number): void =>
      progress.at(done, of, label('folder.progress', translate, { done: String(done), of: String(of) }));
    try {
      const values = new Map([...before].map(([key, { value }]) => [key, value]));
      const reports = this.reports(key => values.get(key), { cancelled, onProgress });
      for await (const { uri, key, resultId, diagnostics } of reports) {
        const about = { uri, version: null, resultId };
        pieces.add(
          diagnostics ? { ...about, kind: Full, items: diagnostics } : { ...about, kind: Unchanged },
        );
        before.delete(key);
      }
    } catch (error) {
      if (error !== CANCELLED) throw error;
    }
    if (token.isCancellationRequested) throw CANCELLED;
    if (progress.stopped() && !this.#isStopped()) {
      this.#stoppedAt = this.#context.revision;
      this.#context.warn(label('folder.stopped', translate));
    }
  }

  #isStopped(): boolean {
    return this.#stoppedAt === this.#context.revision;
  }
}

type Before = Map<string, { readonly uri: string; readonly value: string }>;

/** Collects reports, and sends them in batches to a client that supports partial results. */
class Pieces {
  readonly #context: Context;
  readonly #token: WorkspaceDiagnosticParams['partialResultToken'];
  #items: WorkspaceDocumentDiagnosticReport[] = [];
  #sent = performance.now();

  constructor(context: Context, token: WorkspaceDiagnosticParams['partialResultToken']) {
    this.#context = context;
    this.#token = token;
  }

  add(item: WorkspaceDocumentDiagnosticReport): void {
    this.#items.push(item);
    const now = performance.now();
    if (this.#token === undefined || (this.#items.length < MAX_BATCH && now - this.#sent < MAX_DELAY)) return;
    this.#sent = now;
    const { partialResult } = WorkspaceDiagnosticRequest;
    void this.#context.connection.sendProgress(partialResult, this.#token, { items: this.#items });
    this.#items = [];
  }

  /** Returns the reports that were not sent yet, as the answer to the request. */
  rest(): WorkspaceDiagnosticReport {
    return { items: this.#items };
  }
}
