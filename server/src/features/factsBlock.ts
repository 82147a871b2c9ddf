import type { Analysis } from '../analysis';
import { label, type NameAfter, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { type Block, paragraph, strong, text } from '../presentation/markup';
import { buildOfExchange, serialWithModel } from '../presentation/displayNames';
import { exchangeAt } from '../presentation/places';
import { stampOfFinding } from './ticket';

const SHOWN = [
  'token',
  'member',
  'user',
  'method',
  'unit',
  'owner',
  'other',
  'server',
  'group',
  'connection',
  'peer',
  'source',
  'target',
  'service',
  'in',
  'out',
  'policy',
  'status',
  'command',
  'code',
  'text',
] as const satisfies readonly NameAfter<'fact.'>[];
/** Facts that are serial numbers; the others are text. */
const SERIALS: ReadonlySet<string> = new Set(['token', 'member', 'unit', 'owner', 'other']);

/** Facts that the message above already shows. */
const IN_MESSAGE: ReadonlySet<string> = new Set(['token', 'user', 'code', 'text', 'status', 'command']);
const MAX_BRIEF_FACTS = 4;

/**
 * Returns the names and numbers of the capture that a finding is about, on one line; undefined if there are none. If
 * brief, facts that are in the message of the finding are left out.
 */
export function factsBlock(
  finding: Finding,
  analysis: Analysis,
  translate: Translate,
  brief = false,
): Block | undefined {
  const shown = brief ? SHOWN.filter(name => !IN_MESSAGE.has(name)).slice(0, MAX_BRIEF_FACTS) : SHOWN;
  const facts = shown.flatMap(name => {
    const value = finding.facts[name];
    return value === undefined
      ? []
      : [`${label(`fact.${name}`, translate)}: ${SERIALS.has(name) ? serialWithModel(value) : value}`];
  });
  const exchange = exchangeAt(analysis, finding.start);
  const build = finding.rule.startsWith('ftm/') ? buildOfExchange(exchange) : undefined;
  if (build !== undefined) facts.push(`${label('fact.build', translate)}: ${build}`);
  const stamp = brief ? stampOfFinding(analysis, exchange, finding) : undefined;
  if (stamp !== undefined) facts.push(stamp);
  if (facts.length === 0) return undefined;
  if (brief) return paragraph(text(facts.join(' · ')));
  return paragraph(strong(label('inCapture', translate)), text(` ${facts.join('; ')}`));
}
