export { findSecrets } from './find';
export type * from './types';
