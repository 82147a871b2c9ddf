import type { Analysis } from '../analysis';
import { type FileFacts, fileFacts, SharedFacts } from '../report/sharedFacts';
import type { Opened } from './documents';
import type { ServerState } from './state';
import { fileName } from './workspace/files';
import type { ReadCaptures } from './workspace/readCaptures';

/** Delay after a change before other captures are judged by it, in milliseconds. */
const DELAY = 500;

/** Facts of units in the open captures and in those that were read from files, for problems in others of the same unit. */
export class SameUnit {
  readonly #state: ServerState;
  readonly #captures: ReadCaptures;
  readonly #open = new WeakMap<Analysis, FileFacts>();
  /** The facts in each open capture, as text. */
  readonly #last = new Map<string, string>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(state: ServerState, captures: ReadCaptures) {
    this.#state = state;
    this.#captures = captures;
  }

  /** Looks up facts for the problems of one capture in the others. */
  lookUp(uri: string): ReturnType<SharedFacts['lookUp']> {
    return unit => {
      const { documents, files, settings } = this.#state;
      const open = documents.uris();
      const keys = new Set([uri, ...open].map(one => files?.keyOf(one) ?? one));
      const shared = new SharedFacts(settings.sameUnit);
      for (const other of open) {
        const opened = other === uri ? undefined : documents.ready(other);
        if (opened) shared.add(this.#factsOf(opened));
      }
      for (const facts of this.#captures.factsBut(keys)) shared.add(facts);
      return shared.lookUp('')(unit);
    };
  }

  /** Calls `notify` with the URIs of other open captures that show a unit, once the facts in this one have changed. */
  changed(uri: string, notify: (uri: string) => void): void {
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.set(
      uri,
      setTimeout(() => this.#affectedBy(uri).forEach(notify), DELAY),
    );
  }

  #affectedBy(uri: string): string[] {
    const { documents, settings } = this.#state;
    this.#waiting.delete(uri);
    const others = documents.uris().filter(other => other !== uri);
    if (others.length === 0) return [];
    const own = documents.ready(uri);
    // It is analysed later, or it was closed.
    if (!own && documents.versionOf(uri) !== undefined) return [];
    const facts = own ? this.#factsOf(own).facts : [];
    const content = facts
      .map(({ unit, path, value, other }) => [unit, ...path, value, other?.line].join(' '))
      .join('\n');
    if (content === (this.#last.get(uri) ?? '')) return [];
    if (own) this.#last.set(uri, content);
    else this.#last.delete(uri);
    return others.filter(other => {
      const opened = documents.ready(other);
      return opened && (settings.sameUnit || this.#factsOf(opened).units.length > 0);
    });
  }

  #factsOf({ document, analysis }: Opened): FileFacts {
    const known = this.#open.get(analysis) ?? fileFacts(fileName(document.uri), analysis, document, true);
    this.#open.set(analysis, known);
    return known;
  }
}
