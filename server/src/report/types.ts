import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';

/** A capture that was checked. The document tells lines and characters of its offsets. */
export interface Checked {
  readonly path: string;
  readonly analysis: Analysis;
  readonly document: TextDocument;
}
