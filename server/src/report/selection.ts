import type { Advice, Story, StoryToken, TimelineRow } from './story';

/** For whom a report is written: by default for an expert. */
export const READERS = ['customer'] as const;
export type Reader = (typeof READERS)[number];

/**
 * Returns the incident whose picture comes first: that of the most severe problem, or the first one that did not go well,
 * or the first one.
 */
export function leadOf({ advice: [worst], rows }: Story): TimelineRow | undefined {
  const drawn = rows.filter(({ detail }) => detail);
  const [problem] = worst?.problems ?? [];
  return (
    drawn.find(({ problems }) => problem && problems.includes(problem)) ??
    drawn.find(({ ending }) => ending !== 'well') ??
    drawn[0]
  );
}

/** True for more than one incident: the picture of a single one has all that its row would have. */
export function hasTimeline({ rows: [first, second] }: Story): boolean {
  return second !== undefined || (first !== undefined && !first.detail);
}

/** Returns the tokens of which there is more to say than the picture of a single incident shows. */
export function listedTokens(story: Story): readonly StoryToken[] {
  const isSingle = story.rows.length > 0 && !hasTimeline(story);
  return isSingle ? story.tokens.filter(({ events }) => events.length > 1) : story.tokens;
}

/** Returns what is written for a reader. */
export function storyFor(reader: Reader | undefined, story: Story): Story {
  return reader === 'customer' ? forCustomer(story) : story;
}

/** Returns what a customer needs, on one page. */
export function forCustomer(story: Story): Story {
  const lead = leadOf(story);
  return {
    ...story,
    isForCustomer: true,
    advice: severeAdvice(story).map(stepsAlone),
    rows: lead?.detail
      ? [{ ...lead, stamp: undefined, detail: { ...lead.detail, facts: [], excerpt: undefined } }]
      : [],
    tokens: [],
    secrets: [],
    secretRows: [],
    limits: [],
    ...{ omittedCaptures: 0, omittedRows: 0, omittedDetails: 0, omittedTokens: 0 },
  };
}

/** Returns the advice on errors and warnings. */
export function severeAdvice({ advice }: Story): Advice[] {
  return advice.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

function stepsAlone(advice: Advice): Advice {
  const { meaning = [], steps = [] } = advice.guidance;
  return { ...advice, guidance: { meaning: meaning.slice(0, 1), steps } };
}
