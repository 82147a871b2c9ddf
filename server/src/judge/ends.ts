// What ends facts: a change of the unit after which they are unknown until they are shown again.

import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { min } from '../integers';
import { commandWords, matchCommand } from '../knowledge';
import { FACT_ENDS, type FactEnd } from '../knowledge/factKinds';
import { type CaptureRecord, countBefore, phrasesIn } from '../syntax';
import { configurationIn } from './configuration';

interface End {
  readonly at: number;
  readonly of: FactEnd;
  /** The line that says it. */
  readonly line?: string;
}

/** Where a capture has commands and lines that end facts, in their order. */
const endsIn = cached((analysis: Analysis): readonly End[] => {
  const { text, records } = analysis;
  const changed = FACT_ENDS.flatMap(of =>
    of.tables
      ? configurationIn(analysis)
          .changesOf(of.tables)
          .map((at): End => ({ at, of }))
      : [],
  );
  const said = records.flatMap((record, index): End[] => {
    const { start: at, end } = record;
    if (record.kind === 'command')
      return doneBy(record.kept?.typed ?? '', text, records.slice(index + 1, index + 3)).map(of => ({
        at,
        of,
      }));
    if (record.kind !== 'debug' && record.kind !== 'sentence') return [];
    const rows = phrasesIn(text, record).map(({ row }) => row.id);
    return SAID.filter(one => one.rows?.some(row => rows.includes(row))).map(of => ({
      at,
      of,
      line: text.slice(at, end),
    }));
  });
  return [...changed, ...said].sort((a, b) => a.at - b.at);
});

const SAID = FACT_ENDS.filter(({ rows }) => rows);

/** Maximum length of the question whether to go on, in UTF-16 code units. */
const MAX_QUESTION = 200;

/** What a command ends that was run: the unit did not refuse it, and its user did not answer no. */
function doneBy(typed: string, text: string, after: readonly CaptureRecord[]): readonly FactEnd[] {
  if (!/^ex/.test(typed)) return [];
  const isStopped = ({ kind, start, end }: CaptureRecord): boolean =>
    kind === 'cli-error' || /\(y\/n\)\s*n/i.test(text.slice(start, min(end, start + MAX_QUESTION)));
  if (after.some(isStopped)) return [];
  const command = matchCommand(commandWords(typed)).expanded.join(' ').toLowerCase();
  return FACT_ENDS.filter(({ commands = [] }) => commands.some(one => command.startsWith(one)));
}

/**
 * Whether something ended a fact between two places.
 * @param address of the fact, in lower case
 * @param tokens whose facts are asked for: a token that is provisioned ends no fact of another one
 */
export function isEnded(
  analysis: Analysis,
  address: string,
  [from, to]: readonly [from: number, to: number],
  tokens: readonly string[],
): boolean {
  const ends = endsIn(analysis);
  for (
    let index = countBefore(ends.length, one => (ends[one]?.at ?? 0) <= from);
    index < ends.length;
    index++
  ) {
    const { at, of, line } = ends[index] ?? { at: to };
    if (at >= to) return false;
    const isMeant = line === undefined || tokens.some(token => line.includes(token));
    if (isMeant && of?.ends.some(one => address.startsWith(one))) return true;
  }
  return false;
}
