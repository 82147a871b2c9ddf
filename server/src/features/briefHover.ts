import { max, min } from '../integers';
import type { Nodes, PhrasingContent } from 'mdast';
import type { Analysis } from '../analysis';
import {
  type Guidance,
  isRuleId,
  label,
  sourceNamed,
  type Statement,
  type Translate,
  verdictSign,
  wordsOf,
} from '../knowledge';
import { causeIdOf, causeNamed, rulePageAddress } from '../knowledge/causes';
import { articleOf, type Finding, findingMessage, findingReason, severityOf, sourcesOf } from '../rules';
import { safeCommands } from '../judge/commands';
import type { OtherFacts } from '../judge';
import { formatStatement, originWords, withCode } from '../presentation/guidanceBlocks';
import { type Block, link, list, paragraph, strong, text } from '../presentation/markup';
import { incidentOfScene } from '../presentation/incidents';
import { problemOfScene } from '../presentation/outcomes';
import { isSecretRule } from '../presentation/problemRows';
import { recordingAdvised } from '../presentation/recordings';
import { type Scene, sceneAt } from '../judge/scenes';
import { RECORD_CAPTURE } from './codeActions';
import { SHOW_INCIDENT } from './codeLens';
import { COPY_TICKET, needsTicket, ticketArguments } from './ticket';

// VS Code gives a hover 250 pixels, including the message of the problem. The hover on a problem therefore begins with the
// links, shows the next steps that fit, and leaves the rest to the picture or the rule's page, one click away.

/** Command of our VS Code client: opens the page of a cause. Argument: its address, see `rulePageAddress`. */
export const SHOW_RULE = 'fortiosDebug.showRule';
/** Command of our VS Code client: follows a link. Argument: the id of its target. */
export const FOLLOW_LINK = 'fortiosDebug.followLink';

/** A line of a document, from 0, or a text for the clipboard, with secrets masked. */
export type LinkTarget = { readonly uri: string; readonly line: number } | { readonly copied: string };

/** The inputs for the links of a brief hover. */
export interface Links {
  /** The commands that the client implements. */
  readonly commands: ReadonlySet<string>;
  readonly uri: string;
  /** Returns the line of an offset, from 0. */
  readonly lineAt: (offset: number) => number;
  readonly translate: Translate;
  readonly others?: OtherFacts | undefined;
  /** Returns the id of a target. */
  readonly issue: ((target: LinkTarget) => string) | undefined;
}

/** Length of a row of the problem message shown above the hover, in UTF-16 code units. */
const MESSAGE_ROW = 86;

/** Returns how many related places to show for a problem with this message; they take up room above the hover. */
export function relatedAbove(message: string): number {
  return widthOf(message) > MESSAGE_ROW ? 2 : 3;
}

/** Heights in VS Code, in pixels: of a hover, a row of text, a related place, a margin, and what is around our part. */
const HEIGHT = 250;
const ROW_HEIGHT = 19;
const PLACE_HEIGHT = 27;
const MARGIN = 8;
const AROUND = 28;

/** Maximum number of steps, and of narrow characters in a row. */
const MAX_STEPS = 3;
const ROW = 102;
/** Characters of Chinese, Japanese and Korean, which are as wide as two others. */
const WIDE = /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g;
const MAX_STATEMENTS = 2;
const MAX_SOURCES = 3;
/** The argument with which the picture has all steps unfolded. */
const UNFOLDED = true;

/** Returns the pixels that VS Code leaves for a hover below the messages of the problems at its place. */
export function roomBelow(
  problems: readonly Finding[],
  { findings }: Pick<Analysis, 'findings'>,
  translate: Translate,
): number {
  const above = sumOf(problems, problem => {
    const message = findingMessage(problem, translate);
    const code = `fortios(${causeIdOf(problem)})`;
    const rows = Math.ceil((widthOf(message) + 1 + code.length) / MESSAGE_ROW);
    // The other secrets are places of the first.
    const others = isSecretRule(problem) ? findings.filter(isSecretRule).length - 1 : 0;
    const places = min(relatedAbove(message), problem.related.length + others);
    return MARGIN + rows * ROW_HEIGHT + places * PLACE_HEIGHT;
  });
  return HEIGHT - AROUND - above;
}

/** Returns the height of blocks in pixels, at least. */
export function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + blockHeight(block), 0);
}

function blockHeight(block: Block): number {
  if (block.type === 'list')
    return 3 * MARGIN + ROW_HEIGHT * sumOf(block.children, one => rowsOf(wordsIn(one)));
  if (block.type === 'code') return MARGIN + ROW_HEIGHT * block.value.split('\n').length;
  return MARGIN + ROW_HEIGHT * sumOf(wordsIn(block).split('\n'), rowsOf);
}

function rowsOf(words: string): number {
  return max(1, Math.ceil(widthOf(words) / ROW));
}

