import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../analysis';
import { applyEdits } from './edits';

/** A document that the client has open, and what is known of it. */
export interface Opened {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/** The open documents, each analysed once a version and only when somebody asks. */
export class OpenDocuments {
  readonly #documents = new TextDocuments({ create: TextDocument.create, update: applyEdits });
  readonly #analyses = new Map<string, { version: number; analysis: Analysis }>();

  /** Listens to the client, and says which document changed or was closed. */
  listen(connection: Connection, changed: (uri: string) => void, closed: (uri: string) => void): void {
    this.#documents.onDidChangeContent(({ document }) => changed(document.uri));
    this.#documents.onDidClose(({ document }) => {
      this.#analyses.delete(document.uri);
      closed(document.uri);
    });
    this.#documents.listen(connection);
  }

  /** The document with its analysis; undefined where it is not open. */
  open(uri: string): Opened | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const known = this.#analyses.get(uri);
    if (known?.version === document.version) return { document, analysis: known.analysis };
    // It is used up, whatever comes of it.
    this.#analyses.delete(uri);
    const analysis = analyze(document.getText(), known?.analysis);
    this.#analyses.set(uri, { version: document.version, analysis });
    return { document, analysis };
  }

  /** The version of an open document. */
  versionOf(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  all(): Opened[] {
    return this.#documents.all().flatMap(({ uri }) => this.open(uri) ?? []);
  }

  uris(): string[] {
    return this.#documents.keys();
  }
}
