import type {
  DebugRecord,
  HttpRecord,
  JsonPayload,
  Located,
  LocatedWithin,
  PhraseCause,
  PhraseEvent,
  PhrasePacket,
  Span,
  Within,
} from '../syntax';
import type { SiteEntry } from '../site/types';
import type { PacketHead } from './flowLine';
import type { Negotiation } from './negotiationTypes';
import type { Capture, Clock, Shown } from './shownTypes';

export type { Located };

/** An `error` object or an `error` text of an answer. */
export interface ServiceError extends Within {
  /** `error_code` as the answer has it. */
  readonly code: LocatedWithin | undefined;
  /** `error_message`, or the whole text where the error is one. */
  readonly message: LocatedWithin | undefined;
}

/** An entry of `tokens` in a request or an answer. */
export interface TokenEntry extends Within {
  readonly serial: LocatedWithin | undefined;
  readonly error: ServiceError | undefined;
  readonly licence: LocatedWithin | undefined;
  /** Where the answer has an activation code; the code itself stays in the text. */
  readonly activationCode: Within | undefined;
  /** Minutes that the activation code lives, as far as two captures show. */
  readonly codeExpire: LocatedWithin | undefined;
  /** Other texts of the entry, where a poll may say a state. */
  readonly texts: readonly LocatedWithin[];
}

/** An entry of `__clustered_sns`. */
export interface ClusterMember extends Within {
  readonly serial: LocatedWithin | undefined;
  readonly error: ServiceError | undefined;
}

/** What a payload of the FortiToken Mobile service says. */
export interface ServiceMessage {
  readonly payload: JsonPayload;
  /** The words by which it is seen to begin: its type; where that is lost, its first bracket stands for it. */
  readonly head: Within;
  readonly direction: 'request' | 'answer';
  /** The payload itself is an error, as the phone's side of the service answers. */
  readonly bare: boolean;
  /** `SoftToken.ProvisionRequest` and its like; missing if it is lost. */
  readonly type: LocatedWithin | undefined;
  /** The serial number of the unit that asks. */
  readonly unit: LocatedWithin | undefined;
  readonly build: LocatedWithin | undefined;
  readonly deviceVersion: LocatedWithin | undefined;
  readonly members: readonly ClusterMember[];
  readonly tokens: readonly TokenEntry[];
  /** The serial numbers of its tokens. */
  readonly serials: ReadonlySet<string>;
  /** The error of the whole request. */
  readonly error: ServiceError | undefined;
  readonly result: LocatedWithin | undefined;
}

/** An HTTP status of an answer. */
export interface AnswerStatus extends Span {
  readonly code: number;
  readonly reason: string;
}

/** What ends the way of a packet; the other sentences are steps of it. */
export type PacketEnd = Exclude<
  PhrasePacket,
  'known-session' | 'new-session' | 'received' | 'route' | 'translated' | 'tunnel'
>;

/** What became of a packet, and the line that says so. */
export interface PacketVerdict {
  readonly kind: PacketEnd;
  readonly record: DebugRecord;
  /** The number of the policy that decided; empty if the line names none. */
  readonly policy: string;
  /** The words of a reason that no rule knows. */
  readonly reason: string;
}

/** One packet that the debug flow traces. Names and addresses are empty if the capture does not show them. */
export interface PacketFlow extends Span {
  readonly head: PacketHead;
  /** The interface that its route goes out by; the virtual domain if it is for the unit itself. */
  readonly to: string;
  readonly session: string;
  /** `original` or `reply` for a packet of a session that exists. */
  readonly direction: string;
  /** Its route goes to the unit itself. */
  readonly isLocal: boolean;
  /** `SNAT` or `DNAT` with the addresses before and after. */
  readonly translation: string;
  /** The IPsec tunnel that it goes into. */
  readonly tunnel: string;
  readonly verdict: PacketVerdict | undefined;
  readonly lines: readonly DebugRecord[];
}

/** One request and what came of it: of the FortiToken Mobile service, or of a server that forticldd talks to; or one packet. */
export interface Exchange extends Span {
  /** `ftm` activates and polls mobile tokens; `cloud` is FortiToken Cloud; `flow` is a traced packet; `other` any other server. */
  readonly service: 'ftm' | 'cloud' | 'flow' | 'other';
  /** The packet, of an exchange that is one. */
  readonly packet: PacketFlow | undefined;
  /** The token of `provision token: ...`. */
  readonly token: Located | undefined;
  /** The line that began it. */
  readonly began: DebugRecord | undefined;
  readonly connected: DebugRecord | undefined;
  readonly sent: DebugRecord | undefined;
  readonly received: DebugRecord | undefined;
  readonly http: HttpRecord | undefined;
  readonly request: ServiceMessage | undefined;
  readonly answer: ServiceMessage | undefined;
  readonly status: AnswerStatus | undefined;
  /** `Set token X to provisioning` and `sent activation code: ... to ...`. */
  readonly provisioned: DebugRecord | undefined;
  readonly codeSent: DebugRecord | undefined;
  /** What FortiIdentity Cloud is asked for: `balance`, `count`, `auth`. */
  readonly call: Located | undefined;
  /** The server, `address:port`, if the capture names it. */
  readonly server: Located | undefined;
  /** The words by which it is seen to begin. */
  readonly head: Span;
  /** The head of the next exchange of the FortiToken Mobile service, for one of that service. */
  readonly next: Span | undefined;
}

