import type { Comparison, NextStep, SceneDetail } from '../../../../../server/src/lsp/protocol';
import type { Action, CaptureMessage, FromPage, IncidentMessage, ToPage, Turn, Words } from '../pageMessages';
import { button, element, SIGNS, textWithCode } from './elements';
import { type Ladder, ladderOf } from './ladder';
import { menuButton } from './menu';
import { type OverviewActions, OverviewTree } from './overview';
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
/** Reads to a screen reader what changed. It stays on the page, as a live region must. */
const said = document.getElementById('said');
/** Maximum number of steps above the advice; more of them come after it. */
const MAX_STEPS_BEFORE = 8;
/** Number of next steps that are seen without a click. */
const MAX_NEXT = 3;

/** A capture, and what is shown of it. */
type Show = CaptureMessage & Omit<IncidentMessage, 'kind'>;

let capture: CaptureMessage | undefined;
let shown: Show | undefined;
/** A list of steps, and its marked row. */
interface Rows extends Ladder {
  marked: number | undefined;
}
/** The list of what is shown, and that of the success beside it. */
let rows: Rows | undefined;
let goodRows: Rows | undefined;
/** The incidents of the whole capture, and the capture that they were drawn for. */
let tree: OverviewTree | undefined;
/** What has keys of its own. */
const CONTROLS = ['button', 'summary', 'a'].join(',');
let drawn: CaptureMessage | undefined;

