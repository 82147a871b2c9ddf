import type { DebugRecord, PhraseNegotiation, Span } from '../syntax';
import type { ProposalList } from './proposals';

/** What a line says of a negotiation: that of its sentence, or how the login inside of it goes. */
export type NegotiationStep = PhraseNegotiation | 'login-heard' | 'login-challenged' | 'login-up';

/** What a line of ike says of a negotiation; what its sentence does not have is undefined. */
export interface NegotiationValues {
  /** What the sentence names: a notify, a message, a certificate. */
  readonly name: string | undefined;
  /** What it gives as a reason or a state. */
  readonly value: string | undefined;
  /** Address and port of this unit and of the peer. */
  readonly own: string | undefined;
  readonly peer: string | undefined;
  readonly number: string | undefined;
  readonly error: string | undefined;
}

/** A message of ike that decides or explains how a negotiation continues. */
export interface NegotiationEvent extends Span, NegotiationValues {
  readonly step: NegotiationStep;
  /** How often it came in a row, and the last time. */
  readonly count: number;
  readonly last: Span;
}

/** A message of a negotiation; the place is that of its first line. */
export interface NegotiationMessage extends Span {
  /** The name that ike has for it: `SA_INIT`, `agg_r1send`; sent again, it has the name of the first time. */
  readonly name: string;
  readonly isSent: boolean;
  /** How often it was seen in a row. */
  readonly count: number;
}

/** A message of a negotiation that nothing answered; the place is that of its first line. */
export interface UnansweredMessage extends Span {
  /** The name that ike has for it, `SA_INIT`; sent again, it has the name of the first time. */
  readonly message: string;
  readonly count: number;
  readonly ownPort: string | undefined;
  readonly peer: string | undefined;
  readonly peerPort: string | undefined;
  /** The exchanges that came from the peer since: it repeats itself, or complains. */
  readonly since: readonly string[];
  /** What it asks the user's side for. */
  readonly asks: 'eap' | 'xauth' | 'challenge' | undefined;
  /** The last time that it was sent. */
  readonly last: Span;
}

/** The identity that the peer sent. */
export interface PeerIdentity {
  readonly text: string;
  /** `FQDN`, `IPV4_ADDR`, `DER_ASN1_DN`, ... */
  readonly type: string | undefined;
}

export interface PeerCertificate {
  readonly subject: string;
  readonly issuer: string;
}

/** Address ranges that a phase 2 is for, seen from the end that says so. */
export interface Selectors {
  readonly local: string;
  readonly remote: string;
}

/** One IKE negotiation: of a phase 1 with all that belongs to it, or of one phase 2 in it. */
export interface Negotiation extends Span {
  /** The tunnel, once it is known; and all whose proposals were compared. */
  readonly gateway: string | undefined;
  readonly gateways: readonly string[];
  /** It is a phase 2, and the name of that. */
  readonly isChild: boolean;
  readonly child: string | undefined;
  /** This unit began it; undefined if the capture does not show it. */
  readonly isInitiator: boolean | undefined;
  readonly version: 1 | 2 | undefined;
  /** The mode of a phase 1 of IKEv1: `main` or `aggressive`. */
  readonly mode: string | undefined;
  /** The address of the peer. */
  readonly peer: string | undefined;
  /** Who logged in by EAP or XAUTH inside of it. */
  readonly user: string | undefined;
  /** Phase 1 was established, in this negotiation or before. */
  readonly isUp: boolean;
  /** Both ends agreed on phase 1, here or in a later negotiation. */
  readonly agreed: boolean;
  /** They agreed only in a later negotiation. */
  readonly isSuperseded: boolean;
  /** What the peer offered last, and what was compared with it. */
  readonly offered: ProposalList | undefined;
  readonly own: readonly ProposalList[];
  readonly peerSelectors: Selectors | undefined;
  readonly ownSelectors: Selectors | undefined;
  readonly peerId: PeerIdentity | undefined;
  /** `NETWORK ID : 254`; 0 means that the peer sent none. */
  readonly networkId: string | undefined;
  readonly certificate: PeerCertificate | undefined;
  /** The PKI users that a certificate was compared with. */
  readonly candidates: readonly string[];
  /** What decides or explains, in the order of the text. */
  readonly events: readonly NegotiationEvent[];
  /** What the two ends sent to each other, in the order of the text. */
  readonly messages: readonly NegotiationMessage[];
  /** The message after which nothing came. */
  readonly unanswered: UnansweredMessage | undefined;
  /** Its lines, in the order of the text; of many that say the same, the first and the last. */
  readonly records: readonly DebugRecord[];
}
