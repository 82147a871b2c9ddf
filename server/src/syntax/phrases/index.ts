import { SENTENCES } from '../../knowledge/domains/sentences';
import { AnywherePhrases } from './anywhere';
import { Phrases } from './engine';

/** All known sentences of daemons. A schema and tests check the rows. */
export const PHRASES = new Phrases(SENTENCES.filter(({ anywhere }) => anywhere !== 'only'));
/** Sentences that can occur anywhere in a line: some of daemons, and those of other software. */
export const ANYWHERE = new AnywherePhrases(SENTENCES.filter(({ anywhere }) => anywhere));

export { AnywherePhrases } from './anywhere';
export { ANY, BARE, CLI, Phrases } from './engine';
export type * from '../../knowledge/domains/sentenceMeanings';
export type * from '../../knowledge/domains/sentence';
export { HOLES, isMixed } from './holes';
export type * from './phraseMatch';
