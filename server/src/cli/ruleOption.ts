import { RULES, ruleNamed, SEVERITIES } from '../knowledge';
import { causesOf, isSettable } from '../knowledge/causes';
import type { Severities } from '../report/fileReport';
import { cliText } from './cliText';

const RULE_SEVERITIES = [...SEVERITIES, 'off'] as const;

/**
 * The severities that `--rule` sets; undefined if a value is invalid.
 * @param given `id=severity`
 * @param refuse called with the invalid value and the reason
 */
export function severitiesIn(
  given: readonly string[],
  refuse: (value: string, reason: string) => void,
): Severities | undefined {
  const severities: Record<string, (typeof RULE_SEVERITIES)[number]> = {};
  for (const value of given) {
    const [id = '', severity = ''] = value.split('=', 2);
    const known = RULE_SEVERITIES.find(one => one === severity);
    if (!isSettable(id)) refuse(value, cliText('unknownRule', { rule: id, rules: like(id) }));
    else if (!known) refuse(value, cliText('severity', { severities: RULE_SEVERITIES.join(', ') }));
    if (!isSettable(id) || !known) return undefined;
    severities[id] = known;
  }
  return severities;
}

/** Returns the causes of the same rule, otherwise the rules of the same family, as a hint after a mistyped id. */
function like(id: string): string {
  const [area = '', name = ''] = id.split('/');
  const rule = ruleNamed(`${area}/${name}`);
  const causes = rule ? causesOf(rule).map(cause => cause.id) : [];
  if (causes.length > 0) return cliText('rulesOf', { area: `${area}/${name}`, rules: causes.join(', ') });
  const rules = RULES.filter(rule => rule.id.startsWith(`${area}/`)).map(rule => rule.id);
  if (rules.length > 0) return cliText('rulesOf', { area, rules: rules.join(', ') });
  return cliText('rules', { rules: RULES.map(rule => rule.id).join(', ') });
}
