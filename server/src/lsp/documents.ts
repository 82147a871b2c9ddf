import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analysisSteps } from '../analysis';
import type { SiteKnowledge } from '../site/knowledge';
import { applyEdits, insertedLength } from './edits';
import { inSlices } from './turns';

/** A document that the client has open, and what is known of it. */
export interface Opened {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/**
 * Where more was inserted since the last analysis, in UTF-16 code units, the text is analysed as a new one: that is done in
 * short steps, and the edit would be read in one.
 */
const MAX_EDIT = 1 << 20;

/** The open documents, each analysed once a version and only when somebody asks. */
export class OpenDocuments {
  readonly #inserted = new Map<string, number>();
  readonly #documents = new TextDocuments({
    create: TextDocument.create,
    update: (document, edits, version) => {
      const { uri } = document;
      this.#inserted.set(uri, (this.#inserted.get(uri) ?? 0) + insertedLength(edits));
      return applyEdits(document, edits, version);
    },
  });
  readonly #analyses = new Map<string, { version: number; analysis: Analysis }>();
  /** The number of each document among all that were opened. */
  readonly #opened = new Map<string, number>();
  #count = 0;
  /** Analyses that are being made; each promise ends when its analysis is made or given up. */
  readonly #runs = new Map<string, Promise<void>>();

  /** What the site knows besides. */
  #site: SiteKnowledge | undefined;

  #analysed: ((opened: Opened) => void) | undefined;

  /** Calls `listener` with each document whose analysis is made. */
  onAnalysed(listener: (opened: Opened) => void): void {
    this.#analysed = listener;
  }

  /** Has every document analysed again, with what the site knows. */
  explainBy(site: SiteKnowledge | undefined): void {
    this.#site = site;
    this.#analyses.clear();
  }

  /** Listens to the client, and says which document changed or was closed. */
  listen(connection: Connection, changed: (uri: string) => void, closed: (uri: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => changed(document.uri));
    this.#documents.onDidOpen(({ document }) => void this.#opened.set(document.uri, this.#count++));
    this.#documents.onDidClose(({ document: { uri } }) => {
      this.#analyses.delete(uri);
      this.#inserted.delete(uri);
      closed(uri);
    });
    this.#documents.listen(connection);
  }

  /**
   * The document with the analysis of its text, which is made in slices: messages are handled between them. Undefined where
   * the document is not open, or was changed or closed before the analysis was made.
   */
  async open(uri: string): Promise<Opened | undefined> {
    const document = this.#documents.get(uri);
    const version = document?.version;
    while (document && document === this.#documents.get(uri) && document.version === version) {
      const ready = this.ready(uri);
      if (ready) return ready;
      await (this.#runs.get(uri) ?? this.#begin(document));
    }
    return undefined;
  }

  /** The document with its analysis, where that was made already. */
  ready(uri: string): Opened | undefined {
    const document = this.#documents.get(uri);
    const known = this.#analyses.get(uri);
    return document && known?.version === document.version
      ? { document, analysis: known.analysis }
      : undefined;
  }

  get areReady(): boolean {
    return this.uris().every(uri => this.ready(uri));
  }

  /** Has every open document analysed. */
  async openAll(): Promise<void> {
    await Promise.all(this.uris().map(uri => this.open(uri)));
  }

  /** Distinguishes the text of an open document from all others: after reopening, the same version can be another text. */
  stampOf(uri: string): string {
    return `${this.#opened.get(uri) ?? ''}.${this.versionOf(uri) ?? 'closed'}`;
  }

  /** The version of an open document. */
  versionOf(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  uris(): string[] {
    return this.#documents.keys();
  }

  #begin(document: TextDocument): Promise<void> {
    const run = this.#analyse(document).finally(() => this.#runs.delete(document.uri));
    this.#runs.set(document.uri, run);
    return run;
  }

  async #analyse(document: TextDocument): Promise<void> {
    const { uri, version } = document;
    const isOpen = (): boolean => this.#documents.get(uri) === document;
    const known = this.#analyses.get(uri);
    const before = (this.#inserted.get(uri) ?? 0) <= MAX_EDIT ? known?.analysis.reusable : undefined;
    // Nobody may use the analysis from here on, even if the new one is given up.
    this.#analyses.delete(uri);
    this.#inserted.delete(uri);
    // After an edit the analysis is fast, and the next edit continues from it. A first analysis is slow, so an edit cancels it.
    const isWanted = (): boolean => isOpen() && (before !== undefined || document.version === version);
    const site = this.#site;
    const analysis = await inSlices(analysisSteps(document.getText(), before, site), isWanted);
    if (!analysis || !isOpen() || site !== this.#site) return;
    this.#analyses.set(uri, { version, analysis });
    if (document.version === version) this.#analysed?.({ document, analysis });
  }
}
