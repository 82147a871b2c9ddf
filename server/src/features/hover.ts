import { min } from '../integers';
import type { Hover } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import {
  commandWords,
  duration,
  type Effect,
  effectOf,
  label,
  type LabelName,
  matchCommand,
  ruleNamed,
  type Translate,
} from '../knowledge';
import { causeIdOf } from '../knowledge/causes';
import { guidanceOf, type Finding, severityOf } from '../rules';
import { type CaptureRecord, type DebugRecord, stampTime, touches } from '../syntax';
import { rangeOf } from './diagnostics';
import { loginOfRecord, storyBlocks } from './loginStory';
import { maskedText, masksOf, secretsAt } from '../presentation/mask';
import { chosenSeverity, type Severities } from '../presentation/findings';
import {
  type LinkTarget,
  briefCause,
  briefGuidance,
  headed,
  heightOf,
  type Links,
  problemLinks,
  recordFooter,
  roomBelow,
  SHOW_RULE,
  termFooter,
} from './briefHover';
import { briefFacts, factsBlock } from './factsBlock';
import type { PhrasingContent } from 'mdast';
import { rolesOf } from './roles';
import type { Login } from '../trace';
import { adviceOf } from '../presentation/advice';
import { type OtherFacts } from '../judge';
import { guidanceBlocks, inferredNote } from '../presentation/guidanceBlocks';
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
} from '../presentation/markup';
import { type Mention, mentionsOf } from './mentions';
import { proposalBlocks } from './proposalBlocks';
import { exchangeAt, recordAt, recordIndexAt } from '../judge/places';
import { recordingAdvised } from '../presentation/recordings';
import { epochDate } from '../presentation/time';

export interface HoverOptions {
  readonly severities: Severities;
  readonly translate: Translate;
  readonly markdown: boolean;
  /** Problems of the document that also occur in other captures. */
  readonly across?: readonly Finding[];
  /** Looks up what other captures show of its units. */
  readonly others?: OtherFacts | undefined;
  /** Returns the id of what a link leads to; without it there are no such links. */
  readonly issue?: ((target: LinkTarget) => string) | undefined;
  /** The commands that the client declared. If it can show a rule's page, the hover is brief and links to it. */
  readonly commands?: ReadonlySet<string>;
}

/** Returns the hover at `offset`: problems first, then the explanation of the term there. */
export function hoverAt(
  analysis: Analysis,
  document: TextDocument,
  offset: number,
  options: HoverOptions,
): Hover | undefined {
  const place = placeAt(analysis, offset, options);
  const blocks = options.commands?.has(SHOW_RULE)
    ? briefBlocks(place, analysis, linksOf(document, options))
    : fullBlocks(place, analysis, linksOf(document, options));
  if (blocks.length === 0) return undefined;
  const { severe, hints, mention, login, record } = place;
  const span =
    severe[0] ??
    mention ??
    hints[0] ??
    (login && record ? { start: record.start, end: min(record.end, record.start + 1) } : undefined);
  return { contents: write(blocks, options.markdown), ...(span && { range: rangeOf(document, span) }) };
}

/** The contents for a hover at a place. */
interface HoverPlace {
  readonly severe: readonly Finding[];
  /** Shown last: hints concern the capture more than the place. */
  readonly hints: readonly Finding[];
  readonly record: CaptureRecord | undefined;
  /** The term at the place, unless a problem explains it. */
  readonly mention: Mention | undefined;
  readonly login: Login | undefined;
}

function placeAt(analysis: Analysis, offset: number, options: HoverOptions): HoverPlace {
  const problems = problemsAt(analysis, offset, options);
  const record = recordAt(analysis, offset);
  const mention = record && mentionAt(analysis, record, offset);
  const explained = new Set(problems.map(problem => problem.entry ?? ruleNamed(problem.rule)?.entry));
  return {
    severe: problems.filter(problem => !isHint(problem, options)),
    hints: problems.filter(problem => isHint(problem, options)),
    record,
    mention: mention?.entry && explained.has(mention.entry.id) ? undefined : mention,
    login: record && loginOfRecord(analysis, record),
  };
}

