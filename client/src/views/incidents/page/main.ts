import type { Comparison, SceneDetail } from '../../../../../server/src/lsp/protocol';
import type {
  Action,
  CaptureMessage,
  FromPage,
  IncidentMessage,
  Shown,
  ShownProblem,
  ToPage,
  Turn,
  Words,
} from '../pageMessages';
import { button, element, textWithCode } from './elements';
import { type Ladder, ladderOf } from './ladder';
import { stripOf } from './strip';

// The page of an incident. Everything it shows comes in messages of the extension and is written as text.

/** The state that the page keeps while hidden, and across a reload. */
interface PageState {
  readonly uri: string;
  readonly id: string | undefined;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: PageState): void;
  getState(): PageState | undefined;
};

const code = acquireVsCodeApi();
const page = document.getElementById('page') ?? document.body;
/** Maximum number of steps above the advice; more of them come after it. */
const MAX_STEPS_BEFORE = 8;

/** A capture, and what is shown of it. */
type Show = CaptureMessage & Omit<IncidentMessage, 'kind'>;

let capture: CaptureMessage | undefined;
let shown: Show | undefined;
/** A list of steps or incidents, and its marked row. */
interface Rows extends Ladder {
  marked: number | undefined;
}
/** The list of what is shown, and that of the success beside it. */
let rows: Rows | undefined;
let goodRows: Rows | undefined;

window.addEventListener('message', ({ data, origin }: MessageEvent<ToPage>) => {
  // Other pages cannot reach this one, but anything that is not a message of the extension is ignored.
  if (origin !== window.origin) return;
  if (data.kind === 'capture') capture = data;
  else if (data.kind === 'incident') {
    if (capture) show({ ...data, ...capture });
  } else if (data.kind === 'cursor') follow(data.line, data.isOfGood);
  else if (data.kind === 'news') say(data.text);
  else showMessage(data);
});
window.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !shown) return;
  const act = keyAction(event.key, event.target);
  if (!act) return;
  event.preventDefault();
  act();
});
code.postMessage({ kind: 'ready', id: code.getState()?.id });

/** Shows news, which a screen reader reads: their element is there before them. */
function say(news: string): void {
  const place = document.getElementById('news');
  if (place) place.textContent = news;
}

/** Says that nothing is read yet, or that the capture is gone. */
function showMessage(message: Extract<ToPage, { kind: 'gone' | 'reading' }>): void {
  capture = shown = undefined;
  say('');
  const { text, button: offered } = message;
  const hadFocus = document.activeElement instanceof HTMLButtonElement;
  const own = offered && button(offered.text, () => act(offered.action));
  page.replaceChildren(
    element('p', { className: 'gone', role: 'status' }, text),
    ...(message.kind === 'reading' ? [progressOf(text, message.done)] : []),
    ...(own ? [own] : []),
  );
  if (hadFocus) own?.focus();
}

function progressOf(label: string, done: number): HTMLElement {
  const bar = element('progress', { label });
  bar.value = done;
  return bar;
}

function show(message: Show): void {
  const focused = focusedList();
  const isSame = shown?.detail?.id === message.detail?.id && shown?.uri === message.uri;
  const before = isSame ? [rows?.marked, goodRows?.marked] : [];
  shown = message;
  goodRows = undefined;
  const { uri, detail, bar, words } = message;
  code.setState({ uri, id: detail?.id });
  page.replaceChildren(...(detail ? incident(message) : overview(message)));
  // A single incident has no strip.
  const strip = message.strip.count > 1 ? stripOf(message.strip, bar, select) : undefined;
  page.append(
    element(
      'footer',
      {},
      element('h2', {}, message.name),
      strip,
      element('p', { className: 'keys' }, message.comparison?.good ? words.comparisonKeys : words.keys),
    ),
  );
  restore(before, focused);
  if (isSame) return;
  say('');
  window.scrollTo(0, 0);
}

