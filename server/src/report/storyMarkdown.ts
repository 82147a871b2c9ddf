import type { BlockContent, Html, ListItem, RootContent } from 'mdast';
import { inUserLanguage, label, type NameAfter, type Statement } from '../knowledge';
import {
  backgroundBlocks,
  formatStatement,
  inferredNote,
  mainBlocks,
  remarkBlocks,
  withCode,
} from '../presentation/guidanceBlocks';
import { codeBlock, emphasis, list, paragraph, strong, text } from '../presentation/markup';
import {
  conclusionsText,
  type Divided,
  isUnexplained,
  moreCausesText,
  moreStepsText,
  type Page,
} from '../presentation/page';
import { numberedLines, shownStatement } from '../presentation/pageBlocks';
import type { TwoEnds } from '../presentation/twoEnds';
import { bullets, heading, item, table, writeMarkdown } from './markdownTree';
import * as phrases from './phrases';
import { hasTimeline, leadOf, listedTokens } from './selection';
import type { Advice, SceneDetail, Story, TimelineRow, StoryToken } from './story';
import { leadAdvice, pageOfStory } from './storyPage';
import { formatCount, reportText } from './reportText';

/** Writes a report as Markdown that is also readable as plain text in a ticket: a short page, and the rest folded. */
export function storyMarkdown(story: Story): string {
  const page = pageOfStory(story);
  const lead = leadOf(story);
  const picture = scenes(story, row => row === lead);
  return writeMarkdown([
    ...pageBlocks(page),
    ...(story.isForCustomer ? picture : folded('brief.picture', picture)),
    ...(story.isForCustomer ? [] : folded('report.section.background', background(story, page))),
    ...folded('report.section.timeline', timeline(story)),
    ...folded(
      'report.section.steps',
      scenes(story, row => row !== lead),
    ),
    ...folded('report.section.tokens', tokens(story)),
    ...folded('report.section.captures', captures(story)),
    ...folded('report.section.secrets', secrets(story)),
    ...folded('report.section.gaps', [
      bullets(phrases.gapTexts(story).map(words => item([text(words)]))),
      ...story.limits.flatMap(one => adviceBlocks(story, one)),
    ]),
  ]);
}

function pageBlocks(page: Page): RootContent[] {
  const { title, about, result, twoEnds, steps, causes, evidence, also } = page;
  const causeBlocks: RootContent[] = [
    ...(isUnexplained(page) ? [paragraph(text(label('brief.noneFits', inUserLanguage)))] : []),
    ...statements(false, causes, moreCausesText(page, inUserLanguage)),
  ];
  return [
    heading(1, title),
    paragraph(text(about.join(' · '))),
    ...result.map(words => paragraph(text(words))),
    ...(twoEnds ? [endsTable(twoEnds)] : []),
    ...section('brief.steps', statements(true, steps, moreStepsText(page, inUserLanguage))),
    ...section('brief.causes', causeBlocks),
    ...section('brief.evidence', evidence.length > 0 ? [codeBlock(numberedLines(evidence), 'text')] : []),
    ...section('brief.also', also.length > 0 ? [bullets(also.map(words => item(withCode(words))))] : []),
  ];
}

/** What two ends have; a field without a common value stands out. */
function endsTable({ ends, fields }: TwoEnds): RootContent {
  const rows = fields.map(({ name, values, isApart }) =>
    [name, ...values].map(one => (isApart ? strong(one) : text(one))),
  );
  return table(['', ...ends], rows);
}

/** A list of statements; those that are not shown at once are folded. */
function statements(isOrdered: boolean, { shown, rest }: Divided, more: string): RootContent[] {
  const listed = (all: readonly Statement[], format: typeof formatStatement): RootContent[] =>
    all.length === 0
      ? []
      : [
          list(
            isOrdered,
            all.map(one => format(one, inUserLanguage)),
          ),
        ];
  const others = listed(rest, formatStatement).map(one =>
    one.type === 'list' && isOrdered ? { ...one, start: shown.length + 1 } : one,
  );
  return [...listed(shown, shownStatement), ...fold(more, others)];
}

/** Returns a section, unless it is empty. */
function section(name: NameAfter<''>, blocks: readonly RootContent[]): RootContent[] {
  return blocks.length > 0 ? [heading(2, label(name, inUserLanguage)), ...blocks] : [];
}

function folded(name: NameAfter<''>, blocks: readonly RootContent[]): RootContent[] {
  return fold(label(name, inUserLanguage), blocks);
}

/** Returns blocks that open on a click, unless there are none. */
function fold(summary: string, blocks: readonly RootContent[]): RootContent[] {
  const written = summary.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return blocks.length > 0
    ? [html(`<details>\n<summary>${written}</summary>`), ...blocks, html('</details>')]
    : [];
}

function html(value: string): Html {
  return { type: 'html', value };
}

function adviceBlocks(story: Story, advice: Advice): RootContent[] {
  const { severity, problems, omitted, guidance } = advice;
  const problemItems = problems.map(problem =>
    item([text(reportText('met', { message: problem.message, place: phrases.placesText(story, problem) }))]),
  );
  if (omitted > 0)
    problemItems.push(item([text(reportText('more', { more: formatCount(omitted, 'problem') }))]));
  const named = reportText('advice', {
    severity: phrases.severityName(severity),
    title: phrases.adviceTitle(advice),
  });
  return [
    heading(3, named),
    bullets(problemItems),
    ...mainBlocks(guidance, inUserLanguage),
    ...backgroundBlocks(guidance, inUserLanguage),
  ];
}

