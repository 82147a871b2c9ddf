import {
  duration,
  fillBy,
  isComplete,
  type AnyRuleId,
  ruleOf,
  type RuleText,
  type Severity,
  type Translate,
} from '../knowledge';
import type { SiteEntry } from '../site/types';
import type { Facts, Finding, RelatedPlace } from './types';

/** The length of a message in UTF-16 code units: it must read well in one line of the Problems panel. */
const MAX_MESSAGE_LENGTH = 160;
const MAX_FACT_LENGTH = 70;
/** A longer limit for the words of a daemon, since the message has nothing else. */
const MAX_SAID = 120;

/** What is said of problems of one rule: of the software, or of the site. */
function ruleTextOf({ rule, site }: Pick<Reasoned, 'rule' | 'site'>): RuleText | undefined {
  return site?.text ?? ruleOf(rule);
}

/** One line that says what is wrong, beginning with the thing that it is about. */
export function messageOf(finding: Finding, translate: Translate): string {
  const { rule: id, variant, facts } = finding;
  const rule = ruleTextOf(finding);
  const templates = rule?.messages[variant ?? 'default'] ?? rule?.messages['default'] ?? [];
  const template = templates.find(one => isComplete(one, facts)) ?? templates[templates.length - 1] ?? id;
  return filled(template, facts, undefined, translate);
}

/** The length of a reason in UTF-16 code units: it is shown at the end of a line, above lines, and in an outline. */
const MAX_REASON_LENGTH = 60;

/** A problem as far as its reason needs to know it. */
export interface Reasoned {
  readonly rule: AnyRuleId;
  readonly site?: SiteEntry | undefined;
  readonly variant?: string | undefined;
  readonly facts: Facts;
}

/** Why something failed, in a few words that follow a name: `licence at another serial number (31)`. */
export function reasonOf(finding: Reasoned, translate: Translate): string {
  const { rule: id, variant, facts } = finding;
  const rule = ruleTextOf(finding);
  const templates = rule?.reasons?.[variant ?? 'default'] ?? rule?.reasons?.['default'] ?? [];
  const template = templates.find(one => isComplete(one, facts));
  if (template === undefined) return titleAsReason(rule?.title ?? id, translate);
  return filled(template, facts, undefined, translate, { longest: MAX_REASON_LENGTH, ofTitle: firstPart });
}

/** A title where a reason is wanted. */
export function titleAsReason(title: string, translate: Translate): string {
  return shorten(firstPart(withinSentence(title, translate)), MAX_REASON_LENGTH);
}

/** A title without what follows a colon or a semicolon; those of Chinese and Japanese are wide. */
function firstPart(title: string): string {
  return /^(?:.{16,}?(?=[:;] )|.{8,}?(?=[：；]))/.exec(title)?.[0] ?? title;
}

/** What is said of a related place. */
export function relatedMessageOf(finding: Finding, place: RelatedPlace, translate: Translate): string {
  const template = ruleTextOf(finding)?.related?.[place.role] ?? place.role;
  return filled(template, finding.facts, place.facts, translate);
}

function filled(
  template: string,
  facts: Facts,
  ownFacts: Facts | undefined,
  translate: Translate,
  { longest = MAX_MESSAGE_LENGTH, ofTitle = (title: string) => title } = {},
): string {
  const fact = (name: string): string | undefined => {
    const value = ownFacts?.[name] ?? facts[name] ?? timeOf(name, ownFacts ?? facts, translate);
    return value === undefined
      ? undefined
      : oneLine(
          name === 'title' ? ofTitle(withinSentence(value, translate)) : value,
          name === 'said' ? MAX_SAID : MAX_FACT_LENGTH,
        );
  };
  return shorten(fillBy(translate(template), fact), longest);
}

/** The fact `time` of those that have seconds, in units of the user's language. */
function timeOf(name: string, { seconds }: Facts, translate: Translate): string | undefined {
  return name === 'time' && seconds !== undefined ? duration(Number(seconds) * 1000, translate) : undefined;
}

/** The default severity of a finding, before any setting. */
export function severityOf(finding: Finding): Severity {
  return finding.severity ?? finding.site?.severity ?? ruleOf(finding.rule)?.severity ?? 'warning';
}

/** Makes log text, which can contain anything, one line of bounded length. */
function oneLine(text: string, length: number): string {
  return shorten(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim(), length);
}

/**
 * A title that continues a sentence: in English its first letter is small, except of acronyms and product names. In other
 * languages it stays as it is: German nouns, for one, have a capital everywhere.
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