/** Returns the width of a text in narrow characters. */
function widthOf(words: string): number {
  return words.length + (words.match(WIDE)?.length ?? 0);
}

function sumOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0);
}

/** Returns the words of a node as they are shown. */
function wordsIn(node: Nodes): string {
  if ('value' in node) return node.value;
  if (node.type === 'break') return '\n';
  return 'children' in node ? node.children.map(wordsIn).join('') : '';
}

/**
 * Returns the first steps, or the meaning if there is nothing to do.
 * @param room maximum height in pixels; the first step is shown in any case
 */
export function briefGuidance(
  { meaning = [], causes = [], steps = [] }: Partial<Guidance>,
  translate: Translate,
  room = HEIGHT,
): Block[] {
  if (steps.length === 0)
    return [...meaning, ...causes]
      .slice(0, MAX_STATEMENTS)
      .map(statement => paragraph(...briefly(statement, translate)));
  const items = steps.slice(0, MAX_STEPS).map(step => briefly(cut(step, translate), translate));
  while (items.length > 1 && heightOf([list(true, items)]) > room) items.pop();
  const listed = list(true, items);
  const [first] = meaning;
  // Few steps leave room for the meaning.
  const description =
    first && steps.length < MAX_STEPS ? [paragraph(...briefly(cut(first, translate), translate))] : [];
  return [...(heightOf([...description, listed]) > room ? [] : description), listed];
}

/** Minimum length of a possible cause that is cut to fit a row, in UTF-16 code units. */
const MIN_CAUSE = 40;
/** Length of the sign before it and of the dash after it. */
const CAUSE_SIGNS = 5;

/**
 * Returns the first possible cause with a verdict, in one line: the page has all of them.
 * @param verdict `confirmed` or `excluded`
 */
export function briefCause(
  { causes = [] }: Partial<Guidance>,
  verdict: 'confirmed' | 'excluded',
  links: Links,
): PhrasingContent[] {
  const { translate } = links;
  const first = causes.find(({ shown }) => shown?.verdict === verdict);
  if (!first) return [];
  const { why = '', line } = first.shown ?? {};
  const words = wordsOf(first, translate);
  const plain = why.replaceAll('`', '');
  const room = max(MIN_CAUSE, ROW - plain.length - CAUSE_SIGNS);
  const cause = words.length > room ? `${words.slice(0, room - 1).trimEnd()}…` : words;
  const reason = line === undefined ? [] : targetLink(links, plain, { uri: links.uri, line });
  return [text(`${verdictSign(first)}${cause} — `), ...(reason.length > 0 ? reason : withCode(why))];
}

/** Formats a statement with its mark if it is inferred; sources show whether it was seen in a capture. */
function briefly(statement: Statement, translate: Translate): PhrasingContent[] {
  return statement.certainty === 'inferred'
    ? formatStatement(statement, translate)
    : withCode(wordsOf(statement, translate));
}

/** Cuts a statement that is longer than a row to its first sentences. */
function cut(statement: Statement, translate: Translate): Statement {
  const [first = '', ...more] = wordsOf(statement, translate).split(SENTENCE);
  let shortened = first;
  for (const sentence of more) {
    if (widthOf(shortened + sentence) > ROW) break;
    shortened += sentence;
  }
  return { ...statement, shown: { ...statement.shown, words: shortened.trimEnd() } };
}

const SENTENCE = /(?<=[.;:] )(?=\p{Lu})|(?<=。)/u;

/**
 * Returns the first line of the hover on a problem: links to all steps, the commands, the ticket, the lines that
 * belong to it, the article, and the pages of other problems at the same place.
 * @param guidance what the hover shows of it
 */
export function problemLinks(
  finding: Finding,
  others: readonly Finding[],
  guidance: Partial<Guidance>,
  analysis: Analysis,
  links: Links,
): Block[] {
  const { translate } = links;
  const article = articleOf(finding);
  const scene = sceneAt(analysis, finding.start);
  const own = pictureLink(finding, scene, guidance, analysis, links);
  const page = isRuleId(finding.rule) && own.length === 0;
  return footer([
    ...originLink(guidance, links),
    ...(page ? pageLink(rulePageAddress(finding), guidance, links) : own),
    ...commandsLink(guidance, links),
    ...(needsTicket(finding)
      ? commandLink(
          links,
          COPY_TICKET,
          label('lens.ticket', translate),
          ...ticketArguments(links.uri, finding),
        )
      : recordLink(finding, analysis, links)),
    ...(scene ? linesLink(scene.start, scene.end, links) : []),
    ...(article ? [link(label('hover.article', translate), article.address)] : []),
    ...others.flatMap(other =>
      commandLink(links, SHOW_RULE, findingReason(other, translate), rulePageAddress(other)),
    ),
  ]);
}

