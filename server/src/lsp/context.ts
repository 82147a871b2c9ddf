import type { AcrossCaptures } from './across';
import type { IssuedLinks } from './issuedLinks';
import type { SameUnit } from './sameUnit';
import type { ServerState } from './state';

/** The state from which requests are answered. */
export interface Context extends ServerState {
  /** Problems that several captures show together. */
  readonly across: AcrossCaptures;
  /** What other captures show of a unit. */
  readonly sameUnit: SameUnit;
  /** What the links in hovers lead to. */
  readonly links: IssuedLinks;
}
