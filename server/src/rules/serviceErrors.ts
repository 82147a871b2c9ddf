import { errorOf } from '../knowledge';
import { placeOf, type Span } from '../syntax';
import type { Exchange, Located, ServiceError, ServiceMessage, TokenEntry } from '../trace';
import { known, saying } from './facts';
import { inParts, type Finding, type RelatedPlace } from './types';

/** What the service refused: at a token, at a cluster member, or the request as a whole. */
export const serviceErrors = inParts(function* ({ exchanges, messages }) {
  for (const exchange of exchanges) if (exchange.answer) yield* inAnswer(exchange.answer, exchange);
  for (const message of messages) yield* inAnswer(message, undefined);
});

function* inAnswer(answer: ServiceMessage, exchange: Exchange | undefined): Generator<Finding> {
  const failed = answer.tokens.filter(token => token.error);
  const follows =
    failed.length > 0 && answer.error !== undefined && entryOf(answer.error)?.facts?.['follows'] === 'token';
  for (const token of failed) yield* atToken(token, answer, exchange, follows);
  for (const member of answer.members) {
    if (member.error) yield atMember(member.serial, member.error, answer, exchange);
  }
  if (answer.error && !follows) {
    const token = exchange?.token?.text ?? onlyToken(exchange?.request ?? answer);
    yield finding(
      answer.error,
      { token, unit: answer.unit?.text },
      related(undefined, exchange),
      answer.error,
      `request ${token ?? ''}`,
    );
  }
}

function* atToken(
  token: TokenEntry,
  answer: ServiceMessage,
  exchange: Exchange | undefined,
  follows: boolean,
): Generator<Finding> {
  if (!token.error) return;
  const places = related(token.serial?.text, exchange);
  if (follows && answer.error) places.push({ ...place(answer.error), role: 'consequence' });
  yield finding(
    token.error,
    { token: token.serial?.text, unit: answer.unit?.text },
    places,
    token.error,
    token.serial?.text ?? '',
  );
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
  const made = finding(
    error,
    { member, unit },
    asked ? [{ ...place(asked), role: 'request' }] : [],
    error,
    member ?? '',
  );
  return member !== undefined && member === unit && made.rule === 'ftm/product-not-registered'
    ? { ...made, variant: 'asking' }
    : made;
}

function finding(
  error: ServiceError,
  facts: Readonly<Record<string, string | undefined>>,
  places: readonly RelatedPlace[],
  span: Span,
  cause: string,
): Finding {
  const entry = entryOf(error);
  const rule = entry?.facts?.['rule'];
  const said = known({
    ...facts,
    code: error.code?.text,
    text: saying(error.message?.text),
    title: entry?.title,
  });
  return {
    rule: rule ?? 'ftm/unknown-error',
    ...place(span),
    facts: said,
    related: places,
    ...(entry && { entry: entry.id }),
    ...(entry && !rule && { variant: 'known' }),
    ...(rule === 'ftm/product-not-registered' && facts['member'] === undefined && { variant: 'product' }),
    cause: `${cause} ${error.code?.text ?? ''} ${error.message?.text ?? ''}`,
  };
}

function entryOf(error: ServiceError): ReturnType<typeof errorOf> {
  return errorOf(error.code?.text, error.message?.text);
}

/** The token in the request, and the line that began it. */
function related(serial: string | undefined, exchange: Exchange | undefined): RelatedPlace[] {
  const places: RelatedPlace[] = [];
  const asked = exchange?.request?.tokens.find(
    token => token.serial && (serial === undefined || token.serial.text === serial),
  );
  if (asked?.serial) places.push({ ...place(asked.serial), role: 'request' });
  if (exchange?.began) places.push({ ...placeOf(exchange.began), role: exchange.token ? 'began' : 'polled' });
  return places;
}

function onlyToken(message: ServiceMessage | undefined): string | undefined {
  return message?.tokens.length === 1 ? message.tokens[0]?.serial?.text : undefined;
}

function place({ start, end }: Span): Span {
  return { start, end };
}
