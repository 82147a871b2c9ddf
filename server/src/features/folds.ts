import { min } from '../integers';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { type CaptureRecord, type JsonPayload, Phrases, PHRASES, type Span } from '../syntax';
import { type Scene, scenesOf } from '../judge/scenes';
import { isIkeDump, lineBeforeDump } from './ikeDumps';
import { trimTrailingSpace } from '../judge/spans';

/** A part of the text that can be folded. */
export type Fold = Span &
  (
    | { readonly about: 'capture' }
    | { readonly about: 'scene'; readonly scene: Scene }
    | { readonly about: 'json'; readonly payload: JsonPayload }
    | { readonly about: 'headers' | 'dump' | 'tls' | 'table' | 'noise'; readonly count: number }
    | { readonly about: 'config' | 'wrapped' }
    /** Bytes of IKE messages, with the line before them; `first` is the index of the first record with bytes. */
    | { readonly about: 'ike'; readonly first: number }
  );

/** Kinds of routine lines; consecutive lines of one kind are one fold. */
type RunKind = 'dump' | 'tls' | 'table' | 'noise' | 'ike';

interface Run {
  readonly kind: RunKind;
  /** The index of its first record. */
  readonly first: number;
  readonly start: number;
  end: number;
  count: number;
}

/** Returns all folds of a capture, unsorted. */
export const foldsOf = cached(findFolds);

/** Makes one pass over the records. */
function findFolds(analysis: Analysis): readonly Fold[] {
  const { text, records, trace } = analysis;
  const folds: Fold[] = [
    ...trace.captures.map((capture): Fold => ({ about: 'capture', ...trimTrailingSpace(text, capture) })),
    ...scenesOf(analysis).map((scene): Fold => ({
      about: 'scene',
      scene,
      ...trimTrailingSpace(text, scene),
    })),
  ];
  const runs = new Runs();
  const blocks = new Blocks();
  for (const [index, record] of records.entries()) {
    const fold = foldOf(text, record);
    if (fold) folds.push(fold);
    runs.add(text, record, index);
    blocks.add(text, record);
  }
  return [...folds, ...runs.finish(analysis), ...blocks.folds];
}

/** Returns the fold of a single record, if it has any. */
function foldOf(text: string, record: CaptureRecord): Fold | undefined {
  if (record.kind === 'http' && record.headers.length > 0)
    return { about: 'headers', count: record.headers.length, ...trimTrailingSpace(text, record) };
  if (record.kind === 'json')
    return { about: 'json', payload: record.payload, ...trimTrailingSpace(text, record) };
  if (record.kind !== 'debug' || record.form === 'dump') return undefined;
  const line = trimTrailingSpace(text, record);
  // Most records are debug lines on one line: this test avoids searching them for line breaks.
  return /[\r\n]/.test(text.slice(line.start, line.end)) ? { about: 'wrapped', ...line } : undefined;
}

/** Joins consecutive records of one kind; blank lines between them do not separate them. */
class Runs {
  readonly #runs: Run[] = [];
  #open: Run | undefined;
  /** The run kind of each function seen so far: a capture has few functions, each on many lines. */
  readonly #byName = new Map<string, RunKind | undefined>();

  add(text: string, record: CaptureRecord, index: number): void {
    if (record.kind === 'blank') return;
    const kind = this.#kindOf(text, record);
    const open = this.#open;
    if (open && open.kind === kind) {
      open.end = record.end;
      open.count++;
      return;
    }
    this.#close(text);
    if (kind) this.#open = { kind, first: index, start: record.start, end: record.end, count: 1 };
  }

  finish(analysis: Analysis): Fold[] {
    this.#close(analysis.text);
    return this.#runs.map(({ kind, first, count, start, end }) => {
      if (kind !== 'ike') return { about: kind, count, start, end };
      return { about: kind, first, start: lineBeforeDump(analysis, first)?.end ?? start, end };
    });
  }

  #close(text: string): void {
    const open = this.#open;
    if (open && (open.count > 1 || open.kind === 'ike'))
      this.#runs.push({ ...open, end: trimTrailingSpace(text, open).end });
    this.#open = undefined;
  }

  #kindOf(text: string, record: CaptureRecord): RunKind | undefined {
    if (record.kind === 'table') return 'table';
    if (record.kind !== 'debug') return undefined;
    if (record.form === 'dump') return 'dump';
    if (record.form === 'ike') return isIkeDump(text, record) ? 'ike' : undefined;
    const { nameStart, nameEnd, messageStart } = record;
    if (nameEnd <= nameStart) return detailOf(text, messageStart, 'sslvpn');
    const name = text.slice(nameStart, min(nameEnd, nameStart + MAX_NAME_LENGTH));
    let kind = this.#byName.get(name);
    if (kind === undefined && !this.#byName.has(name)) {
      kind = TLS.test(name) ? 'tls' : NOISE.test(name) ? 'noise' : undefined;
      this.#byName.set(name, kind);
    }
    return kind ?? detailOf(text, messageStart, 'fnbamd');
  }
}

/** Sentences that are folded whatever function prints them. */
const DETAILS = new Phrases(PHRASES.rows.filter(({ detail }) => detail));
const MAX_DETAIL = 40;

function detailOf(text: string, start: number, daemon: string): RunKind | undefined {
  return DETAILS.find(text.slice(start, start + MAX_DETAIL), 0, '', daemon)[0]?.row.detail;
}

const TLS = /^_{0,2}(?:ssl|tcps)_/;
/** Functions of fnbamd that handle absent server types or clean up. */
const NOISE = /^(?:fnbamd_pop3|destroy_|free_|_{0,2}fnbamd_\w{1,40}_(?:destroy|free|cleanup)$)/;
const MAX_NAME_LENGTH = 64;

/** Finds configuration blocks: `config` to `end`, `edit` to `next`. */
class Blocks {
  readonly folds: Fold[] = [];
  #open: { readonly verb: 'config' | 'edit'; readonly start: number }[] = [];

  add(text: string, record: CaptureRecord): void {
    // A prompt ends the output of the previous command.
    if (record.kind === 'command') this.#open = [];
    if (record.kind !== 'config') return;
    const { verb, start } = record;
    if (verb === 'config' || verb === 'edit') {
      // The `next` before another `edit` may have been lost in copying.
      if (verb === 'edit' && this.#open[this.#open.length - 1]?.verb === 'edit') this.#open.pop();
      this.#open.push({ verb, start });
    } else if (verb === 'next' || verb === 'end') {
      this.#close(verb === 'next' ? 'edit' : 'config', trimTrailingSpace(text, record).end);
    }
  }

  #close(verb: 'config' | 'edit', end: number): void {
    for (let open = this.#open.pop(); open; open = this.#open.pop()) {
      if (open.verb === 'edit' && verb === 'config') continue;
      if (open.verb === verb) this.folds.push({ about: 'config', start: open.start, end });
      else this.#open.push(open);
      return;
    }
  }
}
