import type { Element } from 'hast';
import { inUserLanguage, label, type LabelName, userLanguage } from '../knowledge';
import {
  conclusionsText,
  type Divided,
  isUnexplained,
  moreCausesText,
  moreStepsText,
  type Page,
} from '../presentation/page';
import { unmarked, numberedLines } from '../presentation/pageBlocks';
import type { TwoEnds } from '../presentation/twoEnds';
import { adviceCard, adviceId, icon, remarkCard, statements, withCode } from './adviceHtml';
import { inferredNote } from '../presentation/guidanceBlocks';
import { type Child, h, writeHtml } from './htmlTree';
import * as phrases from './phrases';
import { hasTimeline, leadOf, listedTokens } from './selection';
import { sequencePicture } from './sequence';
import type { SceneDetail, Story, TimelineRow, StoryProblem, StoryToken } from './story';
import { STYLE } from './style';
import { leadAdvice, pageOfStory } from './storyPage';
import { formatCount, reportText } from './reportText';

/** Nothing is loaded and no script runs, whatever the capture contains. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Writes a report as one self-contained page. */
export function storyHtml(story: Story): string {
  const files = phrases.filesText(story);
  const lead = leadOf(story);
  const page = pageOfStory(story);
  const head = h(
    'head',
    {},
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h(
      'title',
      {},
      files === ''
        ? reportText('heading')
        : reportText('title', { what: reportText('heading'), outcome: files }),
    ),
    h('style', {}, STYLE),
  );
  const picture = scenes(story, row => row === lead);
  const body = h(
    'body',
    story.isForCustomer ? { className: ['page'] } : {},
    h(
      'main',
      {},
      pageParts(page),
      story.isForCustomer ? picture : folded('brief.picture', picture),
      story.isForCustomer ? undefined : folded('report.section.background', background(story, page)),
      folded('report.section.timeline', timeline(story)),
      folded(
        'report.section.steps',
        scenes(story, row => row !== lead),
      ),
      folded('report.section.tokens', tokens(story)),
      folded('report.section.captures', captures(story)),
      folded('report.section.secrets', secrets(story)),
      folded('report.section.gaps', [
        h(
          'ul',
          {},
          phrases.gapTexts(story).map(words => h('li', {}, words)),
        ),
        ...story.limits.map(one => adviceCard(story, one)),
      ]),
    ),
  );
  return writeHtml(h('html', { lang: userLanguage() }, head, body));
}

/** The page: what is not folded. */
function pageParts(page: Page): Child[] {
  const { title, severity, about, result, twoEnds, steps, causes, evidence, also } = page;
  return [
    h(
      'header',
      { className: ['headline', severity ?? 'well'] },
      severity && icon(severity),
      h('div', {}, h('h1', {}, title), h('p', { className: ['muted', 'place'] }, about.join(' · '))),
    ),
    result.map(words => h('p', {}, words)),
    twoEnds && endsTable(twoEnds),
    section('brief.steps', divided('ol', steps, moreStepsText(page, inUserLanguage))),
    section('brief.causes', [
      isUnexplained(page) ? h('p', {}, label('brief.noneFits', inUserLanguage)) : undefined,
      divided('ul', causes, moreCausesText(page, inUserLanguage)),
    ]),
    section(
      'brief.evidence',
      evidence.length > 0 ? [h('pre', { className: ['evidence'] }, numberedLines(evidence))] : [],
    ),
    section(
      'brief.also',
      also.length > 0
        ? [
            h(
              'ul',
              {},
              also.map(words => h('li', {}, withCode(words))),
            ),
          ]
        : [],
    ),
  ];
}

/** What two ends have; a field without a common value stands out. */
function endsTable({ ends, fields }: TwoEnds): Element {
  return table(
    ['', ...ends],
    fields.map(({ name, values, isApart }) =>
      [name, ...values].map(one => h('td', {}, isApart ? h('strong', {}, one) : one)),
    ),
  );
}

/** A list of statements; those that are not shown at once are folded. */
function divided(tagName: 'ol' | 'ul', { shown, rest }: Divided, more: string): Child[] {
  if (shown.length === 0) return [];
  return [
    statements(tagName, shown.map(unmarked)),
    fold(more, rest.length > 0 ? [statements(tagName, rest, shown.length + 1)] : []),
  ];
}

/** What else is known of the problem of the page, and the other problems in full, with sources. */
function background(story: Story, page: Page): Child[] {
  const lead = leadAdvice(story);
  const conclusions = conclusionsText(page, inUserLanguage);
  const note = inferredNote(phrases.guidancesOf(story), inUserLanguage);
  return [
    lead && remarkCard(lead),
    conclusions === undefined ? [] : h('p', { className: ['muted'] }, conclusions),
    story.advice.filter(one => one !== lead).map(one => adviceCard(story, one)),
    note === undefined ? [] : h('p', { className: ['certainty'] }, note),
  ].flat();
}

/** Returns a section, unless it is empty. */
function section(name: LabelName, children: readonly Child[]): Element | undefined {
  if (children.flat().filter(Boolean).length === 0) return undefined;
  return h('section', {}, h('h2', {}, label(name, inUserLanguage)), children);
}

function folded(name: LabelName, children: readonly Child[]): Element | undefined {
  return fold(label(name, inUserLanguage), children);
}

/** Returns what opens on a click, unless it is empty. */
function fold(summary: string, children: readonly Child[]): Element | undefined {
  if (children.length === 0) return undefined;
  return h('details', {}, h('summary', {}, summary), children);
}

/** Maximum number of captures shown expanded: more would push the events far down the page. */
const MAX_OPEN = 6;

function captures(story: Story): Child[] {
  const counts = phrases.summaryTexts(story).map(words => h('li', {}, words));
  return [...captureTables(story), h('ul', { className: ['summary'] }, counts)];
}

