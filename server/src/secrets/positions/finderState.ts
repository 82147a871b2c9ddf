import { type ConfigState, NO_CONFIG } from './config';

/** State from earlier lines that decides what a line contains. */
export interface FinderState {
  readonly config: ConfigState;
  /** True if the next lines belong to a private key. */
  readonly inKey: boolean;
}

export const AT_START: FinderState = { config: NO_CONFIG, inKey: false };

/** True if the same lines mean the same after both states. */
export function isSameState(a: FinderState, b: FinderState): boolean {
  const { token, path, header } = a.config;
  const isSameConfig = token === b.config.token && path === b.config.path && header === b.config.header;
  return isSameConfig && a.inKey === b.inKey;
}
