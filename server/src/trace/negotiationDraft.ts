import { ForkableData, Shareable } from './fork';
import type { NegotiationLine } from './negotiationLine';

/** What is known of a negotiation while it is being read. */
export class NegotiationFacts extends Shareable {
  /** Its lines. Of several consecutive lines that say the same: the first, the last, and their number. */
  lines: NegotiationLine[] = [];
  lasts: NegotiationLine[] = [];
  counts: number[] = [];
  /** The gateways that were compared with the peer's request, and the one that was chosen. */
  gateways: string[] = [];
  /** The address of the peer, without its port. */
  peer: string | undefined = undefined;
  child: string | undefined = undefined;
  /** What earlier lines of the same IKE SA showed. */
  isUp = false;
  isInitiator: boolean | undefined = undefined;
  ended = false;
  /** Both ends agreed on phase 1, here (`agreed`) or in a later negotiation (`later`). */
  agreed = false;
  later = false;
  keys: string[] = [];
}

/** The beginning of a key that is a cookie or an SPI. */
export const SPI_KEY = 'spi ';

/** A negotiation while it is being read. */
export class NegotiationDraft extends ForkableData {
  facts = new NegotiationFacts();

  /** The state, for changing it. */
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