function incident({ detail, comparison, files, words }: Show): HTMLElement[] {
  if (!detail) return [];
  const { ending, sentence, meaning, chips, next, moreNext, commands, rule, inferredNote } = detail;
  const own = { id: 'steps', label: words.ladder, partsAt: comparison?.at };
  rows = {
    ...ladderOf(detail, words, own, (index, focus) => pick(rows, index, focus, false)),
    marked: undefined,
  };
  const withCertainty = (text: string, certainty: string): string =>
    certainty === 'inferred' ? `${text} ${words.inferred}` : text;
  const more = [
    rule === undefined
      ? undefined
      : button(
          moreNext === 0 ? words.causes : words.allSteps.replace('{0}', String(next.length + moreNext)),
          () => act('rule'),
          'link',
        ),
    commands.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, words.commands),
          element('pre', {}, commands.join('\n')),
          button(words.copyCommands, () => act('commands')),
        ),
    inferredNote === undefined ? undefined : element('p', { className: 'note' }, inferredNote),
  ];
  const ladders = comparison ? compared(rows, detail, { ...comparison, files }, words) : [rows.root];
  const toDo =
    rule === undefined
      ? []
      : [
          element(
            'section',
            { className: 'next' },
            next.length > 0 ? element('h2', {}, words.next) : undefined,
            element(
              'ol',
              {},
              ...next.map(({ text, certainty }) =>
                element('li', {}, ...textWithCode(withCertainty(text, certainty))),
              ),
            ),
            ...more,
          ),
          ...causesOf(detail, words),
        ];
  // The advice is visible without scrolling.
  const isLong = detail.steps.length > MAX_STEPS_BEFORE;
  return [
    element(
      'header',
      { className: ending },
      element('h1', {}, sentence),
      meaning && element('p', {}, ...textWithCode(withCertainty(meaning.text, meaning.certainty))),
    ),
    ...chipList(chips),
    element(
      'div',
      { className: 'actions', role: 'toolbar', label: words.actions },
      rule === undefined ? undefined : button(words.copyTicket, () => act('ticket'), 'primary'),
      button(words.copy, () => act('copy')),
      button(words.save, () => act('save')),
      button(words.showLines, () => act('lines')),
      comparison
        ? button(words.endCompare, () => act('alone'))
        : ending === 'well'
          ? undefined
          : button(words.compare, () => act('compare')),
      button(words.wholeCapture, () => select(undefined)),
    ),
    ...(isLong ? [...toDo, ...ladders] : [...ladders, ...toDo]),
  ];
}

/** Number of possible causes that are seen without a click. */
const MAX_CAUSES = 3;
const VERDICTS = { confirmed: '✓', open: '?', excluded: '✗' } as const;

/** The possible causes with what confirms or excludes them, or the command that decides. */
function causesOf({ causes = [] }: SceneDetail, words: Words): HTMLElement[] {
  if (causes.length === 0) return [];
  const items = causes.map(({ verdict, text, why, line }, index) => {
    const plain = why?.replaceAll('`', '') ?? '';
    return element(
      'li',
      { className: verdict },
      ...textWithCode(`${VERDICTS[verdict]} ${text} `),
      line === undefined
        ? element('span', { className: 'why' }, ...textWithCode(why ?? ''))
        : button(plain, () => code.postMessage({ kind: 'cause', index }), 'link'),
    );
  });
  const rest = items.slice(MAX_CAUSES);
  const folded =
    rest.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, words.moreCauses.replace('{0}', String(rest.length))),
          element('ul', {}, ...rest),
        );
  return [
    element(
      'section',
      { className: 'causes' },
      element('h2', {}, words.possibleCauses),
      element('ul', {}, ...items.slice(0, MAX_CAUSES)),
      folded,
    ),
  ];
}

/** Two ladders side by side, below the text that says where they differ. */
function compared(
  own: Ladder,
  detail: SceneDetail,
  { sentence, good, goodAt, files }: Comparison & Pick<Show, 'files'>,
  words: Words,
): HTMLElement[] {
  const parting = element('p', { className: 'parting', role: 'status' }, sentence);
  if (!good) return [parting, own.root];
  const headingOf = ({ what, stamp, outcome }: SceneDetail, sign: string, file: string | undefined): string =>
    [`${sign}${what}`, outcome, stamp, file].filter(Boolean).join(' · ');
  const label = headingOf(good.detail, SIGNS.well, files?.good);
  const options = { id: 'good', label, partsAt: goodAt };
  const other = ladderOf(good.detail, words, options, (index, focus) => pick(goodRows, index, focus, false));
  goodRows = { ...other, marked: undefined };
  return [
    parting,
    element(
      'div',
      { className: 'beside' },
      element('div', {}, element('h2', {}, headingOf(detail, SIGNS[detail.ending], files?.own)), own.root),
      element('div', {}, element('h2', {}, label), other.root),
    ),
  ];
}

