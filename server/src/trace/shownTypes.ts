import type { CommandRecord, Located, Refusal, StatedCause, Span } from '../syntax';
import type { Quote } from './quote';

/** A row of `diagnose fortitoken info`. */
export interface TokenRow extends Span {
  readonly serial: Located;
  readonly status: Located;
}

/** A token of `config user fortitoken`, from `show` or `get`. */
export interface ConfiguredToken extends Span {
  readonly serial: Located;
  readonly fields: ReadonlyMap<string, Located>;
}

/** An entry of `config user saml`: an identity provider and the attributes that the unit expects from it. */
export interface IdentityProvider extends Span {
  readonly name: Located;
  /** `user-name` and `group-name`: the names of the attributes that it must send. */
  readonly userName: Located | undefined;
  readonly groupName: Located | undefined;
}

/** An entry of `config vpn ipsec phase2-interface` with subnets. */
export interface Selector extends Span {
  readonly name: Located;
  /** The phase 1, which is the tunnel. */
  readonly tunnel: string;
  readonly source: string;
  readonly target: string;
}

/** One line of the command line's answer to a refused command. */
export interface RefusalLine extends Located {
  readonly refuses: Refusal;
  /** It has a number, which several releases and commands use for different reasons. */
  readonly isNumbered: boolean;
}

/** A refused command, with the whole answer of the command line. */
export interface CommandFailure extends Span {
  readonly command: CommandRecord | undefined;
  /** The command as typed; empty if none precedes. It can contain secrets. */
  readonly typed: string;
  /** The context of the prompt where it was typed: a VDOM, a configuration. */
  readonly context: Located | undefined;
  /** What the unit printed first in words that no form recognises; undefined if it printed several such lines, a list. */
  readonly printed: Located | undefined;
  readonly errors: readonly RefusalLine[];
  /** The number of `Command fail. Return code N`. */
  readonly code: Located | undefined;
}

/** One session at one unit. */
export interface Capture extends Span {
  readonly host: Located | undefined;
  readonly vdom: Located | undefined;
  /** The debug output that was enabled: `fortitoken`, `fnbamd`, `sslvpn`, ... */
  readonly debugs: readonly Located[];
  /** The command that disabled debug output. */
  readonly ended: Located | undefined;
}

/** A sentence of a console or a client that belongs to no login: a refused code, a failed poll. */
export interface Remark extends Span {
  readonly text: string;
  /** The previous command with its context, and the sentence on the previous line, in lower case. */
  readonly context: string;
}

/** The failures of `execute fortitoken-cloud sync`. */
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
  /** Time stamps that are earlier than the previous one, and by how many milliseconds. */
  readonly backwards: readonly (Span & { readonly by: number })[];
  /** `Debug messages will be on for N minutes`, and the first time stamp at least that long after it. */
  readonly expired: (Span & { readonly minutes: number }) | undefined;
}

/** What the console shows beside debug output in a part of a capture. */
export interface Shown {
  readonly rows: readonly TokenRow[];
  /** The value of `Token server status`, each time it was shown. */
  readonly serverStates: readonly Located[];
  readonly configured: readonly ConfiguredToken[];
  readonly identityProviders: readonly IdentityProvider[];
  /** Names of local users with two-factor authentication. */
  readonly tokenUsers: readonly Located[];
  readonly selectors: readonly Selector[];
  /** Names of the attributes that identity providers send, each time samld prints one. */
  readonly samlAttributes: readonly Located[];
  readonly failures: readonly CommandFailure[];
  readonly remarks: readonly Remark[];
  readonly syncFailures: readonly SyncFailure[];
  readonly crashes: readonly Crash[];
  readonly tunnelsDown: readonly ListedTunnel[];
  readonly problems: readonly ShownProblem[];
  readonly checksums: readonly ListedChecksum[];
  readonly dnsServers: readonly ListedDnsServer[];
  readonly ratingServers: readonly ListedRatingServer[];
}

/** A FortiGuard server of `diagnose debug rating`. */
export interface ListedRatingServer extends Span {
  readonly server: string;
  /** It is marked as failed, and requests to it were lost. */
  readonly isSilent: boolean;
  /** It is the first of its list. */
  readonly isFirst: boolean;
}

/** A checksum of `diagnose sys ha checksum`, with its unit and zone; empty if the list does not say. */
export interface ListedChecksum extends Span {
  /** The unit: its name, the host name of the prompt, or `1` for the primary unit and `0` or `2` for another. */
  readonly unit: string;
  readonly zone: 'debugzone' | 'checksum' | '';
  /** The object: `global`, a VDOM, or a table of the configuration. */
  readonly name: string;
  /** The VDOM of a table, if the command names it. */
  readonly scope: string;
  readonly value: string;
}

/** A server of `diagnose test application dnsproxy`. */
export interface ListedDnsServer extends Span {
  readonly server: string;
  /** Number of requests, of those that timed out, and of answers. */
  readonly asked: number;
  readonly late: number;
  readonly answered: number;
  /** It is the first one of a list. */
  readonly isFirst: boolean;
}

/** A problem that a single line of the console shows. */
export interface ShownProblem extends Span, Quote {
  readonly of: StatedCause;
  /** The values of the placeholders of its sentence. */
  readonly values: Readonly<Record<string, string>>;
}

/** A tunnel that a list of the console shows as down. */
export interface ListedTunnel extends Span, Quote {
  readonly down: 'phase 1' | 'phase 2';
  /** The phase 1 and phase 2, as far as the list names them. */
  readonly connection: string | undefined;
  readonly child: string | undefined;
  /** Number of selectors that are up, and in total; NaN if the list does not say. */
  readonly up: number;
  readonly total: number;
}
