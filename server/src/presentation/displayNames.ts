import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { buildOfExchange } from '../judge/exchangeIndex';
import { lookUpPrefix } from '../knowledge';
import { quotedAnswer } from '../rules/quoted';
import type { Span } from '../syntax';
import { FILLER } from '../syntax/characters';
import type { Exchange, Located, ServiceError } from '../trace';
import { Places } from '../judge/spans';

/** Maximum length of a name in an outline or above a line, in UTF-16 code units. */
const MAX_NAME_LENGTH = 60;
const HIDDEN = '…';

/** True if the span overlaps a secret. */
export function overlapsSecret(analysis: Analysis, { start, end }: Span): boolean {
  return secretPlacesIn(analysis).overlaps(start, end);
}

const secretPlacesIn = cached(
  ({ secrets }: Analysis) =>
    new Places<Span>(secrets.flatMap(({ places }) => places.flatMap(({ parts }) => parts))),
);

/**
 * Returns words of the log as part of a name: on one line, of bounded length, secrets hidden; undefined if there are
 * none.
 */
export function displayName(analysis: Analysis, located: Located | undefined): string | undefined {
  if (!located) return undefined;
  if (overlapsSecret(analysis, located)) return HIDDEN;
  const name = oneLine(asWritten(analysis, located));
  return name === '' ? undefined : name;
}

/** The text of a place in the capture: what was read of it has fillers for its characters without a width. */
function asWritten({ text }: Analysis, { start, end, text: read }: Located): string {
  return read.includes(FILL) && end - start === read.length ? text.slice(start, end) : read;
}

const FILL = String.fromCharCode(FILLER);

/** Shortens any text to one line of bounded length, for use in a name. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * MAX_NAME_LENGTH)
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  if (line.length <= MAX_NAME_LENGTH) return line;
  return line.slice(0, MAX_NAME_LENGTH - 1).replace(/[\ud800-\udbff]$/, '') + HIDDEN;
}

/** Names an error of a service by its number, which people search for, otherwise by its text. */
export function errorName(analysis: Analysis, error: ServiceError): { code?: string; text?: string } {
  const code = error.code?.text ?? '';
  if (/^-?\d{1,9}$/.test(code)) return { code };
  const text = errorText(analysis, error);
  return text === undefined ? {} : { text };
}

/** Returns the text of a service's error, hidden if it contains a secret; undefined if there is none. */
export function errorText(analysis: Analysis, { message }: ServiceError): string | undefined {
  if (message && overlapsSecret(analysis, message)) return HIDDEN;
  const text = oneLine(quotedAnswer(message?.text, true) ?? '');
  return text === '' ? undefined : text;
}

/** Returns the build of the unit that asked, with its release if a source names it. */
export function buildWithRelease(analysis: Analysis, exchange: Exchange): string | undefined {
  const build = (exchange.request ?? exchange.answer)?.build;
  if (displayName(analysis, build) === undefined) return undefined;
  return oneLine(buildOfExchange(exchange) ?? '');
}

/** Returns a serial number with its model, if a source names it. */
export function serialWithModel(serial: string): string {
  const model = lookUpPrefix(serial)?.facts?.['model'];
  return model === undefined ? serial : `${serial} (${model})`;
}