window.addEventListener('message', ({ data, origin }: MessageEvent<ToPage>) => {
  // Other pages cannot reach this one, but anything that is not a message of the extension is ignored.
  if (origin !== window.origin) return;
  if (data.kind === 'capture') {
    if (capture?.uri === data.uri && capture.verdict !== data.verdict) say(data.verdict);
    capture = data;
  } else if (data.kind === 'incident') {
    if (capture) show({ ...data, ...capture });
  } else if (data.kind === 'cursor') follow(data.line, data.isOfGood);
  else if (data.kind === 'news') showNews(data.text);
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
function showNews(news: string): void {
  const place = document.getElementById('news');
  if (place) place.textContent = news;
}

/** Says that nothing is read yet, or that the capture is gone. */
function showMessage(message: Extract<ToPage, { kind: 'gone' | 'reading' }>): void {
  capture = shown = tree = drawn = undefined;
  showNews('');
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

function say(text: string): void {
  if (said) said.textContent = text;
}

function show(message: Show): void {
  const before = shown;
  const isSame = isSameIncident(before, message);
  const { uri, detail, overview } = message;
  if (isSame && sentenceOf(before) !== sentenceOf(message)) say(sentenceOf(message));
  shown = message;
  code.setState({ uri, id: detail?.id });
  // While a filter is typed, its box must stay.
  if (tree && overview && drawn === capture) tree.draw(overview, message);
  else if (isSame) keepingPlace(() => draw(message, tree?.markedKey));
  else {
    const focused = focusedList();
    draw(message, before?.detail?.id);
    focusList(focused);
    showNews('');
    window.scrollTo(0, 0);
  }
  if (message.isUnfolded) unfold();
}

function unfold(): void {
  const steps = page.querySelector<HTMLDetailsElement>('.next .further');
  if (!steps) return;
  steps.open = true;
  steps.closest('.next')?.scrollIntoView();
}

function sentenceOf(one: Show | undefined): string {
  return one?.detail?.sentence ?? '';
}

function isSameIncident(one: Show | undefined, other: Show): boolean {
  return one?.uri === other.uri && one.detail?.id === other.detail?.id;
}

/** Draws the page. @param marked the row that is marked in a whole capture */
function draw(message: Show, marked: string | undefined): void {
  const { detail, bar, words, hasSuccess, comparison } = message;
  rows = goodRows = tree = undefined;
  drawn = capture;
  page.replaceChildren(...(detail ? incident(message, detail) : wholeCapture(message, marked)));
  // A single incident has no strip.
  const strip = message.strip.count > 1 ? stripOf(message.strip, bar, select) : undefined;
  const ownKeys = hasSuccess ? words.keys : words.keysAlone;
  const keys = comparison?.good ? words.comparisonKeys : detail ? ownKeys : words.overviewKeys;
  page.append(
    element('footer', {}, element('h2', {}, message.name), strip, element('p', { className: 'keys' }, keys)),
  );
}

/** Draws the same again: marks, focus and folds stay. */
function keepingPlace(drawAgain: () => void): void {
  const [marked, goodMarked] = [rows?.marked, goodRows?.marked];
  const focused = focusedList();
  const folds = [...page.querySelectorAll('details')].map(({ open }) => open);
  drawAgain();
  mark(rows, marked);
  mark(goodRows, goodMarked);
  focusList(focused);
  page.querySelectorAll('details').forEach((one, index) => (one.open = folds[index] === true));
}

function incident(message: Show, detail: SceneDetail): HTMLElement[] {
  const { comparison, words } = message;
  const { ending, sentence, meaning, chips, rule } = detail;
  const own = { id: 'steps', label: words.ladder, partsAt: comparison?.at };
  rows = {
    ...ladderOf(detail, words, own, (index, focus) => pick(rows, index, focus, false)),
    marked: undefined,
  };
  const ladders = comparison ? compared(rows, message, detail, comparison) : [rows.root];
  const toDo = rule === undefined ? [] : [nextOf(detail, words), ...causesOf(detail, words)];
  // The advice is visible without scrolling.
  const isLong = detail.steps.length > MAX_STEPS_BEFORE;
  return [
    element(
      'header',
      { className: ending },
      element('h1', {}, sentence),
      meaning && element('p', {}, ...statement(meaning, words)),
    ),
    ...chipList(chips),
    actionsOf(message, detail),
    ...(isLong ? [...toDo, ...ladders] : [...ladders, ...toDo]),
  ];
}

/** The two most useful actions as buttons, and the others in a menu. */
function actionsOf(
  { comparison, hasSuccess, hasOtherEnd, words }: Show,
  { rule, ending }: SceneDetail,
): HTMLElement {
  const item = (text: string, action: Action) => ({ text, act: () => act(action) });
  const whole = { text: words.wholeCapture, act: () => select(undefined) };
  const lines = item(words.showLines, 'lines');
  // What the capture cuts off has to be captured again.
  const unexplained = ending === 'open' ? item(words.record, 'record') : lines;
  const first = rule === undefined ? unexplained : item(words.copyTicket, 'ticket');
  const second = comparison
    ? item(words.endCompare, 'alone')
    : hasSuccess
      ? { ...item(words.compare, 'compare'), title: words.compareTitle }
      : whole;
  return element(
    'div',
    { className: 'actions' },
    button(first.text, first.act, first === lines ? 'secondary' : 'primary'),
    button(second.text, second.act, 'secondary', 'title' in second ? { title: second.title } : {}),
    menuButton(words.moreActions, [
      ...(hasOtherEnd && !comparison ? [item(words.otherEnd, 'otherEnd')] : []),
      item(words.redacted, 'redacted'),
      item(words.copy, 'copy'),
      item(words.save, 'save'),
      ...(first === lines ? [] : [lines]),
      ...(second === whole ? [] : [whole]),
    ]),
  );
}

function statement({ text, certainty }: NextStep, words: Words): (HTMLElement | string)[] {
  return textWithCode(certainty === 'inferred' ? `${text} ${words.inferred}` : text);
}

/** What to do next: the first steps, and the others with causes and sources in a fold. */
function nextOf(detail: SceneDetail, words: Words): HTMLElement {
  const { meaning, next, commands, unsafeCommands, inferredNote } = detail;
  const note = inferredNote === undefined ? undefined : element('p', { className: 'note' }, inferredNote);
  // A mark that is only in the fold is explained there.
  const isSeen = [meaning, ...next.slice(0, MAX_NEXT)].some(one => one?.certainty === 'inferred');
  const steps = (from: number, to?: number): HTMLElement => {
    const list = element('ol', {}, ...itemsOf(next.slice(from, to), words));
    list.start = from + 1;
    return list;
  };
  return element(
    'section',
    { className: 'next' },
    ...(next.length > 0 ? [element('h2', {}, words.next), steps(0, MAX_NEXT)] : []),
    furtherOf(detail, words, steps(MAX_NEXT), isSeen ? undefined : note),
    commands.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, words.commands),
          element('pre', {}, commands.join('\n')),
          button(words.copyCommands, () => act('commands')),
        ),
    unsafeCommands.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, words.unsafeCommands),
          element('pre', {}, unsafeCommands.join('\n')),
        ),
    isSeen ? note : undefined,
  );
}

/** The fold with the further steps, then causes, background and sources. */
function furtherOf(
  { next, otherCauses, background, sources }: SceneDetail,
  words: Words,
  steps: HTMLElement,
  note: HTMLElement | undefined,
): HTMLElement | undefined {
  const isMore = next.length > MAX_NEXT;
  const part = (title: string, items: readonly HTMLElement[]): HTMLElement[] =>
    items.length === 0 ? [] : [element('h3', {}, title), element('ul', {}, ...items)];
  const parts = [
    ...(isMore ? [steps] : []),
    ...part(words.possibleCauses, itemsOf(otherCauses, words)),
    ...part(words.background, itemsOf(background, words)),
    ...part(
      words.sources,
      sources.map(({ title, address }) => {
        if (address === '') return element('li', {}, title);
        const link = element('a', {}, title);
        link.href = address;
        return element('li', {}, link);
      }),
    ),
  ];
  if (parts.length === 0) return undefined;
  const title = isMore ? words.allSteps.replace('{0}', String(next.length)) : words.causes;
  return element('details', { className: 'further' }, element('summary', {}, title), ...parts, note);
}

function itemsOf(statements: readonly NextStep[], words: Words): HTMLElement[] {
  return statements.map(one => element('li', {}, ...statement(one, words)));
}