function overview(message: Show): HTMLElement[] {
  const { verdict, ending, unread, isNothingRead, chips, rows: list, more, problems, words } = message;
  const box = element('div', {
    className: 'rows',
    id: 'steps',
    role: 'listbox',
    label: words.incidents,
    tabIndex: 0,
  });
  const count = list.length + more + problems.length;
  const incidents = list.map((scene, index) => {
    const row = element(
      'div',
      {
        className: `row ${scene.ending}`,
        id: `row-${index}`,
        role: 'option',
        label: rowLabel(scene, words),
        onClick: () => select(scene.id),
      },
      element('span', { className: 'when' }, scene.stamp?.slice(TIME) ?? `${words.line} ${scene.line}`),
      element('b', {}, `${SIGNS[scene.ending]}${scene.outcome}`),
      element('span', {}, scene.what),
    );
    row.setAttribute('aria-selected', 'false');
    row.setAttribute('aria-setsize', String(count));
    row.setAttribute('aria-posinset', String(index + 1));
    return row;
  });
  const others = problems.map((problem, index) =>
    problemRow(problem, { index, row: list.length + index, at: list.length + more + index, count, words }),
  );
  const all = [...incidents, ...others];
  box.append(...all);
  rows = {
    root: box,
    count: all.length,
    marked: undefined,
    mark: index => {
      all.forEach((row, at) => row.setAttribute('aria-selected', String(at === index)));
      const row = index === undefined ? undefined : all[index];
      if (!row) return;
      box.setAttribute('aria-activedescendant', row.id);
      row.scrollIntoView({ block: 'nearest' });
    },
  };
  return [
    element(
      'header',
      { className: ending },
      element('h1', {}, verdict),
      ...unread.map(sentence => element('p', {}, sentence)),
    ),
    ...(isNothingRead
      ? [
          element(
            'div',
            { className: 'actions' },
            button(words.record, () => act('record'), 'primary'),
          ),
        ]
      : []),
    ...chipList(chips),
    ...(all.length > 0 ? [box] : []),
    ...(more > 0
      ? [element('p', { className: 'note' }, words.moreIncidents.replace('{0}', String(more)))]
      : []),
  ];
}

/** A problem that belongs to no incident has a row, too, which leads to its line. */
function problemRow(
  { text, severity, line }: ShownProblem,
  {
    index,
    row,
    at,
    count,
    words,
  }: {
    readonly index: number;
    readonly row: number;
    readonly at: number;
    readonly count: number;
    readonly words: Words;
  },
): HTMLElement {
  const place = `${words.line} ${line}`;
  const made = element(
    'div',
    {
      className: `row problem ${severity === 'error' ? 'failed' : 'open'}`,
      id: `row-${row}`,
      role: 'option',
      label: [words.otherProblem, text, place].join(', '),
      onClick: () => code.postMessage({ kind: 'problem', index }),
    },
    element('span', { className: 'when' }, place),
    element('b', {}, `${SIGNS[severity === 'error' ? 'failed' : 'open']}${text}`),
  );
  made.setAttribute('aria-selected', 'false');
  made.setAttribute('aria-setsize', String(count));
  made.setAttribute('aria-posinset', String(at + 1));
  return made;
}

const SIGNS = { failed: '✗ ', open: '? ', well: '✓ ' } as const;
/** The offset of the time of day in a time stamp. */
const TIME = 11;

function rowLabel({ ending, outcome, what, stamp, line }: Shown, words: Words): string {
  return [words[ending], outcome, what, stamp, `${words.line} ${line}`].filter(Boolean).join(', ');
}

