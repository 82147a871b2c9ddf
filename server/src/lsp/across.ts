import type { Diagnostic } from 'vscode-languageserver';
import type { Analysis } from '../analysis';
import { diagnosticsOf } from '../features/diagnostics';
import { type Across, acrossOf, fileCluster, type FileCluster } from '../report/across';
import { ClusterGatherer, clusterFactsOf, type Finding } from '../rules';
import type { ServerState } from './state';
import type { Opened } from './documents';
import { diagnosticOptionsOf } from './workspace/reading';

/** The problems of one capture. */
interface Problems {
  readonly findings: Finding[];
  readonly diagnostics: Diagnostic[];
  /** A key that changes only when the problems do. */
  readonly id: string;
}

/** The problems of a set of captures under the settings of one revision. */
interface Shown {
  readonly files: readonly FileCluster[];
  readonly revision: number;
  /** By the URI of the capture. */
  readonly problems: ReadonlyMap<string, Problems>;
}

/**
 * Problems that only show when several captures are seen together: open ones that are analysed, and those read from
 * the folder. Each problem belongs to the capture that contains it; its related places are in others.
 */
export class AcrossCaptures {
  readonly #state: ServerState;
  /** Cluster facts of captures that are not open, by file key. */
  readonly #closed = new Map<string, { readonly id: string; readonly cluster: FileCluster }>();
  readonly #open = new WeakMap<Analysis, FileCluster>();
  #known: Shown | undefined;
  /** The last report on each capture, and its number. */
  readonly #reported = new Map<string, { readonly content: string; readonly number: number }>();

  constructor(state: ServerState) {
    this.#state = state;
  }

  isCurrent(key: string, id: string): boolean {
    return this.#closed.get(key)?.id === id;
  }

  /** Stores the cluster facts of a file that is not open. */
  keep(key: string, id: string, cluster: FileCluster): void {
    this.#closed.set(key, { id, cluster });
  }

  /** Drops every file that is not in `keys`. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#closed.keys()) if (!keys.has(key)) this.#closed.delete(key);
  }

  /** Returns the problems of one capture, at their places in it. */
  findingsOf(uri: string): readonly Finding[] {
    return this.#shown().get(uri)?.findings ?? [];
  }

  /** Returns the same problems as diagnostics. */
  diagnosticsOf(uri: string): readonly Diagnostic[] {
    return this.#shown().get(uri)?.diagnostics ?? [];
  }

  /** Returns a key that changes only when the problems of this capture do; empty if it has none. */
  idOf(uri: string): string {
    return this.#shown().get(uri)?.id ?? '';
  }

  /** Returns the keys of all captures that have such problems. */
  ids(): ReadonlyMap<string, string> {
    return new Map([...this.#shown()].map(([uri, { id }]) => [uri, id]));
  }

  /** Computes the problems again if a capture or a setting has changed. */
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
      const diagnostics = diagnosticsOf({ findings: all }, document, diagnosticOptionsOf(this.#state));
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

  #numberOf(uri: string, content: string): string {
    const last = this.#reported.get(uri);
    if (last?.content === content) return String(last.number);
    const number = (last?.number ?? 0) + 1;
    this.#reported.set(uri, { content, number });
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
    // A single capture has no problems across captures.
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
