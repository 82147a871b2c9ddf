import type { WorkspaceSymbol } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analysisSteps } from '../../analysis';
import { matchingSymbols, symbolsIn } from '../../features/workspaceSymbols';
import { label } from '../../knowledge';
import type { Context } from '../context';
import { CANCELLED } from '../guarded';
import { inSlices, yieldToPendingMessages } from '../timeSlices';
import type { Files } from './files';
import type { Folder, FolderCapture } from './folder';

/** Maximum size of a capture to read for its symbols, in bytes. */
const MAX_SIZE = 32e6;
/** Maximum number of symbols in an answer; users can type more letters. */
const MAX_SYMBOLS = 5000;

/** The symbols of the captures of the folder that are not open, cached until a file changes. */
export class FolderSymbols {
  readonly #context: Context;
  readonly #files: Files;
  readonly #folder: Folder;
  #known = new Map<string, { readonly state: string; readonly symbols: readonly WorkspaceSymbol[] }>();

  constructor(context: Context, files: Files, folder: Folder) {
    this.#context = context;
    this.#files = files;
    this.#folder = folder;
  }

  /** Returns the symbols that match. Throws `CANCELLED` if the request was cancelled. */
  async matching(query: string, cancelled: () => boolean): Promise<WorkspaceSymbol[]> {
    const found: WorkspaceSymbol[] = [];
    const seen = new Set<string>();
    for await (const capture of this.#folder.captures({ cancelled })) {
      seen.add(capture.uri);
      found.push(...matchingSymbols(await this.#symbolsOf(capture, cancelled), query));
      if (found.length >= MAX_SYMBOLS) return found.slice(0, MAX_SYMBOLS);
      await yieldToPendingMessages();
    }
    if (cancelled()) throw CANCELLED;
    for (const uri of this.#known.keys()) if (!seen.has(uri)) this.#known.delete(uri);
    return found;
  }

  async #symbolsOf(capture: FolderCapture, cancelled: () => boolean): Promise<readonly WorkspaceSymbol[]> {
    const state = `${capture.size}-${capture.changed}`;
    const known = this.#known.get(capture.uri);
    if (known?.state === state) return known.symbols;
    const symbols = await this.#read(capture, cancelled);
    this.#known.set(capture.uri, { state, symbols });
    return symbols;
  }

  /** Returns no symbols for a file that is too large or cannot be read, which is reported. */
  async #read(
    { uri, size, mayContinue }: FolderCapture,
    cancelled: () => boolean,
  ): Promise<readonly WorkspaceSymbol[]> {
    const { translate } = this.#context;
    let text = '';
    try {
      for await (const piece of this.#files.textOf(uri, size, () => undefined)) {
        text += piece;
        await yieldToPendingMessages();
        if (cancelled()) throw CANCELLED;
        if (!mayContinue(text.length)) {
          this.#folder.fault(uri, label('folder.textTooLong', translate));
          return [];
        }
        if (text.length > MAX_SIZE) {
          const facts = { size: String(Math.ceil(size / 1e6)), limit: String(MAX_SIZE / 1e6) };
          this.#folder.fault(uri, label('folder.noSymbols', translate, facts));
          return [];
        }
      }
    } catch (error) {
      if (error === CANCELLED) throw error;
      this.#folder.fault(uri, this.#files.reasonOf(error, translate));
    }
    const document = TextDocument.create(uri, 'fortios-debug', 0, text);
    const analysis = await inSlices(analysisSteps(text), () => !cancelled());
    if (!analysis) throw CANCELLED;
    return symbolsIn(analysis, document, translate);
  }
}