/** Number of possible causes that are seen without a click. */
const MAX_CAUSES = 3;
const VERDICTS = { asserted: '✓', confirmed: '✓', open: '?', excluded: '✗' } as const;

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
          element('summary', {}, words.moreRows.replace('{0}', String(rest.length))),
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
  { files, note, words }: Show,
  detail: SceneDetail,
  { sentence, good, goodAt }: Comparison,
): HTMLElement[] {
  const parting = element(
    'div',
    { className: 'parting', role: 'status' },
    sentence,
    note === undefined ? undefined : element('p', {}, note),
  );
  if (!good) return [parting, own.root];
  const headingOf = ({ what, outcome, ending, stamp }: SceneDetail, file: string | undefined): HTMLElement =>
    element(
      'h2',
      {},
      `${SIGNS[ending]}${what} · ${outcome}`,
      ...(stamp === undefined ? [] : [' · ', element('span', { className: 'stamp' }, stamp)]),
      file === undefined ? undefined : ` · ${file}`,
    );
  const [left, right] = [headingOf(detail, files?.own), headingOf(good.detail, files?.good)];
  const options = { id: 'good', label: right.textContent, partsAt: goodAt };
  const other = ladderOf(good.detail, words, options, (index, focus) => pick(goodRows, index, focus, false));
  goodRows = { ...other, marked: undefined };
  return [
    parting,
    element(
      'div',
      { className: 'beside' },
      element('div', {}, left, own.root),
      element('div', {}, right, other.root),
    ),
  ];
}

function wholeCapture(message: Show, marked: string | undefined): HTMLElement[] {
  const { verdict, ending, unread, isNothingRead, chips, overview, problems, words } = message;
  const isEmpty = (overview?.groups.length ?? 0) + problems.length === 0 && overview?.filter === undefined;
  const actions: OverviewActions = {
    select,
    show: (key, count) => code.postMessage({ kind: 'group', key, rows: count }),
    problem: index => code.postMessage({ kind: 'problem', index }),
    filter: typed => code.postMessage({ kind: 'filter', words: typed }),
  };
  tree = overview && !isEmpty ? new OverviewTree(overview, message, actions, marked) : undefined;
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
    ...(tree?.roots ?? []),
  ];
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
  // Buttons, folds and links handle keys themselves, and a box its letters.
  if (target instanceof HTMLInputElement) return BOX_KEYS.get(key);
  const isControl = target instanceof HTMLElement && target.closest(CONTROLS) !== null;
  if (isControl && (key === 'Enter' || key === ' ')) return undefined;
  return KEYS.get(key.length === 1 ? key.toLowerCase() : key);
}

/** The actions of keys; letters are in lower case. */
const KEYS: ReadonlyMap<string, () => void> = new Map<string, () => void>([
  ['ArrowDown', () => move(1)],
  ['ArrowUp', () => move(-1)],
  ['Home', () => move(-Infinity)],
  ['End', () => move(Infinity)],
  ['ArrowRight', () => sideways(true)],
  ['ArrowLeft', () => sideways(false)],
  ['f', () => turn('failed')],
  ['Enter', enter],
  ['Escape', () => act('editor')],
  ['c', compareOrEnd],
  ['h', () => pick(active(), active()?.marked ?? 0, true, true)],
]);
/** The actions of keys in the box of the filter. */
const BOX_KEYS: ReadonlyMap<string, () => void> = new Map<string, () => void>([
  ['ArrowDown', () => move(1)],
  ['Enter', () => move(1)],
  ['Escape', () => tree?.leave() === true || act('editor')],
]);

/** In the whole capture, folds and unfolds; in a comparison, the other list; otherwise another incident. */
function sideways(isRight: boolean): void {
  if (tree) tree.fold(isRight);
  else if (goodRows) enterList(isRight ? 'good' : 'steps');
  else turn(isRight ? 'after' : 'before');
}

function compareOrEnd(): void {
  if (shown?.comparison) act('alone');
  else if (shown?.hasSuccess === true) act('compare');
}

/** The id of the list or box that has the focus; of the list if a button has it, which is gone after the next drawing. */
function focusedList(): string | undefined {
  const { activeElement: own } = document;
  if (own?.id === 'good' || own?.id === 'filter') return own.id;
  return page !== own && page.contains(own) ? 'steps' : undefined;
}

/** Gives a list the focus again. */
function focusList(id: string | undefined): void {
  if (id !== undefined)
    (document.getElementById(id) ?? document.getElementById('steps'))?.focus({ preventScroll: true });
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

/** Marks the row that is so many rows further, or the first or last one. */
function move(by: number): void {
  const list = active();
  const { count = 0, marked } = list ?? tree ?? {};
  if (count === 0) return;
  const from = marked ?? (by === 1 ? -1 : by === -1 ? count : 0);
  const index = Math.max(0, Math.min(count - 1, from + by));
  document.getElementById(list && list === goodRows ? 'good' : 'steps')?.focus();
  if (list) pick(list, index, false, false);
  else tree?.mark(index);
}

function enter(): void {
  const list = active();
  if (list) pick(list, list.marked ?? 0, true, false);
  else tree?.act();
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
