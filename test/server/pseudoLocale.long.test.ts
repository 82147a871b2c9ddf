import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COMMANDS as FORMS } from '../../server/src/cli/commandForms';
import { helpOn } from '../../server/src/cli/help';
import {
  codeActionsOf,
  COPY_TEXT,
  RECORD_CAPTURE,
  TURN_RULE_OFF,
} from '../../server/src/features/codeActions';
import { codeLensesOf, SHOW_INCIDENT } from '../../server/src/features/codeLens';
import { diagnosticsOf } from '../../server/src/features/diagnostics';
import { documentSymbolsOf } from '../../server/src/features/documentSymbols';
import { hoverAt } from '../../server/src/features/hover';
import { inlayHintsOf } from '../../server/src/features/inlayHints';
import { teamEntryOf } from '../../server/src/features/teamEntry';
import { COPY_TICKET, ticketOf } from '../../server/src/features/ticket';
import { chooseLanguage, inEnglish } from '../../server/src/knowledge';
import { serverTexts } from '../../server/src/knowledge/texts';
import { storyHtml } from '../../server/src/report/storyHtml';
import { storyMarkdown } from '../../server/src/report/storyMarkdown';
import { RULE_EXAMPLES } from '../support/examples';
import { inPseudo, leftInEnglish } from '../support/pseudo';
import { open, type Opened, SEED, wordsOf } from '../support/reading';
import { storyOne } from '../support/story';
import { folderWith, runHere } from '../support/terminal';
import { every } from '../support/rows';

// The command line reads the translations beside its program.
vi.mock('../../server/src/files/translations', () => ({
  translationsFor: () => [...serverTexts().keys()].map(inPseudo),
}));

beforeEach(() => chooseLanguage(inPseudo, 'de'));
afterEach(() => chooseLanguage(inEnglish, 'en'));

test('a text that is left in English is found', () => {
  const said = `${inPseudo('Error {code}:')} refused by the {daemon}; FGT # get system status`;
  expect(leftInEnglish(said, 'by the')).toEqual(['refused by the']);
  expect(leftInEnglish(said, 'refused by the')).toEqual([]);
});

/** Removes what is the same in every language: code, addresses, styles, attributes. */
const withoutCode = (text: string): string =>
  text
    .replace(/^```[\s\S]*?^```|^ {2}\S.*$|<style>[\s\S]*?<\/style>|<pre>[\s\S]*?<\/pre>/gm, '')
    .replace(/<a href="https[^>]*>[^<]*<\/a>|\[[^\]]*\]\(https[^)]*\)|<[^>]*>/g, ' ');

test.each([
  ['a report as Markdown', () => storyMarkdown(storyOne(SEED))],
  ['a report as HTML', () => storyHtml(storyOne(SEED))],
  ['the help', () => [undefined, ...FORMS].map(helpOn).join('')],
])('%s leaves no text in English', (_, write) => {
  expect(leftInEnglish(withoutCode(write()), SEED)).toEqual([]);
});

const OPTIONS = { severities: {}, translate: inPseudo };
const COMMANDS = new Set([COPY_TEXT, COPY_TICKET, RECORD_CAPTURE, TURN_RULE_OFF, SHOW_INCIDENT]);
const DIAGNOSTICS = {
  ...OPTIONS,
  maxProblems: 2,
  relatedInformation: true,
  codeDescription: true,
  data: true,
};

const problemsIn = ({ analysis, document }: Opened) => diagnosticsOf(analysis, document, DIAGNOSTICS);

/** Every string in a value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Everything that an editor shows for a capture, by feature. */
const SHOWN: Readonly<Record<string, (opened: Opened) => readonly string[]>> = {
  problems: opened =>
    problemsIn(opened).flatMap(({ message, relatedInformation = [] }) =>
      stringsIn([message, relatedInformation.map(one => one.message)]),
    ),
  'code actions': opened =>
    codeActionsOf(opened.analysis, opened.document, problemsIn(opened), {
      ...OPTIONS,
      clientCommands: COMMANDS,
      showDocument: true,
    }).flatMap(({ title, command }) => [title, ...stringsIn(command?.arguments)]),
  'code lenses': ({ analysis, document }) =>
    codeLensesOf(analysis, document, { ...OPTIONS, commands: COMMANDS }).map(
      ({ command }) => command?.title ?? '',
    ),
  tickets: ({ analysis }) => analysis.findings.map(finding => ticketOf(finding, analysis, inPseudo)),
  'inlay hints': ({ analysis, document }) => {
    const all = { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } };
    return stringsIn(inlayHintsOf(analysis, document, all, { ...OPTIONS, level: 'all' }));
  },
  outline: ({ analysis, document }) => stringsIn(documentSymbolsOf(analysis, document, inPseudo)),
  // At each problem, and at every fifth word.
  hovers: ({ analysis, document }) =>
    [
      ...analysis.findings.map(({ start }) => start),
      ...[...analysis.text.matchAll(/[\w-]+/g)].map(({ index }) => index).filter((_, at) => at % 5 === 0),
    ].flatMap(offset => {
      const found = hoverAt(analysis, document, offset, { ...OPTIONS, markdown: true });
      return found ? [wordsOf(found)] : [];
    }),
  'the entry of a team': ({ analysis }) =>
    analysis.findings.flatMap(finding => stringsIn(teamEntryOf(analysis, finding.start, inPseudo))),
};