function linksOf(
  document: TextDocument,
  { commands = new Set(), translate, others, issue }: HoverOptions,
): Links {
  return {
    issue,
    commands,
    translate,
    others,
    uri: document.uri,
    lineAt: offset => document.positionAt(offset).line,
  };
}

/** Maximum number of further problems at a place that are named. */
const MAX_OTHERS = 2;

/**
 * Returns contents that fit the small hover of VS Code, which shows the messages of problems above them, so they are not
 * repeated. Only the most severe problem is explained.
 */
function briefBlocks(place: HoverPlace, analysis: Analysis, links: Links): Block[] {
  const { severe, hints, record, mention, login } = place;
  const { translate } = links;
  const [problem, ...others] = severe;
  if (problem) return briefProblem(problem, others.slice(0, MAX_OTHERS), place, analysis, links);
  const thing = record && mention ? briefMention(analysis, record, mention, links) : [];
  const again = recordFooter(hints[0], analysis, links);
  if (thing.length > 0) return [...thing, ...again];
  if (login) return [...storyBlocks(login, translate, true), ...again];
  return hints.slice(0, 1).flatMap(hint => {
    const { guidance } = guidanceOf(hint);
    return [...problemLinks(hint, [], guidance, analysis, links), ...briefGuidance(guidance, translate)];
  });
}

/** Explains a problem in the room that is left: links and steps first, then what the capture shows about it. */
function briefProblem(
  problem: Finding,
  others: readonly Finding[],
  { severe, hints }: HoverPlace,
  analysis: Analysis,
  links: Links,
): Block[] {
  const { translate } = links;
  const room = roomBelow([...severe, ...hints], analysis, translate);
  const { guidance } = adviceOf(analysis, problem, links);
  const masking = maskingBlock(problem, analysis, translate);
  const first = problemLinks(problem, others, guidance, analysis, links);
  const rest = [...proposalBlocks(problem, analysis, translate, true), ...(masking ? [masking] : [])];
  const lines = [briefCause(guidance, 'confirmed', links)];
  const roomFor = (...blocks: Block[]): number =>
    room - heightOf([...first, ...linesBlock(...lines), ...blocks]);
  const steps = briefGuidance(guidance, translate, roomFor(...rest));
  for (const line of [briefFacts(problem, analysis, translate), briefCause(guidance, 'excluded', links)]) {
    lines.push(line);
    if (roomFor(...rest, ...steps) < 0) lines.pop();
  }
  return [...first, ...linesBlock(...lines), ...steps, ...rest];
}

/** One paragraph with a line for each of some contents. */
function linesBlock(...lines: readonly PhrasingContent[][]): Block[] {
  const [first, ...more] = lines.filter(({ length }) => length > 0);
  if (!first) return [];
  return [paragraph(...first, ...more.flatMap(line => [{ type: 'break' } as const, ...line]))];
}

/** Explains a term: first what the capture shows about it, then its general meaning. */
function briefMention(analysis: Analysis, record: CaptureRecord, mention: Mention, links: Links): Block[] {
  const { translate } = links;
  const { entry } = mention;
  if (mention.about === 'command') {
    const words = maskedText(analysis, mention.start, mention.end);
    const blocks = commandHeading(words, mention, translate);
    if (!entry) return blocks;
    return [...blocks, ...briefGuidance(entry, translate), ...termFooter(entry, undefined, links)];
  }
  if (!entry || mention.about === 'time') return mentionBlocks(analysis, record, mention, translate);
  const roles = rolesOf(analysis, record, mention, translate);
  const isConsequence = mention.about === 'error' && roles.length > 0;
  const values = valueBlocks(analysis, mention, translate);
  const guidance = isConsequence ? { meaning: entry.meaning } : entry;
  return [
    headed(translate(entry.title), ...roles.map(role => [text(role)])),
    ...values,
    ...briefGuidance(guidance, translate),
    ...termFooter(guidance, entry.cause, links),
  ];
}

