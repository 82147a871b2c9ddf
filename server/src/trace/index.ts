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
export { entryOfError } from './serviceError';
export type * from './types';
export type { Proposal, ProposalList } from './proposals';