function chipList(chips: Show['chips']): HTMLElement[] {
  if (chips.length === 0) return [];
  return [
    element(
      'ul',
      { className: 'chips' },
      ...chips.map(({ kind, text }) => element('li', { className: kind }, text)),
    ),
  ];
}

/** The action of a key; undefined if it has none. */
function keyAction(key: string, target: EventTarget | null): (() => void) | undefined {
  // Buttons and folds handle keys themselves.
  const isControl = target instanceof HTMLElement && target.closest('button, summary') !== null;
  if (isControl && (key === 'Enter' || key === ' ')) return undefined;
  return KEYS.get(key.length === 1 ? key.toLowerCase() : key);
}

/** The actions of keys; letters are in lower case. */
const KEYS: ReadonlyMap<string, () => void> = new Map<string, () => void>([
  ['ArrowDown', () => move(1)],
  ['ArrowUp', () => move(-1)],
  ['ArrowRight', () => (goodRows ? enterList('good') : turn('after'))],
  ['ArrowLeft', () => (goodRows ? enterList('steps') : turn('before'))],
  ['f', () => turn('failed')],
  ['Enter', enter],
  ['Escape', () => act('editor')],
  ['c', () => act(shown?.comparison ? 'alone' : 'compare')],
  ['h', () => pick(active(), active()?.marked ?? 0, true, true)],
]);

/** The id of the list that has the focus. */
function focusedList(): string | undefined {
  const { activeElement } = document;
  return activeElement?.getAttribute('role') === 'listbox' ? activeElement.id : undefined;
}

/** Marks the rows that were marked before, and gives a list the focus again. */
function restore([marked, goodMarked]: readonly (number | undefined)[], focused: string | undefined): void {
  mark(rows, marked);
  mark(goodRows, goodMarked);
  if (focused !== undefined)
    document.getElementById(focused === 'good' && goodRows ? 'good' : 'steps')?.focus();
}

/** The list that keys act on. */
function active(): Rows | undefined {
  return document.activeElement?.id === 'good' ? goodRows : rows;
}

/** Moves the focus to one of two lists. Its marked step is in view, and so is the focus. */
function enterList(id: 'steps' | 'good'): void {
  document.getElementById(id)?.focus();
  const list = active();
  if (list && list.marked === undefined) mark(list, 0);
}

function move(by: number): void {
  const list = active();
  if (!list || list.count === 0) return;
  const { count, marked } = list;
  const index =
    marked === undefined ? (by > 0 ? 0 : count - 1) : Math.max(0, Math.min(count - 1, marked + by));
  document.getElementById(list === goodRows ? 'good' : 'steps')?.focus();
  if (shown?.detail) pick(list, index, false, false);
  else mark(list, index);
}

function enter(): void {
  const list = active();
  if (shown?.detail) pick(list, list?.marked ?? 0, true, false);
  else document.querySelector<HTMLElement>('#steps [role=option][aria-selected=true]')?.click();
}

function mark(list: Rows | undefined, index: number | undefined): void {
  if (!list) return;
  list.marked = index;
  list.mark(index);
}

function pick(list: Rows | undefined, index: number, focus: boolean, hover: boolean): void {
  if (!shown?.detail) return;
  mark(list, index);
  code.postMessage({ kind: 'step', index, isOfGood: list !== undefined && list === goodRows, focus, hover });
}

function select(id: string | undefined): void {
  code.postMessage({ kind: 'select', id });
}

/** Only the extension knows all incidents. */
function turn(to: Turn): void {
  code.postMessage({ kind: 'turn', to });
}

function act(action: Action): void {
  code.postMessage({ kind: 'do', action });
}

/** Marks the step at the cursor: the last one that is not after it. */
function follow(line: number, isOfGood: boolean): void {
  const [list, detail] = isOfGood ? [goodRows, shown?.comparison?.good?.detail] : [rows, shown?.detail];
  const steps = detail?.steps ?? [];
  if (list?.marked !== undefined && steps[list.marked]?.range.start.line === line) return;
  const index = steps.findLastIndex(({ range }) => range.start.line <= line);
  mark(list, index < 0 ? undefined : index);
}
