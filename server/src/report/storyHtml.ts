import type { Element } from 'hast';
import { type Guidance, inEnglish, label, type Severity, sourceOf, type Statement } from '../knowledge';
import { sourcesOf } from '../rules';
import { type Child, h, writeHtml } from './htmlTree';
import * as phrases from './phrases';
import { sequencePicture } from './sequence';
import type { Advice, SceneDetail, Story, TimelineRow, ToldProblem, ToldToken } from './story';
import { STYLE } from './style';
import { countOf, say } from './words';

/** Nothing is loaded and nothing runs, whatever a capture holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A report as one page that needs nothing but itself. */
export function storyHtml(story: Story): string {
  const files = phrases.filesOf(story);
  const head = h(
    'head',
    {},
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', {}, files === '' ? say('heading') : say('title', { what: say('heading'), outcome: files })),
    h('style', {}, STYLE),
  );
  const body = h(
    'body',
    {},
    h('header', {}, h('h1', {}, say('heading')), h('p', { className: ['files'] }, files), inShort(story)),
    h(
      'main',
      {},
      section('captures', captures(story)),
      section('timeline', timeline(story)),
      section(
        'advice',
        story.advice.map(one => adviceCard(story, one)),
      ),
      section(
        'steps',
        story.rows.flatMap((row, index) => (row.detail ? [scene(story, row, row.detail, index + 1)] : [])),
      ),
      section('tokens', tokens(story)),
      section('secrets', secrets(story)),
      section('gaps', [
        h(
          'ul',
          {},
          phrases.gapsOf(story).map(words => h('li', {}, words)),
        ),
        ...story.limits.map(one => adviceCard(story, one)),
      ]),
    ),
  );
  return writeHtml(h('html', { lang: 'en' }, head, body));
}

/** A section, where there is anything to say in it. */
function section(name: string, children: readonly Child[]): Element | undefined {
  return children.length === 0 ? undefined : h('section', {}, h('h2', {}, say(`section.${name}`)), children);
}

function inShort(story: Story): Child[] {
  return [
    ...phrases
      .headlines(story)
      .map(problem =>
        h(
          'div',
          { className: ['headline', problem.severity] },
          icon(problem.severity),
          h(
            'div',
            {},
            h('p', { className: ['message'] }, h('a', { href: `#${adviceId(problem)}` }, problem.message)),
            h('p', { className: ['muted'] }, phrases.placesOf(story, problem)),
          ),
        ),
      ),
    h(
      'ul',
      { className: ['summary'] },
      phrases.summaryOf(story).map(words => h('li', {}, words)),
    ),
  ];
}

const OUTLINES: Readonly<Record<Severity, readonly [shape: string, sign: string]>> = {
  error: ['M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 0 0 0-21z', 'M8.5 8.5l7 7M15.5 8.5l-7 7'],
  warning: ['M12 2L23 21.5H1z', 'M12 9v5.5M12 18v.2'],
  information: ['M3 3h18v18H3z', 'M12 11v6M12 7v.2'],
  hint: ['M3 3h18v18H3z', 'M12 11v6M12 7v.2'],
};

/** A shape of its own for each severity, so that it is seen without its colour. */
function icon(severity: Severity): Element {
  const [shape, sign] = OUTLINES[severity];
  const name = phrases.severityName(severity);
  return h(
    'svg',
    { viewBox: '0 0 24 24', className: ['icon'], role: 'img', ariaLabel: name },
    h('path', { d: shape }),
    h('path', { d: sign, className: ['sign'] }),
  );
}

function captures({ captures: [first, ...others] }: Story): Child[] {
  if (!first) return [];
  if (others.length === 0) return [facts(phrases.captureFacts(first))];
  const all = [first, ...others];
  const told = phrases.CAPTURE_FACTS.filter(fact => all.some(one => phrases.captureFact(one, fact) !== ''));
  const header = [say('column.file'), ...told.map(fact => say(`capture.${fact}`))];
  const rows = all.map(one =>
    [one.file, ...told.map(fact => phrases.captureFact(one, fact))].map(cell => h('td', {}, cell)),
  );
  return [table(header, rows)];
}

function table(header: readonly string[], rows: readonly (readonly Element[])[]): Element {
  const names = header.map(name => h('th', { scope: 'col' }, name));
  const body = rows.map(cells => h('tr', {}, cells));
  return h(
    'div',
    { className: ['scroll'] },
    h('table', {}, h('thead', {}, h('tr', {}, names)), h('tbody', {}, body)),
  );
}

function facts(pairs: readonly (readonly [label: string, value: string])[]): Element | undefined {
  if (pairs.length === 0) return undefined;
  const items = pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
  return h('dl', { className: ['facts'] }, items);
}

function timeline({ rows, files }: Story): Child[] {
  if (rows.length === 0) return [];
  const several = files.length > 1;
  const names = ['time', 'what', 'outcome', 'took', ...(several ? ['file'] : []), 'lines'];
  const cells = rows.map((row, index) => [
    h('td', { className: ['time'] }, row.stamp),
    h(
      'td',
      { className: ['what'] },
      row.detail ? h('a', { href: `#scene-${index + 1}` }, row.what) : row.what,
    ),
    h('td', {}, outcome(row)),
    h('td', { className: ['took'] }, row.took),
    ...(several ? [h('td', {}, row.file)] : []),
    h('td', { className: ['lines'] }, phrases.linesOf(row)),
  ]);
  return [
    table(
      names.map(name => say(`column.${name}`)),
      cells,
    ),
    h('p', { className: ['muted'] }, say('localTime')),
  ];
}

