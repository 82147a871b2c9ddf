import type { TracePart } from '../trace';
import { known } from './facts';
import { quotedLine } from './quoted';
import type { Finding, Keep } from './types';

/** Lines that are quoted where nothing else is found; more of them say no more. */
const MAX_SHOWN = 3;
/** Problems that say nothing of what failed. */
const BESIDE = /^(?:secret|capture)\//;

/** The first lines of no known form that say a failure: better their words than silence. */
export class UnreadFailures {
  readonly #findings: Finding[] = [];

  /** @param keep copies what must outlive the text */
  constructor(readonly keep: Keep) {}

  add({ unread }: Pick<TracePart, 'unread'>): void {
    for (const { start, end, text } of unread) {
      if (this.#findings.length >= MAX_SHOWN) return;
      const said = quotedLine(text);
      if (said === '' || this.#findings.some(({ cause }) => cause === said)) continue;
      const facts = known({ daemon: '', said });
      this.#findings.push(
        this.keep({ rule: 'daemon/said-failure', start, end, facts, related: [], cause: said }),
      );
    }
  }

  /** What is to be added to the problems of a capture: nothing, if one of them says what failed. */
  beside(problems: readonly Finding[]): readonly Finding[] {
    return problems.every(({ rule }) => BESIDE.test(rule)) ? this.#findings : [];
  }
}
