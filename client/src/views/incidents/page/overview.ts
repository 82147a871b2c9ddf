import type { CaptureMessage, Group, Overview, Shown, Words } from '../pageMessages';
import { element, SIGNS, withVariables } from './elements';

/** What a row of the tree does. */
interface Row {
  /** The same while the tree is drawn again. */
  readonly key: string;
  readonly root: HTMLElement;
  /** What Enter and a click do. */
  readonly act: () => void;
  /** Unfolds or folds a group. */
  readonly fold?: (isOpen: boolean) => void;
  readonly isOpen?: boolean;
  /** The row of the group that an incident is in. */
  readonly parent?: Row;
}

/** What the user does in the tree. */
export interface OverviewActions {
  select(id: string): void;
  /** Shows so many incidents of a group. */
  show(key: string, rows: number): void;
  problem(index: number): void;
  filter(words: string): void;
}

type Capture = Pick<CaptureMessage, 'problems' | 'words'>;

/** The number of incidents of a group that are shown at first, and that each click adds. */
const MORE_ROWS = 100;
/** The end of the key of the row that shows more of a group. */
const MORE = '/more';
/** The date of a time stamp; that of a terminal has none. */
const DATE = /^\d{4}-\d\d-\d\d +/;

/** The incidents of a capture by cause: a tree, and a box that filters it. */
export class OverviewTree {
  readonly roots: readonly HTMLElement[];
  readonly #tree: HTMLElement;
  readonly #box: HTMLInputElement | undefined;
  readonly #note = element('p', { className: 'note', role: 'status' });
  readonly #actions: OverviewActions;
  #rows: readonly Row[] = [];
  #marked: string | undefined;