/** Returns the last line of a hover where a problem of the whole capture is shown: how to record the capture again. */
export function recordFooter(finding: Finding | undefined, analysis: Analysis, links: Links): Block[] {
  const [again] = finding ? recordLink(finding, analysis, links) : [];
  if (!finding || !again) return [];
  return [paragraph(text(`${findingMessage(finding, links.translate)}. `), again)];
}

/** Returns the last line of the hover on a term: links to its page and to the sources. */
export function termFooter(guidance: Partial<Guidance>, cause: string | undefined, links: Links): Block[] {
  const sources = sourcesOf(guidance).flatMap(id => {
    const address = sourceNamed(id)?.address ?? '';
    return address === '' ? [] : [link(id, address)];
  });
  return footer([
    ...(cause !== undefined && causeNamed(cause) ? pageLink(cause, guidance, links) : []),
    ...commandsLink(guidance, links),
    ...(sources.length > 0 ? [text(label('hover.sources', links.translate))] : []),
    ...sources.slice(0, MAX_SOURCES),
  ]);
}

function footer(parts: readonly PhrasingContent[]): Block[] {
  if (parts.length === 0) return [];
  const between = (before: PhrasingContent | undefined): string => (before?.type === 'text' ? ' ' : ' · ');
  return [
    paragraph(
      ...parts.flatMap((part, index) => (index === 0 ? [part] : [text(between(parts[index - 1])), part])),
    ),
  ];
}

/** Returns the link to recording the capture again; empty if the capture shows what went wrong. */
function recordLink(finding: Finding, { findings }: Analysis, links: Links): PhrasingContent[] {
  const advised = recordingAdvised({ rule: finding.rule, severity: severityOf(finding) }, findings);
  if (!advised) return [];
  const { recipe } = advised;
  return commandLink(
    links,
    RECORD_CAPTURE,
    label('hover.record', links.translate),
    ...(recipe ? [recipe.id] : []),
  );
}

/** Returns the link to the picture, which has the steps for this capture; empty unless the problem is what it shows. */
function pictureLink(
  finding: Finding,
  scene: Scene | undefined,
  guidance: Partial<Guidance>,
  analysis: Analysis,
  links: Links,
): PhrasingContent[] {
  const incident =
    scene && problemOfScene(analysis, scene) === finding ? incidentOfScene(analysis, scene) : undefined;
  if (!incident) return [];
  return commandLink(links, SHOW_INCIDENT, moreWords(guidance, links), links.uri, incident.id, UNFOLDED);
}

function pageLink(page: string, guidance: Partial<Guidance>, links: Links): PhrasingContent[] {
  return commandLink(links, SHOW_RULE, moreWords(guidance, links), page);
}

function moreWords({ steps = [] }: Partial<Guidance>, { translate }: Links): string {
  return steps.length > MAX_STEPS
    ? label('hover.allSteps', translate, { count: String(steps.length) })
    : label('hover.more', translate);
}

/** Returns the link to the place in the site's own knowledge; empty for built-in guidance. */
function originLink({ from }: Partial<Guidance>, links: Links): PhrasingContent[] {
  if (!from) return [];
  const words = originWords(from, links.translate);
  if (from.uri === undefined) return [text(words)];
  return targetLink(links, words, { uri: from.uri, line: from.line - 1 });
}

function commandsLink(guidance: Partial<Guidance>, links: Links): PhrasingContent[] {
  const commands = safeCommands(guidance.commands);
  if (commands.length === 0) return [];
  const words = label(commands.length === 1 ? 'hover.command' : 'hover.commands', links.translate, {
    count: String(commands.length),
  });
  return targetLink(links, words, { copied: commands.join('\n') });
}

/** Returns the link to the beginning of the exchange or login. */
function linesLink(start: number, end: number, links: Links): PhrasingContent[] {
  const [first, last] = [links.lineAt(start), links.lineAt(max(start, end - 1))];
  const words = label(first === last ? 'hover.line' : 'hover.lines', links.translate, {
    first: String(first + 1),
    last: String(last + 1),
  });
  return targetLink(links, words, { uri: links.uri, line: first });
}

/** Returns a link to a target that the client asks for by its id. */
function targetLink(links: Links, words: string, target: LinkTarget): PhrasingContent[] {
  return links.issue ? commandLink(links, FOLLOW_LINK, words, links.issue(target)) : [];
}

/** Returns a link that runs a command; empty if the client does not have it. */
function commandLink(
  { commands }: Links,
  command: string,
  words: string,
  ...values: readonly (string | number | boolean)[]
): PhrasingContent[] {
  if (!commands.has(command)) return [];
  return [link(words, `command:${command}?${encodeURIComponent(JSON.stringify(values))}`, words)];
}

/** Returns a heading with its text on the lines below. */
export function headed(title: string, ...lines: readonly PhrasingContent[][]): Block {
  return paragraph(strong(title), ...lines.flatMap(line => [{ type: 'break' } as const, ...line]));
}
