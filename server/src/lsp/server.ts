// `door.ts` sees each message first and refuses one that is malformed, or that comes before `initialize` or after
// `shutdown`. `documents.ts` keeps open texts and their analyses, `problems.ts` publishes diagnostics, `requests.ts` answers
// the requests of the protocol, `ownRequests.ts` and `incidents.ts` ours (`protocol.ts`). A text is analysed in steps, and
// pending messages are handled between slices of them (`timeSlices.ts`). `guarded.ts` wraps each request: an exception costs one
// answer. `across.ts` finds problems that show only in several captures together. `clientCapabilities.ts` reads the capabilities of the
// client, and `capabilities.ts` offers no more than these. `workspace/` handles captures that are not open.

import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { visible } from '../features/shown';
import { chooseLanguage, inEnglish, languageOf, type Translate, translator } from '../knowledge';
import { AcrossCaptures } from './across';
import { registerCauseNews } from './causeNews';
import { capabilitiesFor } from './capabilities';
import { type Client, clientOf } from './clientCapabilities';
import type { Context } from './context';
import { OpenDocuments } from './documents';
import type { Door } from './door';
import { registerOwnRequests, registerFilter } from './ownRequests';
import { notifyAffected, registerIncidents, notifyScenesChanged } from './incidents';
import { IssuedLinks } from './issuedLinks';
import { Problems } from './problems';
import { registerRequests } from './requests';
import type { SiteKnowledge } from '../site/knowledge';
import { registerSiteKnowledge } from './siteKnowledge';
import { SameUnit } from './sameUnit';
import { DEFAULTS, readSettings, type Settings } from './settings';
import { registerFileRequests } from './workspace/fileRequests';
import { FileCaptures } from './workspace/fileCaptures';
import type { Files } from './workspace/files';
import { ReadCaptures } from './workspace/readCaptures';
import { pullingOf } from './workspace/registrations';
import { warnWithoutWorkspace, Workspace } from './workspace/workspace';

const NAME = 'fortios-debug';
const SECTION = 'fortiosDebug';

/**
 * Serves `connection` until it closes. `door` sees its messages first. `files` are those of this machine, if the host
 * has a file system.
 */
export function startServer(connection: Connection, door: Door, files?: Files): void {
  door.listen(connection);
  new Server(connection, files).listen();
}

