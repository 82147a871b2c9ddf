import { lookUpBuild, isRuleId, type RuleId } from '../knowledge';
import { linePlace } from '../syntax';
import type { Exchange, Located, ServiceError, ServiceMessage, TracePart } from '../trace';
import { entryOfError } from './errorEntry';
import { compact } from './compact';
import { quotedAnswer } from './quoted';
import type { Finding, RelatedPlace } from './types';

/** Errors of the service: for a token, for a cluster member, or for the request as a whole. */
export function serviceErrors({ exchanges, messages }: TracePart): Finding[] {
  const found: Finding[] = [];
  for (const exchange of exchanges) if (exchange.answer) inAnswer(exchange.answer, exchange, found);
  for (const message of messages) inAnswer(message, undefined, found);
  return found;
}

/** Adds the errors of one answer to `found`, in place: a long capture has thousands. */
function inAnswer(answer: ServiceMessage, exchange: Exchange | undefined, found: Finding[]): void {
  const { tokens, members, error, unit } = answer;
  const follows = error !== undefined && followsFromToken(answer, error);
  for (const { serial, error: ofToken } of tokens) {
    if (!ofToken) continue;
    const token = serial?.text;
    const places = related(token, exchange);
    // Put before the line that began it, because the first places are shown if space is short.
    if (follows) places.splice(1, 0, { start: error.start, end: error.end, role: 'consequence' });
    found.push(problemOf(ofToken, { token, unit: unit?.text }, places, token ?? ''));
  }
  for (const member of members)
    if (member.error) found.push(atMember(member.serial, member.error, answer, exchange));
  if (error && !follows) found.push(atRequest(error, answer, exchange));
}

/** The error of a request as a whole. */
function atRequest(error: ServiceError, answer: ServiceMessage, exchange: Exchange | undefined): Finding {
  const token = exchange?.token?.text ?? onlyToken(exchange?.request ?? answer);
  const places = related(undefined, exchange);
  return problemOf(error, { token, unit: answer.unit?.text }, places, `request ${token ?? ''}`);
}

/** True if the error of an answer is a consequence of the error of one of its tokens. */
function followsFromToken({ tokens }: ServiceMessage, error: ServiceError): boolean {
  return tokens.some(token => token.error) && entryOfError(error)?.follows === 'token';
}

function atMember(
  serial: Located | undefined,
  error: ServiceError,
  answer: ServiceMessage,
  exchange: Exchange | undefined,
): Finding {
  const member = serial?.text;
  const unit = answer.unit?.text;
  const asked = exchange?.request?.members.find(one => one.serial?.text === member)?.serial;
  const places = asked ? [{ start: asked.start, end: asked.end, role: 'request' }] : [];
  const made = problemOf(error, { member, unit }, places, member ?? '');
  if (made.rule !== 'ftm/product-not-registered') return made;
  return { ...made, variant: member !== undefined && member === unit ? 'asking' : undefined };
}

/** The token or member that an error is about, and the unit that asked. */
interface ErrorSubject {
  readonly token?: string | undefined;
  readonly member?: string | undefined;
  readonly unit: string | undefined;
}

function problemOf(
  error: ServiceError,
  { token, member, unit }: ErrorSubject,
  places: readonly RelatedPlace[],
  cause: string,
): Finding {
  const entry = entryOfError(error);
  const named = entry?.cause ?? '';
  const rule = isRuleId(named) ? named : undefined;
  const [code, message] = [error.code?.text, error.message?.text];
  return {
    rule: rule ?? (entry ? 'ftm/service-error' : 'ftm/unknown-error'),
    start: error.start,
    end: error.end,
    facts: compact({ token, member, unit, code, text: quotedAnswer(message), title: entry?.title }),
    related: places,
    entry: entry?.id,
    variant: productOf(rule, member),
    cause: `${cause} ${code ?? ''} ${message ?? ''}`,
  };
}

/** If no member is named, "product not registered" means the requesting unit. */
function productOf(rule: RuleId | undefined, member: string | undefined) {
  return rule === 'ftm/product-not-registered' && member === undefined ? 'product' : undefined;
}

/** The token in the request, and the line that began it. */
function related(serial: string | undefined, exchange: Exchange | undefined): RelatedPlace[] {
  const places: RelatedPlace[] = [];
  const asked = exchange?.request?.tokens.find(
    token => token.serial && (serial === undefined || token.serial.text === serial),
  );
  if (asked?.serial) places.push({ start: asked.serial.start, end: asked.serial.end, role: 'request' });
  if (exchange?.began) {
    const { start, end } = linePlace(exchange.began);
    places.push({ start, end, role: exchange.token ? 'began' : 'polled' });
  }
  return places;
}

function onlyToken(message: ServiceMessage | undefined): string | undefined {
  return message?.tokens.length === 1 ? message.tokens[0]?.serial?.text : undefined;
}

/** FortiOS 7.4.9, in which tokens of the other cluster member are refused (article 424201). */
const REGRESSION_RELEASE = '7.4.9';

/** Error 31 for a unit with FortiOS 7.4.9 whose request had one cluster entry. */
export function* clusterListRegression({ exchanges }: TracePart): Generator<Finding> {
  for (const { request, answer } of exchanges) {
    const asked = request ?? answer;
    const build = asked?.build ?? answer?.build;
    if (!asked || !answer || !build || asked.members.length !== 1) continue;
    if (!hasRegression(build, asked.deviceVersion ?? answer.deviceVersion)) continue;
    const error = refusalIn(answer);
    if (!error) continue;
    const unit = asked.unit?.text;
    yield {
      rule: 'ftm/cluster-list-regression',
      start: build.start,
      end: build.end,
      facts: compact({ unit, build: build.text }),
      related: [{ start: error.start, end: error.end, role: 'error' }],
      cause: unit ?? '',
    };
  }
}

function hasRegression(build: Located, version: Located | undefined): boolean {
  return lookUpBuild(version?.text ?? '', build.text)?.facts?.['release'] === REGRESSION_RELEASE;
}

/** The first refusal of a token because of its licence. */
function refusalIn({ tokens }: ServiceMessage): ServiceError | undefined {
  const errors = tokens.map(({ error }) => error);
  return errors.find(error => error && entryOfError(error)?.cause === 'ftm/token-not-of-product');
}

/** Users that could not be synchronised with FortiToken Cloud. One problem per synchronisation. */
export function* syncFailed({ syncFailures }: TracePart): Generator<Finding> {
  for (const { counts, start, end } of syncFailures) {
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const what = counts.map(([name, count]) => `${name}: ${count}`).join(', ');
    const variant = total === 1 ? 'one' : 'default';
    yield {
      rule: 'ftc/sync-failed',
      variant,
      start,
      end,
      facts: { count: String(total), what },
      related: [],
      cause: what,
    };
  }
}
