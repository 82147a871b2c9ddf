import type { Element } from 'hast';
import {
  type Guidance,
  inUserLanguage,
  label,
  type LabelName,
  type Severity,
  certaintySign,
  decidedBy,
  sourceNamed,
  type Statement,
  verdictSign,
  wordsOf,
} from '../knowledge';
import { guidanceOf, sourcesOf } from '../rules';
import { commandBlocks } from '../judge/commands';
import { dividedCauses, originWords } from '../presentation/guidanceBlocks';
import { type Child, h } from './htmlTree';
import * as phrases from './phrases';
import type { Advice, Story, StoryProblem } from './story';
import { formatCount, reportText } from './reportText';

/** Returns the guidance for one kind of problem, and its places. */
export function adviceCard(story: Story, advice: Advice): Element {
  const { severity, problems, omitted, guidance } = advice;
  const items = problems.map(problem =>
    h(
      'li',
      {},
      problem.message,
      ' ',
      h('span', { className: ['muted'] }, reportText('at', { place: phrases.placesText(story, problem) })),
    ),
  );
  if (omitted > 0)
    items.push(
      h('li', { className: ['muted'] }, reportText('more', { more: formatCount(omitted, 'problem') })),
    );
  return h(
    'article',
    { className: ['card', severity], id: problems[0] && adviceId(problems[0]) },
    h('header', {}, icon(severity), h('h3', {}, phrases.adviceTitle(advice))),
    h('ul', { className: ['met'] }, items),
    guidanceParts(guidance),
  );
}

/** Returns what a page does not say of its problem: the meaning, commands, sources. */
export function remarkCard(advice: Advice): Element {
  const { meaning = [], commands = [], from } = advice.guidance;
  const sources = sourceItems(advice.guidance);
  return h(
    'article',
    { className: ['card', advice.severity], id: advice.problems[0] && adviceId(advice.problems[0]) },
    h('header', {}, icon(advice.severity), h('h3', {}, phrases.adviceTitle(advice))),
    meaning.length > 0 ? statements('ul', meaning) : undefined,
    titled('commands', h('pre', {}, commands.join('\n')), commands.length > 0),
    titled('sources', h('ul', { className: ['sources'] }, sources), sources.length > 0),
    from && h('p', { className: ['muted'] }, `${originWords(from, inUserLanguage)}.`),
  );
}

function titled(name: LabelName, content: Element, some: boolean): Child {
  return some ? [h('h4', {}, label(name, inUserLanguage)), content] : undefined;
}

/** Returns the element id of a kind of problem. */
export function adviceId(problem: StoryProblem): string {
  return `advice-${guidanceOf(problem).id.replace(/[^a-z0-9]+/g, '-')}`;
}

function guidanceParts(guidance: Partial<Guidance>): Child[] {
  const { meaning: [first, ...more] = [], steps = [], from } = guidance;
  const [causes, rest] = dividedCauses(guidance);
  const sources = sourceItems(guidance);
  return [
    first && h('p', {}, statement(first)),
    titled('causes', statements('ul', causes), causes.length > 0),
    titled('steps', statements('ol', steps), steps.length > 0),
    ...commandBlocks(guidance).map(([name, commands]) =>
      titled(name, h('pre', {}, commands.join('\n')), true),
    ),
    rest.length + more.length + sources.length === 0
      ? undefined
      : h(
          'details',
          {},
          h('summary', {}, reportText('section.background')),
          titled('otherCauses', statements('ul', rest), rest.length > 0),
          titled('more', statements('ul', more), more.length > 0),
          titled('sources', h('ul', { className: ['sources'] }, sources), sources.length > 0),
        ),
    from && h('p', { className: ['muted'] }, `${originWords(from, inUserLanguage)}.`),
  ];
}

function sourceItems(guidance: Partial<Guidance>): Element[] {
  const sources = sourcesOf(guidance).flatMap(id => sourceNamed(id) ?? []);
  return [
    ...sources.map(({ title, address }) =>
      h('li', {}, address === '' ? title : h('a', { href: address, rel: ['noreferrer'] }, title)),
    ),
    ...(guidance.documents ?? []).map(document => h('li', {}, document)),
  ];
}

export function statements(tagName: 'ul' | 'ol', all: readonly Statement[], start = 1): Element {
  return h(
    tagName,
    start > 1 && tagName === 'ol' ? { start } : {},
    all.map(one => h('li', {}, statement(one))),
  );
}

function statement(one: Statement): Child[] {
  const sign = certaintySign(one);
  const words = `${verdictSign(one)}${wordsOf(one, inUserLanguage)}`;
  const why = decidedBy(one, inUserLanguage);
  return [
    withCode(words),
    ...(sign ? [' ', h('span', { className: ['certainty'] }, `(${label(sign, inUserLanguage)})`)] : []),
    ...(why === undefined ? [] : [' — ', h('span', { className: ['why'] }, withCode(why))]),
  ];
}

/** A text of the knowledge: backticks become code. */
export function withCode(words: string): Child[] {
  return words.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part));
}

const OUTLINES: Readonly<Record<Severity, readonly [shape: string, sign: string]>> = {
  error: ['M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 0 0 0-21z', 'M8.5 8.5l7 7M15.5 8.5l-7 7'],
  warning: ['M12 2L23 21.5H1z', 'M12 9v5.5M12 18v.2'],
  information: ['M3 3h18v18H3z', 'M12 11v6M12 7v.2'],
  hint: ['M3 3h18v18H3z', 'M12 11v6M12 7v.2'],
};

/** Returns the icon of a severity. Shapes differ, so that it is recognised without its colour. */
export function icon(severity: Severity): Element {
  const [shape, sign] = OUTLINES[severity];
  const name = phrases.severityName(severity);
  return h(
    'svg',
    { viewBox: '0 0 24 24', className: ['icon'], role: 'img', ariaLabel: name },
    h('path', { d: shape }),
    h('path', { d: sign, className: ['sign'] }),
  );
}
