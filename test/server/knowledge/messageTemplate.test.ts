import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill, isComplete } from '../../../server/src/knowledge/messageTemplate';

describe('A template', () => {
  test('replaces its placeholders with facts', () => {
    expect(fill('{user} ({method}): denied', { user: 'anna', method: 'RADIUS' })).toBe(
      'anna (RADIUS): denied',
    );
  });

  test('keeps a placeholder that has no fact, and is not complete without it', () => {
    expect(fill('{user}: denied', {})).toBe('{user}: denied');
    expect(isComplete('{user}: denied', {})).toBe(false);
    expect(isComplete('{user}: denied', { user: 'anna' })).toBe(true);
  });

  test('leaves an optional part out if one of its facts is missing', () => {
    const template = 'no such user[ (searched {filter} in {base})]';
    expect(fill(template, { filter: '(cn=anna)', base: 'dc=example' })).toBe(
      'no such user (searched (cn=anna) in dc=example)',
    );
    expect(fill(template, { filter: '(cn=anna)' })).toBe('no such user');
    expect(isComplete(template, {})).toBe(true);
  });

  test('uses the first alternative whose facts are known', () => {
    const template = '[{user}|A login][ ({method})]: [error {code}, {text}|error {code}|{text}]';
    expect(fill(template, { user: 'anna', code: '3', text: 'no' })).toBe('anna: error 3, no');
    expect(fill(template, { method: 'LDAP', code: '3' })).toBe('A login (LDAP): error 3');
    expect(fill(template, { text: 'no' })).toBe('A login: no');
    expect(fill(template, {})).toBe('A login: ');
  });

  test('treats brackets without a placeholder as ordinary text', () => {
    expect(fill('{count} lines [... omitted | cut]', { count: '3' })).toBe('3 lines [... omitted | cut]');
    expect(fill('[[{user}]] ]{', { user: 'anna' })).toBe('[anna] ]{');
  });

  test('never reads a fact as a template', () => {
    expect(fill('{user}[ ({method})]', { user: '[x{method}]', method: '{user}|' })).toBe(
      '[x{method}] ({user}|)',
    );
  });

  test('can be any text, and text without placeholders stays unchanged', () => {
    const part = fc.constantFrom('[', ']', '{', '}', '|', 'user', '{user}', ' ', '\n');
    fc.assert(
      fc.property(fc.array(part), parts => {
        const template = parts.join('');
        const text = fill(template, { user: 'anna' });
        if (!template.includes('{user}')) expect(text).toBe(template);
        expect(text).not.toContain('{user}');
      }),
    );
  });
});
