import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inEnglish, RULES, ruleOf } from '../../../server/src/knowledge';
import { rulePage } from '../../../server/src/report/rulePage';

const pageOf = (id: string, translate = inEnglish): string => {
  const rule = ruleOf(id);
  return rule ? rulePage(rule, translate) : '';
};

test('the page of a rule says what is wrong, what to do and who says so', () => {
  const page = pageOf('ftm/no-response');
  expect(page).toMatch(/^# `ftm\/no-response`: A request has no answer\n\nSeverity: warning\. /);
  expect(page).toContain('\n> *token*: no answer to this request');
  expect(page).toMatch(/\n## Next steps\n\n1\. /);
  expect(page).toMatch(/\n## Sources\n\n- \[.+\]\(https:\/\/[^)]+\)\n/);
});

test('code in the words of a rule is code in its page', () => {
  expect(pageOf('ftm/product-not-registered')).toContain('`Product is not registered`');
});

test('every page is in the language of the user', () => {
  for (const { id, title } of RULES)
    expect(pageOf(id, words => words.toUpperCase())).toContain(title.toUpperCase());
});

test.each(RULES.map(({ id }) => id))('docs/rules/%s.md is the page of its rule with an example', id => {
  const written = readFileSync(`docs/rules/${id}.md`, 'utf8');
  expect(written.replace(/## Example\n\n```+\n[^]*?\n```+\n\n?/, '').trim()).toBe(pageOf(id).trim());
});
