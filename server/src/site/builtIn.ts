import { CONTRIBUTED, ruleOf } from '../knowledge';
import { entryOf } from './siteEntry';
import { SiteKnowledge } from './knowledge';

/** The entries that are part of the software. */
export const BUILT_IN = new SiteKnowledge(
  CONTRIBUTED.map(written => {
    const entry = entryOf(written, undefined, undefined);
    return { ...entry, text: ruleOf(entry.id) ?? entry.text };
  }),
);