test.each(Object.entries(SHOWN))('%s leave no text in English, for any rule', (_, show) => {
  let count = 0;
  const left = RULE_EXAMPLES.flatMap(({ id, examples }) => {
    const text = `${examples.match.join('\n')}\n`;
    const said = show(open(text)).filter(one => one !== '');
    count += said.length;
    return said.flatMap(one => leftInEnglish(one, text)).map(words => `${id}: ${words}`);
  });
  expect(count).toBeGreaterThan(0);
  expect([...new Set(left)]).toEqual([]);
});

describe('The command line in another language', () => {
  const BAD = {
    'seed.log': SEED,
    'list.json': '{}',
    'array.json': '[]',
    'comma.json': '[{ "id" "site/x" ]',
    'value.json': JSON.stringify([
      { id: 'X', title: 1, match: { text: '{user}{group}' }, meaning: 'x', severity: 'fatal', other: 1 },
      { id: 'site/a', title: '', match: {}, examples: { match: ['x'] } },
      ...['x {nobody}', 'x {user:odd}', 'x {user', '{*} a'.repeat(17), 'a'.repeat(401), 'x {end} y'].map(
        (text, at) => ({ id: `site/b${at}`, title: 'B', match: { text }, examples: { match: ['x'] } }),
      ),
    ]),
    'rule.json': '{ "fortiosDebug.rules": { "ftm/nope": "off" } }',
    'kind.json': '{ "fortiosDebug.knowledge": "own" }',
    'name.json': '{ "other": 1 }',
  };

  const CASES = [
    ['check'],
    ['check', '--nope', 'seed.log'],
    ['check', '--formta', 'json', 'seed.log'],
    ['check', '--format', 'xml', 'seed.log'],
    ['check', '--format'],
    ['chekc', 'seed.log'],
    ['show', 'seed.log'],
    ['redact', '--check', '--out', 'x', 'seed.log'],
    ['check', '--rule', 'ftm/nope=off', 'seed.log'],
    ['check', '--rule', 'json/damaged=loud', 'seed.log'],
    ['check', '--only', 'nope:1 "a', 'seed.log'],
    ['check', '--follow', '--format', 'json', 'seed.log'],
    ['check', 'missing.log'],
    ['check', 'list.json'],
    ['check', '--config', 'array.json', 'seed.log'],
    ['check', '--config', 'comma.json', 'seed.log'],
    ['check', '--config', 'rule.json', 'seed.log'],
    ['check', '--config', 'kind.json', 'seed.log'],
    ['check', '--config', 'name.json', 'seed.log'],
    ['knowledge', 'test', 'value.json'],
    ['knowledge', 'test', 'list.json'],
    ['report', '--incident', '99', 'seed.log'],
    ['report', '--out', 'a.docx', 'seed.log'],
    ['recipe', 'nope'],
    ['recipe', 'sslvpn', '--release', 'x'],
    ['explain', 'error', '31'],
    ['explain', 'qqqqqq'],
    ['detect', 'seed.log', 'list.json'],
    ['check', 'seed.log'],
    ['check', '--format', 'markdown', 'seed.log'],
    ['redact', '--check', 'seed.log'],
    ['help'],
    ...['check', 'show', 'redact', 'report', 'detect', 'explain', 'knowledge', 'recipe', 'lsp'].map(name => [
      name,
      '--help',
    ]),
  ] as const;

  test('leaves no text in English', async () => {
    await every(
      CASES,
      words => words.join(' '),
      async ([...words]) => {
        const folder = folderWith(BAD);
        const named = words.map(word => (word in BAD ? path.join(folder, word) : word));
        const { out, err } = await runHere(['--locale', 'de', ...named]);
        const said = `${out}${err}`;
        expect(said).not.toBe('');
        expect(leftInEnglish(withoutCode(said), [SEED, folder, ...words].join(' '))).toEqual([]);
      },
    );
  });
});
