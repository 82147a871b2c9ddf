import { max, min } from '../integers';
import type { Element } from 'hast';
import { h } from './htmlTree';
import type { NamedParty } from '../presentation/sceneParties';
import type { Mood, Party } from '../presentation/steps';
import type { SceneDetail, Step } from './story';
import { formatList, reportText } from './reportText';
import { wrapped } from './wrap';

// All lengths are in pixels of the picture; the page scales it.

/** The columns of times and line numbers. */
const GUTTER = 112;
const HEAD = 48;
const LINE = 16;
/** The distance from the label of an arrow to the arrow, and from there to the next step. */
const BELOW_WORDS = 8;
const GAP = 18;
/** Upper bound of the average character width. */
const CHARACTER = 7.2;
const NOTE_SIDE = 10;
const MAX_WORD_LINES = 8;

/** Column width by number of parties: with fewer parties, labels can be longer. */
const COLUMNS: Readonly<Record<number, number>> = { 1: 440, 2: 340, 3: 236 };
const MIN_COLUMN_WIDTH = 190;

/** Draws a scene as a sequence diagram: the parties, and the messages between them from top to bottom. */
export function sequencePicture(title: string, { parties, steps }: SceneDetail, id: string): Element {
  const column = COLUMNS[parties.length] ?? MIN_COLUMN_WIDTH;
  const places = new Map(parties.map(({ party }, index) => [party, GUTTER + column * (index + 0.5)]));
  const width = GUTTER + column * parties.length;
  const drawn: Element[] = [];
  let y = HEAD + GAP;
  for (const step of steps) {
    const { element, height } = drawStep(step, places, column, y);
    drawn.push(element);
    y += height;
  }
  const description = formatList(steps.map(step => stepWords(step, parties)));
  return h(
    'svg',
    {
      viewBox: `0 0 ${width} ${y}`,
      width,
      height: y,
      role: 'img',
      ariaLabelledBy: [`${id}-title`, `${id}-text`],
      className: ['sequence'],
    },
    h('title', { id: `${id}-title` }, title),
    h('desc', { id: `${id}-text` }, description),
    parties.map(party => lifeline(party, places.get(party.party) ?? 0, column, y)),
    drawn,
  );
}

function stepWords({ from, to, text, more }: Step, parties: readonly NamedParty[]): string {
  const name = (named: Party): string => parties.find(({ party }) => party === named)?.name ?? '';
  const who = from === to ? name(from) : reportText('way', { from: name(from), to: name(to) });
  return reportText('fact', { label: who, value: [text, ...more].join(reportText('semicolon')) });
}

function lifeline({ name, detail }: NamedParty, x: number, column: number, bottom: number): Element {
  const width = column - 20;
  const fit = (text: string): string => wrapped(text, Math.floor((width - 12) / CHARACTER), 1)[0] ?? '';
  return h(
    'g',
    { className: ['party'] },
    h('line', { x1: x, y1: HEAD, x2: x, y2: bottom }),
    h('rect', { x: x - width / 2, y: 1, width, height: HEAD - 2, rx: 6 }),
    h('text', { x, y: detail === undefined ? 29 : 21, className: ['name'] }, fit(name)),
    detail === undefined ? undefined : h('text', { x, y: 38, className: ['detail'] }, fit(detail)),
  );
}

interface DrawnStep {
  readonly element: Element;
  readonly height: number;
}

function drawStep(step: Step, places: ReadonlyMap<Party, number>, column: number, y: number): DrawnStep {
  const [from, to] = [places.get(step.from) ?? GUTTER, places.get(step.to) ?? GUTTER];
  const own = step.from === step.to;
  const room = own ? column - 20 - 2 * NOTE_SIDE - MARK : max(Math.abs(to - from) - 16, column - 16);
  const lines = wordsOf(step, Math.floor(room / CHARACTER));
  const words = lines.all.length * LINE;
  const parts = own ? note(step.mood, lines, from, column, y) : arrow(step.mood, lines, from, to, y);
  const height = own ? words + 2 * NOTE_SIDE - 4 + GAP / 2 : words + BELOW_WORDS + GAP;
  const when = [
    h(
      'text',
      { x: 0, y: y + 12, className: ['time'] },
      step.time ?? reportText('line', { line: String(step.line) }),
    ),
    step.time === undefined
      ? undefined
      : h(
          'text',
          { x: 0, y: y + 12 + LINE, className: ['place'] },
          reportText('line', { line: String(step.line) }),
        ),
  ];
  return {
    element: h('g', { className: ['step', step.mood] }, when, parts),
    height: max(height, 2 * LINE + 10),
  };
}

interface Words {
  /** The number of lines that describe the step itself; notes follow. */
  readonly first: number;
  readonly all: readonly string[];
}

function wordsOf({ text, more }: Step, characters: number): Words {
  const lines = wrapped(text, characters, MAX_WORD_LINES);
  const besides = more.flatMap(words => wrapped(words, characters, MAX_WORD_LINES));
  return { first: lines.length, all: [...lines, ...besides].slice(0, MAX_WORD_LINES) };
}

/** Draws the label of a step, with its notes in a less prominent style. */
function texts({ first, all }: Words, x: number, y: number): Element {
  return h(
    'text',
    { x, y, className: ['words'] },
    all.map((line, index) => {
      const place = { x, y: y + index * LINE };
      return h('tspan', index < first ? place : { ...place, className: ['besides'] }, line);
    }),
  );
}

/** Draws what happens within one party: a note on its lifeline. */
function note(mood: Mood, words: Words, x: number, column: number, y: number): Element[] {
  const longest = Math.max(...words.all.map(line => line.length));
  const width = min(column - 16, longest * CHARACTER + 2 * NOTE_SIDE + MARK);
  const height = words.all.length * LINE + 2 * NOTE_SIDE - 4;
  return [
    h('rect', { x: x - width / 2, y, width, height, rx: 4, className: ['note'] }),
    texts(words, x, y + NOTE_SIDE + 10),
    ...mark(mood, x - width / 2, y + height / 2),
  ];
}

function arrow(mood: Mood, words: Words, from: number, to: number, y: number): Element[] {
  const at = y + words.all.length * LINE + BELOW_WORDS;
  const direction = Math.sign(to - from);
  const lost = mood === 'lost';
  // The arrow of a message that did not arrive ends halfway.
  const end = lost ? from + (to - from) * 0.62 : to;
  const head = `${end},${at} ${end - direction * 9},${at - 5} ${end - direction * 9},${at + 5}`;
  const middle = (from + to) / 2;
  return [
    texts(words, middle, y + 12),
    h('line', { x1: from, y1: at, x2: end - direction * (lost ? 0 : 8), y2: at, className: ['arrow'] }),
    ...(lost
      ? mark(mood, end, at)
      : [h('polygon', { points: head }), ...mark(mood, from + direction * 16, at)]),
  ];
}

/** Width of a mark in a note. */
const MARK = 12;
const SHAPES: Partial<Record<Mood, string>> = {
  good: 'M-3.5 0.5 l2.5 2.5 l4.5 -5.5',
  bad: 'M-3 -3 l6 6 M3 -3 l-6 6',
  lost: 'M-3 -3 l6 6 M3 -3 l-6 6',
};

/** Draws a tick or a cross, so that an outcome does not depend on colour. */
function mark(mood: Mood, x: number, y: number): Element[] {
  const shape = SHAPES[mood];
  if (shape === undefined) return [];
  return [
    h(
      'g',
      { transform: `translate(${x} ${y})`, className: ['mark'] },
      h('circle', { r: 7.5 }),
      h('path', { d: shape }),
    ),
  ];
}
