import type { TracePart } from '../trace';
import { compact } from './facts';
import { quotedLine } from './quoted';
import type { Finding, Keep } from './types';
import { reasonFor } from './unexplained';

/** Maximum number of lines quoted if nothing else is found; more of them add nothing. */
const MAX_SHOWN = 3;
const QUOTED = 'daemon/said-failure';
/** Problems that do not say what failed. */
const NON_FAILURE = /^(?:secret|capture)\//;

/**
 * The first unrecognised lines that report a failure: those whose words name a cause, or else all of them, because quoting
 * them is better than silence.
 */
export class UnreadFailures {
  readonly #findings: Finding[] = [];

  /** @param keep copies what must outlive the text */
  constructor(readonly keep: Keep) {}

  add({ unread }: Pick<TracePart, 'unread'>): void {
    for (const failure of unread) {
      if (this.#findings.length >= MAX_SHOWN) return;
      const { start, end, text } = failure;
      const said = quotedLine(text);
      if (said === '' || this.#findings.some(({ cause }) => cause === said)) continue;
      const { rule = QUOTED, variant } = reasonFor(failure) ?? {};
      const facts = compact({ daemon: '', said, connection: rule.startsWith('ike/') ? 'IPsec' : undefined });
      this.#findings.push(this.keep({ rule, variant, start, end, facts, related: [], cause: said }));
    }
  }

  /** The finding to add to the problems of a capture; none if one of them says what failed. */
  select(problems: readonly Finding[]): readonly Finding[] {
    if (!problems.every(({ rule }) => NON_FAILURE.test(rule))) return [];
    const explained = this.#findings.filter(({ rule }) => rule !== QUOTED);
    return explained.length > 0 ? explained : this.#findings;
  }
}
