import type { Span } from '../../syntax';

/** A setting that a log shows: the path of its configuration, its name and its value. */
export interface LoggedSetting {
  /** As after `config`, without the name of the entry. */
  readonly path: string;
  readonly name: Span;
  readonly value: Span;
}

/** A line of the log of configuration errors: `"set" "secret" "a b" @ root.user.radius.NPS:value parse error`. */
const ERROR =
  /"set" "(?<name>[\w-]{1,64})"(?: "(?:ENC|\d{1,5})")? "(?<value>[^"\r\n]{1,400})" @ [\w-]{1,32}\.(?<path>[a-z][\w+-]*(?:\.[a-z][\w+-]*)*)\./d;
/** A change in the event log: its configuration and its attributes. */
const CHANGE = /cfgpath="(?<path>[a-z][\w+.-]{1,80})".{0,400}?cfgattr="(?<attributes>[^"\r\n]{1,2000})"/d;
/** An attribute with its value, or with its old and its new one: `key[old->new]`. */
const ATTRIBUTE = /(?<name>[a-z][\w-]{0,63})\[(?<old>[^\]]*?)(?:->(?<now>[^\]]*))?\]/dg;

/** The settings in a line of a log, with offsets of the line. */
export function loggedSettings(line: string): LoggedSetting[] {
  if (line.includes('cfgattr="')) return changes(line);
  return line.includes('"set" "') ? wrongSetting(line) : [];
}

function wrongSetting(line: string): LoggedSetting[] {
  const { path, name, value } = ERROR.exec(line)?.indices?.groups ?? {};
  return path && name && value
    ? [{ path: pathIn(line, path), name: spanOf(name, 0), value: spanOf(value, 0) }]
    : [];
}

function changes(line: string): LoggedSetting[] {
  const { path, attributes } = CHANGE.exec(line)?.indices?.groups ?? {};
  if (!path || !attributes) return [];
  const [from, to] = attributes;
  return Array.from(line.slice(from, to).matchAll(ATTRIBUTE)).flatMap(({ indices }) => {
    const { name, old, now } = indices?.groups ?? {};
    return [old, now].flatMap(value =>
      name && value
        ? [{ path: pathIn(line, path), name: spanOf(name, from), value: spanOf(value, from) }]
        : [],
    );
  });
}

const pathIn = (line: string, [start, end]: readonly [number, number]): string =>
  line.slice(start, end).replaceAll('.', ' ');

const spanOf = ([start, end]: readonly [number, number], from: number): Span => ({
  start: from + start,
  end: from + end,
});
