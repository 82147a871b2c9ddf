import { textsOf } from './contributed';
import { DOMAINS } from './domains';
import labels from './data/labels.json';
import { withStatements } from './statements';
import { fill } from './messageTemplate';
import type { WrittenCause, WrittenGuidance } from './domains/writtenDomain';
import type { CauseText, Guidance, RuleEntry, RuleId } from './types';
import type { Written } from './written';

const WRITTEN: readonly WrittenCause[] = DOMAINS.flatMap(({ causes = [] }) => causes);
const BY_ID: ReadonlyMap<string, WrittenCause> = new Map(WRITTEN.map(cause => [cause.id, cause]));

/** The causes that are written like those of a site: their messages are in them. */
export const CONTRIBUTED = WRITTEN.filter(
  ({ match }) => match !== undefined,
) as unknown as readonly Written[];

/** Every rule with its causes, in the order of their ids. */
export const RULES: readonly RuleEntry[] = rulesIn(WRITTEN);

function rulesIn(causes: readonly WrittenCause[]): RuleEntry[] {
  const groups = new Map<string, WrittenCause[]>();
  for (const cause of causes) {
    const rule = cause.id.split('/', 2).join('/');
    const group = groups.get(rule);
    if (group) group.push(cause);
    else groups.set(rule, [cause]);
  }
  return [...groups.values()]
    .map(group => ruleOf(group))
    .filter(rule => rule !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The rule of causes whose ids begin alike; the one without a variant is the rule itself. */
function ruleOf(group: readonly WrittenCause[]): RuleEntry | undefined {
  const rule = group.find(({ id }) => id.split('/').length === 2);
  if (!rule) return undefined;
  if (rule.match) return contributedRule(rule as unknown as Written);
  const parts = group.filter(one => one !== rule).map(one => [variantIn(one.id), one] as const);
  const { message, reason, variants = {} } = rule;
  const all = [
    ...(message === undefined ? [] : [['default', message] as const]),
    ...Object.entries(variants),
  ];
  return {
    ...(rule as unknown as Omit<RuleEntry, keyof Guidance>),
    ...writtenGuidance(rule),
    messages: listed([...all, ...parts.map(([name, one]) => [name, one.message] as const)]),
    reasons: listed([['default', reason], ...parts.map(([name, one]) => [name, one.reason] as const)]),
    entries: Object.fromEntries(
      parts.flatMap(([name, { entry }]) => (entry === undefined ? [] : [[name, entry]])),
    ),
    variants: Object.fromEntries(parts.map(([name, one]) => [name, causeText(one)])),
  };
}

function variantIn(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

type Texts = string | readonly string[] | undefined;

function listed(texts: readonly (readonly [string, Texts])[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    texts.flatMap(([name, text]) =>
      text === undefined ? [] : [[name, typeof text === 'string' ? [text] : text]],
    ),
  );
}

function causeText(cause: WrittenCause): CauseText {
  const { title, severity } = cause;
  return { ...(title !== undefined && { title }), ...(severity && { severity }), ...writtenGuidance(cause) };
}

/** The guidance of a cause: its own, or that of the cause that it names. */
export function writtenGuidance(cause: Pick<WrittenCause, 'guidance'> & WrittenGuidance): Partial<Guidance> {
  const { meaning, causes, steps, commands } = BY_ID.get(cause.guidance ?? '') ?? cause;
  return withStatements({
    ...(meaning && { meaning }),
    ...(causes && { causes }),
    ...(steps && { steps }),
    ...(commands && { commands }),
  });
}

/** The guidance of the cause with this id. */
export function guidanceOfCause(id: string): Partial<Guidance> {
  const cause = BY_ID.get(id);
  return cause ? writtenGuidance(cause) : {};
}

function contributedRule(written: Written): RuleEntry {
  const { id, releases, examples } = written;
  const scope = releases && fill(labels['site.releases'], { releases: releases.join(', ') });
  return {
    id: id as RuleId,
    ...textsOf(written, scope),
    // Its words are in the example.
    when: written.title,
    ...(examples && { examples }),
  };
}
