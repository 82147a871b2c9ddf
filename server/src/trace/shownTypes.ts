import type { CommandRecord, Located, Refusal, ShownProblemOf, Span } from '../syntax';

/** A row of `diagnose fortitoken info`. */
export interface TokenRow extends Span {
  readonly serial: Located;
  readonly status: Located;
}

/** A token of `config user fortitoken`, shown or got. */
export interface ConfiguredToken extends Span {
  readonly serial: Located;
  readonly fields: ReadonlyMap<string, Located>;
}

/** An entry of `config user saml`: an identity provider and what the unit asks it for. */
export interface IdentityProvider extends Span {
  readonly name: Located;
  /** `user-name` and `group-name`: the attributes that it must send. */
  readonly userName: Located | undefined;
  readonly groupName: Located | undefined;
}

/** One line of what the command line says of a refused command. */
export interface RefusalLine extends Located {
  readonly refuses: Refusal;
  /** It has a number, which several releases and commands use for different reasons. */
  readonly isNumbered: boolean;
}

/** A command that was refused, with all that the command line said of it. */
export interface CommandFailure extends Span {
  readonly command: CommandRecord | undefined;
  /** The words of the command as they were typed. They can hold secrets. */
  readonly words: readonly string[];
  /** The prompt where it was typed: a VDOM, a configuration. */
  readonly context: Located | undefined;
  readonly errors: readonly RefusalLine[];
  /** The number of `Command fail. Return code N`. */
  readonly code: Located | undefined;
}

/** What was captured at one unit in one sitting. */
export interface Capture extends Span {
  readonly host: Located | undefined;
  readonly vdom: Located | undefined;
  /** What debug was switched on: `fortitoken`, `fnbamd`, `sslvpn`, ... */
  readonly debugs: readonly Located[];
  /** The command that switched debug off. */
  readonly ended: Located | undefined;
}

/** A sentence of a console or a client that stands for no login of its own: a refused code, a failed poll. */
export interface Remark extends Span {
  readonly text: string;
  /** The command before it with where it was typed, and the sentence on the line before, in lower case. */
  readonly asked: string;
}

/** What `execute fortitoken-cloud sync` could not do. */
export interface SyncFailure extends Span {
  /** The number of users for each of `create`, `modify` and `delete` that failed. */
  readonly counts: readonly (readonly [what: string, count: number])[];
}

/** A crash in the crash log. */
export interface Crash extends Span {
  readonly application: string;
}

/** What the time stamps show about the capture. */
export interface Clock {
  /** Lines of debug output with and without a time stamp. */
  readonly stamped: number;
  readonly unstamped: number;
  readonly firstDebug: Span | undefined;
  /** Stamps that are earlier than the one before, and by how many milliseconds. */
  readonly backwards: readonly (Span & { readonly by: number })[];
  /** `Debug messages will be on for N minutes`, and the first stamp at least so long after it. */
  readonly expired: (Span & { readonly minutes: number }) | undefined;
}

/** What the console shows besides in a part of a capture. */
export interface Shown {
  readonly rows: readonly TokenRow[];
  /** `Token server status`, each time that it was shown. */
  readonly serverStates: readonly Located[];
  readonly configured: readonly ConfiguredToken[];
  readonly identityProviders: readonly IdentityProvider[];
  /** The names of local users for whom two-factor is set. */
  readonly tokenUsers: readonly Located[];
  /** The names of the attributes that identity providers send, each time that samld shows one. */
  readonly samlAttributes: readonly Located[];
  readonly failures: readonly CommandFailure[];
  readonly remarks: readonly Remark[];
  readonly syncFailures: readonly SyncFailure[];
  readonly crashes: readonly Crash[];
  readonly tunnelsDown: readonly ListedTunnel[];
  readonly problems: readonly ShownProblem[];
  readonly checksums: readonly ListedChecksum[];
  readonly dnsServers: readonly ListedDnsServer[];
}

/** A checksum of `diagnose sys ha checksum`, with the unit and the zone that it is of; empty where the list does not say. */
export interface ListedChecksum extends Span {
  /** The unit: its name, that of the prompt, or `1` for the primary unit and `0` for another. */
  readonly unit: string;
  readonly zone: 'debugzone' | 'checksum' | '';
  /** What it is of: `global`, a VDOM, or a table of the configuration. */
  readonly name: string;
  readonly value: string;
}

/** A server of `diagnose test application dnsproxy`. */
export interface ListedDnsServer extends Span {
  readonly server: string;
  /** Requests, those of them that timed out, and answers. */
  readonly asked: number;
  readonly late: number;
  readonly answered: number;
  /** A list begins with it. */
  readonly isFirst: boolean;
}

/** A problem that a line of the console shows by itself. */
export interface ShownProblem extends Span {
  readonly of: ShownProblemOf;
  /** What the holes of its sentence hold. */
  readonly values: Readonly<Record<string, string>>;
  /** The line, of bounded length. */
  readonly text: string;
}

/** A tunnel that a list of the console shows as down. */
export interface ListedTunnel extends Span {
  readonly down: 'phase 1' | 'phase 2';
  /** The phase 1 and the phase 2, as far as the list names them. */
  readonly connection: string | undefined;
  readonly child: string | undefined;
  /** How many of its selectors are up, and how many it has; NaN if the list does not say. */
  readonly up: number;
  readonly total: number;
  /** The line, of bounded length. */
  readonly text: string;
}
