import type { Hover } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, matchCommand, ruleOf, type Translate } from '../knowledge';
import { guidanceOf, type Finding } from '../rules';
import { type CaptureRecord, type DebugRecord, stampTime } from '../syntax';
import { rangeOf } from './diagnostics';
import { loginOf, storyBlocks } from './logins';
import { masksOf, quotedText, secretsAt } from '../telling/mask';
import { chosenSeverity, type Severities } from '../telling/findings';
import { factsBlock } from './facts';
import { guidanceBlocks, inferredNote } from '../telling/guidance';
import {
  type Block,
  codeBlock,
  emphasis,
  inlineCode,
  paragraph,
  rule,
  strong,
  text,
  write,
} from '../telling/markup';
import { type Mention, mentionsOf } from './mentions';
import { proposalBlocks } from './proposals';
import { exchangeAt, recordAt, recordIndexAt } from '../telling/places';
import { duration, epochDate } from '../telling/time';

export interface HoverOptions {
  readonly severities: Severities;
  readonly translate: Translate;
  readonly markdown: boolean;
  /** Problems of the document that other captures show, too. */
  readonly across?: readonly Finding[];
}

/** What a person is told of the place at `offset`: its problems first, then what stands there. */
export function hoverAt(
  analysis: Analysis,
  document: TextDocument,
  offset: number,
  options: HoverOptions,
): Hover | undefined {
  const problems = problemsAt(analysis, offset, options);
  const record = recordAt(analysis, offset);
  const mention = record && mentionAt(analysis, record, offset);
  const told = new Set(problems.map(problem => problem.entry ?? ruleOf(problem.rule)?.entry));
  // A hint is about the capture more than about the place: what stands there comes first.
  const [grave, hints] = [
    problems.filter(problem => !isHint(problem, options)),
    problems.filter(problem => isHint(problem, options)),
  ];
  const parts = grave.map(problem => problemBlocks(problem, analysis, options.translate));
  const guidances = problems.map(problem => guidanceOf(problem.rule, problem.entry).guidance);
  if (mention && (!mention.entry || !told.has(mention.entry.id))) {
    const blocks = mentionBlocks(analysis, record, mention, options.translate);
    if (blocks.length > 0) parts.push(blocks);
    if (mention.entry) guidances.push(mention.entry);
  }
  const login = record && loginOf(analysis, record);
  if (login) parts.push(storyBlocks(login, options.translate));
  parts.push(...hints.map(problem => problemBlocks(problem, analysis, options.translate)));
  if (parts.length === 0) return undefined;
  const span =
    grave[0] ??
    mention ??
    hints[0] ??
    (login ? { start: record.start, end: Math.min(record.end, record.start + 1) } : undefined);
  const note = inferredNote(guidances, options.translate);
  const blocks = parts.flatMap((part, index) => (index === 0 ? part : [rule, ...part]));
  if (note !== undefined) blocks.push(paragraph(emphasis(note)));
  return { contents: write(blocks, options.markdown), ...(span && { range: rangeOf(document, span) }) };
}

function problemsAt(
  analysis: Analysis,
  offset: number,
  { severities, across = [] }: HoverOptions,
): Finding[] {
  const isHere = ({ start, end }: Finding): boolean => start <= offset && offset <= end;
  const here = [...analysis.findings.filter(isHere), ...across.filter(isHere)];
  return [...here, ...secretProblemsAt(analysis, offset).filter(({ rule }) => !isAmong(here, rule))]
    .filter(finding => chosenSeverity(finding, severities) !== 'off')
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}

/** The problems of the secrets that stand at `offset`, as if each stood there alone: a problem has its first place. */
function secretProblemsAt(analysis: Analysis, offset: number): Finding[] {
  return secretsAt(analysis, offset, offset).flatMap(({ secret, stretch }) => {
    const about = `secret/${secret.class}`;
    const found = analysis.findings.find(
      ({ rule: id, start }) => id === about && start === secret.places[0]?.start,
    );
    return found ? { ...found, start: stretch.start, end: stretch.end } : [];
  });
}

function isAmong(findings: readonly Finding[], id: string): boolean {
  return findings.some(finding => finding.rule === id);
}

function isHint(finding: Finding, { severities }: HoverOptions): boolean {
  return chosenSeverity(finding, severities) === 'hint';
}

/** The smallest thing with a meaning at `offset`; one that is explained goes before one that is not. */
function mentionAt(analysis: Analysis, record: CaptureRecord, offset: number): Mention | undefined {
  const around = mentionsOf(analysis, record).filter(({ start, end }) => start <= offset && offset <= end);
  const size = (mention: Mention): number => mention.end - mention.start;
  return around.sort((a, b) => size(a) - size(b) || Number(!a.entry) - Number(!b.entry))[0];
}

function problemBlocks(finding: Finding, analysis: Analysis, translate: Translate): Block[] {
  const { title, guidance } = guidanceOf(finding.rule, finding.entry);
  const [heading, ...rest] = guidanceBlocks(title, guidance, translate);
  const facts = factsBlock(finding, analysis, translate);
  const masking = maskingBlock(finding, analysis, translate);
  const proposals = proposalBlocks(finding, analysis, translate);
  return [heading, facts, ...proposals, ...rest, masking].filter(block => block !== undefined);
}

