import { CONTRIBUTED, ruleNamed } from '../knowledge';
import { siteEntryOf } from './siteEntry';
import { SiteKnowledge } from './knowledge';

/** The entries that are part of the software. */
export const BUILT_IN = new SiteKnowledge(
  CONTRIBUTED.map(written => {
    const entry = siteEntryOf(written, undefined, undefined);
    return { ...entry, text: ruleNamed(entry.id) ?? entry.text };
  }),
);
