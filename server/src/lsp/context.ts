import type { AcrossCaptures } from './across';
import type { ServerState } from './state';

/** What a request is answered with. */
export interface Context extends ServerState {
  /** What several captures show together. */
  readonly across: AcrossCaptures;
}
