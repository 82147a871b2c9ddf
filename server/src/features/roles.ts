import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import { entryOfError } from '../rules/errorEntry';
import { loginCauseOf } from '../rules/loginCause';
import { type CaptureRecord, contains, encloses } from '../syntax';
import type { Exchange, ServiceMessage } from '../trace';
import { loginOfRecord } from './loginStory';
import { causeOutcome, errorWords, describeScene } from '../presentation/outcomes';
import { exchangeAt } from '../judge/places';
import { sceneAt } from '../judge/scenes';
import type { Mention } from './mentions';

/** Maximum number of roles of one serial number. */
const MAX_ROLES = 2;

/** Returns what the capture shows about a term: the role of a serial number, the origin of an error or a result. */
export function rolesOf(
  analysis: Analysis,
  record: CaptureRecord,
  mention: Mention,
  translate: Translate,
): string[] {
  switch (mention.about) {
    case 'prefix':
    case 'serial':
      return serialRoles(analysis, mention, translate).slice(0, MAX_ROLES);
    case 'error':
      return errorRoles(analysis, mention, translate);
    case 'fnbam-result':
    case 'sentence':
    case 'function':
      return resultRoles(analysis, record, translate);
    default:
      return [];
  }
}

/**
 * Returns the roles of a serial number (asked for a token, refused, ...): in the exchange at the place, otherwise in
 * the whole capture.
 */
function serialRoles(analysis: Analysis, { start, end }: Mention, translate: Translate): string[] {
  const serial = analysis.text.slice(start, end);
  const here = exchangeAt(analysis, start);
  const exchanges = here ? [here] : analysis.trace.exchanges;
  const roles = new Set<string>();
  for (const exchange of exchanges) {
    for (const role of rolesIn(analysis, exchange, serial, translate)) roles.add(role);
    if (roles.size >= MAX_ROLES) break;
  }
  return [...roles];
}

function* rolesIn(
  analysis: Analysis,
  exchange: Exchange,
  serial: string,
  translate: Translate,
): Generator<string> {
  const messages = [exchange.answer, exchange.request].filter(message => message !== undefined);
  for (const message of messages) yield* rolesInMessage(analysis, message, serial, translate);
  if (messages.some(({ unit }) => unit?.text === serial)) yield label('role.asked', translate);
  const isToken =
    exchange.token?.text === serial ||
    messages.some(({ tokens }) => tokens.some(one => one.serial?.text === serial));
  const scene =
    isToken && !exchange.answer?.tokens.some(({ error }) => error)
      ? sceneAt(analysis, exchange.start)
      : undefined;
  if (scene)
    yield label('role.here', translate, { outcome: describeScene(analysis, scene, translate).outcome });
}

/** Yields the tokens and units for which an answer reports an error. */
function* rolesInMessage(
  analysis: Analysis,
  { members, tokens }: ServiceMessage,
  serial: string,
  translate: Translate,
): Generator<string> {
  const part = [...tokens, ...members].find(one => one.serial?.text === serial && one.error);
  if (part?.error)
    yield label('role.here', translate, { outcome: errorWords(analysis, part.error, translate) });
}

/** Explains an error of the whole answer that only follows from that of a token: it needs no action of its own. */
function errorRoles(analysis: Analysis, mention: Mention, translate: Translate): string[] {
  const answer = exchangeAt(analysis, mention.start)?.answer;
  const { error, tokens = [] } = answer ?? {};
  const first = tokens.find(token => token.error)?.error;
  if (!error || !first || !encloses(error, mention)) return [];
  const follows = entryOfError(error)?.follows === 'token';
  return follows
    ? [label('role.follows', translate, { reason: errorWords(analysis, first, translate) })]
    : [];
}

/** Explains a result of fnbamd on the line that has it. */
function resultRoles(analysis: Analysis, record: CaptureRecord, translate: Translate): string[] {
  const login = loginOfRecord(analysis, record);
  const hasResult = login?.events.some(({ kind, start }) => kind === 'result' && contains(record, start));
  const cause = login && hasResult && loginCauseOf(login);
  if (!cause) return [];
  return [label('role.here', translate, { outcome: causeOutcome(cause, translate).outcome })];
}
