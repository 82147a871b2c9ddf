import type { BlockContent, ListItem, RootContent } from 'mdast';
import { inUserLanguage, label, type NameAfter } from '../knowledge';
import { guidanceBlocks, inferredNote } from '../presentation/guidanceBlocks';
import { codeBlock, emphasis, paragraph, strong, text } from '../presentation/markup';
import { bullets, heading, item, table, writeMarkdown } from './markdownTree';
import * as phrases from './phrases';
import type { Advice, SceneDetail, Story, TimelineRow, StoryToken } from './story';
import { formatCount, reportText } from './reportText';

/** Writes a report as Markdown that is also readable as plain text in a ticket. */
export function storyMarkdown(story: Story): string {
  const note = inferredNote(phrases.guidancesOf(story), inUserLanguage);
  return writeMarkdown([
    heading(1, reportText('heading')),
    ...inShort(story),
    ...section('captures', captures(story)),
    ...section('timeline', timeline(story)),
    ...section(
      'advice',
      story.advice.flatMap(one => adviceBlocks(story, one)),
    ),
    ...section('steps', scenes(story)),
    ...section('tokens', tokens(story)),
    ...section('secrets', secrets(story)),
    ...section('gaps', [
      bullets(phrases.gapTexts(story).map(words => item([text(words)]))),
      ...story.limits.flatMap(one => adviceBlocks(story, one)),
    ]),
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
  const summary = phrases.summaryTexts(story).map(words => item([text(words)]));
  return [paragraph(emphasis(phrases.filesText(story))), bullets([...severe, ...summary])];
}

function adviceBlocks(story: Story, advice: Advice): RootContent[] {
  const { title, severity, problems, omitted, guidance } = advice;
  const problemItems = problems.map(problem =>
    item([text(reportText('met', { message: problem.message, place: phrases.placesText(story, problem) }))]),
  );
  if (omitted > 0)
    problemItems.push(item([text(reportText('more', { more: formatCount(omitted, 'problem') }))]));
  const [, ...rest] = guidanceBlocks(title, guidance, inUserLanguage);
  const named = reportText('advice', {
    severity: phrases.severityName(severity),
    title: phrases.adviceTitle(advice),
  });
  return [heading(3, named), bullets(problemItems), ...rest];
}

function timeline(story: Story): RootContent[] {
  const { rows, files } = story;
  if (rows.length === 0) return [];
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

function scenes(story: Story): RootContent[] {
  return story.rows.flatMap((row, index) => (row.detail ? scene(story, row, row.detail, index + 1) : []));
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
  const blocks: RootContent[] = [
    heading(3, reportText('numbered', { number: String(number), title: phrases.rowTitle(row) })),
  ];
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
  if (row.problems.length > 0) blocks.push(bullets(row.problems.map(problem => problemItem(story, problem))));
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
  return story.tokens.length === 0 ? [] : [bullets(story.tokens.map(token => tokenItem(story, token)))];
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
