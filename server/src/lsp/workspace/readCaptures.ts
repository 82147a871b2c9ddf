import { analysisSteps, AnalysisStream, type Coverage } from '../../analysis';
import type { ComparedCapture } from '../../features/incidents/compare';
import { type GatheredScenes, SceneGatherer } from '../../features/incidents/gathering';
import type { SceneOptions } from '../../features/incidents/list';
import { incidentOfWindow, type PlacedIncident } from '../../features/incidents/placed';
import { sceneDetailOf } from '../../features/incidents/scene';
import { detached, documentPositionsOf, type TextWindow, TextWindows } from '../../syntax';
import { label } from '../../knowledge';
import type { SiteKnowledge } from '../../site/knowledge';
import { LineTable } from '../../report/lineTable';
import { type FileFacts, fileFacts } from '../../report/sharedFacts';
import { coverageOf } from '../../report/fileReport';
import { CANCELLED } from '../guarded';
import type { ServerState } from '../state';
import { inSlices, yieldToPendingMessages } from '../timeSlices';
import { fileName, type FileState, type ReadableFiles } from './files';
import type { Reader } from './reading';

/** A capture that was read from a file. */
export interface ReadCapture {
  readonly uri: string;
  readonly state: FileState;
  /** The revision of the settings under which it was read. */
  readonly revision: number;
  readonly scenes: GatheredScenes;
  readonly coverage: Coverage;
  /** What its parts show of units. */
  readonly units: readonly FileFacts[];
  /** The requested maximum number of incidents. */
  readonly limit: number;
  /** Why it was not read to its end; missing if it was. */
  readonly reason?: string;
}

/** Options for reading a capture. */
export interface ReadOptions extends Reader {
  /** Maximum number of listed incidents. */
  readonly limit: number;
  /** Returns whether to read on, given the length of text read so far, in UTF-16 code units. */
  readonly mayContinue?: (length: number) => boolean;
}

type Analysis = NonNullable<Awaited<ReturnType<typeof analysed>>>;

/** A part of a file that was read again for the details of an incident. */
interface KeptWindow {
  readonly capture: ReadCapture;
  readonly index: number;
  readonly window: TextWindow;
  readonly analysis: Analysis;
}

/**
 * Captures that are read from files instead of open documents. Their incidents are kept, their text is not: for the
 * details of an incident, its part of the file is read again.
 */
export class ReadCaptures {
  readonly #state: ServerState;
  readonly #captures = new Map<string, ReadCapture>();
  /** The last requested window: neighbouring incidents are often viewed next. */
  #window: KeptWindow | undefined;

  constructor(state: ServerState) {
    this.#state = state;
  }

  /** Returns the cached results for a file. */
  known(uri: string): ReadCapture | undefined {
    return this.#captures.get(this.#keyOf(uri));
  }

