import { min } from '../../integers';
import type { Line, LineForm, Reading, FormSign } from '../line';
import type { DebugForm, DebugRecord, Span, Draft } from '../records';

/** How much of a line is matched for its head. */
const HEAD = 320;

type Group = 'stamp' | 'tag' | 'name' | 'level';

/**
 * The text directly before each group of a head, in order; this text and the group's value must not occur earlier together.
 */
type Before = Readonly<Partial<Record<Group, string>>>;

/** A form whose head is one anchored expression with the groups `stamp`, `tag` and `name`. */
export function headForm(
  id: string,
  debugForm: DebugForm,
  first: string,
  head: RegExp,
  before: Before,
  examples: readonly string[],
  ...signs: readonly FormSign[]
): LineForm {
  const groups = Object.entries(before) as [Group, string][];
  return {
    id,
    first,
    strong: true,
    signs,
    examples,
    read(line: Line, { text }: Reading): Draft<DebugRecord> | undefined {
      const match = head.exec(text.slice(line.head, min(line.end, line.head + HEAD)));
      if (!match) return undefined;
      const messageStart = line.head + match[0].length;
      const { stamp, tag, name } = placesOf(match, groups, line.head);
      return {
        kind: 'debug',
        start: line.start,
        end: line.next,
        form: debugForm,
        stampStart: line.stampStart >= 0 ? line.stampStart : (stamp?.start ?? -1),
        stampEnd: line.stampStart >= 0 ? line.stampEnd : (stamp?.end ?? -1),
        nameStart: name?.start ?? messageStart,
        nameEnd: name?.end ?? messageStart,
        messageStart,
        messageEnd: line.end,
        tag,
      };
    },
  };
}

/**
 * The spans of the groups of a match; `offset` is where its text starts. Asking the engine for indices takes four times as
 * long.
 */
function placesOf(
  { 0: matched, groups = {} }: RegExpExecArray,
  before: readonly (readonly [Group, string])[],
  offset: number,
): Partial<Record<Group, Span>> {
  const places: Partial<Record<Group, Span>> = {};
  let from = 0;
  for (const [group, text] of before) {
    const value = groups[group];
    if (value === undefined) continue;
    const start = matched.indexOf(text + value, from) + text.length;
    from = start + value.length;
    places[group] = { start: offset + start, end: offset + from };
  }
  return places;
}
