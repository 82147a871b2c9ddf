import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inEnglish, RULES } from '../../../server/src/knowledge';
import { causeNamed, causesOf } from '../../../server/src/knowledge/causes';
import { rulePage } from '../../../server/src/report/rulePage';
import { byId, every } from '../../support/rows';

const pageOf = (id: string, translate = inEnglish): string => {
  const cause = causeNamed(id);
  return cause ? rulePage(cause, translate) : '';
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

test('the page of a SAML clock problem speaks of clocks and NTP, and links to that of all SAML problems', () => {
  const page = pageOf('login/saml/clock');
  expect(page).toMatch(/^# `login\/saml\/clock`: clocks differ\n/);
  expect(page).toContain('[`login/saml`](../saml.md): The SAML login failed');
  expect(page).toContain('check NTP on the FortiGate');
  expect(page).toContain('diagnose sys ntp status');
});

test('the page of a rule links to those of its causes', () => {
  expect(pageOf('login/saml')).toContain('- [`login/saml/clock`](saml/clock.md): clocks differ\n');
});

test('a cause that an entry explains has the guidance of the entry on its page', () => {
  const cause = causeNamed('token/status');
  const page = cause && rulePage({ ...cause, entry: 'token-status/token-already-activated' }, inEnglish);
  expect(page).toMatch(/^# `token\/status`: Hard token locked/);
});

test('The pages of all rules and their causes in docs/rules are up to date, apart from their examples', () => {
  every(RULES, byId, rule => {
    for (const one of [rule.id, ...causesOf(rule).map(cause => cause.id)]) {
      const written = readFileSync(`docs/rules/${one}.md`, 'utf8');
      expect(written.replace(/## Example\n\n```+\n[^]*?\n```+\n\n?/, '').trim()).toBe(pageOf(one).trim());
    }
  });
});
