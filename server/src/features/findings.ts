import { entryOf, type Guidance, ruleOf, type Severity, sourceOf } from '../knowledge';
import { type Finding, severityOf } from '../rules';
import { sourcesOf } from './guidance';

/** The severities that a person chose for rules; `off` silences one. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** The severity of a finding under the person's settings. */
export function chosenSeverity(finding: Finding, severities: Severities): Severity | 'off' {
  return severities[finding.rule] ?? severityOf(finding);
}

/** What is said of a finding: by its own entry, by the rule's entry, or by the rule. */
export function guidanceOf(
  rule: string,
  entry: string | undefined,
): { title: string; guidance: Partial<Guidance> } {
  const about = ruleOf(rule);
  const known = entryOf(entry ?? about?.entry ?? '');
  if (known) return { title: known.title, guidance: known };
  return { title: about?.title ?? rule, guidance: about ?? {} };
}

/** The article to read about a finding: the first source with an address. */
export function articleOf(
  rule: string,
  entry: string | undefined,
): { title: string; address: string } | undefined {
  const sources = sourcesOf(guidanceOf(rule, entry).guidance).map(sourceOf);
  return sources.find(source => source !== undefined && source.address !== '');
}
