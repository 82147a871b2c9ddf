import { SENTENCES } from '../../knowledge/domains/sentences';
import { wordingKeys } from './wordings';

/** The keys of the words of all sentences with a cause. Bundles hold the result. */
export default SENTENCES.flatMap(({ words = [], cause }) => (cause ? words.map(wordingKeys) : []));
