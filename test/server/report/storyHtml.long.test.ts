import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import sources from '../../../server/src/knowledge/data/sources.json';
import { forCustomer } from '../../../server/src/report/selection';
import { storyHtml } from '../../../server/src/report/storyHtml';
import { asPrinted } from '../../../server/src/syntax';
import { anyText } from '../../support/arbitraries';
import { CAPTURES } from '../../support/captures';
import { asked, deleted, result } from '../../support/logins';
import { SEED, shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';
import { storyFrom, storyOne } from '../../support/story';
import { every } from '../../support/rows';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a page, which must be strictly well-formed. */
function elementsOf(html: string): Element[] {
  const errors: string[] = [];
  const document = parse(html, {
    onParseError: ({ code, startLine }) => errors.push(`${startLine}: ${code}`),
  });
  expect(errors).toEqual([]);
  const elements: Element[] = [];
  const walk = (node: Node): void => {
    if (defaultTreeAdapter.isElementNode(node)) elements.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) walk(child);
  };
  walk(document);
  return elements;
}

const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find(one => one.name === name)?.value;

function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const wordsIn = (elements: readonly Element[], tagName: string): string[] =>
  elements.filter(element => element.tagName === tagName).map(textOf);

const PAGE = storyHtml(storyOne(SEED));
const ELEMENTS = elementsOf(PAGE);

/** The elements that a page may have: none that run code or load resources. */
const HARMLESS = new Set(
  'html head meta title style body header main section article div h1 h2 h3 h4 p ul ol li dl dt dd table thead tbody tr th td strong span a code pre details summary svg desc g line rect text tspan polygon circle path'.split(
    ' ',
  ),
);

const ADDRESSES = new Set(sources.map(({ address }) => address));

function expectHarmless(elements: readonly Element[]): void {
  for (const element of elements) {
    expect(HARMLESS).toContain(element.tagName);
    for (const { name, value } of element.attrs) {
      expect(name).not.toMatch(/^on|^src|^style$/);
      if (name === 'href' && !ADDRESSES.has(value)) expect(value).toMatch(/^#[\w-]+$/);
    }
  }
}

describe('The page of the capture that the project started from', () => {
  test('has its parts in the order in which a reader needs them', () => {
    expect(wordsIn(ELEMENTS, 'h2')).toEqual([
      'What to do',
      'Which cause it is',
      'Evidence',
      'Also in this capture',
    ]);
  });

  test('folds everything else', () => {
    expect(wordsIn(ELEMENTS, 'summary')).toEqual([
      '8 more steps',
      '3 more',
      'What happened, step by step',
      'Its lines, secrets masked',
      'Also known, and sources',
      'Also known, and sources',
      'What was captured',
      'Secrets in the captures',
      'What was not analysed',
    ]);
  });

  test('begins with the most severe problem', () => {
    expect(wordsIn(ELEMENTS, 'h1')[0]).toMatch(
      /^FTKMOB947FDC1754: licence registered to another serial number/,
    );
  });

  test('has a picture with a title and its steps in words, for those who cannot see it', () => {
    const picture = ELEMENTS.find(element => attributeOf(element, 'class') === 'sequence') ?? expect.fail();
    expect(attributeOf(picture, 'role')).toBe('img');
    const named = (attributeOf(picture, 'aria-labelledby') ?? '')
      .split(' ')
      .map(id => ELEMENTS.find(one => attributeOf(one, 'id') === id));
    expect(named.map(one => one && textOf(one).slice(0, 60))).toEqual([
      'provision FTKMOB947FDC1754: licence at another serial number',
      'FortiGate: begins: provision FTKMOB947FDC1754, FortiGate → F',
    ]);
  });

  test('marks the failed step by a shape as well as by colour', () => {
    const failed = ELEMENTS.find(element => attributeOf(element, 'class') === 'step bad') ?? expect.fail();
    expect(
      failed.childNodes.some(
        child => defaultTreeAdapter.isElementNode(child) && attributeOf(child, 'class') === 'mark',
      ),
    ).toBe(true);
  });

  test('has a policy against loading or running anything', () => {
    const policy = ELEMENTS.find(element => attributeOf(element, 'http-equiv') === 'Content-Security-Policy');
    expect(policy && attributeOf(policy, 'content')).toBe("default-src 'none'; style-src 'unsafe-inline'");
    expect(PAGE).not.toMatch(/@import|url\(/);
  });

  test('shows the lines with the seed masked', () => {
    expect(wordsIn(ELEMENTS, 'pre').join('\n')).toContain(`"seed": "${'*'.repeat(40)}"`);
  });
});

test('The page for a customer has the outcome, the picture and the steps against the most severe problem', () => {
  const elements = elementsOf(storyHtml(forCustomer(storyOne(SEED))));
  expect(wordsIn(elements, 'h2')).toEqual(['What to do', 'Also in this capture']);
  expect(wordsIn(elements, 'h3')).toEqual(['provision FTKMOB947FDC1754']);
  expect(wordsIn(elements, 'li').join('\n')).toContain(
    'Register every cluster member in the same FortiCare account.',
  );
  expect(wordsIn(elements, 'pre')).toEqual([]);
});

test('A report on several incidents has the picture of the most severe problem first, and a timeline', () => {
  const elements = elementsOf(storyHtml(storyOne(`${asked('user10')}${result(0)}${deleted()}${SEED}`)));
  expect(wordsIn(elements, 'summary').filter(words => !/more|lines|sources/.test(words))).toEqual([
    'What happened, step by step',
    'What happened',
    'Step by step',
    'Token by token',
    'What was captured',
    'Secrets in the captures',
    'What was not analysed',
  ]);
  expect(wordsIn(elements, 'h3')).toContain('login user10');
});

test('The page of a capture is well-formed, every link leads somewhere, every name is given once', () => {
  every(
    CAPTURES.map((text, index) => [index, text] as const),
    ([index]) => `capture ${index}`,
    ([, text]) => {
      const story = storyOne(text);
      for (const page of [story, forCustomer(story)]) {
        const elements = elementsOf(storyHtml(page));
        expectHarmless(elements);
        const ids = elements.flatMap(element => attributeOf(element, 'id') ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        for (const element of elements) {
          const href = attributeOf(element, 'href');
          if (href?.startsWith('#')) expect(ids).toContain(href.slice(1));
        }
      }
    },
  );
});

test.each([
  '<script>alert(1)</script>',
  '"><img/src=x>',
  '</title><svg/onload=x>',
  '</style>',
  '&lt;b&gt;',
  '<!--',
])('A user or a file with the name %s stays plain text', name => {
  const elements = elementsOf(storyHtml(storyFrom({ [name]: asked(name) + result(1) + deleted(), b: SEED })));
  expectHarmless(elements);
  // A capture that was copied from a web page names the user as the unit did.
  expect(wordsIn(elements, 'h3')).toContain(`login ${asPrinted(name)}`);
  expect(wordsIn(elements, 'title')[0]).toContain(name);
});

test('Any text at all has a page that is well-formed and harmless', () => {
  fc.assert(
    fc.property(anyText, text => {
      expectHarmless(elementsOf(storyHtml(storyFrom({ [text]: text }))));
    }),
  );
});

test('The page contains no secret', () => {
  fc.assert(
    fc.property(captureWithSecrets, text => {
      expect(shownOf(SECRETS, storyHtml(storyOne(text)))).toEqual([]);
    }),
  );
});