function captureTables({ captures: all }: Story): Child[] {
  const [first, ...others] = all;
  if (!first) return [];
  if (others.length === 0) return [facts(phrases.captureFacts(first))];
  const rows = all.map(phrases.captureRow);
  const columns = phrases.CAPTURE_COLUMNS.filter(column => rows.some(row => row[column] !== ''));
  const cells = rows.map(row => columns.map(column => h('td', {}, row[column])));
  const whole = table(
    columns.map(column => reportText(column === 'file' ? 'column.file' : `capture.${column}`)),
    cells,
  );
  if (all.length <= MAX_OPEN) return [whole];
  return [h('details', {}, h('summary', {}, formatCount(all.length, 'capture')), whole)];
}

function table(header: readonly string[], rows: readonly (readonly Element[])[]): Element {
  const names = header.map(name => h('th', { scope: 'col' }, name));
  const body = rows.map(cells => h('tr', {}, cells));
  return h(
    'div',
    { className: ['scroll'] },
    h('table', {}, h('thead', {}, h('tr', {}, names)), h('tbody', {}, body)),
  );
}

function facts(pairs: readonly (readonly [label: string, value: string])[]): Element | undefined {
  if (pairs.length === 0) return undefined;
  const items = pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
  return h('dl', { className: ['facts'] }, items);
}

function timeline(story: Story): Child[] {
  const { rows, files } = story;
  if (!hasTimeline(story)) return [];
  const several = files.length > 1;
  const names = [
    'time',
    'what',
    'outcome',
    'took',
    ...(several ? (['file'] as const) : []),
    'lines',
  ] as const;
  const cells = rows.map((row, index) => [
    h('td', { className: ['time'] }, row.stamp),
    h('td', { className: ['what'] }, linked(row, index)),
    h('td', {}, outcome(row)),
    h('td', { className: ['took'] }, row.took),
    ...(several ? [h('td', {}, row.file)] : []),
    h('td', { className: ['lines'] }, phrases.lineRangeText(row)),
  ]);
  return [
    table(
      names.map(name => reportText(`column.${name}`)),
      cells,
    ),
    h('p', { className: ['muted'] }, reportText('localTime')),
  ];
}

/** Returns the text of a row as a link to its details. */
function linked({ what, detail, about, problems: [problem] }: TimelineRow, index: number): Child {
  if (detail) return h('a', { href: `#scene-${index + 1}` }, what);
  return about === 'problem' && problem ? h('a', { href: `#${adviceId(problem)}` }, what) : what;
}

function outcome(row: TimelineRow): Element {
  const [problem] = row.problems;
  const tone = row.about === 'problem' && problem ? problem.severity : row.ending;
  return h('span', { className: ['pill', tone] }, phrases.outcomeText(row));
}

function scenes(story: Story, isWanted: (row: TimelineRow) => boolean): Element[] {
  return story.rows.flatMap((row, index) =>
    row.detail && isWanted(row) ? [scene(story, row, row.detail, index + 1)] : [],
  );
}

function scene(story: Story, row: TimelineRow, detail: SceneDetail, number: number): Element {
  const title = phrases.rowTitle(row);
  const { steps, omittedSteps, excerpt } = detail;
  const isLead = row === leadOf(story);
  return h(
    'article',
    { className: ['card'], id: `scene-${number}` },
    h('header', {}, h('h3', {}, row.what), outcome(row)),
    facts([
      ...(row.stamp === undefined ? [] : [[reportText('column.time'), row.stamp] as const]),
      ...detail.facts,
    ]),
    steps.length > 0
      ? h('div', { className: ['scroll'] }, sequencePicture(title, detail, `scene-${number}`))
      : undefined,
    omittedSteps > 0
      ? h('p', { className: ['muted'] }, reportText('more', { more: formatCount(omittedSteps, 'step') }))
      : undefined,
    // The problems of the first picture are above and below it.
    row.problems.length > 0 && !isLead
      ? h(
          'ul',
          {},
          row.problems.map(problem => problemItem(story, problem)),
        )
      : undefined,
    excerpt === undefined || excerpt === ''
      ? undefined
      : h('details', {}, h('summary', {}, reportText('excerptOf')), h('pre', {}, excerpt)),
  );
}

function problemItem(story: Story, problem: StoryProblem): Element {
  return h(
    'li',
    {},
    h('strong', {}, phrases.severityName(problem.severity)),
    reportText('said', { message: problem.message, place: phrases.placesText(story, problem) }),
  );
}

function tokens(story: Story): Child[] {
  const listed = listedTokens(story);
  if (listed.length === 0) return [];
  return [
    h(
      'ul',
      { className: ['tokens'] },
      listed.map(token => tokenItem(story, token)),
    ),
  ];
}

function tokenItem(story: Story, { serial, model, events, omitted, problems }: StoryToken): Element {
  const eventItems = events.map(event => h('li', {}, phrases.eventText(story, event)));
  if (omitted > 0)
    eventItems.push(
      h('li', { className: ['muted'] }, reportText('more', { more: formatCount(omitted, 'event') })),
    );
  const named =
    model === undefined ? undefined : h('span', { className: ['muted'] }, reportText('model', { model }));
  const all = [...eventItems, ...problems.map(problem => problemItem(story, problem))];
  return h('li', {}, h('h3', {}, serial, named), h('ul', {}, all));
}

function secrets(story: Story): Child[] {
  if (story.secretRows.length === 0) return [];
  return [
    h('p', {}, reportText('secretsNote')),
    h(
      'ul',
      {},
      story.secretRows.map(row => problemItem(story, row)),
    ),
    h('p', {}, label('cli.toMask', inUserLanguage)),
  ];
}
