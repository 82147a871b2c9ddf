import type { Context } from '../context';
import { CANCELLED } from '../guarded';
import type { Folder } from './folder';
import type { FolderProblems } from './folderProblems';

/** Delay after a change before the folder is read again, in milliseconds. */
const DELAY = 300;

/** Publishes the problems of every capture of the folder to clients that do not pull them. */
export class FolderPublisher {
  readonly #context: Context;
  readonly #folder: Folder;
  readonly #problems: FolderProblems;
  /** The last published report by file key. */
  readonly #published = new Map<string, { readonly uri: string; readonly resultId: string }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #clusterTimer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(context: Context, folder: Folder, problems: FolderProblems) {
    this.#context = context;
    this.#folder = folder;
    this.#problems = problems;
  }

  /** Schedules reading the folder again after a change, and cancels a search in progress. */
  schedule(): void {
    this.#round++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#publish().catch(() => undefined), DELAY);
  }

  /**
   * Handles a change of an open document: its own text decides about its problems, and problems across captures may
   * change.
   */
  opened(uri: string): void {
    this.#clear(this.#folder.keyOf(uri));
    clearTimeout(this.#clusterTimer);
    this.#clusterTimer = setTimeout(() => {
      const ids = this.#context.across.ids();
      const others = [...this.#published.values()].some(
        sent => !sent.resultId.endsWith(`/${ids.get(sent.uri) ?? ''}`),
      );
      if (others) this.schedule();
    }, DELAY);
  }

  async #publish(): Promise<void> {
    const round = this.#round;
    const cancelled = (): boolean => round !== this.#round;
    const gone = new Set(this.#published.keys());
    try {
      if (this.#context.settings.diagnostics.scope === 'workspace') {
        const known = (key: string): string | undefined => this.#published.get(key)?.resultId;
        for await (const report of this.#problems.reports(known, { cancelled })) {
          const { uri, key, resultId, diagnostics } = report;
          gone.delete(key);
          // It may have been opened meanwhile.
          if (!diagnostics || this.#isOpen(key)) continue;
          this.#published.set(key, { uri, resultId });
          await this.#context.connection.sendDiagnostics({ uri, diagnostics });
        }
      }
    } catch (error) {
      if (error !== CANCELLED) throw error;
    }
    if (!cancelled()) for (const key of gone) this.#clear(key);
  }

  #isOpen(key: string): boolean {
    return this.#context.documents.uris().some(uri => this.#folder.keyOf(uri) === key);
  }

  #clear(key: string): void {
    const published = this.#published.get(key);
    if (!published) return;
    this.#published.delete(key);
    void this.#context.connection.sendDiagnostics({ uri: published.uri, diagnostics: [] });
  }
}
