import { visible } from '../presentation/visible';
import type { Analysis } from '../analysis';
import {
  label,
  type LabelName,
  type Say,
  speaker,
  type Statement,
  type Translate,
  wordsOf,
} from '../knowledge';
import { articleOf, type Finding, findingMessage, severityOf } from '../rules';
import { adviceOf, type OtherFacts } from '../presentation/evidence';
import type { Exchange } from '../trace';
import { maskedText } from '../presentation/mask';
import { buildOfExchange, serialWithModel } from '../presentation/displayNames';
import { problemOfScene } from '../presentation/outcomes';
import { exchangeAt, recordAt } from '../presentation/places';
import { recordingFor } from '../presentation/recordings';
import type { PlacedIncident } from './incidents/placed';

/** Command of our VS Code client: copies the ticket about a problem. Its arguments: `ticketArguments`. */
export const COPY_TICKET = 'fortiosDebug.copyTicket';

const MAX_EXCERPT_LENGTH = 6000;

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
  const { title, guidance } = adviceOf(analysis, finding, { translate, others });
  const { token } = finding.facts;
  const subject = say(token === undefined ? 'ticket.subjectPlain' : 'ticket.subject', {
    title: translate(title),
    token: token ?? '',
  });
  const lines = [
    `${say('ticket.heading')}: ${subject}`,
    '',
    `${say('ticket.problem')}: ${findingMessage(finding, translate)}`,
    '',
    ...factLines(finding, analysis, exchange, translate),
    '',
    `${say('ticket.ask')}: ${requestOf(finding, say)}`,
  ];
  if (asksForLicence(finding)) {
    lines.push(
      '',
      `${say('ticket.fill')}:`,
      ...(['Licence', 'Primary', 'Reason'] as const).map(name => `- ${say(`ticket.fill${name}`)}`),
    );
  }
  // The reader of a ticket knows the articles, but not what the capture confirms.
  const confirmed = (guidance.causes ?? []).filter(
    ({ shown }) => shown?.verdict === 'asserted' || shown?.verdict === 'confirmed',
  );
  if (confirmed.length > 0)
    lines.push('', `${say('ticket.confirmed')}:`, ...confirmed.map(one => `- ${withReason(one, translate)}`));
  const recording = recordingFor(finding, analysis.findings);
  if (recording) lines.push('', `${say('ticket.recipe')}: ${recording.command}`);
  const article = articleOf(finding);
  if (article) lines.push('', `${say('sources')}: ${article.title}`, article.address);
  lines.push('', `${say('ticket.excerpt')}:`, '', excerptOf(finding, analysis, exchange));
  return visible(lines.join('\n') + '\n');
}

/** A statement, with what confirms it. */
function withReason(statement: Statement, translate: Translate): string {
  const words = wordsOf(statement, translate);
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

/** Returns the lines of the exchange, or the line of the finding, masked; a very long excerpt is cut with a note. */
function excerptOf(finding: Finding, analysis: Analysis, exchange: Exchange | undefined): string {
  const record = recordAt(analysis, finding.start);
  const { start, end } = exchange ?? record ?? finding;
  const text = maskedText(analysis, start, end).replace(/\r+\n/g, '\n').trim();
  return text.length > MAX_EXCERPT_LENGTH ? `${text.slice(0, MAX_EXCERPT_LENGTH)}\n[...]` : text;
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