  /** @param marked the key of the marked row, which is the id of an incident */
  constructor(overview: Overview, capture: Capture, actions: OverviewActions, marked: string | undefined) {
    this.#marked = marked;
    const { words } = capture;
    this.#actions = actions;
    this.#tree = element('div', {
      className: 'rows',
      id: 'steps',
      role: 'tree',
      label: words.incidents,
      tabIndex: 0,
    });
    if (overview.filter !== undefined) {
      const box = element('input', { className: 'filter', id: 'filter', label: words.filter });
      Object.assign(box, {
        type: 'search',
        placeholder: words.filter,
        value: overview.filter,
        spellcheck: false,
      });
      box.addEventListener('input', () => actions.filter(box.value));
      this.#box = box;
    }
    this.roots = [...(this.#box ? [this.#box, this.#note] : []), this.#tree];
    this.draw(overview, capture);
  }

  get count(): number {
    return this.#rows.length;
  }

  get markedKey(): string | undefined {
    return this.#marked;
  }

  get marked(): number | undefined {
    const at = this.#rows.findIndex(({ key }) => key === this.#marked);
    return at < 0 ? undefined : at;
  }

  /** Draws other incidents; the box keeps the focus, and the row with the same key the mark. */
  draw({ groups, more, note, refused }: Overview, { problems, words }: Capture): void {
    const isFiltered = note !== '';
    // After more incidents of a group were asked for, the first of them is marked.
    const first = this.#marked?.endsWith(MORE) === true ? this.marked : undefined;
    const others = isFiltered ? [] : problems;
    const count = groups.length + others.length;
    const rows: Row[] = [];
    groups.forEach((group, index) => rows.push(...this.#rowsOf(group, [index, count], words)));
    others.forEach(({ text, severity, line }, index) => {
      const place = `${words.line} ${line}`;
      const ending = severity === 'error' ? 'failed' : 'open';
      rows.push({
        key: `problem/${index}`,
        root: this.#row(
          `problem ${ending}`,
          [1, groups.length + index, count],
          [words.otherProblem, text, place],
          [element('span', { className: 'when' }, place), element('b', {}, SIGNS[ending] + text)],
        ),
        act: () => this.#actions.problem(index),
      });
    });
    this.#rows = rows;
    rows.forEach(({ root, act }, index) => {
      root.id = `row-${index}`;
      root.addEventListener('click', act);
    });
    this.#tree.replaceChildren(...rows.map(({ root }) => root));
    const times = rows.map(({ root }) => root.querySelector('.when')?.textContent.length ?? 0);
    withVariables(this.#tree, { '--time-length': Math.max(0, ...times) });
    const rest = more > 0 ? words.moreIncidents.replace('{0}', String(more)) : '';
    this.#note.textContent = [refused ?? note, rest].filter(Boolean).join(' · ');
    this.#box?.setAttribute('aria-invalid', String(refused !== undefined));
    this.mark(first ?? this.marked);
  }

  mark(index: number | undefined): void {
    this.#rows.forEach(({ root }, at) => root.setAttribute('aria-selected', String(at === index)));
    const row = index === undefined ? undefined : this.#rows[index];
    this.#marked = row?.key;
    if (!row) {
      this.#tree.removeAttribute('aria-activedescendant');
      return;
    }
    this.#tree.setAttribute('aria-activedescendant', row.root.id);
    row.root.scrollIntoView({ block: 'nearest' });
  }

  /** Does what Enter does on the marked row. */
  act(): void {
    this.#rows[this.marked ?? -1]?.act();
  }

  /** Unfolds the marked group or goes to its first incident; folds it or goes to the group of an incident. */
  fold(isOpen: boolean): void {
    const at = this.marked ?? -1;
    const row = this.#rows[at];
    if (row?.fold && row.isOpen !== isOpen) row.fold(isOpen);
    else if (isOpen && row?.fold) this.mark(at + 1);
    else if (!isOpen && row?.parent) this.mark(this.#rows.indexOf(row.parent));
  }

  /** Leaves the box: with words, it is emptied first. False if there is nothing to leave. */
  leave(): boolean {
    if (!this.#box?.value || document.activeElement !== this.#box) return false;
    this.#box.value = '';
    this.#actions.filter('');
    return true;
  }

  #rowsOf(group: Group, [index, groups]: readonly [number, number], words: Words): Row[] {
    const { key, ending, title, count, rows, showsOutcomes } = group;
    const [only] = rows;
    if (count === 1 && only) return [this.#incident(only, true, [1, index, groups], words)];
    const isOpen = rows.length > 0;
    const fold = (opens: boolean): void => this.#actions.show(key, opens ? MORE_ROWS : 0);
    const parent: Row = {
      key,
      isOpen,
      fold,
      act: () => fold(!isOpen),
      root: this.#row(
        `group ${ending}`,
        [1, index, groups],
        [words[ending], title, String(count)],
        [
          element('span', { className: 'fold', hidden: true }, isOpen ? '⌄' : '›'),
          element('b', {}, SIGNS[ending] + title),
          element('span', { className: 'count' }, String(count)),
        ],
      ),
    };
    parent.root.setAttribute('aria-expanded', String(isOpen));
    const own = rows.map((scene, at) => ({
      ...this.#incident(scene, showsOutcomes, [2, at, count], words),
      parent,
    }));
    const left = isOpen ? count - rows.length : 0;
    const text = words.moreRows.replace('{0}', String(left));
    const more: Row = {
      key: key + MORE,
      parent,
      act: () => this.#actions.show(key, rows.length + MORE_ROWS),
      root: this.#row('rest', [2, rows.length, count], [text], [element('span', {}, text)]),
    };
    return [parent, ...own, ...(left > 0 ? [more] : [])];
  }

  #incident(scene: Shown, showsOutcome: boolean, place: Place, words: Words): Row {
    const { id, ending, outcome, what, stamp, line } = scene;
    const where = `${words.line} ${line}`;
    return {
      key: id,
      act: () => this.#actions.select(id),
      root: this.#row(
        ending,
        place,
        [words[ending], outcome, what, stamp, where],
        [
          element('span', { className: 'when' }, stamp?.replace(DATE, '') ?? where),
          showsOutcome ? element('b', {}, SIGNS[ending] + outcome) : undefined,
          element('span', {}, what),
        ],
      ),
    };
  }

  #row(
    className: string,
    [level, index, count]: Place,
    label: readonly (string | undefined)[],
    parts: readonly (HTMLElement | undefined)[],
  ): HTMLElement {
    const options = {
      className: `row level${level} ${className}`,
      role: 'treeitem',
      label: label.filter(Boolean).join(', '),
    };
    const root = element('div', options, ...parts);
    const numbers = { level, setsize: count, posinset: index + 1 };
    for (const [name, value] of Object.entries(numbers)) root.setAttribute(`aria-${name}`, String(value));
    return root;
  }
}

/** The level of a row, its index, and the number of rows on its level. */
type Place = readonly [level: number, index: number, count: number];
