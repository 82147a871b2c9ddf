import { type ConfigState, NO_CONFIG } from './configFinder';
import type { Columns } from './lists';

/** State from earlier lines that decides what a line contains. */
export interface FinderState {
  readonly config: ConfigState;
  /** True if the next lines belong to a private key. */
  readonly inKey: boolean;
  /** The columns of the current list. */
  readonly columns?: Columns | undefined;
  /** The end of the text so far: the name of a value can be in the line above. */
  readonly above?: string;
}

export const AT_START: FinderState = { config: NO_CONFIG, inKey: false };

/** True if the same lines mean the same after both states. */
export function isSameState(a: FinderState, b: FinderState): boolean {
  const { token, path, header } = a.config;
  const sameConfig = token === b.config.token && path === b.config.path && header === b.config.header;
  const sameList = a.columns === b.columns || JSON.stringify(a.columns) === JSON.stringify(b.columns);
  return sameConfig && sameList && a.inKey === b.inKey && a.above === b.above;
}
