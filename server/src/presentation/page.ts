import { startsDebug } from '../judge/commands';
import {
  type Guidance,
  label,
  type Severity,
  type Statement,
  type Translate,
  type Verdict,
} from '../knowledge';

import type { TwoEnds } from './twoEnds';

// The page of one incident, as plain data. Reports and tickets write the same page in their formats.

/** A line that shows something, numbered from 1, with secrets masked; a long one is shortened to the words that show it. */
export interface EvidenceLine {
  readonly line: number;
  readonly text: string;
}

/** What a person under pressure reads, in this order. The rest of a report is folded. */
export interface Page {
  /** The verdict in a sentence. */
  readonly title: string;
  /** Undefined if nothing is wrong. */
  readonly severity: Severity | undefined;
  /** Who, when and where: one line. */
  readonly about: readonly string[];
  /** What to say where nothing is wrong. */
  readonly result: readonly string[];
  /** What the two ends have differently; undefined where that is not the problem. */
  readonly twoEnds: TwoEnds | undefined;
  readonly steps: Divided;
  readonly causes: Divided;
  readonly evidence: readonly EvidenceLine[];
  /** What else the capture has, one line each. */
  readonly also: readonly string[];
}

/** Statements that are shown at once, and the others. */
export interface Divided {
  readonly shown: readonly Statement[];
  readonly rest: readonly Statement[];
}

/** How many statements are shown at once: as many as have no more than some words together, but some at least. */
interface Limits {
  readonly least: number;
  readonly most: number;
  readonly words: number;
}

const OF_STEPS: Limits = { least: 2, most: 4, words: 110 };
const OF_CAUSES: Limits = { least: 2, most: 3, words: 60 };

/** What a page is made of. */
export interface PageParts extends Omit<Page, 'steps' | 'causes'> {
  readonly guidance: Partial<Guidance>;
}

/** Returns the page about one problem, or about a capture without one. */
export function pageOf({ guidance, ...parts }: PageParts): Page {
  const { steps = [] } = guidance;
  const needed = neededSteps(guidance);
  const shown = within(needed.length > 0 ? needed : steps, OF_STEPS);
  const rest = steps.filter(step => !shown.includes(step));
  return { ...parts, steps: { shown, rest }, causes: shownCauses(guidance) };
}

/** Once a cause is decided, the steps against others are not needed, and no further debug output is. */
function neededSteps({ steps = [], causes = [] }: Partial<Guidance>): readonly Statement[] {
  const decided = new Set(causes.flatMap(({ id, shown }) => (isDecided(shown?.verdict) ? [id] : [])));
  if (decided.size === 0) return steps;
  return steps.filter(({ against, commands = [] }) =>
    against ? against.some(id => decided.has(id)) : !commands.some(startsDebug),
  );
}

/** The first of some statements, as far as the limits let them. */
function within(all: readonly Statement[], { least, most, words }: Limits): readonly Statement[] {
  let count = 0;
  for (let sum = 0; count < Math.min(all.length, most); count++) {
    sum += wordCount(all.slice(count, count + 1));
    if (count >= least && sum > words) break;
  }
  return all.slice(0, count);
}

function wordCount(all: readonly Statement[]): number {
  return all
    .flatMap(({ text, shown }) => [shown?.words ?? text, shown?.why ?? ''])
    .reduce((sum, words) => sum + words.split(' ').length, 0);
}

/** True for a cause that the capture confirms, or that the message itself names. */
function isDecided(verdict: Verdict | undefined): boolean {
  return verdict === 'asserted' || verdict === 'confirmed';
}

/**
 * Divides the possible causes: the confirmed ones alone, if there are any; otherwise the likeliest, and one that the capture
 * excludes, which saves a reader the way.
 */
export function shownCauses({ causes = [] }: Partial<Guidance>): Divided {
  const those = (isWanted: (verdict: Verdict | undefined) => boolean): Statement[] =>
    causes.filter(({ shown }) => isWanted(shown?.verdict));
  const isConfirmed = causes.some(({ shown }) => shown?.verdict === 'confirmed');
  const confirmed = isConfirmed ? within(those(isDecided), OF_CAUSES) : [];
  const likely = within(
    those(verdict => verdict !== 'excluded'),
    OF_CAUSES,
  );
  const excluded = those(verdict => verdict === 'excluded').slice(0, likely.length > 0 ? 1 : OF_CAUSES.most);
  const hasRoom = likely.length === 0 || wordCount([...likely, ...excluded]) <= OF_CAUSES.words;
  const shown = confirmed.length > 0 ? confirmed : [...likely, ...(hasRoom ? excluded : [])];
  return { shown, rest: causes.filter(one => !shown.includes(one)) };
}

/** Returns the number of steps that are folded. */
export function moreStepsText({ steps: { rest } }: Page, translate: Translate): string {
  const name = rest.length === 1 ? 'brief.moreStep' : 'brief.moreSteps';
  return label(name, translate, { count: String(rest.length) });
}

/** Returns the number of possible causes that are folded, and whether the capture decides any of them. */
export function moreCausesText({ causes: { rest } }: Page, translate: Translate): string {
  const isOpen = rest.every(({ shown }) => shown?.verdict === undefined || shown.verdict === 'open');
  return label(isOpen ? 'brief.moreOpen' : 'brief.moreCauses', translate, { count: String(rest.length) });
}

/** True if the capture excludes every cause that is known. */
export function isUnexplained({ causes: { shown, rest } }: Page): boolean {
  const all = [...shown, ...rest];
  return all.length > 0 && all.every(one => one.shown?.verdict === 'excluded');
}

/** Returns which of the shown statements are conclusions, which is not marked there; undefined if none is. */
export function conclusionsText({ steps, causes }: Page, translate: Translate): string | undefined {
  const named = (all: readonly Statement[], name: 'brief.stepNumber' | 'brief.causeNumber'): string[] =>
    all.flatMap(({ certainty }, index) =>
      certainty === 'inferred' ? [label(name, translate, { number: String(index + 1) })] : [],
    );
  const which = [...named(steps.shown, 'brief.stepNumber'), ...named(causes.shown, 'brief.causeNumber')];
  if (which.length === 0) return undefined;
  return label('brief.inferred', translate, { which: which.join(label('report.comma', translate)) });
}
