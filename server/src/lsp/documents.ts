import { type Connection, TextDocuments, type Position } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { type Analysis, analysisSteps } from '../analysis';
import type { SiteKnowledge } from '../site/knowledge';
import { inSlices } from './timeSlices';

/** An open document with its analysis. */
export interface Opened {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/**
 * If more was inserted since the last analysis, in UTF-16 code units, the text is analysed from scratch: that takes
 * many short steps, whereas an edit is analysed in one.
 */
const MAX_EDIT = 1 << 20;

/** The open documents. Each version is analysed at most once, and only on demand. */
export class OpenDocuments {
  readonly #inserted = new Map<string, number>();
  readonly #documents = new TextDocuments({
    create: TextDocument.create,
    update: (document, edits, version) => {
      const { uri } = document;
      this.#edited?.(uri, isAppended(document, edits));
      this.#inserted.set(uri, (this.#inserted.get(uri) ?? 0) + insertedLength(edits));
      return applyEdits(document, edits, version);
    },
  });
  readonly #analyses = new Map<string, { version: number; analysis: Analysis }>();
  /** A serial number for each time a document was opened. */
  readonly #opened = new Map<string, number>();
  #count = 0;
  /** Analyses in progress; each promise resolves when its analysis is done or cancelled. */
  readonly #runs = new Map<string, Promise<void>>();

  /** The site's own knowledge. */
  #site: SiteKnowledge | undefined;

  readonly #analysed: ((opened: Opened) => unknown)[] = [];
  #edited: ((uri: string, isAppended: boolean) => void) | undefined;

  /** Calls `listener` with each document once its analysis is done. */
  onAnalysed(listener: (opened: Opened) => unknown): void {
    this.#analysed.push(listener);
  }

  /** Calls `listener` before a document is edited or after it was closed, with whether text is only added at its end. */
  onEdit(listener: (uri: string, isAppended: boolean) => void): void {
    this.#edited = listener;
  }

  /** Analyses every document again, with the site's own knowledge. */
  explainBy(site: SiteKnowledge | undefined): void {
    this.#site = site;
    this.#analyses.clear();
  }

  /** Listens to the client; calls `changed` and `closed` with the URI of the document. */
  listen(connection: Connection, changed: (uri: string) => void, closed: (uri: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => changed(document.uri));
    this.#documents.onDidOpen(({ document }) => void this.#opened.set(document.uri, this.#count++));
    this.#documents.onDidClose(({ document: { uri } }) => {
      this.#analyses.delete(uri);
      this.#inserted.delete(uri);
      this.#edited?.(uri, false);
      closed(uri);
    });
    this.#documents.listen(connection);
  }

  /**
   * Returns a document with its analysis, which is done in slices: messages are handled between them. Undefined if
   * the document is not open, or was changed or closed before the analysis was done.
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

  /** Returns the document with its analysis if that is already done. */
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

  /** Analyses every open document. */
  async openAll(): Promise<void> {
    await Promise.all(this.uris().map(uri => this.open(uri)));
  }

  /** Returns a key for the text of an open document: after reopening, the same version can have another text. */
  stampOf(uri: string): string {
    return `${this.#opened.get(uri) ?? ''}.${this.versionOf(uri) ?? 'closed'}`;
  }

  /** Returns the version of an open document. */
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
    // The old analysis must not be used from here on, even if the new one is cancelled.
    this.#analyses.delete(uri);
    this.#inserted.delete(uri);
    // After an edit the analysis is fast, and the next edit continues from it. A first analysis is slow, so an edit
    // cancels it.
    const isWanted = (): boolean => isOpen() && (before !== undefined || document.version === version);
    const site = this.#site;
    const analysis = await inSlices(analysisSteps(document.getText(), before, site), isWanted);
    if (!analysis || !isOpen() || site !== this.#site) return;
    this.#analyses.set(uri, { version, analysis });
    if (document.version === version) for (const listener of this.#analysed) listener({ document, analysis });
  }
}

/**
 * Applies a client's edits in order. A position outside the text is moved to the nearest one inside: otherwise
 * `TextDocument` would lose count of its lines, and every later answer would be misplaced.
 */
export function applyEdits(
  document: TextDocument,
  edits: readonly TextDocumentContentChangeEvent[],
  version: number,
): TextDocument {
  return edits.reduce(
    (before, edit) => TextDocument.update(before, [inside(before, edit)], version),
    document,
  );
}

/** True if the text after an edit begins with the whole text before. A client may send its last line again. */
function isAppended(
  document: TextDocument,
  [edit, ...others]: readonly TextDocumentContentChangeEvent[],
): boolean {
  if (!edit || others.length > 0) return false;
  const text = document.getText();
  if (!('range' in edit)) return edit.text.startsWith(text);
  const { start, end } = edit.range;
  return document.offsetAt(end) === text.length && edit.text.startsWith(text.slice(document.offsetAt(start)));
}

/** Returns the length of the text that edits insert, in UTF-16 code units. */
function insertedLength(edits: readonly TextDocumentContentChangeEvent[]): number {
  return edits.reduce((length, { text }) => length + text.length, 0);
}

function inside(
  document: TextDocument,
  edit: TextDocumentContentChangeEvent,
): TextDocumentContentChangeEvent {
  if (!('range' in edit)) return edit;
  const nearest = (at: Position): Position => document.positionAt(document.offsetAt(at));
  return { range: { start: nearest(edit.range.start), end: nearest(edit.range.end) }, text: edit.text };
}
