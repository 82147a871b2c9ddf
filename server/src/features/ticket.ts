import { visible } from '../presentation/visible';
import type { Analysis } from '../analysis';
import {
  label,
  type LabelName,
  type Say,
  speaker,
  type Statement,
  type Translate,
  verdictSign,
  wordsOf,
} from '../knowledge';
import { articleOf, type Finding, findingMessage, severityOf } from '../rules';
import type { OtherFacts } from '../judge';
import { advisedEvidence } from '../presentation/lineEvidence';
import { lineOf } from '../presentation/lineStarts';
import { type Page, pageOf } from '../presentation/page';
import { columns } from '../presentation/twoEnds';
import { numberedLines } from '../presentation/pageBlocks';
import { isSecretRule } from '../presentation/problemRows';
import type { Exchange } from '../trace';
import { serialWithModel } from '../presentation/displayNames';
import { buildOfExchange } from '../judge/exchangeIndex';
import { problemOfScene } from '../presentation/outcomes';
import { exchangeAt, recordAt } from '../judge/places';
import { recordingFor } from '../presentation/recordings';
import type { PlacedIncident } from './incidents/placed';

/** Command of our VS Code client: copies the ticket about a problem. Its arguments: `ticketArguments`. */
export const COPY_TICKET = 'fortiosDebug.copyTicket';

/** Maximum number of other problems that a ticket names. */
const MAX_OTHERS = 4;

/**
 * The arguments of the command that copies the ticket about a finding: the URI, the rule, and the start in UTF-16 code
 * units. A ticket is written when it is wanted: its lines must be redacted, which takes longer than a hover may.
 */
export function ticketArguments(uri: string, { rule, start }: Finding): [string, string, number] {
  return [uri, rule, start];
}

/** Rules about what Customer Service can repair. */
const ABOUT_TOKENS = /^(?:ftm|ftc|token)\//;

/** True for what somebody else has to explain or repair: a failure, or anything about a token. */
export function needsTicket(finding: Finding): boolean {
  return severityOf(finding) === 'error' || ABOUT_TOKENS.test(finding.rule);
}

/** The title of the action that copies the ticket about a finding. */
export function ticketTitle({ rule }: Finding): LabelName {
  return ABOUT_TOKENS.test(rule) ? 'fix.ticket' : 'lens.ticket';
}

/**
 * Returns the text of a Customer Service ticket about a finding, filled in from the capture, with every secret
 * masked.
 */
export function ticketOf(
  finding: Finding,
  analysis: Analysis,
  translate: Translate,
  others?: OtherFacts,
): string {
  const say = speaker(translate);
  const exchange = exchangeAt(analysis, finding.start);
  const { title, guidance, evidence, twoEnds } = advisedEvidence(analysis, finding, translate, others);
  const page = pageOf({
    title,
    severity: severityOf(finding),
    about: factLines(finding, analysis, exchange, translate),
    result: [],
    twoEnds,
    guidance,
    evidence,
    also: alsoOf(analysis, finding, translate),
  });
  const { token } = finding.facts;
  const subject = say(token === undefined ? 'ticket.subjectPlain' : 'ticket.subject', {
    title: translate(title),
    token: token ?? '',
  });
  const lines = [
    `${say('ticket.heading')}: ${subject}`,
    '',
    `${say('ticket.problem')}: ${problemText(analysis, finding, translate)}`,
    '',
    ...page.about,
    '',
    ...(twoEnds ? [columns(twoEnds), ''] : []),
    `${say('ticket.ask')}: ${requestOf(finding, say)}`,
  ];
  if (asksForLicence(finding)) {
    lines.push(
      '',
      `${say('ticket.fill')}:`,
      ...(['Licence', 'Primary', 'Reason'] as const).map(name => `- ${say(`ticket.fill${name}`)}`),
    );
  }
  lines.push(...adviceLines(page, finding, translate));
  if (page.also.length > 0) lines.push('', `${say('brief.also')}:`, ...page.also.map(words => `- ${words}`));
  const recording = recordingFor(finding, analysis.findings);
  if (recording) lines.push('', `${say('ticket.recipe')}: ${recording.command}`);
  const article = articleOf(finding);
  if (article) lines.push('', `${say('sources')}: ${article.title}`, article.address);
  lines.push('', `${say('ticket.excerpt')}:`, '', numberedLines(page.evidence));
  return visible(lines.join('\n') + '\n');
}

/** What to do and the possible causes. Who has to repair a token knows the articles, but not what the capture confirms. */
function adviceLines({ steps, causes }: Page, { rule }: Finding, translate: Translate): string[] {
  const say = speaker(translate);
  const titled = (name: LabelName, lines: readonly string[]): string[] =>
    lines.length > 0 ? ['', `${say(name)}:`, ...lines] : [];
  if (ABOUT_TOKENS.test(rule)) {
    const confirmed = causes.shown.filter(({ shown }) => shown?.verdict === 'confirmed');
    return titled(
      'ticket.confirmed',
      confirmed.map(one => `- ${withReason(one, translate)}`),
    );
  }
  return [
    ...titled(
      'brief.steps',
      steps.shown.map((one, index) => `${index + 1}. ${plainWords(one, translate)}`),
    ),
    ...titled(
      'brief.causes',
      causes.shown.map(one => `- ${verdictSign(one)}${withReason(one, translate)}`),
    ),
  ];
}

