import { type Analysis, analyze, AnalysisStream, type Findings } from '../analysis';
import { clusterFactsOf, ClusterGatherer, cutOffIn } from '../rules';
import type { SiteKnowledge } from '../site/knowledge';
import { detached } from '../syntax';

/** Maximum length of a text that is analysed as a whole, in UTF-16 code units; of a longer one, only the problems are known. */
export const MAX_WHOLE_LENGTH = 64 * (1 << 20);
/** The same for `check`, which reads several files at once and needs the whole text for the possible causes only. */
export const MAX_JUDGED_LENGTH = 16 * (1 << 20);
/** The same where only the first step against each problem is shown. */
export const MAX_STEP_LENGTH = 1 << 18;
/** Maximum length of text to analyse after an interrupt, in UTF-16 code units: more would keep the user waiting. */
export const MAX_LAST_LENGTH = 1 << 18;

/** Reads a text that comes in pieces: as a whole if it is not too long. */
export class CaptureReading {
  readonly #pieces: string[] = [];
  #length = 0;
  #stream: AnalysisStream | undefined;

  /** @param longest the maximum length of a text that is analysed as a whole, in UTF-16 code units */
  constructor(
    readonly site: SiteKnowledge | undefined,
    readonly longest: number,
  ) {}

  push(piece: string): void {
    this.#length += piece.length;
    if (!this.#stream && this.#length > this.longest) {
      this.#stream = new AnalysisStream(undefined, undefined, this.site);
      for (const kept of this.#pieces.splice(0)) this.#stream.push(kept);
    }
    if (this.#stream) this.#stream.push(piece);
    else this.#pieces.push(piece);
  }

  /** Ends the text. Returns what was found in it, and the whole analysis if there is one. */
  finish(): Pick<Findings, 'findings' | 'coverage' | 'cutOff' | 'cluster'> & { readonly whole?: Analysis } {
    if (this.#stream) return this.#stream.finish();
    const whole = analyze(this.#pieces.join(''), undefined, this.site);
    const cluster = new ClusterGatherer(detached);
    cluster.add(clusterFactsOf(whole.trace));
    const { findings, coverage, trace } = whole;
    return { findings, coverage, cutOff: cutOffIn(trace), cluster: cluster.facts, whole };
  }
}
