import type { Analysis } from '../analysis';
import { label, type NameAfter, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { type Block, paragraph, strong, text } from '../telling/markup';
import { buildOfExchange, serialWithModel } from '../telling/names';
import { exchangeAt } from '../telling/places';

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
/** Facts that are serial numbers; the others are words. */
const SERIALS: ReadonlySet<string> = new Set(['token', 'member', 'unit', 'owner', 'other']);

/** The names and numbers of the capture that a finding is about, on one line; undefined where there are none. */
export function factsBlock(finding: Finding, analysis: Analysis, translate: Translate): Block | undefined {
  const facts = SHOWN.flatMap(name => {
    const value = finding.facts[name];
    return value === undefined
      ? []
      : [`${label(`fact.${name}`, translate)}: ${SERIALS.has(name) ? serialWithModel(value) : value}`];
  });
  const build = finding.rule.startsWith('ftm/')
    ? buildOfExchange(exchangeAt(analysis, finding.start))
    : undefined;
  if (build !== undefined) facts.push(`${label('fact.build', translate)}: ${build}`);
  if (facts.length === 0) return undefined;
  return paragraph(strong(label('inCapture', translate)), text(` ${facts.join('; ')}`));
}
