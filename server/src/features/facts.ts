import type { Analysis } from '../analysis';
import { buildOf, label, prefixOf, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import type { Exchange } from '../trace';
import { exchangeAt } from './places';
import { type Block, paragraph, strong, text } from './markup';

const SHOWN: readonly string[] = [
  'token',
  'member',
  'user',
  'method',
  'unit',
  'server',
  'group',
  'connection',
  'status',
  'command',
  'code',
  'text',
];
/** Facts that are serial numbers; the others are words. */
const SERIALS: ReadonlySet<string> = new Set(['token', 'member', 'unit']);

/** The release that an exchange's build stands for, where a source says so: `build 2573 (FortiOS 7.4.3)`. */
export function buildOfExchange(exchange: Exchange | undefined): string | undefined {
  const asked = exchange?.request ?? exchange?.answer;
  if (!asked?.build) return undefined;
  const entry = buildOf(asked.deviceVersion?.text ?? '', asked.build.text);
  return entry ? `${asked.build.text} (${entry.title})` : asked.build.text;
}

/** A serial number with its model, where a source names it. */
export function serialWithModel(serial: string): string {
  const model = prefixOf(serial)?.facts?.['model'];
  return model === undefined ? serial : `${serial} (${model})`;
}

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
