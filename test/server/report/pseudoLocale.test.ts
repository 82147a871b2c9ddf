import { afterEach, expect, test } from 'vitest';
import { chooseLanguage, inEnglish } from '../../../server/src/knowledge';
import { helpAfter } from '../../../server/src/cli/help';
import { storyHtml } from '../../../server/src/report/storyHtml';
import { storyMarkdown } from '../../../server/src/report/storyMarkdown';
import { SEED } from '../../support/reading';
import { storyOne } from '../../support/story';

afterEach(() => chooseLanguage(inEnglish, 'en'));

/** What is left in English where every text is put in brackets, and taken out with what it holds. */
function leftIn(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, '')];
  return rest;
}

/** Words of three and more lower-case letters in a row of two or more: a sentence, not a name or a command. */
const ENGLISH = /\b[a-z]{3,} [a-z]{3,}\b/;

/** Without what is the same in every language: code, addresses, titles of sources, styles, attributes. */
const withoutCode = (text: string): string =>
  text
    .replace(/^```[\s\S]*?^```|^ {2}\S.*$|<style>[\s\S]*?<\/style>|<pre>[\s\S]*?<\/pre>/gm, '')
    .replace(/<a href="https[^>]*>[^<]*<\/a>|\[[^\]]*\]\(https[^)]*\)|<[^>]*>/g, '');

test.each([
  ['a report as Markdown', () => storyMarkdown(storyOne(SEED))],
  ['a report as HTML', () => storyHtml(storyOne(SEED))],
  [
    'the help',
    () =>
      ['all', 'check', 'show', 'redact', 'report', 'recipe'].map(name => helpAfter(name as 'all')).join(''),
  ],
])('%s leaves no text in English', (_, write) => {
  chooseLanguage(english => `⟦${english}⟧`, 'de');
  const left = leftIn(withoutCode(write()))
    .split('\n')
    .filter(line => ENGLISH.test(line));
  expect(left).toEqual([]);
});
