import type { TracePart } from '../trace';
import { known } from './facts';
import { quotedLine } from './quoted';
import type { Finding, Keep } from './types';

/** Maximum number of lines quoted if nothing else is found; more of them add nothing. */
const MAX_SHOWN = 3;
/** Problems that do not say what failed. */
const BESIDE = /^(?:secret|capture)\//;

/** The first unrecognised lines that report a failure: quoting them is better than silence. */
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

  /** The finding to add to the problems of a capture; none if one of them says what failed. */
  beside(problems: readonly Finding[]): readonly Finding[] {
    return problems.every(({ rule }) => BESIDE.test(rule)) ? this.#findings : [];
  }
}
