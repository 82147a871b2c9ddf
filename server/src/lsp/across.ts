import type { Diagnostic } from 'vscode-languageserver';
import type { Analysis } from '../analysis';
import { diagnosticsOf } from '../features/diagnostics';
import { type Across, acrossOf, fileCluster, type FileCluster } from '../report/across';
import { ClusterGatherer, clusterFactsOf, type Finding } from '../rules';
import type { ServerState } from './state';
import type { Opened } from './documents';
import { optionsOf } from './workspace/reading';

/** The problems of one capture. */
interface Problems {
  readonly findings: Finding[];
  readonly diagnostics: Diagnostic[];
  /** A key for the problems, which is the same while they are. */
  readonly id: string;
}

/** What certain captures show together under certain settings. */
interface Shown {
  readonly files: readonly FileCluster[];
  readonly revision: number;
  /** By the address of the capture. */
  readonly problems: ReadonlyMap<string, Problems>;
}

/**
 * Problems that show only in several captures together: the open ones that are analysed, and those of the folder that were
 * read. A capture has those that are placed in it;
 * their related places are in the others.
 */
export class AcrossCaptures {
  readonly #state: ServerState;
  /** What is known of captures that are not open, by the key of the file. */
  readonly #closed = new Map<string, { readonly id: string; readonly cluster: FileCluster }>();
  readonly #open = new WeakMap<Analysis, FileCluster>();
  #known: Shown | undefined;
  /** The last report on each capture, and its number. */
  readonly #told = new Map<string, { readonly what: string; readonly number: number }>();

  constructor(state: ServerState) {
    this.#state = state;
  }

  knows(key: string, id: string): boolean {
    return this.#closed.get(key)?.id === id;
  }

  /** Keeps what a file says that is not open. */
  keep(key: string, id: string, cluster: FileCluster): void {
    this.#closed.set(key, { id, cluster });
  }

  /** Forgets every file but these. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#closed.keys()) if (!keys.has(key)) this.#closed.delete(key);
  }

  /** The problems of one capture, at their places in it. */
  findingsOf(uri: string): readonly Finding[] {
    return this.#shown().get(uri)?.findings ?? [];
  }

  /** The same as the client wants them. */
  diagnosticsOf(uri: string): readonly Diagnostic[] {
    return this.#shown().get(uri)?.diagnostics ?? [];
  }

  /** A key for the problems of one capture, which is the same while they are; empty if it has none. */
  idOf(uri: string): string {
    return this.#shown().get(uri)?.id ?? '';
  }

  /** The same of all captures that have such problems, for one who asks about many. */
  ids(): ReadonlyMap<string, string> {
    return new Map([...this.#shown()].map(([uri, { id }]) => [uri, id]));
  }

  /** Worked out again when a capture is another one, or a setting. */
  #shown(): ReadonlyMap<string, Problems> {
    const files = this.#files();
    const { revision } = this.#state;
    const known = this.#known;
    const isSame =
      known?.revision === revision &&
      files.length === known.files.length &&
      files.every((file, index) => file === known.files[index]);
    if (isSame) return known.problems;
    const problems = this.#problemsOf(acrossOf(files));
    this.#known = { files, revision, problems };
    return problems;
  }

  #problemsOf({ findings, pathOf, offsetIn, positionAt }: Across): Map<string, Problems> {
    const byUri = new Map<string, Finding[]>();
    for (const finding of findings) {
      const uri = pathOf(finding.start);
      byUri.set(uri, [...(byUri.get(uri) ?? []), finding]);
    }
    const problems = new Map<string, Problems>();
    for (const [uri, all] of byUri) {
      const document = { uri, positionAt, uriOf: pathOf };
      const diagnostics = diagnosticsOf({ findings: all }, document, optionsOf(this.#state));
      if (diagnostics.length === 0) continue;
      const own = all.map(finding => ({
        ...finding,
        start: offsetIn(finding.start),
        end: offsetIn(finding.end),
        related: [],
      }));
      problems.set(uri, { findings: own, diagnostics, id: this.#numberOf(uri, JSON.stringify(diagnostics)) });
    }
    return problems;
  }

  #numberOf(uri: string, what: string): string {
    const told = this.#told.get(uri);
    if (told?.what === what) return String(told.number);
    const number = (told?.number ?? 0) + 1;
    this.#told.set(uri, { what, number });
    return String(number);
  }

  #files(): FileCluster[] {
    const { documents, files, settings } = this.#state;
    const open = documents.uris();
    const keys = new Set(open.map(uri => files?.keyOf(uri) ?? uri));
    const isFolder = settings.diagnostics.scope === 'workspace';
    const closed = isFolder
      ? [...this.#closed].filter(([key]) => !keys.has(key)).map(([, { cluster }]) => cluster)
      : [];
    // One capture alone shows nothing across.
    if (open.length + closed.length < 2) return [];
    return [
      ...open.flatMap(uri => documents.ready(uri) ?? []).map(opened => this.#clusterOf(opened)),
      ...closed,
    ];
  }

  #clusterOf({ document, analysis }: Opened): FileCluster {
    const known = this.#open.get(analysis);
    if (known) return known;
    const gatherer = new ClusterGatherer();
    gatherer.add(clusterFactsOf(analysis.trace));
    const cluster = fileCluster(document.uri, gatherer.facts, document);
    this.#open.set(analysis, cluster);
    return cluster;
  }
}