/** The state that the server keeps between requests: the client, its settings, its open documents. */
class Server implements Context {
  readonly connection: Connection;
  readonly files: Files | undefined;
  readonly documents = new OpenDocuments();
  readonly across: AcrossCaptures = new AcrossCaptures(this);
  readonly links = new IssuedLinks();
  client: Client = clientOf({ capabilities: {} });
  settings: Settings = DEFAULTS;
  site: SiteKnowledge | undefined;
  revision = 0;
  readonly #captures = new ReadCaptures(this);
  readonly sameUnit = new SameUnit(this, this.#captures);
  readonly #problems = new Problems(this);
  readonly #pulling = pullingOf(this);
  readonly #workspace: Workspace | undefined;
  readonly #fileCaptures: FileCaptures;
  #warnings = new Set<string>();

  constructor(connection: Connection, files: Files | undefined) {
    this.connection = connection;
    this.files = files;
    this.#workspace = files && new Workspace(this, files, this.#problems, this.#captures);
    this.#fileCaptures = new FileCaptures(this, this.#captures, this.#workspace);
  }

  translate: Translate = inEnglish;

  /**
   * Shows a message to the user. It is a notification, which every client supports, unlike the request of the same
   * name.
   */
  warn(message: string): void {
    void this.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message: visible(message),
    });
  }

  listen(): void {
    const { connection } = this;
    connection.onInitialize(params => this.#initialize(params));
    connection.onInitialized(() => void this.#initialized());
    connection.onDidChangeConfiguration(({ settings }) => void this.#configure(settings));
    registerRequests(this, this.#workspace);
    registerOwnRequests(this);
    registerIncidents(this, this.#fileCaptures);
    registerCauseNews(this);
    registerFilter(this, this.#fileCaptures);
    registerFileRequests(this);
    registerSiteKnowledge(connection, this);
    this.#problems.register();
    this.documents.listen(
      connection,
      uri => {
        this.#workspace?.opened(uri);
        this.#problems.changed(uri);
      },
      uri => {
        this.#problems.closed(uri);
        this.#workspace?.closed(uri);
        notifyAffected(this, uri);
      },
    );
    connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.client = clientOf(params);
    this.#chooseLanguage(this.client);
    this.#applySettings(this.client.settings);
    return {
      capabilities: capabilitiesFor(this.client, this.files !== undefined),
      serverInfo: { name: NAME },
    };
  }

  /** Sets the language of the user from the client's translations or from the files of this machine. */
  #chooseLanguage({ locale, translations = this.files?.translationsFor(locale ?? 'en') }: Client): void {
    this.translate = translations ? translator(translations) : inEnglish;
    chooseLanguage(this.translate, (translations && languageOf(locale ?? '')) ?? 'en');
  }

  async #initialized(): Promise<void> {
    this.#workspace?.begin();
    if (this.client.configurationChanges) {
      const changes = DidChangeConfigurationNotification.type;
      await this.#tryRequest('to register for changes of the settings', () =>
        this.connection.client.register(changes, { section: SECTION }),
      );
    }
    if (this.client.configuration) await this.#configure(undefined);
    else await this.#settingsChanged();
  }

  /** Sends a request that the client declared to support. A refusal is logged, and the server continues. */
  async #tryRequest<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await ask();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown reason';
      this.connection.console.warn(visible(`The client refused ${what}: ${reason}`));
      return undefined;
    }
  }

  /** Takes the settings from the client; for a client that cannot be asked, those in `sent`. */
  async #configure(sent: unknown): Promise<void> {
    const section = (sent as Record<string, unknown> | null | undefined)?.[SECTION] ?? sent;
    const raw: unknown = this.client.configuration
      ? await this.#tryRequest(
          'to send its settings',
          () => this.connection.workspace.getConfiguration(SECTION) as Promise<unknown>,
        )
      : section;
    this.#applySettings(raw);
    await this.#settingsChanged();
    await this.#reportAgain();
  }

  /** Uses the site's own knowledge from now on. */
  useSiteKnowledge(site: SiteKnowledge | undefined): void {
    this.site = site;
    this.revision++;
    this.documents.explainBy(site);
    void this.#reportAgain();
  }

  /** Reports everything that is shown of open captures again. */
  async #reportAgain(): Promise<void> {
    notifyScenesChanged(this);
    const { languages } = this.connection;
    if (!this.client.pullsDiagnostics) this.#problems.publishAll();
    else if (this.client.refreshesDiagnostics) {
      await this.#tryRequest('to refresh diagnostics', () => languages.diagnostics.refresh());
    }
    if (this.client.refreshesHints)
      await this.#tryRequest('to refresh inlay hints', () => languages.inlayHint.refresh());
    if (this.client.refreshesLenses) {
      await this.#tryRequest('to refresh code lenses', () =>
        this.connection.sendRequest(CodeLensRefreshRequest.type),
      );
    }
  }

  async #settingsChanged(): Promise<void> {
    if (!this.#workspace) warnWithoutWorkspace(this);
    await this.#tryRequest('to pull diagnostics', () => this.#pulling.update());
    await this.#tryRequest('to watch files', async () => this.#workspace?.settingsChanged());
  }

  #applySettings(raw: unknown): void {
    const { settings, warnings } = readSettings(raw, this.translate);
    this.settings = settings;
    this.revision++;
    for (const warning of warnings) if (!this.#warnings.has(warning)) this.warn(warning);
    this.#warnings = new Set(warnings);
  }
}
