import type { Connection } from 'vscode-languageserver';
import type { Translate } from '../knowledge';
import type { SiteKnowledge } from '../site/knowledge';
import type { Client } from './client';
import type { OpenDocuments } from './documents';
import type { Settings } from './settings';
import type { Files } from './workspace/files';

/** What is known of the client and its documents. The client and the settings are the current ones. */
export interface ServerState {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly client: Client;
  readonly settings: Settings;
  /** What the site knows besides. */
  readonly site: SiteKnowledge | undefined;
  /** Counts the changes of the settings, so that a client's old result is not taken for a new one. */
  readonly revision: number;
  readonly translate: Translate;
  /** The files of this machine; undefined in a web worker, which has none. */
  readonly files: Files | undefined;
  /** Shows a message to the user. */
  warn(message: string): void;
}
