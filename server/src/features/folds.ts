import type { Analysis } from '../analysis';
import { cached } from '../cached';
import type { CaptureRecord, JsonPayload, Span } from '../syntax';
import { type Scene, scenesOf } from '../telling/scenes';
import { withoutEnd } from '../telling/spans';

/** A part of the text that can be folded, and its contents. */
export type Fold = Span &
  (
    | { readonly about: 'capture' }
    | { readonly about: 'scene'; readonly scene: Scene }
    | { readonly about: 'json'; readonly payload: JsonPayload }
    | { readonly about: 'headers' | 'dump' | 'tls' | 'table' | 'noise'; readonly count: number }
    | { readonly about: 'config' | 'wrapped' }
  );

/** Routine lines: they come in runs, and a run is one fold. */
type RunKind = 'dump' | 'tls' | 'table' | 'noise';

interface Run {
  readonly kind: RunKind;
  readonly start: number;
  end: number;
  count: number;
}

/** All that can be folded, in no order. */
export const foldsOf = cached(findFolds);

/** One pass over the records. */
function findFolds(analysis: Analysis): readonly Fold[] {
  const { text, records, trace } = analysis;
  const folds: Fold[] = [
    ...trace.captures.map((capture): Fold => ({ about: 'capture', ...withoutEnd(text, capture) })),
    ...scenesOf(analysis).map((scene): Fold => ({ about: 'scene', scene, ...withoutEnd(text, scene) })),
  ];
  const runs = new Runs();
  const blocks = new Blocks();
  for (const record of records) {
    const fold = foldOf(text, record);
    if (fold) folds.push(fold);
    runs.add(text, record);
    blocks.add(text, record);
  }
  return [...folds, ...runs.finish(text), ...blocks.folds];
}

/** What can be folded in a record itself. */
function foldOf(text: string, record: CaptureRecord): Fold | undefined {
  if (record.kind === 'http' && record.headers.length > 0)
    return { about: 'headers', count: record.headers.length, ...withoutEnd(text, record) };
  if (record.kind === 'json') return { about: 'json', payload: record.payload, ...withoutEnd(text, record) };
  if (record.kind !== 'debug' || record.form === 'dump') return undefined;
  const line = withoutEnd(text, record);
  // Most records of a log are debug lines, and few of them are wrapped: the others need no search for their lines.
  return /[\r\n]/.test(text.slice(line.start, line.end)) ? { about: 'wrapped', ...line } : undefined;
}

/** Gathers records of one kind that follow each other; blank lines between them do not part them. */
class Runs {
  readonly #runs: Run[] = [];
  #open: Run | undefined;
  /** What the functions are that were seen so far; a capture has few, each in many lines. */
  readonly #byName = new Map<string, RunKind | undefined>();

  add(text: string, record: CaptureRecord): void {
    if (record.kind === 'blank') return;
    const kind = this.#kindOf(text, record);
    const open = this.#open;
    if (open && open.kind === kind) {
      open.end = record.end;
      open.count++;
      return;
    }
    this.#close(text);
    if (kind) this.#open = { kind, start: record.start, end: record.end, count: 1 };
  }

  finish(text: string): Fold[] {
    this.#close(text);
    return this.#runs.map(({ kind, count, start, end }) => ({ about: kind, count, start, end }));
  }

  #close(text: string): void {
    const open = this.#open;
    if (open && open.count > 1) this.#runs.push({ ...open, end: withoutEnd(text, open).end });
    this.#open = undefined;
  }

  #kindOf(text: string, record: CaptureRecord): RunKind | undefined {
    if (record.kind === 'table') return 'table';
    if (record.kind !== 'debug') return undefined;
    if (record.form === 'dump') return 'dump';
    const { nameStart, nameEnd, messageStart } = record;
    if (nameEnd <= nameStart) return text.startsWith('SSL state:', messageStart) ? 'tls' : undefined;
    const name = text.slice(nameStart, Math.min(nameEnd, nameStart + MAX_NAME_LENGTH));
    let kind = this.#byName.get(name);
    if (kind === undefined && !this.#byName.has(name)) {
      kind = TLS.test(name) ? 'tls' : NOISE.test(name) ? 'noise' : undefined;
      this.#byName.set(name, kind);
    }
    return kind ?? (text.startsWith("Didn't find ", messageStart) ? 'noise' : undefined);
  }
}

const TLS = /^_{0,2}(?:ssl|tcps)_/;
/** What fnbamd says of kinds of servers that it does not have, and of what it clears away. */
const NOISE = /^(?:fnbamd_pop3|destroy_|free_|_{0,2}fnbamd_\w{1,40}_(?:destroy|free|cleanup)$)/;
const MAX_NAME_LENGTH = 64;

/** Finds where blocks of a configuration begin and end: `config` to `end`, `edit` to `next`. */
class Blocks {
  readonly folds: Fold[] = [];
  #open: { readonly verb: 'config' | 'edit'; readonly start: number }[] = [];

  add(text: string, record: CaptureRecord): void {
    // After a prompt comes the output of another command.
    if (record.kind === 'command') this.#open = [];
    if (record.kind !== 'config') return;
    const { verb, start } = record;
    if (verb === 'config' || verb === 'edit') {
      // `next` before another `edit` can be lost in a copy.
      if (verb === 'edit' && this.#open[this.#open.length - 1]?.verb === 'edit') this.#open.pop();
      this.#open.push({ verb, start });
    } else if (verb === 'next' || verb === 'end') {
      this.#close(verb === 'next' ? 'edit' : 'config', withoutEnd(text, record).end);
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
