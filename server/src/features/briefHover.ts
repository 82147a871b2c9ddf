import type { PhrasingContent } from 'mdast';
import type { Analysis } from '../analysis';
import {
  type Guidance,
  isRuleId,
  label,
  type RuleId,
  sourceOf,
  type Statement,
  type Translate,
} from '../knowledge';
import { articleOf, type Finding, guidanceOf, messageOf, reasonOf, severityOf, sourcesOf } from '../rules';
import { originWords, said } from '../telling/guidance';
import { type Block, link, list, paragraph, strong, text } from '../telling/markup';
import { recordingAdvised } from '../telling/recipes';
import { sceneAt } from '../telling/scenes';
import { COPY_TEXT, RECORD_CAPTURE } from './codeActions';
import { ticketOf } from './ticket';

// VS Code shows 250 pixels of a hover, which include the message of a problem. So the hover on a problem has what
// to do next and leaves the rest to the page on its rule, one click away.

/** A command of our VS Code client: it shows the page on a rule. Its argument: the id of the rule. */
export const SHOW_RULE = 'fortiosDebug.showRule';
/** A command of our VS Code client: it goes to a place. Its arguments: a URI, a line and a character, both from 0. */
export const GO_TO = 'fortiosDebug.goTo';

/** What a brief hover can lead to. */
export interface Links {
  /** The client's own commands. */
  readonly commands: ReadonlySet<string>;
  readonly uri: string;
  /** The line of an offset, from 0. */
  readonly lineAt: (offset: number) => number;
  readonly translate: Translate;
}

/** The UTF-16 code units that a row above the brief hover has for a problem's message. */
const MESSAGE_ROW = 95;

/** The number of related places of a problem with this message: they are shown between it and this hover. */
export function relatedAbove(message: string): number {
  return message.length > MESSAGE_ROW ? 2 : 3;
}

/** Maximum number of steps, of the rows that they take, and of the UTF-16 code units in a row. */
const MAX_STEPS = 3;
const MAX_ROWS = 4;
const ROW = 105;
const MAX_STATEMENTS = 2;
const MAX_SOURCES = 3;

/** The steps that come first; what it means where there is nothing to do. */
export function briefGuidance(
  { meaning = [], causes = [], steps = [] }: Partial<Guidance>,
  translate: Translate,
): Block[] {
  if (steps.length > 0) {
    const items = stepsThatFit(steps).map(step => briefly(step, translate));
    const [what] = meaning;
    // Where there is less to do, there is room for what it is.
    const told = what && steps.length < MAX_STEPS ? [paragraph(...briefly(cut(what), translate))] : [];
    return [...told, list(true, items)];
  }
  const statements = [...meaning, ...causes].slice(0, MAX_STATEMENTS);
  return statements.map(statement => paragraph(...briefly(statement, translate)));
}

/** A statement, with its mark if it is inferred; the sources say if they saw it in a capture. */
function briefly(statement: Statement, translate: Translate): PhrasingContent[] {
  return statement.certainty === 'inferred' ? said(statement, translate) : [text(translate(statement.text))];
}

function stepsThatFit(steps: readonly Statement[]): Statement[] {
  const fitting: Statement[] = [];
  let rows = 0;
  for (const step of steps.slice(0, MAX_STEPS).map(cut)) {
    rows += Math.ceil(step.text.length / ROW);
    if (fitting.length > 0 && rows > MAX_ROWS) break;
    fitting.push(step);
  }
  return fitting;
}

/** The first sentences of a statement that is longer than a row. */
function cut(statement: Statement): Statement {
  const [first = '', ...more] = statement.text.split(SENTENCE);
  let kept = first;
  for (const sentence of more) {
    if (kept.length + 1 + sentence.length > ROW) break;
    kept += ` ${sentence}`;
  }
  return { ...statement, text: kept };
}

const SENTENCE = /(?<=[.;:]) (?=[A-Z])/;

/**
 * The last line of the hover on a problem: all steps, the commands, the ticket, the lines that belong to it, the article, and
 * the pages on other problems at the same place.
 */
