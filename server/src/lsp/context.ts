import type { Connection } from 'vscode-languageserver';
import type { Translate } from '../knowledge';
import type { AcrossCaptures } from './across';
import type { Client } from './client';
import type { OpenDocuments } from './documents';
import type { Settings } from './settings';
import type { Files } from './workspace/files';

/** What a request is answered with. The client and the settings are those of the moment. */
export interface Context {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  /** What several captures show together. */
  readonly across: AcrossCaptures;
  readonly client: Client;
  readonly settings: Settings;
  /** Counts the changes of the settings, so that a client's old result is not taken for a new one. */
  readonly revision: number;
  readonly translate: Translate;
  /** The files of this machine; undefined in a web worker, which has none. */
  readonly files: Files | undefined;
  /** Says something to the person. */
  warn(message: string): void;
}
