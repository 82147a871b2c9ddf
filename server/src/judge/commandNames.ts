// Names of a capture in commands. A capture can come from anybody, and a command is copied and run: what is not plainly a name
// never enters one, so that a group called `vpn" | execute reboot` leaves the blank `<group>`.

import { fillBy } from '../knowledge';

/** The values that a text or a command can name, by the names of its placeholders. */
export type Values = Readonly<Record<string, string>>;

/** What commands call some values. */
const CALLED: Readonly<Record<string, string>> = { tunnel: 'connection', destination: 'target' };
const BLANK = /<(tunnel|destination|source|peer|server|user|token)>/g;
/** Commands that take no name of the configuration, but an address. */
const OF_ADDRESS = /\b(?:host|ping|telnet|details) /;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:]*)$/i;
/** Without the name of a tunnel, it shows all of them. */
const SHOWS_ALL = /^(show vpn ipsec [a-z0-9-]+) <tunnel>$/;
/** The longest name of an object, in UTF-16 code units. */
const MAX_NAME = 79;
/** Letters, digits and signs to which no command line gives a meaning, in quotes or not. */
const NAME = /^[\p{L}\p{M}\p{N}_@.:/+][\p{L}\p{M}\p{N}_@.:/+ -]*$/u;
/** In commands, placeholders that nothing fills. */
const UNFILLED = /\{(\w+)\}/g;
/** What is written in code in a text. */
const CODE = /`[^`]*`/g;

/** True for what can stand in a command as a name or an address. */
export function isName(value: string): boolean {
  return value.length <= MAX_NAME && NAME.test(value);
}

/** Writes a command with the names that the capture shows; what it does not show, or what is no name, stays `<blank>`. */
export function commandWith(template: string, values: Values): string {
  const named = fillBy(template, name => nameIn(values, name));
  return withNames(named, values).replace(UNFILLED, '<$1>');
}

/** Writes a text with the values of the capture; those in its commands must be names. */
export function textWith(template: string, values: Values): string {
  const inCommands = new Set(
    Array.from(template.matchAll(CODE), ([code]) =>
      Array.from(code.matchAll(UNFILLED), ([, name]) => name),
    ).flat(),
  );
  const written = fillBy(template, name => (inCommands.has(name) ? nameIn(values, name) : values[name]));
  return withNames(written, values);
}

function nameIn(values: Values, name: string): string | undefined {
  const value = values[name];
  return value !== undefined && isName(value) ? value : undefined;
}

/** Writes names for `<tunnel>` and the like. */
function withNames(command: string, values: Values): string {
  const named = command.replace(BLANK, (blank, name: string) => {
    const value = nameIn(values, CALLED[name] ?? name);
    if (value === undefined || (OF_ADDRESS.test(command) && !ADDRESS.test(value))) return blank;
    // Where the capture names no tunnel, a message calls it by its peer, by all gateways, or `IPsec`.
    if (name === 'tunnel' && (value === 'IPsec' || ADDRESS.test(value))) return blank;
    return /\s/.test(value) ? `"${value}"` : value;
  });
  return named.replace(SHOWS_ALL, '$1');
}
