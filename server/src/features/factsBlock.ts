import type { PhrasingContent } from 'mdast';
import type { Analysis } from '../analysis';
import { label, type NameAfter, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { type Block, paragraph, strong, text } from '../presentation/markup';
import { serialWithModel } from '../presentation/displayNames';
import { buildOfExchange } from '../judge/exchangeIndex';
import { exchangeAt } from '../judge/places';
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

/** Returns what the capture shows about a problem; undefined if there is nothing beyond the message. */
export function factsBlock(finding: Finding, analysis: Analysis, translate: Translate): Block | undefined {
  const facts = factsOf(finding, analysis, SHOWN, translate);
  if (facts.length === 0) return undefined;
  return paragraph(strong(label('inCapture', translate)), text(` ${facts.join('; ')}`));
}

/** Returns the same in one line, with the time and without what the message says. */
export function briefFacts(finding: Finding, analysis: Analysis, translate: Translate): PhrasingContent[] {
  const names = SHOWN.filter(name => !IN_MESSAGE.has(name)).slice(0, MAX_BRIEF_FACTS);
  const stamp = stampOfFinding(analysis, exchangeAt(analysis, finding.start), finding);
  const facts = [...factsOf(finding, analysis, names, translate), ...(stamp === undefined ? [] : [stamp])];
  return facts.length === 0 ? [] : [text(facts.join(' · '))];
}

function factsOf(
  finding: Finding,
  analysis: Analysis,
  names: readonly (typeof SHOWN)[number][],
  translate: Translate,
): string[] {
  const facts = names.flatMap(name => {
    const value = finding.facts[name];
    return value === undefined
      ? []
      : [`${label(`fact.${name}`, translate)}: ${SERIALS.has(name) ? serialWithModel(value) : value}`];
  });
  const exchange = exchangeAt(analysis, finding.start);
  const build = finding.rule.startsWith('ftm/') ? buildOfExchange(exchange) : undefined;
  return build === undefined ? facts : [...facts, `${label('fact.build', translate)}: ${build}`];
}