/** What else is known of the problem of the page, and the other problems in full, with sources. */
function background(story: Story, page: Page): RootContent[] {
  const lead = leadAdvice(story);
  const conclusions = conclusionsText(page, inUserLanguage);
  const others = story.advice.filter(one => one !== lead);
  const note = inferredNote(phrases.guidancesOf(story), inUserLanguage);
  return [
    ...(lead ? [heading(3, inUserLanguage(lead.title)), ...remarkBlocks(lead.guidance, inUserLanguage)] : []),
    ...(conclusions === undefined ? [] : [paragraph(text(conclusions))]),
    ...others.flatMap(one => adviceBlocks(story, one)),
    ...(note === undefined ? [] : [paragraph(emphasis(note))]),
  ];
}

function timeline(story: Story): RootContent[] {
  const { rows, files } = story;
  if (!hasTimeline(story)) return [];
  const several = files.length > 1;
  const file = several ? (['file'] as const) : [];
  const names = ['number', 'time', 'what', 'outcome', 'took', ...file, 'lines'] as const;
  const cells = rows.map((row, index) =>
    [
      row.detail ? String(index + 1) : '',
      row.stamp ?? '',
      row.what,
      phrases.outcomeText(row),
      row.took ?? '',
      ...(several ? [row.file] : []),
      phrases.lineRangeText(row),
    ].map(text),
  );
  return [
    table(
      names.map(name => reportText(`column.${name}`)),
      cells,
    ),
    paragraph(text(reportText('localTime'))),
  ];
}

function scenes(story: Story, isWanted: (row: TimelineRow) => boolean): RootContent[] {
  return story.rows.flatMap((row, index) =>
    row.detail && isWanted(row) ? scene(story, row, row.detail, index + 1) : [],
  );
}

function scene(story: Story, row: TimelineRow, detail: SceneDetail, number: number): RootContent[] {
  const names = new Map(detail.parties.map(({ party, name }) => [party, name]));
  const steps = detail.steps.map(({ line, time, from, to, text: words, more, mood }) =>
    [
      time ?? '',
      from === to
        ? (names.get(from) ?? '')
        : reportText('way', { from: names.get(from) ?? '', to: names.get(to) ?? '' }),
      reportText(`mood.${mood}`, { words: [words, ...more].join(reportText('semicolon')) }),
      String(line),
    ].map(text),
  );
  const isLead = row === leadOf(story);
  const title = phrases.rowTitle(row);
  const numbered = hasTimeline(story) ? reportText('numbered', { number: String(number), title }) : title;
  const blocks: RootContent[] = [heading(3, numbered)];
  const facts = detail.facts
    .map(([label, value]) => reportText('fact', { label, value }))
    .join(reportText('semicolon'));
  if (facts !== '') blocks.push(paragraph(text(facts)));
  if (steps.length > 0)
    blocks.push(
      table(
        (['time', 'way', 'step', 'line'] as const).map(name => reportText(`column.${name}`)),
        steps,
      ),
    );
  if (detail.omittedSteps > 0)
    blocks.push(paragraph(text(reportText('more', { more: formatCount(detail.omittedSteps, 'step') }))));
  // The problems of the first picture are above and below it.
  if (row.problems.length > 0 && !isLead)
    blocks.push(bullets(row.problems.map(problem => problemItem(story, problem))));
  if (detail.excerpt !== undefined && detail.excerpt !== '')
    blocks.push(paragraph(text(reportText('excerpt'))), codeBlock(detail.excerpt, 'text'));
  return blocks;
}

function problemItem(story: Story, problem: TimelineRow['problems'][number]): ListItem {
  const { severity, message } = problem;
  return item([
    strong(phrases.severityName(severity)),
    text(reportText('said', { message, place: phrases.placesText(story, problem) })),
  ]);
}

function tokens(story: Story): RootContent[] {
  const listed = listedTokens(story);
  return listed.length === 0 ? [] : [bullets(listed.map(token => tokenItem(story, token)))];
}

function tokenItem(story: Story, { serial, model, events, omitted, problems }: StoryToken): ListItem {
  const eventItems = events.map(event => item([text(phrases.eventText(story, event))]));
  if (omitted > 0) eventItems.push(item([text(reportText('more', { more: formatCount(omitted, 'event') }))]));
  const below: BlockContent[] = [
    bullets([...eventItems, ...problems.map(problem => problemItem(story, problem))]),
  ];
  return item([strong(serial), text(model === undefined ? '' : reportText('model', { model }))], ...below);
}

function captures(story: Story): RootContent[] {
  const items = story.captures.map(capture =>
    item([
      strong(capture.file),
      text(
        phrases
          .captureFacts(capture)
          .map(([label, value]) => reportText('factOf', { label, value }))
          .join(''),
      ),
    ]),
  );
  const counts = phrases.summaryTexts(story).map(words => item([text(words)]));
  return story.isForCustomer && items.length === 0 ? [] : [bullets([...items, ...counts])];
}

function secrets(story: Story): RootContent[] {
  if (story.secretRows.length === 0) return [];
  return [
    paragraph(text(reportText('secretsNote'))),
    bullets(story.secretRows.map(row => problemItem(story, row))),
    paragraph(text(label('cli.toMask', inUserLanguage))),
  ];
}
