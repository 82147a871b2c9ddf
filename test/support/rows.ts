import { inspect } from 'node:util';

/** How many failing rows are named, and how long the name and the message of each may be. */
export const MAX_ROWS = 10;
export const MAX_NAME = 200;
export const MAX_MESSAGE = 600;

interface Failure {
  readonly name: string;
  readonly error: unknown;
}

/**
 * Runs `check` for each row, one after the other, and fails once, naming the rows that fail, each with its message. So a
 * table is one test, not one for each row. The place and the difference that vitest shows are those of the first failing
 * row. A table without rows fails, because it checks nothing.
 *
 * @param name returns what tells the row from the others, such as `byId`, or `itself` of texts
 * @param check throws if the row is wrong; if it returns promises, `every` returns one, too, which the test must await
 */
export function every<Row>(
  rows: Iterable<Row>,
  name: (row: Row) => string,
  check: (row: Row) => Promise<unknown>,
): Promise<void>;
export function every<Row>(rows: Iterable<Row>, name: (row: Row) => string, check: (row: Row) => void): void;
export function every<Row>(
  rows: Iterable<Row>,
  name: (row: Row) => string,
  check: (row: Row) => unknown,
): Promise<void> | void {
  const failures: Failure[] = [];
  let count = 0;
  let pending: Promise<unknown> | undefined;
  const run = (row: Row): unknown => {
    const fail = (error: unknown): void => {
      failures.push({ name: name(row), error });
    };
    try {
      const result = check(row);
      return result instanceof Promise ? result.catch(fail) : undefined;
    } catch (error) {
      fail(error);
      return undefined;
    }
  };
  for (const row of rows) {
    count++;
    if (pending) {
      pending = pending.then(() => run(row));
      continue;
    }
    const result = run(row);
    if (result instanceof Promise) pending = result;
  }
  if (pending) return pending.then(() => report(failures, count));
  report(failures, count);
}

/** The name of a row that is a text. */
export const itself = (row: string): string => row;

/** The name of a row whose first value is its name. */
export const first = ([name]: readonly [name: string, ...unknown[]]): string => name;

/** The name of a row whose first two values tell it from the others. */
export const firstTwo = ([name, more]: readonly [name: string, more: string, ...unknown[]]): string =>
  `${name}: ${more}`;

/** The name of a row that has an id. */
export const byId = ({ id }: { readonly id: string }): string => id;

function report(failures: readonly Failure[], count: number): void {
  if (count === 0) throw new Error('The table has no rows');
  const [failure, ...others] = failures;
  if (!failure) return;
  const more = failures.length - MAX_ROWS;
  const message = [
    `${failures.length} of ${count} rows fail:`,
    line(failure.name, messageOf(failure.error)),
    ...others.slice(0, MAX_ROWS - 1).map(({ name, error }) => line(name, messageOf(error) + received(error))),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
  throw withMessage(failure.error, message);
}

function line(name: string, message: string): string {
  return `  ${shortened(visible(name), MAX_NAME)}\n    ${shortened(message, MAX_MESSAGE).replaceAll('\n', '\n    ')}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.trim() : String(error);
}

/** What was compared, if the message leaves some of it out: vitest shows the difference of the first row only. */
function received(error: unknown): string {
  if (!(error instanceof Error) || !('actual' in error) || !error.message.includes('…')) return '';
  return `\nreceived ${inspect(error.actual, { breakLength: Infinity, depth: 4 })}`;
}

/** An error with this message, and with the place and the compared values of `error`. */
function withMessage(error: unknown, message: string): Error {
  if (!(error instanceof Error)) return new Error(message);
  const places = (error.stack ?? '').split('\n').filter(one => /^\s+at /.test(one));
  const stack = [`Error: ${message}`, ...places].join('\n');
  if (!('actual' in error && 'expected' in error)) return Object.assign(new Error(message), { stack });
  const { actual, expected } = error;
  return Object.assign(new Error(message), { stack, actual, expected, showDiff: true });
}

/** Writes control characters, such as line breaks, as they are written in JSON. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, found => JSON.stringify(found).slice(1, -1));
}

/** The beginning and the end of a long text: vitest puts what was expected at the end. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const half = Math.floor(length / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`;
}
