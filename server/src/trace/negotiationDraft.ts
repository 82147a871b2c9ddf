import { ForkableData, Shareable } from './fork';
import type { NegotiationSaying } from './negotiationLine';

/** What is known of a negotiation while its lines come. */
export class NegotiationFacts extends Shareable {
  /** Its lines; of several in a row that say the same, the first, the last, and how many they are. */
  sayings: NegotiationSaying[] = [];
  lasts: NegotiationSaying[] = [];
  counts: number[] = [];
  /** The gateways that were compared with what the peer wants, and the one that was chosen. */
  gateways: string[] = [];
  /** The address of the peer, without its port. */
  peer: string | undefined = undefined;
  child: string | undefined = undefined;
  /** What the lines of the same IKE SA before these showed. */
  isUp = false;
  isInitiator: boolean | undefined = undefined;
  ended = false;
  /** Both ends agreed on phase 1, here (`agreed`) or in a later negotiation (`later`). */
  agreed = false;
  later = false;
  keys: string[] = [];
}

/** A negotiation while its lines come. */
export class NegotiationDraft extends ForkableData {
  facts = new NegotiationFacts();

  /** What can be changed. */
  own(): NegotiationFacts {
    return (this.facts = this.facts.own());
  }
}

/** An address without its port. */
export function hostOf(address: string | undefined): string | undefined {
  const host =
    address === undefined ? undefined : /^(.{2,64}?)(?::\d{1,5}\.{0,4})?(?:,|$)/.exec(address)?.[1];
  return host;
}
