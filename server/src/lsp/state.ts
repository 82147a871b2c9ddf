import type { Connection } from 'vscode-languageserver';
import type { Translate } from '../knowledge';
import type { SiteKnowledge } from '../site/knowledge';
import type { Client } from './clientCapabilities';
import type { OpenDocuments } from './documents';
import type { Settings } from './settings';
import type { Files } from './workspace/files';

/** The current client, settings and documents. */
export interface ServerState {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly client: Client;
  readonly settings: Settings;
  /** The site's own knowledge. */
  readonly site: SiteKnowledge | undefined;
  /** Counts changes of settings, so that results under old settings are not reused. */
  readonly revision: number;
  readonly translate: Translate;
  /** The files of this machine; undefined in a web worker, which has none. */
  readonly files: Files | undefined;
  /** Shows a message to the user. */
  warn(message: string): void;
}