/** A problem with its line. */
function problemText(analysis: Analysis, finding: Finding, translate: Translate): string {
  return label('report.met', translate, {
    message: findingMessage(finding, translate),
    place: label('report.line', translate, { line: String(lineOf(analysis, finding.start) + 1) }),
  });
}

/** The other errors and warnings of the capture, one line each. */
function alsoOf(analysis: Analysis, finding: Finding, translate: Translate): string[] {
  const severe = analysis.findings.filter(one => {
    const severity = severityOf(one);
    return one !== finding && !isSecretRule(one) && (severity === 'error' || severity === 'warning');
  });
  return severe.slice(0, MAX_OTHERS).map(one => oneLine(problemText(analysis, one, translate)));
}

function plainWords(statement: Statement, translate: Translate): string {
  return wordsOf(statement, translate).replaceAll('`', '');
}

/** A statement, with what confirms it. */
function withReason(statement: Statement, translate: Translate): string {
  const words = plainWords(statement, translate);
  const { why } = statement.shown ?? {};
  return why === undefined ? words : `${words} (${why.replaceAll('`', '')})`;
}

function asksForLicence({ rule }: Finding): boolean {
  return (
    rule === 'ftm/token-not-of-product' ||
    rule === 'ftm/no-valid-token' ||
    rule === 'ftm/cluster-list-regression'
  );
}

function requestOf(finding: Finding, say: Say): string {
  const { unit, member } = finding.facts;
  if (asksForLicence(finding)) return say('ticket.askLicence', { unit: unit ?? say('ticket.thisUnit') });
  if (finding.rule === 'ftm/product-not-registered' && member !== undefined)
    return say('ticket.askMember', { member });
  return say('ticket.askPlain');
}

function factLines(
  finding: Finding,
  analysis: Analysis,
  exchange: Exchange | undefined,
  translate: Translate,
): string[] {
  const none = label('ticket.notShown', translate);
  const unit = finding.facts['unit'] ?? nameOfUnit(exchange);
  const time = stampOfFinding(analysis, exchange, finding);
  const facts: readonly (readonly [LabelName, string | undefined])[] = [
    ['fact.token', finding.facts['token'] ?? exchange?.token?.text],
    ['fact.unit', unit === undefined ? none : serialWithModel(unit)],
    ['fact.members', memberWords(exchange) || undefined],
    ['fact.error', errorWords(finding, exchange) || undefined],
    ['fact.build', buildOfExchange(exchange) ?? analysis.trace.system.get('version')?.text ?? none],
    ['fact.time', time === undefined ? none : `${time} (${label('ticket.localTime', translate)})`],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`${label(name, translate)}: ${oneLine(value)}`],
  );
}

const joined = (...words: readonly (string | undefined)[]): string => words.filter(Boolean).join(', ');

function nameOfUnit(exchange: Exchange | undefined): string | undefined {
  return (exchange?.request ?? exchange?.answer)?.unit?.text;
}

/** Returns the error of a finding and that of the whole answer. */
function errorWords({ facts, start }: Finding, exchange: Exchange | undefined): string {
  const error = joined(facts['code'], facts['text'] ?? facts['status']);
  const whole = exchange?.answer?.error;
  if (error === '' || !whole || whole.start === start) return error;
  return `${error}; ${joined(whole.code?.text, whole.message?.text)}`;
}

/** Returns the members that a request or its answer lists, with their errors. */
function memberWords(exchange: Exchange | undefined): string {
  const members = (exchange?.answer ?? exchange?.request)?.members ?? [];
  return joined(
    ...members.map(
      ({ serial, error }) =>
        (serial?.text ?? '?') + (error ? ` (${error.message?.text ?? error.code?.text ?? '?'})` : ''),
    ),
  );
}

/** Returns the time stamp of a finding as written in the capture: that of its exchange's answer, or of its own line. */
export function stampOfFinding(
  analysis: Analysis,
  exchange: Exchange | undefined,
  finding: Finding,
): string | undefined {
  const own = recordAt(analysis, finding.start);
  const candidates = [exchange?.received, exchange?.began, own?.kind === 'debug' ? own : undefined];
  const stamped = candidates.find(record => record !== undefined && record.stampEnd > record.stampStart);
  return stamped && analysis.text.slice(stamped.stampStart, stamped.stampEnd);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Returns a ticket about why a scene failed; undefined if it has no known problem. */
export function sceneTicket(
  { analysis, incident }: PlacedIncident,
  translate: Translate,
  others?: OtherFacts,
): string | undefined {
  const problem = problemOfScene(analysis, incident.scene);
  return problem && ticketOf(problem, analysis, translate, others);
}
