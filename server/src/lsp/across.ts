import type { Diagnostic } from 'vscode-languageserver';
import type { Analysis } from '../analysis';
import { diagnosticsOf } from '../features/diagnostics';
import { type Across, acrossOf, fileCluster, type FileCluster } from '../report/across';
import { ClusterGatherer, clusterFactsOf, type Finding } from '../rules';
import type { Context } from './context';
import type { Opened } from './documents';
import { optionsOf } from './workspace/reading';

/**
 * Problems that show only in several captures together: the open ones, and those of the folder that were read. A capture has
 * those that stand in it; their related places are in the others.
 */
export class AcrossCaptures {
  readonly #context: Context;
  /** What is known of captures that are not open, by the key of the file. */
  readonly #closed = new Map<string, { readonly id: string; readonly cluster: FileCluster }>();
  readonly #open = new WeakMap<Analysis, FileCluster>();
  #known: { readonly files: readonly FileCluster[]; readonly across: Across } = {
    files: [],
    across: acrossOf([]),
  };
  /** What was told of each capture last, and a number for it. */
  readonly #told = new Map<string, { readonly what: string; readonly number: number }>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whether the content of a file, which `id` stands for, is known. */
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
  findingsOf(uri: string): Finding[] {
    const { offsetIn } = this.#across();
    return this.#of(uri).map(finding => ({
      ...finding,
      start: offsetIn(finding.start),
      end: offsetIn(finding.end),
      related: [],
    }));
  }

  /** The same as the client wants them. */
  diagnosticsOf(uri: string): Diagnostic[] {
    const findings = this.#of(uri);
    if (findings.length === 0) return [];
    const across = this.#across();
    const document = { uri, positionAt: across.positionAt, uriOf: across.pathOf };
    return diagnosticsOf({ findings }, document, optionsOf(this.#context));
  }

  /** Stands for the problems of one capture: empty where it has none, the same as long as they are. */
  idOf(uri: string): string {
    const diagnostics = this.diagnosticsOf(uri);
    if (diagnostics.length === 0) return '';
    const what = JSON.stringify(diagnostics);
    const told = this.#told.get(uri);
    if (told?.what === what) return String(told.number);
    const number = (told?.number ?? 0) + 1;
    this.#told.set(uri, { what, number });
    return String(number);
  }

  #of(uri: string): Finding[] {
    const { findings, pathOf } = this.#across();
    return findings.filter(({ start }) => pathOf(start) === uri);
  }

  /** Worked out anew when a capture is another one. */
  #across(): Across {
    const files = this.#files();
    const same =
      files.length === this.#known.files.length &&
      files.every((file, index) => file === this.#known.files[index]);
    if (!same) this.#known = { files, across: acrossOf(files.length > 1 ? files : []) };
    return this.#known.across;
  }

  #files(): FileCluster[] {
    const { documents, files, settings } = this.#context;
    const open = documents.uris();
    const keys = new Set(open.map(uri => files?.keyOf(uri) ?? uri));
    const isFolder = settings.diagnostics.scope === 'workspace';
    const closed = isFolder
      ? [...this.#closed].filter(([key]) => !keys.has(key)).map(([, { cluster }]) => cluster)
      : [];
    // One capture alone shows nothing across.
    if (open.length + closed.length < 2) return [];
    return [
      ...open.flatMap(uri => documents.open(uri) ?? []).map(opened => this.#clusterOf(opened)),
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