/** How a secret can be masked; its value is never shown. */
function maskingBlock(finding: Finding, analysis: Analysis, translate: Translate): Block | undefined {
  const standing = secretsAt(analysis, finding.start, finding.start);
  const own = standing.find(({ secret }) => finding.rule === `secret/${secret.class}`);
  if (!own) return undefined;
  const { places } = masksOf(analysis, own.secret);
  const how =
    places === 1
      ? label('secret.mask', translate)
      : label('secret.maskPlaces', translate, { count: String(places) });
  return paragraph(text(`${how} ${label('secret.never', translate)}`));
}

function mentionBlocks(
  analysis: Analysis,
  record: CaptureRecord,
  mention: Mention,
  translate: Translate,
): Block[] {
  if (mention.about === 'time' && record.kind === 'debug') return timeBlocks(analysis, record, translate);
  // A command or a value can hold a secret: it is shown as it would be shared.
  const said = quotedText(analysis, record, mention.start, mention.end);
  if (mention.about === 'command') return commandBlocks(said, mention, translate);
  if (mention.entry) {
    const blocks = guidanceBlocks(mention.entry.title, mention.entry, translate);
    const [title, ...rest] = blocks;
    return [...(title ? [title] : []), ...valueBlocks(analysis, mention, translate), ...rest];
  }
  if (mention.about === 'serial') {
    return [
      paragraph(strong(label('serial.device', translate))),
      paragraph(text(label('serial.unknown', translate, { prefix: said.slice(0, 6) }))),
    ];
  }
  if (mention.about === 'build') return [paragraph(text(label('build.unknown', translate, { build: said })))];
  if (mention.about === 'error') {
    return [
      paragraph(
        text(
          /^-?\d+$/.test(said)
            ? label('error.unknown', translate, { code: said })
            : label('error.unknownText', translate),
        ),
      ),
    ];
  }
  return [];
}

/** What a value is in other words: minutes as hours, an epoch as a date. */
function valueBlocks(analysis: Analysis, mention: Mention, translate: Translate): Block[] {
  const value = mention.value && analysis.text.slice(mention.value.start, mention.value.end);
  if (value === undefined) return [];
  if (mention.entry?.id === 'config-field/activation-expire') {
    const date = epochDate(value);
    return date === undefined ? [] : [paragraph(text(label('date.epoch', translate, { date })))];
  }
  if (mention.entry?.id === 'json-field/code-expire' && /^\d{1,7}$/.test(value)) {
    return [
      paragraph(text(label('minutes', translate, { minutes: value, hours: String(Number(value) / 60) }))),
    ];
  }
  return [];
}

function commandBlocks(said: string, mention: Mention, translate: Translate): Block[] {
  const { expanded } = matchCommand(said.split(/\s+/).filter(Boolean));
  const { entry } = mention;
  const heading = entry
    ? entry.title
    : label('command.unknown', translate, { command: '' }).replace(/:\s*$/, '');
  const facts = entry?.facts ?? {};
  const notes = [
    facts['effect'] === 'reads'
      ? label('command.reads', translate)
      : facts['effect'] === 'changes'
        ? label('command.changes', translate)
        : '',
    facts['scope'] === 'vdom' ? label('command.scope.vdom', translate) : '',
    facts['scope'] === 'global' ? label('command.scope.global', translate) : '',
    facts['prints-secrets'] === 'yes' ? label('command.secrets', translate) : '',
  ].filter(Boolean);
  const [title, ...guidance] = entry
    ? guidanceBlocks(heading, entry, translate)
    : [paragraph(strong(heading))];
  return [
    ...(title ? [title] : []),
    codeBlock(expanded, 'fortios-debug'),
    ...(notes.length > 0 ? [paragraph(text(notes.join(' ')))] : []),
    ...guidance,
  ];
}

function timeBlocks(analysis: Analysis, record: DebugRecord, translate: Translate): Block[] {
  const time = timeOf(analysis, record);
  const lines = [label('time.alone', translate)];
  const before = previousTime(analysis, record);
  if (before !== undefined && Number.isFinite(time - before)) {
    const name = time < before ? 'time.back' : 'time.before';
    lines.push(label(name, translate, { duration: duration(Math.abs(time - before), translate) }));
  }
  const exchange = exchangeAt(analysis, record.start);
  const began = exchange?.began ? timeOf(analysis, exchange.began) : NaN;
  if (exchange?.began !== record && time >= began) {
    lines.push(label('time.began', translate, { duration: duration(time - began, translate) }));
  }
  const [first, ...rest] = lines.reverse();
  return [
    paragraph(strong(first ?? '')),
    ...rest.map(line => paragraph(text(line))),
    paragraph(inlineCode(analysis.text.slice(record.stampStart, record.stampEnd))),
  ];
}

function timeOf({ text: whole }: Analysis, { stampStart, stampEnd }: DebugRecord): number {
  return stampStart < 0 ? NaN : stampTime(whole, stampStart, stampEnd);
}

/** The time of the nearest line before that has one; looked for no further than a screenful of records. */
function previousTime(analysis: Analysis, record: DebugRecord): number | undefined {
  const index = recordIndexAt(analysis, record.start);
  for (let at = index - 1; at >= 0 && at > index - 200; at--) {
    const other = analysis.records[at];
    if (other?.kind === 'debug' && other.stampStart >= 0) return timeOf(analysis, other);
  }
  return undefined;
}