  /**
   * Reads a capture of any length piece by piece, unless its current state is cached. Throws if nothing can be read.
   */
  async read(files: ReadableFiles, uri: string, options: ReadOptions): Promise<ReadCapture> {
    const state = await files.stateOf(uri);
    const known = this.known(uri);
    const { revision } = this.#state;
    const isCurrent = known && isSame(known.state, state) && known.revision === revision;
    if (isCurrent && (known.limit >= options.limit || known.scenes.list.omitted === 0)) return known;
    const { limit } = options;
    const capture = { uri, state, revision, limit, ...(await this.#readAll(files, uri, state, options)) };
    this.#captures.set(this.#keyOf(uri), capture);
    return capture;
  }

  /** Yields what captures show of units, except those with the keys of these files. */
  *factsBut(keys: ReadonlySet<string>): Generator<FileFacts> {
    for (const [key, { units }] of this.#captures) if (!keys.has(key)) yield* units;
  }

  forget(uri: string): void {
    const key = this.#keyOf(uri);
    if (this.#window?.capture === this.#captures.get(key)) this.#window = undefined;
    this.#captures.delete(key);
  }

  /** Returns a full incident of a file that was read; undefined if it has none with this id, or has changed since. */
  async incident(files: ReadableFiles, uri: string, id: string): Promise<PlacedIncident | undefined> {
    const capture = this.known(uri);
    const place = capture?.scenes.places.get(id);
    if (!capture || !place) return undefined;
    if (!isSame(capture.state, await files.stateOf(capture.uri))) return undefined;
    const kept =
      this.#window?.capture === capture && this.#window.index === place.window
        ? this.#window
        : await this.#readWindow(files, capture, place.window);
    this.#window = kept;
    return kept && incidentOfWindow(kept.window, kept.analysis, place, id);
  }

  /** Returns a file that was read as a capture to compare with. */
  comparedCapture(
    files: ReadableFiles,
    { uri, scenes }: ReadCapture,
    options: SceneOptions,
  ): ComparedCapture {
    return {
      uri,
      facts: scenes.facts,
      detail: async id => {
        const placed = await this.incident(files, uri, id);
        return placed && sceneDetailOf(placed, options);
      },
    };
  }

  async #readAll(
    files: ReadableFiles,
    uri: string,
    { size }: FileState,
    { cancelled, read, limit, mayContinue }: ReadOptions,
  ): Promise<Pick<ReadCapture, 'coverage' | 'reason' | 'scenes' | 'units'>> {
    const { settings, site, translate } = this.#state;
    const gatherer = new SceneGatherer({ translate, severities: settings.rules }, limit);
    const windows = new TextWindows();
    const table = new LineTable();
    const stream = new LateStream(site);
    const units: FileFacts[] = [];
    const add = async (window: TextWindow): Promise<Analysis> => {
      const analysis = await analysed(window, site, () => !cancelled());
      if (!analysis) throw CANCELLED;
      const positions = documentPositionsOf(window);
      gatherer.add(window, analysis, positions);
      units.push(detached(fileFacts(fileName(uri), analysis, positions, true)));
      return analysis;
    };
    let [bytes, length, reason]: [number, number, string | undefined] = [0, 0, undefined];
    try {
      for await (const text of files.textOf(uri, size, more => (bytes += more))) {
        table.add(text);
        stream.add(text);
        length += text.length;
        for (const window of windows.push(text)) {
          stream.begin();
          await add(window);
        }
        await yieldToPendingMessages();
        if (cancelled()) throw CANCELLED;
        read?.(bytes);
        if (mayContinue?.(length) !== false) continue;
        reason = label('folder.textTooLong', translate);
        break;
      }
    } catch (error) {
      if (error === CANCELLED) throw error;
      reason = files.reasonOf(error, translate);
      if (length === 0) throw error;
    }
    const last = await add(windows.finish());
    const found = stream.finish();
    const coverage = coverageOf(table.count, (found ?? last).coverage);
    const scenes = gatherer.finish({ ...(found ?? last), coverage }, table);
    return { scenes, coverage, units, ...(reason !== undefined && { reason }) };
  }

  async #readWindow(
    files: ReadableFiles,
    capture: ReadCapture,
    index: number,
  ): Promise<KeptWindow | undefined> {
    let at = 0;
    for await (const window of windowsOf(files, capture, () => false)) {
      if (at++ < index) continue;
      const analysis = await analysed(window, this.#state.site, () => true);
      return analysis && { capture, index, window, analysis };
    }
    return undefined;
  }

  #keyOf(uri: string): string {
    return this.#state.files?.keyOf(uri) ?? uri;
  }
}

/** Finds the problems of a long text as a whole; for a text of a single window its analysis is enough. */
class LateStream {
  #pieces: string[] = [];
  #stream: AnalysisStream | undefined;

  constructor(readonly site: SiteKnowledge | undefined) {}

  add(piece: string): void {
    if (this.#stream) this.#stream.push(piece);
    else this.#pieces.push(piece);
  }

  /** Call it when the text turns out to be long. */
  begin(): void {
    if (this.#stream) return;
    this.#stream = new AnalysisStream(undefined, undefined, this.site);
    for (const piece of this.#pieces.splice(0)) this.#stream.push(piece);
  }

  finish(): ReturnType<AnalysisStream['finish']> | undefined {
    return this.#stream?.finish();
  }
}

/** Yields the windows of a file that is read again. */
export async function* windowsOf(
  files: ReadableFiles,
  { uri, state, reason }: ReadCapture,
  cancelled: () => boolean,
): AsyncGenerator<TextWindow> {
  const windows = new TextWindows();
  try {
    for await (const text of files.textOf(uri, state.size, () => undefined)) {
      yield* windows.push(text);
      await yieldToPendingMessages();
      if (cancelled()) throw CANCELLED;
    }
  } catch (error) {
    // The text before the damaged part of a file was also used the first time.
    if (error === CANCELLED || reason === undefined) throw error;
  }
  yield windows.finish();
}

/** Analyses a window; undefined if it is no longer needed. */
export function analysed({ text }: TextWindow, site: SiteKnowledge | undefined, isWanted: () => boolean) {
  return inSlices(analysisSteps(text, undefined, site), isWanted);
}

export function isSame(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.changed === b.changed;
}
