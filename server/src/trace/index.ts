export { TraceBuilder, traceOf } from './trace';
export type * from './types';
