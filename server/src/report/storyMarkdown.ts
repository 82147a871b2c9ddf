import type { BlockContent, ListItem, RootContent } from 'mdast';
import { inUserLanguage, label, type NameAfter } from '../knowledge';
import { backgroundBlocks, inferredNote, mainBlocks } from '../presentation/guidanceBlocks';
import { codeBlock, emphasis, paragraph, strong, text } from '../presentation/markup';
import { bullets, heading, item, table, writeMarkdown } from './markdownTree';
import * as phrases from './phrases';
import { fullAdvice, hasTimeline, leadOf, listedTokens } from './selection';
import type { Advice, SceneDetail, Story, TimelineRow, StoryToken } from './story';
import { formatCount, reportText } from './reportText';

/** Writes a report as Markdown that is also readable as plain text in a ticket. */
export function storyMarkdown(story: Story): string {
  const note = inferredNote(phrases.guidancesOf(story), inUserLanguage);
  const lead = leadOf(story);
  return writeMarkdown([
    heading(1, reportText('heading')),
    ...inShort(story),
    ...scenes(story, row => row === lead),
    ...section(
      'advice',
      fullAdvice(story).flatMap(one => adviceBlocks(story, one)),
    ),
    ...section('captures', captures(story)),
    ...section('timeline', timeline(story)),
    ...section(
      'steps',
      scenes(story, row => row !== lead),
    ),
    ...section('tokens', tokens(story)),
    ...section('secrets', secrets(story)),
    ...section('gaps', [
      bullets(phrases.gapTexts(story).map(words => item([text(words)]))),
      ...story.limits.flatMap(one => adviceBlocks(story, one)),
    ]),
    ...section('background', background(story)),
    ...(note === undefined ? [] : [paragraph(emphasis(note))]),
  ]);
}

/** Returns a section, unless it is empty. */
function section(name: NameAfter<'report.section.'>, blocks: readonly RootContent[]): RootContent[] {
  return blocks.length > 0 ? [heading(2, reportText(`section.${name}`)), ...blocks] : [];
}

function inShort(story: Story): RootContent[] {
  const { shown, more } = phrases.headlines(story);
  const severe = shown.map(({ problem, step }) => problemItem(story, problem, step));
  if (more !== undefined) severe.push(item([text(more)]));
  const isShort = story.isForCustomer && severe.length > 0;
  const summary = isShort ? [] : phrases.summaryTexts(story).map(words => item([text(words)]));
  return [paragraph(emphasis(phrases.filesText(story))), bullets([...severe, ...summary])];
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
  return [heading(3, named), bullets(problemItems), ...mainBlocks(guidance, inUserLanguage)];
}

/** What else is known of each kind of problem, and the sources. */
function background({ advice, limits, isForCustomer = false }: Story): RootContent[] {
  if (isForCustomer) return [];
  return [...advice, ...limits].flatMap(one => {
    const blocks = backgroundBlocks(one.guidance, inUserLanguage);
    return blocks.length > 0 ? [heading(3, inUserLanguage(one.title)), ...blocks] : [];
  });
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
  const blocks: RootContent[] = [heading(isLead ? 2 : 3, numbered)];
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

function problemItem(story: Story, problem: TimelineRow['problems'][number], step?: string): ListItem {
  const { severity, message } = problem;
  const below = step === undefined ? [] : [bullets([item([text(step)])])];
  return item(
    [
      strong(phrases.severityName(severity)),
      text(reportText('said', { message, place: phrases.placesText(story, problem) })),
    ],
    ...below,
  );
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
  return items.length > 0 ? [bullets(items)] : [];
}

function secrets(story: Story): RootContent[] {
  if (story.secretRows.length === 0) return [];
  return [
    paragraph(text(reportText('secretsNote'))),
    bullets(story.secretRows.map(row => problemItem(story, row))),
    paragraph(text(label('cli.toMask', inUserLanguage))),
  ];
}
