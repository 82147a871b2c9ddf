export { traceOf } from './trace';
export type * from './types';
