import type { SceneDetail, SceneStep } from '../../../../../server/src/lsp/protocol';
import type { Words } from '../pageMessages';
import { element, withVariables } from './elements';

/** Minimum and maximum height of a gap in time, in pixels. */
const MIN_GAP = 6;
const MAX_GAP = 56;

export interface Ladder {
  readonly root: HTMLElement;
  readonly count: number;
  /** Marks a step; undefined clears the mark. */
  mark(index: number | undefined): void;
}

/** The number of the ladder on its page, and the step at which two scenes differ. */
export interface LadderOptions {
  /** The id of its list, which is the prefix of those of its rows. */
  readonly id: string;
  readonly label: string;
  readonly partsAt: number | undefined;
}

/**
 * A scene as a ladder diagram: a list whose rows are whole sentences for a screen reader. Arrows and lines are
 * decoration.
 * @param pick is called with a step that was clicked, and whether the editor is to have the focus
 */
export function ladderOf(
  { lanes, steps, omittedSteps, omittedBefore }: SceneDetail,
  words: Words,
  options: LadderOptions,
  pick: (index: number, focus: boolean) => void,
): Ladder {
  const list = element('div', {
    className: 'steps',
    id: options.id,
    role: 'listbox',
    label: options.label,
    tabIndex: 0,
  });
  const rows = steps.map((step, index) =>
    rowOf(step, index, { count: steps.length, lanes: lanes.length, words, ...options }, pick),
  );
  rows.forEach((row, index) => {
    if (omittedSteps > 0 && index === omittedBefore)
      list.append(
        element(
          'div',
          { className: 'omitted', hidden: true },
          words.omitted.replace('{0}', String(omittedSteps)),
        ),
      );
    list.append(row);
  });
  const heads = lanes.map(({ name, detail }) =>
    element(
      'div',
      { className: 'lane' },
      element('strong', {}, name),
      detail === undefined ? undefined : element('span', {}, detail),
    ),
  );
  const lifelines = lanes.map((_, index) => withVariables(element('i', {}), { '--lane': index }));
  const root = withVariables(
    element(
      'section',
      { className: 'ladder' },
      element('div', { className: 'lanes', hidden: true }, ...heads),
      element(
        'div',
        { className: 'body' },
        element('div', { className: 'lifelines', hidden: true }, ...lifelines),
        list,
      ),
    ),
    {
      '--lanes': lanes.length,
      '--time-length': longest(steps.flatMap(({ time, since }) => [time ?? '', since ?? ''])),
      '--line-length': longest(steps.map(({ range }) => String(range.start.line + 1))),
    },
  );
  return { root, count: rows.length, mark: index => mark(list, rows, index) };
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}

function mark(list: HTMLElement, rows: readonly HTMLElement[], index: number | undefined): void {
  rows.forEach((row, at) => row.setAttribute('aria-selected', String(at === index)));
  const row = index === undefined ? undefined : rows[index];
  if (!row) {
    list.removeAttribute('aria-activedescendant');
    return;
  }
  list.setAttribute('aria-activedescendant', row.id);
  row.scrollIntoView({ block: 'nearest' });
}

const SIGNS: Readonly<Record<SceneStep['mood'], string>> = { plain: '', good: '✓ ', bad: '✗ ', lost: '✗ ' };

function rowOf(
  step: SceneStep,
  index: number,
  {
    id,
    partsAt,
    count,
    lanes,
    words: labels,
  }: LadderOptions & { count: number; lanes: number; words: Words },
  pick: (index: number, focus: boolean) => void,
): HTMLElement {
  const { from, to, direction, time, since, gap, text, more, mood, range, sentence } = step;
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const isNote = direction === 'note';
  const parts = index === partsAt;
  const words = element(
    'div',
    { className: 'words' },
    element('b', {}, SIGNS[mood] + text),
    more.length > 0 ? element('span', {}, more.join('\n')) : undefined,
  );
  const row = element(
    'div',
    {
      className: `step ${direction} ${mood}${parts ? ' parts' : ''}`,
      id: `${id}-${index}`,
      role: 'option',
      label: parts ? `${labels.partsHere}: ${sentence}` : sentence,
      ...(parts && { title: labels.partsHere }),
      onClick: () => pick(index, false),
    },
    element('div', { className: 'when' }, [time, since].filter(Boolean).join('\n')),
    element('div', { className: 'where' }, String(range.start.line + 1)),
    words,
    isNote ? undefined : element('div', { className: 'arrow' }),
  );
  row.addEventListener('dblclick', () => pick(index, true));
  row.setAttribute('aria-selected', 'false');
  row.setAttribute('aria-setsize', String(count));
  row.setAttribute('aria-posinset', String(index + 1));
  // A lane is two grid columns wide, so that arrows begin and end in its middle, after the columns of time and line.
  const middle = (lane: number): number => 4 + 2 * lane;
  // A label may be wider than its arrow: by half a lane on either side, and by a whole one for a note that is not at
  // the edge.
  const [start, end] = [3, 3 + 2 * lanes];
  const side = isNote ? Math.min(2, middle(first) - start, end - middle(first)) : 1;
  return withVariables(row, {
    '--from': middle(first),
    '--to': middle(last),
    '--words-from': Math.max(start, middle(first) - side),
    '--words-to': Math.min(end, middle(last) + side),
    '--gap': `${gapOf(gap)}px`,
  });
}

/** The height of a gap, which grows with the logarithm of the time. */
function gapOf(milliseconds: number | undefined): number {
  if (milliseconds === undefined) return 0;
  return Math.min(MAX_GAP, MIN_GAP + 8 * Math.log2(1 + milliseconds / 1000));
}
