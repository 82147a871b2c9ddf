import { overlap, type Span } from '../syntax';
import type { TracePart } from '../trace';
import { compact } from './compact';
import { quotationOf } from './maskedQuotes';
import { quotedLine } from './quoted';
import type { Finding, Keep } from './types';
import { reasonFor } from './unexplained';

/** Maximum number of causes, and of lines quoted if no cause is known; more of them add nothing. */
const MAX_SHOWN = 3;
const QUOTING_RULE = 'daemon/said-failure';
/** A refusal of the other end, which another line can explain. */
const REFUSED = 'ike/refused-by-peer';
/** The time, severity and module of the log of FortiClient for Windows. */
const OF_CLIENT =
  /^(?:\d{1,2}\/\d{1,2}\/\d{4} [\d:]{7,8} [AP]M\s)?(?:Debug|Information|Notice|Warning|Error|Critical)\s[A-Z]\w{1,19}\s/;
/** Problems that do not say what failed. */
const NON_FAILURE = /^(?:secret|capture)\//;

/**
 * The first unrecognised lines that report a failure: those whose words name a cause, or else all of them, because quoting
 * them is better than silence. Answers of `execute` commands are reported beside other problems, too.
 */
export class UnreadFailures {
  /** Lines whose words name a cause, one for each cause, and other lines. */
  readonly #known: Finding[] = [];
  readonly #quoted: Finding[] = [];
  readonly #answers: Finding[] = [];

  /** @param keep copies what must outlive the text */
  constructor(readonly keep: Keep) {}

  add({ unread }: Pick<TracePart, 'unread'>): void {
    for (const failure of unread) {
      const { start, end, text, isAnswer } = failure;
      const said = quotedLine(text);
      if (said === '') continue;
      const { rule = QUOTING_RULE, variant, severity } = reasonFor(failure) ?? {};
      const list = rule === QUOTING_RULE ? this.#quoted : this.#known;
      const cause = rule === QUOTING_RULE ? said : [rule, variant].join(' ');
      if (list.length >= MAX_SHOWN || list.some(one => one.cause === cause)) continue;
      const facts = compact({
        daemon: OF_CLIENT.test(text) ? 'FortiClient' : '',
        said,
        connection: rule.startsWith('ike/') ? 'IPsec' : undefined,
      });
      const finding = this.keep({
        rule,
        variant,
        severity,
        start,
        end,
        facts,
        ...quotationOf(failure),
        related: [],
        cause,
      });
      list.push(finding);
      if (isAnswer) this.#answers.push(finding);
    }
  }

  /** The findings to add to the problems of a capture; answers only if one of them says what failed. */
  select(problems: readonly Finding[]): readonly Finding[] {
    const failures = problems.filter(({ rule }) => !NON_FAILURE.test(rule));
    const causes = this.#known.filter(({ rule }) => rule !== REFUSED);
    // A cause says more than the quoted words of a daemon.
    if (causes.length > 0 && failures.every(({ rule }) => rule === QUOTING_RULE)) return causes;
    if (failures.length > 0)
      return this.#answers.filter(answer => !failures.some(problem => isSaidBy(problem, answer)));
    return this.#known.length > 0 ? this.#known : this.#quoted;
  }
}

/** True if a problem of the same rule is at the line of an answer, or any problem names it as a related place. */
function isSaidBy({ rule, start, end, related }: Finding, answer: Finding): boolean {
  const isAt = (place: Span): boolean => overlap(place, answer);
  return (rule === answer.rule && isAt({ start, end })) || related.some(isAt);
}