/** Returns the full explanation, for a client that has no pages on rules. */
function fullBlocks(place: HoverPlace, analysis: Analysis, links: Links): Block[] {
  const { translate } = links;
  const { severe, hints, record, mention, login } = place;
  const problems = [...severe, ...hints];
  const parts = severe.map(problem => problemBlocks(problem, analysis, links));
  const guidances = problems.map(problem => guidanceOf(problem).guidance);
  // The words at a problem can be the sentence that states its cause: their explanation is the same.
  const isSaid = problems.some(problem => causeIdOf(problem) === mention?.entry?.cause);
  if (record && mention && !isSaid) {
    const blocks = mentionBlocks(analysis, record, mention, translate);
    if (blocks.length > 0) parts.push(blocks);
    if (mention.entry) guidances.push(mention.entry);
  }
  if (login) parts.push(storyBlocks(login, translate));
  parts.push(...hints.map(problem => problemBlocks(problem, analysis, links)));
  const note = parts.length > 0 ? inferredNote(guidances, translate) : undefined;
  const blocks = parts.flatMap((part, index) => (index === 0 ? part : [rule, ...part]));
  return note === undefined ? blocks : [...blocks, paragraph(emphasis(note))];
}

function problemsAt(
  analysis: Analysis,
  offset: number,
  { severities, across = [] }: HoverOptions,
): Finding[] {
  const isHere = (finding: Finding): boolean => touches(finding, offset);
  const here = [...analysis.findings.filter(isHere), ...across.filter(isHere)];
  return [...here, ...secretProblemsAt(analysis, offset).filter(({ rule }) => !isAmong(here, rule))]
    .filter(finding => chosenSeverity(finding, severities) !== 'off')
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}

/**
 * Returns the problems of the secrets at `offset`, as if each were at this place: a problem is reported only at its
 * first.
 */
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

/** Returns the smallest term at `offset`; one with an explanation is preferred. */
function mentionAt(analysis: Analysis, record: CaptureRecord, offset: number): Mention | undefined {
  const around = mentionsOf(analysis, record).filter(mention => touches(mention, offset));
  const size = (mention: Mention): number => mention.end - mention.start;
  return around.sort((a, b) => size(a) - size(b) || Number(!a.entry) - Number(!b.entry))[0];
}

function problemBlocks(finding: Finding, analysis: Analysis, links: Links): Block[] {
  const { translate } = links;
  const { title, guidance } = adviceOf(analysis, finding, links);
  const [heading, ...rest] = guidanceBlocks(title, guidance, translate);
  const facts = factsBlock(finding, analysis, translate);
  const masking = maskingBlock(finding, analysis, translate);
  const proposals = proposalBlocks(finding, analysis, translate);
  const recording = recordingBlock(finding, analysis, translate);
  return [heading, facts, ...proposals, ...rest, masking, recording].filter(block => block !== undefined);
}

/** Returns how to record the capture again; undefined if it shows what went wrong. */
function recordingBlock(finding: Finding, { findings }: Analysis, translate: Translate): Block | undefined {
  const advised = recordingAdvised({ rule: finding.rule, severity: severityOf(finding) }, findings);
  return advised && paragraph(text(label('hover.recordBy', translate, { command: advised.command })));
}

