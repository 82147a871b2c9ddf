import { DOMAINS } from './index';
import type { Daemon } from './writtenDomain';

/** All daemons, and what else prints lines: `event log`, `console`. */
export const DAEMONS: readonly Daemon[] = DOMAINS.flatMap(({ daemons = [] }) => daemons);

/** Stands in the rows of sentences for all daemons that take part in logins. */
export const LOGINS = 'logins';

/** The names of the daemons with a property. */
export function daemonsThat(has: (daemon: Daemon) => true | undefined): ReadonlySet<string> {
  return new Set(DAEMONS.filter(has).map(({ name }) => name));
}

/** The names of daemons by other names or parts of names that they have. */
export function namesBy(
  namesOf: (daemon: Daemon) => readonly string[] | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    DAEMONS.flatMap(daemon => (namesOf(daemon) ?? []).map(other => [other, daemon.name] as const)),
  );
}
