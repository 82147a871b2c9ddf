import { max } from '../integers';
import { severityOfCause } from '../knowledge/causes';
import {
  duration,
  fillBy,
  isComplete,
  type AnyRuleId,
  ruleNamed,
  type RuleText,
  type Severity,
  type Translate,
} from '../knowledge';
import { ikeMessageName, userName } from '../knowledge/logNames';
import type { SiteEntry } from '../site/siteEntry';
import { MAX_QUOTATION, shortenedInside } from './quoted';
import type { Facts, Finding, RelatedPlace } from './types';

/** Maximum length of a message in UTF-16 code units: it must fit in one line of the Problems panel. */
const MAX_MESSAGE_LENGTH = 160;
const MAX_FACT_LENGTH = 70;
const MIN_QUOTATION = 40;

/** The texts of a rule: a built-in one, or one of the site. */
function ruleTextOf({ rule, site }: Pick<Reasoned, 'rule' | 'site'>): RuleText | undefined {
  return site?.text ?? ruleNamed(rule);
}

/** One line that says what is wrong, starting with the affected object. */
export function findingMessage(finding: Finding, translate: Translate): string {
  const { rule: id, variant, facts } = finding;
  const rule = ruleTextOf(finding);
  const templates = rule?.messages[variant ?? 'default'] ?? rule?.messages['default'] ?? [];
  const template = templates.find(one => isComplete(one, facts)) ?? templates[templates.length - 1] ?? id;
  return filled(template, facts, undefined, translate);
}

/** Maximum length of a reason in UTF-16 code units: it is shown at the end of a line, above lines, and in an outline. */
const MAX_REASON_LENGTH = 60;

/** The parts of a problem that its reason depends on. */
export interface Reasoned {
  readonly rule: AnyRuleId;
  readonly site?: SiteEntry | undefined;
  readonly variant?: string | undefined;
  readonly facts: Facts;
}

/** Why something failed, in a few words that follow a name: `licence at another serial number (31)`. */
export function findingReason(finding: Reasoned, translate: Translate): string {
  const { rule: id, variant, facts } = finding;
  const rule = ruleTextOf(finding);
  const templates = rule?.reasons?.[variant ?? 'default'] ?? rule?.reasons?.['default'] ?? [];
  const template = templates.find(one => isComplete(one, facts));
  if (template === undefined) return titleAsReason(rule?.title ?? id, translate);
  return filled(template, facts, undefined, translate, { longest: MAX_REASON_LENGTH, ofTitle: firstPart });
}

/** A title that is used as a reason. */
export function titleAsReason(title: string, translate: Translate): string {
  return shorten(firstPart(withinSentence(title, translate)), MAX_REASON_LENGTH);
}

/** A title up to a colon or semicolon; those of Chinese and Japanese are full-width. */
function firstPart(title: string): string {
  return /^(?:.{16,}?(?=[:;] )|.{8,}?(?=[：；]))/.exec(title)?.[0] ?? title;
}

/** The text of a related place. */
export function relatedMessage(finding: Finding, place: RelatedPlace, translate: Translate): string {
  const template = ruleTextOf(finding)?.related?.[place.role] ?? place.role;
  return filled(template, finding.facts, place.facts, translate);
}

/** Facts that are put into words. */
const WORDED: Readonly<Record<string, (fact: string, translate: Translate) => string>> = {
  message: ikeMessageName,
  user: userName,
};

function filled(
  template: string,
  facts: Facts,
  ownFacts: Facts | undefined,
  translate: Translate,
  { longest = MAX_MESSAGE_LENGTH, ofTitle = (title: string) => title } = {},
): string {
  const filledWith = (quoted: number): string =>
    fillBy(translate(template), name => {
      const fact = ownFacts?.[name] ?? facts[name] ?? timeOf(name, ownFacts ?? facts, translate);
      const value = fact === undefined ? undefined : (WORDED[name]?.(fact, translate) ?? fact);
      // The message begins with the method anyway: `A login (SAML): SAML failed`.
      if (value === undefined || (name === 'method' && template.includes(`: ${value}`))) return undefined;
      return name === 'said'
        ? quotation(value, quoted)
        : shorten(
            withoutControls(name === 'title' ? ofTitle(withinSentence(value, translate)) : value),
            MAX_FACT_LENGTH,
          );
    });
  const whole = filledWith(MAX_QUOTATION);
  const excess = whole.length - longest;
  if (excess <= 0) return whole;
  // A quotation gives way to the words around it.
  const quoted = quotation((ownFacts ?? facts)['said'] ?? '', MAX_QUOTATION).length;
  return shorten(filledWith(max(MIN_QUOTATION, quoted - excess)), longest);
}

const quotation = (said: string, length: number): string => shortenedInside(withoutControls(said), length);

/** Adds the fact `time` to those with seconds, in units of the user's language. */
function timeOf(name: string, { seconds }: Facts, translate: Translate): string | undefined {
  return name === 'time' && seconds !== undefined ? duration(Number(seconds) * 1000, translate) : undefined;
}

/** The severity of a finding before any setting. */
export function severityOf(finding: Finding): Severity {
  const { rule: id, variant, severity, site } = finding;
  const rule = ruleNamed(id);
  return severity ?? site?.severity ?? (rule && severityOfCause({ rule, variant })) ?? 'warning';
}

/** Log text as one line: it can contain anything. */
function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

/**
 * A title that continues a sentence: in English its first letter becomes lower case, except in acronyms and product
 * names. In other languages it is unchanged, because German nouns, for example, always have a capital.
 */
function withinSentence(title: string, translate: Translate): string {
  const translated = translate(title);
  const isName = !/^[A-Z][a-z]*(?:[ ',]|$)/.test(title) || /^Forti/.test(title);
  return translated !== title || isName ? translated : title.charAt(0).toLowerCase() + title.slice(1);
}

function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut) + '…';
}
