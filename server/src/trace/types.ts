import type {
  DebugRecord,
  HttpRecord,
  JsonPayload,
  Located,
  LocatedWithin,
  SentenceCause,
  SentenceEvent,
  SentencePacket,
  Span,
  Within,
} from '../syntax';
import type { SiteEntry } from '../site/siteEntry';
import type { PacketHead } from './flowLine';
import type { Negotiation } from './negotiationTypes';
import type { Quote } from './quote';
import type { Capture, Clock, Shown } from './shownTypes';

export type { Located };

/** An `error` object or an `error` text of an answer. */
export interface ServiceError extends Within {
  /** The value of `error_code`. */
  readonly code: LocatedWithin | undefined;
  /** The value of `error_message`, or the whole text if the error is a text. */
  readonly message: LocatedWithin | undefined;
}

/** An entry of `tokens` in a request or an answer. */
export interface TokenEntry extends Within {
  readonly serial: LocatedWithin | undefined;
  readonly error: ServiceError | undefined;
  readonly licence: LocatedWithin | undefined;
  /** The place of an activation code in an answer; the code itself stays in the text. */
  readonly activationCode: Within | undefined;
  /** Lifetime of the activation code in minutes, as far as two captures show. */
  readonly codeExpire: LocatedWithin | undefined;
  /** Other texts of the entry, where a poll may give a state. */
  readonly texts: readonly LocatedWithin[];
}

/** An entry of `__clustered_sns`. */
export interface ClusterMember extends Within {
  readonly serial: LocatedWithin | undefined;
  readonly error: ServiceError | undefined;
}

