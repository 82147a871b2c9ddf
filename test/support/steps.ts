import { Session } from 'node:inspector';

/** The cost of some work. The numbers are exact: the same in every run, on any machine. */
export interface Steps {
  /** How often a block of the counted code was entered: each call, branch and loop iteration. */
  readonly blocks: number;
  /** How many UTF-16 code units the engine's regular expressions and searches examined. */
  readonly characters: number;
  /** Which blocks were entered, as text. */
  readonly entered: readonly string[];
}

/** Runs some work and returns the number of steps. */
export type CountSteps = (work: () => void) => Steps;

/**
 * Counts the steps of code that is loaded after this call with the engine's own counters, so that no loop is missed.
 * Counted code runs some twenty times slower.
 *
 * @param isCounted returns whether the steps of the script with this URL count
 */
export function startCounting(isCounted: (url: string) => boolean): CountSteps {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const take = (): Pick<Steps, 'blocks' | 'entered'> => {
    let blocks = 0;
    const entered: string[] = [];
    // In one thread, the answer arrives before the call returns.
    session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      for (const { url, functions } of answer.result) {
        if (!isCounted(url)) continue;
        for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
          blocks += count;
          if (count > 0) entered.push(`${startOffset} ${endOffset}`);
        }
      }
    });
    return { blocks, entered };
  };
  return work => {
    take();
    const characters = countingCharacters(work);
    return { ...take(), characters };
  };
}

type Native = (this: unknown, ...given: never[]) => unknown;
type Cost = (text: string, given: readonly unknown[], found: unknown) => number;

/** An anchored expression that does not match usually examines no more than this. */
const ANCHORED = 64;

/** How many code units each of the engine's searches examines: up to the match if there is one, otherwise all. */
const COSTS: readonly (readonly [owner: object, name: string, cost: Cost])[] = [
  [String.prototype, 'indexOf', searched],
  [String.prototype, 'includes', (text, given, found) => (found === true ? 1 : searched(text, given, -1))],
  [String.prototype, 'lastIndexOf', (text, _given, found) => text.length - Math.max(0, Number(found))],
  [String.prototype, 'split', text => text.length],
  [String.prototype, 'toLowerCase', text => text.length],
  [String.prototype, 'toUpperCase', text => text.length],
  [String.prototype, 'replaceAll', text => text.length],
  [String.prototype, 'repeat', (_text, _given, made) => String(made).length],
  [Array.prototype, 'join', (_parts, _given, made) => String(made).length],
];

function searched(text: string, [what, from = 0]: readonly unknown[], found: unknown): number {
  const start = Number(from);
  return Math.max(0, Number(found) < 0 ? text.length - start : Number(found) - start) + String(what).length;
}

/** How many code units the engine's own searches examine while `work` runs. */
function countingCharacters(work: () => void): number {
  let count = 0;
  const natives = COSTS.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  COSTS.forEach(([owner, name, cost], index) => {
    const native = natives[index]?.value as Native;
    Object.defineProperty(owner, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...given: never[]) {
        const found = native.apply(this, given);
        count += cost(this as string, given, found);
        return found;
      },
    });
  });
  // All other uses of an expression call this function.
  const descriptor = Object.getOwnPropertyDescriptor(RegExp.prototype, 'exec');
  const exec = descriptor?.value as (this: RegExp, text: string) => RegExpExecArray | null;
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    const isAnchored = this.sticky || this.source.startsWith('^');
    if (match) count += match.index + match[0].length - from;
    else count += isAnchored ? Math.min(ANCHORED, text.length - from) : text.length - from;
    return match;
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
    COSTS.forEach(([owner, name], index) => Object.defineProperty(owner, name, natives[index] ?? {}));
  }
  return count;
}
