import { DOMAINS } from './index';
import type { Daemon } from './types';

/** All daemons, and what else prints lines: `event log`, `console`. */
export const DAEMONS: readonly Daemon[] = DOMAINS.flatMap(({ daemons = [] }) => daemons);

/** Stands in the rows of sentences for all daemons that take part in logins. */
export const LOGINS = 'logins';

/** The daemons that take part in logins. */
export const IN_LOGINS: ReadonlySet<string> = new Set(
  DAEMONS.flatMap(({ name, logins }) => (logins ? [name] : [])),
);