/** The content of a payload of the FortiToken Mobile service. */
export interface ServiceMessage {
  readonly payload: JsonPayload;
  /** Where it begins: its type or, if that is lost, its first bracket. */
  readonly head: Within;
  readonly direction: 'request' | 'answer';
  /** The payload itself is an error, as the phone's side of the service answers. */
  readonly bare: boolean;
  /** `SoftToken.ProvisionRequest` and similar; missing if it is lost. */
  readonly type: LocatedWithin | undefined;
  /** The serial number of the requesting unit. */
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

/** Verdicts on a packet; the other meanings are steps before one. */
export type PacketEnd = Exclude<
  SentencePacket,
  'known-session' | 'new-session' | 'received' | 'route' | 'sent' | 'translated' | 'tunnel'
>;

/** The verdict on a packet, and the line that shows it. */
export interface PacketVerdict {
  readonly kind: PacketEnd;
  readonly record: DebugRecord;
  /** The number of the policy that decided; empty if the line names none. */
  readonly policy: string;
  /** The reason in the unit's words, if no rule knows it. */
  readonly reason: string;
}

/** One packet in the debug flow. Names and addresses are empty if the capture does not show them. */
export interface PacketFlow extends Span {
  readonly head: PacketHead;
  /** The egress interface of its route; the VDOM if it is for the unit itself. */
  readonly to: string;
  readonly session: string;
  /** `original` or `reply` for a packet of an existing session. */
  readonly direction: string;
  /** Its route leads to the unit itself. */
  readonly isLocal: boolean;
  /** `SNAT` or `DNAT` with the addresses before and after. */
  readonly translation: string;
  /** The IPsec tunnel that it enters. */
  readonly tunnel: string;
  /** It is encrypted, or leaves by an interface. */
  readonly isSent: boolean;
  /** The firewall policy that allows it, even if it is dropped afterwards. */
  readonly allowedBy: string;
  readonly verdict: PacketVerdict | undefined;
  readonly lines: readonly DebugRecord[];
}

/**
 * One request and its answer: of the FortiToken Mobile service or of another server that forticldd talks to. Or one
 * packet.
 */
export interface Exchange extends Span {
  /**
   * `ftm` activates and polls mobile tokens; `cloud` is FortiToken Cloud; `flow` is a packet in the debug flow;
   * `other` is any other server.
   */
  readonly service: 'ftm' | 'cloud' | 'flow' | 'other';
  /** The packet, if the exchange is one. */
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
  /** The resource that FortiIdentity Cloud is asked for: `balance`, `count`, `auth`. */
  readonly call: Located | undefined;
  /** The server, `address:port`, if the capture names it. */
  readonly server: Located | undefined;
  /** The words that show where it begins. */
  readonly head: Span;
  /** The head of the next exchange of the FortiToken Mobile service; only for an exchange of that service. */
  readonly next: Span | undefined;
  /**
   * How long the capture goes on after its request if it has no answer, in milliseconds: 0 if it ends there, NaN if no
   * time stamp shows it.
   */
  readonly silence: number;
}

/** A JSON payload and the HTTP block whose body it is, if the block gives its length. */
export interface HttpBody {
  readonly http: HttpRecord;
  readonly payload: JsonPayload;
  /** `Content-Length` in bytes. */
  readonly declared: Span & { readonly bytes: number };
  /** The length of the payload in bytes of UTF-8. */
  readonly bytes: number;
}

/**
 * Something in the lines of a login that decides or explains how it continues; its sentence has the name. A sentence
 * that only names a cause is of kind `cause`.
 */
export type LoginEventKind = SentenceEvent | 'cause';

export interface LoginEvent extends Span, Quote {
  readonly kind: LoginEventKind;
  /** Its number: a result, a SAML error. */
  readonly code?: string;
  /** Why the login failed, if the sentence proves it. */
  readonly cause?: SentenceCause;
  /** The values of the placeholders of its sentence, by name, for the message about the cause. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Values in the lines of a login that are kept besides its events. */
export const LOGIN_VALUES = ['address', 'host', 'base', 'filter', 'fails', 'received'] as const;

export type LoginValueName = (typeof LOGIN_VALUES)[number];

/** One login: the lines of one request across daemons, possibly with other lines between. */
export interface Login extends Span {
  /** Request ids of fnbamd. */
  readonly requests: readonly string[];
  readonly method: 'SSL VPN' | 'XAUTH' | 'EAP' | 'SAML' | 'IPsec' | undefined;
  readonly user: Located | undefined;
  readonly group: Located | undefined;
  readonly server: Located | undefined;
  /** The connection of sslvpn or ike that it uses. */
  readonly connection: Located | undefined;
  readonly events: readonly LoginEvent[];
  /** How often a RADIUS server was asked. */
  readonly asks: number;
  /** The last value of each of `LOGIN_VALUES`. */
  readonly values: Readonly<Partial<Record<LoginValueName, string>>>;
  /** Its lines, in the order of the text. */
  readonly records: readonly DebugRecord[];
  /** The capture shows its beginning. */
  readonly begins: boolean;
  /** The last line of the capture continues it. */
  readonly isLast: boolean;
  /** Milliseconds from its beginning to its result, or to its last line if it has none; undefined if unknown. */
  readonly duration: number | undefined;
}

/** One TCP or UDP packet in the output of the packet sniffer. */
export interface SniffedPacket extends Span {
  readonly kind: 'syn' | 'syn-ack' | 'rst' | 'tcp' | 'udp' | 'echo' | 'echo-reply';
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
  /** Empty if the line does not name it: the sniffer names the only one of a list at its start. */
  readonly interface: string;
  /** Relative to the interface; empty if the capture does not show it. */
  readonly direction: 'in' | 'out' | '';
  /** Equal for one packet that is seen at two interfaces; empty if unknown. */
  readonly id: string;
}

/** The start of the packet sniffer. */
export interface SnifferStart {
  /** Its filter can hide one direction. */
  readonly isOneWay: boolean;
  /** The interface of the list, or `any`; undefined in the line with the filter, which comes after it. */
  readonly interface: string | undefined;
}

/** A line in which a daemon reports a failure. */
export interface ReportedFailure extends Span, Quote {
  /** Empty if unknown. */
  readonly daemon: string;
  /** The function that prints it; empty if the line names none. */
  readonly function: string;
  /** Its text without names: equal for lines that report the same of different users. */
  readonly words: string;
  /** It only repeats what another line of its thread reports. */
  readonly follows: boolean;
  /** It is a known sentence after a time stamp, without a prefix that names its daemon. */
  readonly isSentence?: boolean;
  /** It answers an `execute` command. */
  readonly isAnswer?: boolean;
  /** The title of its event, in lower case. */
  readonly about?: string | undefined;
  /** The tunnel that it names. */
  readonly connection?: string;
  /** The peer of an event that says that no tunnel is set up for it. */
  readonly unknownPeer?: string;
  /** The user that it names. */
  readonly user: string | undefined;
}

/** The failures in the lines of one login, negotiation or connection, after which no success came. */
export interface FailedThread {
  /** The tunnel that its lines name. */
  readonly tunnel?: string | undefined;
  /** In the order of the text, at least one. */
  readonly failures: readonly ReportedFailure[];
  /** The places of its lines; not all if there are many. */
  readonly lines: readonly Span[];
  /** The logins whose lines it contains. */
  readonly logins: readonly Login[];
  /** The negotiations of the lines that report a failure. */
  readonly negotiations: readonly Negotiation[];
}

/** What the unit and its peers did in a part of a capture. */
export interface Activity {
  readonly exchanges: readonly Exchange[];
  /** Payloads that belong to no exchange and report an error: of the phone's side, of a tool. */
  readonly messages: readonly ServiceMessage[];
  readonly bodies: readonly HttpBody[];
  readonly payloads: readonly JsonPayload[];
  readonly logins: readonly Login[];
  readonly negotiations: readonly Negotiation[];
  readonly sniffed: readonly (SniffedPacket | SnifferStart)[];
  readonly failed: readonly FailedThread[];
  readonly site: readonly SiteMessage[];
  /** Unrecognised lines that report a failure, the first ones of each section. */
  readonly unread: readonly (Within & ReportedFailure)[];
}

/** A message that the site's own knowledge explains. */
export interface SiteMessage extends Within {
  readonly entry: SiteEntry;
  /** The values of its placeholders, except those that must not be shown. */
  readonly values: Readonly<Record<string, string>>;
}

/** What happened in a part of a capture. */
export interface TracePart extends Activity, Shown {}

/** How much of a text was read: its form, and its meaning. A record counts once; nearly all are one line. */
export interface LineCounts {
  /** Non-blank lines that no line form matches. */
  readonly unrecognised: number;
  /** Lines whose meaning was read: they add to the trace, or they are a known sentence. */
  readonly understood: number;
  /** Other lines, except blank ones, prompts, commands and banners. */
  readonly notUnderstood: number;
  /** What the other lines are, if they show it: a known part, or the beginning of the command that printed them. */
  readonly unreadParts: readonly string[];
}

/** What happened, as far as the capture shows it. */
export interface Trace extends TracePart {
  readonly captures: readonly Capture[];
  readonly clock: Clock;
  /** Fields of `get system status`: `version`, `serial-number`, ... in lower case. */
  readonly system: ReadonlyMap<string, Located>;
  readonly coverage: LineCounts;
}
