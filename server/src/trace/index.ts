export { type KeptPart, readTrace, TraceBuilder, traceOf, type TraceReading } from './trace';
export type * from './types';
