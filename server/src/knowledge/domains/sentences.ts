import { DOMAINS } from './index';
import type { SentenceRow, StatedCause } from './sentence';
import type { WrittenSentence } from './writtenDomain';

/** All sentences of the knowledge, with their causes. The client needs them, and nothing else of the knowledge. */
export const SENTENCES: readonly SentenceRow[] = DOMAINS.flatMap(({ sentences = [] }) =>
  sentences.map(sentenceRow),
);

/** A row as it is written: its cause is an id. */
export function sentenceRow({
  cause: id,
  severity,
  login,
  texts = [],
  ...row
}: WrittenSentence): SentenceRow {
  if (id === undefined) return { ...row, texts };
  const cause = { ...statedCause(id), ...(severity && { severity }) };
  return { ...row, texts, cause, ...(login && { login: { ...cause, ...login } }) };
}

/** The parts of the id of a cause: `area/rule`, and `area/rule/variant` for one of several causes or wordings of a rule. */
export function statedCause(id: string): StatedCause {
  const [area, name, variant] = id.split('/');
  return { rule: `${area}/${name}` as StatedCause['rule'], ...(variant !== undefined && { variant }) };
}
