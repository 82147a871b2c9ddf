export {
  type KeptPart,
  type KeptWithPart,
  readTrace,
  TraceBuilder,
  traceOf,
  TraceReader,
  type TraceReading,
} from './trace';
export type * from './negotiationTypes';
export type { Quote } from './quote';
export type * from './shownTypes';
export type * from './types';
export type { Proposal, ProposalList } from './proposals';