/** A JSON payload and the HTTP block that it is the body of, where the block says how long it is. */
export interface HttpBody {
  readonly http: HttpRecord;
  readonly payload: JsonPayload;
  /** `Content-Length` in bytes. */
  readonly declared: Span & { readonly bytes: number };
  /** The length of the payload in bytes of UTF-8. */
  readonly bytes: number;
}

/**
 * Something that a daemon says of a login and that decides, or explains, how it goes on: the sentences name it. A sentence
 * that only names a cause is of kind `cause`.
 */
export type LoginEventKind = PhraseEvent | 'cause';

export interface LoginEvent extends Span {
  readonly kind: LoginEventKind;
  /** The number that it names: a result, a SAML error. */
  readonly code?: string;
  /** Its text, if that helps. */
  readonly text?: string;
  /** Why the login failed, if this proves it. */
  readonly cause?: PhraseCause;
  /** By name of the hole: what its sentence names, for the message about the cause. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** What a login keeps of what its lines name, besides its events. */
export const SAID = ['address', 'host', 'base', 'filter', 'fails', 'received'] as const;

export type SaidName = (typeof SAID)[number];

/** One login: the lines of one request across daemons, though others come between. */
export interface Login extends Span {
  /** Request ids of fnbamd. */
  readonly requests: readonly string[];
  readonly method: 'SSL VPN' | 'XAUTH' | 'EAP' | 'SAML' | 'IPsec' | undefined;
  readonly user: Located | undefined;
  readonly group: Located | undefined;
  readonly server: Located | undefined;
  /** The connection of sslvpn or ike that it came by. */
  readonly connection: Located | undefined;
  readonly events: readonly LoginEvent[];
  /** How often a RADIUS server was asked for it. */
  readonly asks: number;
  /** What its lines said last of each thing in `SAID`. */
  readonly said: Readonly<Partial<Record<SaidName, string>>>;
  /** Its lines, in the order of the text. */
  readonly records: readonly DebugRecord[];
  /** The capture shows its beginning. */
  readonly begins: boolean;
  /** Milliseconds from where it began to its result, or to its last line where none is seen; undefined if that is not known. */
  readonly duration: number | undefined;
}

/** One packet of TCP or UDP that the packet sniffer shows. */
export interface SniffedPacket extends Span {
  readonly kind: 'syn' | 'syn-ack' | 'rst' | 'tcp' | 'udp';
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
  /** Seen from the interface; empty if the capture does not show it. */
  readonly direction: 'in' | 'out' | '';
  /** The same for one packet that is seen at two interfaces; empty if that cannot be known. */
  readonly id: string;
}

/** The packet sniffer starts. */
export interface SnifferStart {
  /** Its filter can hide one direction. */
  readonly isOneWay: boolean;
}

/** A line in which a daemon reports a failure. */
export interface SaidFailure extends Span {
  /** Empty if it is not known. */
  readonly daemon: string;
  /** The function that prints it; empty if the line names none. */
  readonly function: string;
  /** What it says, of bounded length. It can hold secrets. */
  readonly text: string;
  /** The same without names and secrets: equal for lines that say the same of different users. */
  readonly words: string;
  /** It only repeats what another line of its thread says. */
  readonly follows: boolean;
  /** It is a known sentence after a time stamp, without a prefix that names its daemon. */
  readonly isSentence?: boolean;
  /** The title of the event that says it, in lower case. */
  readonly about?: string | undefined;
  /** The tunnel that it names. */
  readonly connection?: string;
  /** The user that it names. */
  readonly user: string | undefined;
}

/** The failures that the lines of one login, negotiation or connection say and that no success follows. */
export interface FailedThread {
  /** In the order of the text, at least one. */
  readonly failures: readonly SaidFailure[];
  /** Where its lines are; not all of them if there are many. */
  readonly lines: readonly Span[];
  /** The logins that it has lines of. */
  readonly logins: readonly Login[];
  /** The negotiations of the lines that report a failure. */
  readonly negotiations: readonly Negotiation[];
}

/** What the unit and those that it talks to did in a part of a capture. */
export interface Activity {
  readonly exchanges: readonly Exchange[];
  /** Payloads of no exchange that say an error: of the phone's side, of a tool. */
  readonly messages: readonly ServiceMessage[];
  readonly bodies: readonly HttpBody[];
  readonly payloads: readonly JsonPayload[];
  readonly logins: readonly Login[];
  readonly negotiations: readonly Negotiation[];
  readonly sniffed: readonly (SniffedPacket | SnifferStart)[];
  readonly failed: readonly FailedThread[];
  readonly site: readonly SiteSaying[];
  /** Lines of no known form that say a failure by their words, the first ones of each section. */
  readonly unread: readonly (Within & SaidFailure)[];
}

/** A message that the site's own knowledge explains. */
export interface SiteSaying extends Within {
  readonly entry: SiteEntry;
  /** The values of its placeholders, except those that must not be shown. */
  readonly values: Readonly<Record<string, string>>;
}

/** What happened in a part of a capture. */
export interface TracePart extends Activity, Shown {}

/** What happened, as far as the capture shows it. */
export interface Trace extends TracePart {
  readonly captures: readonly Capture[];
  readonly clock: Clock;
  /** Fields of `get system status`: `version`, `serial-number`, ... in lower case. */
  readonly system: ReadonlyMap<string, Located>;
}
