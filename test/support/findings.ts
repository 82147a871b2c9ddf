import { expect } from 'vitest';
import { type Analysis, analyze } from '../../server/src/analysis';
import { inEnglish, ruleNamed, type Severity } from '../../server/src/knowledge';
import { type Facts, type Finding, findingMessage, relatedMessage, severityOf } from '../../server/src/rules';
import type { Span } from '../../server/src/syntax';

/** A place in a text and its label. */
export interface Mark extends Span {
  readonly label: string;
}

/** A finding as users read it. */
export interface DescribedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The text at the place. */
  readonly on: string;
  readonly entry: string | undefined;
  readonly facts: Facts;
  readonly related: readonly { readonly role: string; readonly on: string; readonly message: string }[];
}

/** Marks `text` as the place of a rule (`area/name`) or as a related place (its role). */
export function mark(label: string, text: string): string {
  return `⟦${label}|${text}⟧`;
}

/** Removes the markers `⟦label|text⟧` from a text. They may be nested. */
function readMarks(marked: string): { text: string; marks: Mark[] } {
  const parts: string[] = [];
  const open: { label: string; start: number }[] = [];
  const marks: Mark[] = [];
  let length = 0;
  for (const part of marked.split(/(⟦[\w/-]+\||⟧)/)) {
    if (part.startsWith('⟦')) {
      open.push({ label: part.slice(1, -1), start: length });
    } else if (part === '⟧') {
      const last = open.pop();
      if (!last) throw new Error('a mark ends that did not begin');
      marks.push({ ...last, end: length });
    } else {
      parts.push(part);
      length += part.length;
    }
  }
  if (open.length > 0) throw new Error(`the mark ${open[0]?.label ?? ''} does not end`);
  return { text: parts.join(''), marks };
}

/** A text without its markers. */
export function unmarked(marked: string): string {
  return readMarks(marked).text;
}

/**
 * Expects a finding of its rule at each marker with a slash, `⟦ftm/no-response|...⟧`, and no other finding. If there are
 * markers without one, `⟦began|...⟧`, they are exactly the related places of the findings. `only` restricts the check to
 * one rule, or to an area with its slash.
 */
export function expectFindings(marked: string, only = ''): DescribedFinding[] {
  const { text, marks } = readMarks(marked);
  const analysis = analyze(text);
  // Rules about missing time stamps are ignored, because excerpts in tests have none.
  const aside = (rule: string): boolean =>
    rule.startsWith('capture/') && only === '' && !marks.some(({ label }) => label.startsWith('capture/'));
  const expected = marks.filter(({ label }) => label.includes('/'));
  // Rules that quote unexplained lines are ignored, because tests of other rules expect no findings.
  const isIgnoredQuotation = (rule: string): boolean =>
    rule === 'daemon/said-failure' && only === '' && expected.length === 0;
  const findings = analysis.findings.filter(
    ({ rule }) => rule.startsWith(only) && !aside(rule) && !isIgnoredQuotation(rule),
  );
  const places = findings.map(({ rule, start, end }) => ({ label: rule, start, end }));
  expect(shown(text, places)).toEqual(shown(text, expected));
  const roles = marks.filter(({ label }) => !label.includes('/'));
  if (roles.length > 0) {
    const related = findings.flatMap(finding =>
      finding.related.map(({ role, start, end }) => ({ label: role, start, end })),
    );
    expect(shown(text, related)).toEqual(shown(text, roles));
  }
  return findings.map(finding => describedFinding(finding, analysis));
}

/** The text of a finding for users; also checks that it is well formed. */
export function describedFinding(finding: Finding, { text }: Analysis): DescribedFinding {
  const message = findingMessage(finding, inEnglish);
  const related = finding.related.map(place => ({
    role: place.role,
    on: text.slice(place.start, place.end),
    message: relatedMessage(finding, place, inEnglish),
  }));
  for (const words of [message, ...related.map(place => place.message)]) {
    expect(words.length).toBeLessThanOrEqual(160);
    expect(words).not.toMatch(/[\r\n\u2028\u2029]|\{\w+\}/);
    expect(words.trim()).not.toBe('');
  }
  // Without a wording in the rule's entry, a role would be shown by its name.
  const worded = Object.keys(ruleNamed(finding.rule)?.related ?? {});
  for (const { role } of related) expect(worded, `words of ${finding.rule} for the role`).toContain(role);
  const { rule, start, end, entry, facts } = finding;
  const on = text.slice(start, end);
  return { rule, severity: severityOf(finding), message, on, entry, facts, related };
}

/** All findings of a text. */
export function findingsOf(text: string): DescribedFinding[] {
  const analysis = analyze(text);
  return analysis.findings.map(finding => describedFinding(finding, analysis));
}

/** The messages of a rule's findings in a text. */
export function messagesOf(rule: string, text: string): string[] {
  return findingsOf(text)
    .filter(one => one.rule === rule)
    .map(({ message }) => message);
}

/** Places as readable lines, in the order of the text. */
function shown(text: string, places: readonly Mark[]): string[] {
  return [...places]
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : 1))
    .map(({ label, start, end }) => {
      const before = text.slice(0, start).split('\n');
      const column = (before[before.length - 1] ?? '').length + 1;
      return `${before.length}:${column} ${label} |${text.slice(start, end)}|`;
    });
}