export function problemFooter(
  finding: Finding,
  others: readonly Finding[],
  analysis: Analysis,
  links: Links,
): Block[] {
  const { translate } = links;
  const { guidance } = guidanceOf(finding);
  const article = articleOf(finding);
  const scene = sceneAt(analysis, finding.start);
  return footer([
    ...(isRuleId(finding.rule) ? pageLink(finding.rule, guidance, links) : originLink(guidance, links)),
    ...commandsLink(guidance, links),
    ...(needsTicket(finding)
      ? commandLink(links, COPY_TEXT, label('lens.ticket', translate), ticketOf(finding, analysis, translate))
      : recordLink(finding, analysis, links)),
    ...(scene ? linesLink(scene.start, scene.end, links) : []),
    ...(article ? [link(label('hover.article', translate), article.address)] : []),
    ...others.flatMap(other => commandLink(links, SHOW_RULE, reasonOf(other, translate), other.rule)),
  ]);
}

/** The last line of the hover on something at which a problem of the whole capture is shown: how to record it again. */
export function recordFooter(finding: Finding | undefined, analysis: Analysis, links: Links): Block[] {
  const [again] = finding ? recordLink(finding, analysis, links) : [];
  if (!finding || !again) return [];
  return [paragraph(text(`${messageOf(finding, links.translate)}. `), again)];
}

/** The last line of the hover on a thing: the page with more, and the sources. */
export function thingFooter(guidance: Partial<Guidance>, rule: string | undefined, links: Links): Block[] {
  const sources = sourcesOf(guidance).flatMap(id => {
    const address = sourceOf(id)?.address ?? '';
    return address === '' ? [] : [link(id, address)];
  });
  return footer([
    ...(rule !== undefined && isRuleId(rule) ? pageLink(rule, guidance, links) : []),
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

/** How to record the capture again: of use where it does not show what went wrong. */
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

function needsTicket(finding: Finding): boolean {
  return severityOf(finding) === 'error';
}

function pageLink(rule: RuleId, { steps = [] }: Partial<Guidance>, links: Links): PhrasingContent[] {
  const { translate } = links;
  const words =
    steps.length > MAX_STEPS
      ? label('hover.allSteps', translate, { count: String(steps.length) })
      : label('hover.more', translate);
  return commandLink(links, SHOW_RULE, words, rule);
}

/** Where the site's own knowledge says so. */
function originLink({ from }: Partial<Guidance>, links: Links): PhrasingContent[] {
  if (!from) return [];
  const words = originWords(from, links.translate);
  if (from.uri === undefined) return [text(words)];
  return commandLink(links, GO_TO, words, from.uri, from.line - 1, 0);
}

function commandsLink({ commands = [] }: Partial<Guidance>, links: Links): PhrasingContent[] {
  if (commands.length === 0) return [];
  const words = label(commands.length === 1 ? 'hover.command' : 'hover.commands', links.translate, {
    count: String(commands.length),
  });
  return commandLink(links, COPY_TEXT, words, commands.join('\n'));
}

/** Where the exchange or the login begins. */
function linesLink(start: number, end: number, links: Links): PhrasingContent[] {
  const [first, last] = [links.lineAt(start), links.lineAt(Math.max(start, end - 1))];
  const words = label(first === last ? 'hover.line' : 'hover.lines', links.translate, {
    first: String(first + 1),
    last: String(last + 1),
  });
  return commandLink(links, GO_TO, words, links.uri, first, 0);
}

/** A link that runs a command, if the client has it. */
function commandLink(
  { commands }: Links,
  command: string,
  words: string,
  ...values: readonly (string | number)[]
): PhrasingContent[] {
  if (!commands.has(command)) return [];
  return [link(words, `command:${command}?${encodeURIComponent(JSON.stringify(values))}`, words)];
}

/** A heading with what is said of it in the next line. */
export function headed(title: string, ...lines: readonly PhrasingContent[][]): Block {
  return paragraph(strong(title), ...lines.flatMap(line => [{ type: 'break' } as const, ...line]));
}