/** Explains how to mask a secret; the value itself is never shown. */
function maskingBlock(finding: Finding, analysis: Analysis, translate: Translate): Block | undefined {
  const standing = secretsAt(analysis, finding.start, finding.start);
  const own = standing.find(({ secret }) => finding.rule === `secret/${secret.class}`);
  if (!own) return undefined;
  const { places } = masksOf(analysis, [own.secret]);
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
  // A command or a value can contain a secret: show it redacted.
  const quoted = maskedText(analysis, mention.start, mention.end);
  if (mention.about === 'command') return commandBlocks(quoted, mention, translate);
  if (mention.entry) {
    const blocks = guidanceBlocks(mention.entry.title, mention.entry, translate);
    const [title, ...rest] = blocks;
    const roles = rolesOf(analysis, record, mention, translate).map(role => paragraph(text(role)));
    return [...(title ? [title] : []), ...roles, ...valueBlocks(analysis, mention, translate), ...rest];
  }
  if (mention.about === 'serial') {
    return [
      paragraph(strong(label('serial.device', translate))),
      paragraph(text(label('serial.unknown', translate, { prefix: quoted.slice(0, 6) }))),
    ];
  }
  if (mention.about === 'build')
    return [paragraph(text(label('build.unknown', translate, { build: quoted })))];
  if (mention.about === 'error') {
    return [
      paragraph(
        text(
          /^-?\d+$/.test(quoted)
            ? label('error.unknown', translate, { code: quoted })
            : label('error.unknownText', translate),
        ),
      ),
    ];
  }
  return [];
}

/** Returns a value in another form: minutes as hours, an epoch as a date. */
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

function commandBlocks(quoted: string, mention: Mention, translate: Translate): Block[] {
  const { entry } = mention;
  const [, ...guidance] = entry ? guidanceBlocks(entry.title, entry, translate) : [];
  return [...commandHeading(quoted, mention, translate), ...guidance];
}

/** What to say of the effect of a command. */
const EFFECT_NOTES: Readonly<Record<Effect, LabelName>> = {
  shows: 'command.reads',
  sends: 'command.sends',
  debugs: 'command.debugs',
  changes: 'command.changes',
  interrupts: 'command.interrupts',
  deletes: 'command.deletes',
};
/** Facts of a command that are shown as notes. */
const COMMAND_NOTES = [
  ['scope', 'vdom', 'command.scope.vdom'],
  ['scope', 'global', 'command.scope.global'],
  ['prints-secrets', 'yes', 'command.secrets'],
] as const satisfies readonly (readonly [string, string, LabelName])[];

/** Returns a command without abbreviations, its purpose, and what to know before running it. */
function commandHeading(quoted: string, { entry }: Mention, translate: Translate): Block[] {
  const { expanded } = matchCommand(commandWords(quoted));
  const unknown = (): string => label('command.unknown', translate, { command: '' }).replace(/:\s*$/, '');
  const effect = effectOf(quoted);
  const notes = [
    ...(effect ? [label(EFFECT_NOTES[effect], translate)] : []),
    ...COMMAND_NOTES.flatMap(([fact, value, name]) =>
      entry?.facts?.[fact] === value ? [label(name, translate)] : [],
    ),
  ];
  return [
    paragraph(strong(entry ? translate(entry.title) : unknown())),
    codeBlock(expanded.join(' '), 'fortios-debug'),
    ...(notes.length > 0 ? [paragraph(text(notes.join(' ')))] : []),
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
  const [first = '', ...rest] = lines.reverse();
  const stamp = analysis.text.slice(record.stampStart, record.stampEnd);
  return [paragraph(strong(first)), paragraph(text([...rest, ''].join(' · ')), inlineCode(stamp))];
}

function timeOf({ text: whole }: Analysis, { stampStart, stampEnd }: DebugRecord): number {
  return stampStart < 0 ? NaN : stampTime(whole, stampStart, stampEnd);
}

/** Returns the time of the nearest earlier line that has one, at most a screenful of records back. */
function previousTime(analysis: Analysis, record: DebugRecord): number | undefined {
  const index = recordIndexAt(analysis, record.start);
  for (let at = index - 1; at >= 0 && at > index - 200; at--) {
    const other = analysis.records[at];
    if (other?.kind === 'debug' && other.stampStart >= 0) return timeOf(analysis, other);
  }
  return undefined;
}
