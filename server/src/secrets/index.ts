export { findSecrets, SecretFinder } from './find';
export type * from './types';
