import labels from './data/labels.json';
import { readStatement } from './statements';
import type { RuleText, Severity, Statement } from './types';
import type { Written } from './written';

/** How a statement ends that has a mark of its own. */
const MARK = / \[(?:V(?:-log)?(?: [\w.-]+)+|I(?: [\w.-]+)*)\]$/;
/** The severity of an entry that names none. */
const DEFAULT_SEVERITY: Severity = 'warning';

/** The texts and the severity of an entry; `releases` is the sentence that says which releases it applies to. */
export function textsOf(
  { title, message = title, severity = DEFAULT_SEVERITY, ...written }: Written,
  releases: string | undefined,
): RuleText & { readonly severity: Severity } {
  const { meaning = [], causes = [], steps = [], commands, sources } = written;
  return {
    title,
    severity,
    messages: { default: [message] },
    related: { again: labels['site.again'] },
    meaning: [...meaning, ...(releases === undefined ? [] : [releases])].map(statementOf),
    causes: causes.map(statementOf),
    steps: steps.map(statementOf),
    ...(commands && { commands }),
    ...(sources && { documents: sources }),
  };
}

/** Reads a statement with or without a mark: without one, the entry itself states it. */
function statementOf(text: string): Statement {
  return MARK.test(text) ? readStatement(text) : { text, certainty: 'site', sources: [] };
}
