import type { DebugRecord, SentenceNegotiation, Span } from '../syntax';
import type { ProposalList } from './proposals';

/** What a line says about a negotiation: the meaning of its sentence, or the state of the login inside it. */
export type NegotiationStep = SentenceNegotiation | 'login-heard' | 'login-challenged' | 'login-up';

/** The values in a line of ike; those that its sentence lacks are undefined. */
export interface NegotiationValues {
  /** What the sentence names: a notify, a message, a certificate. */
  readonly name: string | undefined;
  /** The reason or state in the sentence. */
  readonly value: string | undefined;
  /** Address and port of this unit and of the peer. */
  readonly own: string | undefined;
  readonly peer: string | undefined;
  readonly number: string | undefined;
  readonly error: string | undefined;
}

/** A line of ike that decides or explains how a negotiation continues. */
export interface NegotiationEvent extends Span, NegotiationValues {
  readonly step: NegotiationStep;
  /** How often it was repeated without a break, and the last time. */
  readonly count: number;
  readonly last: Span;
}

/** A message of a negotiation; the offsets are those of its first line. */
export interface NegotiationMessage extends Span {
  /** Its name in the output of ike: `SA_INIT`, `agg_r1send`. A retransmission has the name of the first time. */
  readonly name: string;
  readonly isSent: boolean;
  /** How often it was seen without a break. */
  readonly count: number;
}

/** A message of a negotiation that was not answered; the offsets are those of its first line. */
export interface UnansweredMessage extends Span {
  /** Its name in the output of ike, `SA_INIT`. A retransmission has the name of the first time. */
  readonly message: string;
  readonly count: number;
  readonly ownPort: string | undefined;
  readonly peer: string | undefined;
  readonly peerPort: string | undefined;
  /** The exchanges that the peer sent since then: a retransmission, or a complaint. */
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

/** The address ranges of a phase 2, from the point of view of the end that names them. */
export interface Selectors {
  readonly local: string;
  readonly remote: string;
}

/** One IKE negotiation: a phase 1 with everything in it, or one phase 2 of it. */
export interface Negotiation extends Span {
  /** The tunnel, once known, and all tunnels whose proposals were compared. */
  readonly gateway: string | undefined;
  readonly gateways: readonly string[];
  /** Whether it is a phase 2, and its name. */
  readonly isChild: boolean;
  readonly child: string | undefined;
  /** This unit is the initiator; undefined if the capture does not show it. */
  readonly isInitiator: boolean | undefined;
  readonly version: 1 | 2 | undefined;
  /** The mode of an IKEv1 phase 1: `main` or `aggressive`. */
  readonly mode: string | undefined;
  /** The address of the peer. */
  readonly peer: string | undefined;
  /** The initiator's cookies or SPIs, in lower case: the same in the captures of both ends. */
  readonly spis: readonly string[];
  /** The user who logged in by EAP or XAUTH inside it. */
  readonly user: string | undefined;
  /** Phase 1 was established, in this negotiation or before. */
  readonly isUp: boolean;
  /** Both ends agreed on phase 1, here or in a later negotiation. */
  readonly agreed: boolean;
  /** They agreed only in a later negotiation. */
  readonly isSuperseded: boolean;
  /** The last proposals of the peer, and those that were compared with them. */
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
  /** Lines that decide or explain something, in the order of the text. */
  readonly events: readonly NegotiationEvent[];
  /** The messages between the two ends, in the order of the text. */
  readonly messages: readonly NegotiationMessage[];
  /** The last message, if nothing came after it. */
  readonly unanswered: UnansweredMessage | undefined;
  /** Its lines, in the order of the text. Of many that say the same: the first and the last. */
  readonly records: readonly DebugRecord[];
}
