export { type KeptPart, readTrace, TraceBuilder, traceOf, TraceReader, type TraceReading } from './trace';
export type * from './types';
export type { Proposal, ProposalList } from './proposals';