function outcome(row: TimelineRow): Element {
  return h('span', { className: ['pill', row.ending] }, phrases.outcomeOf(row));
}

function scene(story: Story, row: TimelineRow, detail: SceneDetail, number: number): Element {
  const title = phrases.titleOf(row);
  const { steps, omittedSteps, excerpt } = detail;
  return h(
    'article',
    { className: ['card'], id: `scene-${number}` },
    h('header', {}, h('h3', {}, row.what), outcome(row)),
    facts([...(row.stamp === undefined ? [] : [[say('column.time'), row.stamp] as const]), ...detail.facts]),
    steps.length > 0
      ? h('div', { className: ['scroll'] }, sequencePicture(title, detail, `scene-${number}`))
      : undefined,
    omittedSteps > 0
      ? h('p', { className: ['muted'] }, say('more', { more: countOf(omittedSteps, 'step') }))
      : undefined,
    row.problems.length > 0
      ? h(
          'ul',
          {},
          row.problems.map(problem => problemItem(story, problem)),
        )
      : undefined,
    excerpt === undefined || excerpt === ''
      ? undefined
      : h('details', {}, h('summary', {}, say('excerptOf')), h('pre', {}, excerpt)),
  );
}

function problemItem(story: Story, problem: ToldProblem): Element {
  return h(
    'li',
    {},
    h('strong', {}, phrases.severityName(problem.severity)),
    say('said', { message: problem.message, place: phrases.placesOf(story, problem) }),
  );
}

function adviceCard(story: Story, advice: Advice): Element {
  const { severity, problems, omitted, guidance } = advice;
  const met = problems.map(problem =>
    h(
      'li',
      {},
      problem.message,
      ' ',
      h('span', { className: ['muted'] }, say('at', { place: phrases.placesOf(story, problem) })),
    ),
  );
  if (omitted > 0)
    met.push(h('li', { className: ['muted'] }, say('more', { more: countOf(omitted, 'problem') })));
  return h(
    'article',
    { className: ['card', severity], id: problems[0] && adviceId(problems[0]) },
    h('header', {}, icon(severity), h('h3', {}, phrases.adviceTitle(advice))),
    h('ul', { className: ['met'] }, met),
    guidanceParts(guidance),
  );
}

/** What a kind of problem is called on the page. */
function adviceId({ rule, entry }: ToldProblem): string {
  return `advice-${[rule, entry ?? ''].join('-').replace(/[^a-z0-9]+/g, '-')}`;
}

function guidanceParts(guidance: Partial<Guidance>): Child[] {
  const { meaning = [], causes = [], steps = [], commands = [] } = guidance;
  const [first, ...more] = meaning;
  const sources = sourcesOf(guidance)
    .map(sourceOf)
    .filter(source => source !== undefined);
  const titled = (name: string, content: Element, some: boolean): Child =>
    some ? [h('h4', {}, label(name, inEnglish)), content] : undefined;
  return [
    first && h('p', {}, statement(first)),
    titled('causes', statements('ul', causes), causes.length > 0),
    titled('steps', statements('ol', steps), steps.length > 0),
    titled('commands', h('pre', {}, commands.join('\n')), commands.length > 0),
    titled('more', statements('ul', more), more.length > 0),
    titled(
      'sources',
      h(
        'ul',
        { className: ['sources'] },
        sources.map(({ title, address }) =>
          h('li', {}, address === '' ? title : h('a', { href: address, rel: ['noreferrer'] }, title)),
        ),
      ),
      sources.length > 0,
    ),
  ];
}

function statements(tagName: 'ul' | 'ol', all: readonly Statement[]): Element {
  return h(
    tagName,
    {},
    all.map(one => h('li', {}, statement(one))),
  );
}

function statement({ text, certainty }: Statement): Child[] {
  if (certainty === 'stated') return [text];
  return [text, ' ', h('span', { className: ['certainty'] }, `(${label(certainty, inEnglish)})`)];
}

function tokens(story: Story): Child[] {
  if (story.tokens.length === 0) return [];
  return [
    h(
      'ul',
      { className: ['tokens'] },
      story.tokens.map(token => tokenItem(story, token)),
    ),
  ];
}

function tokenItem(story: Story, { serial, model, events, omitted, problems }: ToldToken): Element {
  const told = events.map(event => h('li', {}, phrases.eventOf(story, event)));
  if (omitted > 0)
    told.push(h('li', { className: ['muted'] }, say('more', { more: countOf(omitted, 'event') })));
  const named =
    model === undefined ? undefined : h('span', { className: ['muted'] }, say('model', { model }));
  const all = [...told, ...problems.map(problem => problemItem(story, problem))];
  return h('li', {}, h('h3', {}, serial, named), h('ul', {}, all));
}

function secrets(story: Story): Child[] {
  if (story.secrets.length === 0) return [];
  return [h('p', {}, say('secretsNote')), story.secrets.map(one => adviceCard(story, one))];
}
