// The grammar file and the language configuration themselves.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { every, first } from '../support/rows';
import { GRAMMAR_FILE } from './tokenizer';

/** Beginnings of scope names that the default light, dark and high-contrast themes of VS Code know, and those that need no colour. */
const STANDARD =
  /^(?:comment\.line|constant\.(?:numeric|other|language)|entity\.name\.(?:function|type)|keyword\.operator|markup\.inserted|meta|punctuation|string\.(?:quoted|unquoted|other|json)|support\.(?:type|variable)|variable\.other\.constant)\./;

function* strings(value: unknown, key = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [key, value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* strings(inner, name);
}

describe('the grammar', () => {
  const grammar: unknown = JSON.parse(readFileSync(GRAMMAR_FILE, 'utf8'));
  const { repository } = grammar as { repository: unknown };
  const all = [...strings(repository)];

  it('has standard scope names only, each with the suffix of its language', () => {
    const names = all.filter(([key]) => key === 'name').flatMap(([, name]) => name.split(' '));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter(name => !STANDARD.test(`${name}.`))).toEqual([]);
    expect(names.filter(name => !/\.(?:json|fortios-debug)$/.test(name))).toEqual([]);
  });

  it('has no rule that VS Code would retry at every offset of a long line', () => {
    const patterns = all
      .filter(([key]) => ['match', 'begin', 'end', 'while'].includes(key))
      .map(([, pattern]) => pattern);
    expect(patterns.length).toBeGreaterThan(20);
    expect(patterns.filter(pattern => pattern.includes('\\G'))).toEqual([]);
  });

  it('has the same form of a time stamp at the start of a line and within one', () => {
    const { 'stamp-line': first, stamp } = repository as Record<
      string,
      { begin: string; match: string } | undefined
    >;
    expect(first?.begin).toBe(stamp?.match);
  });

  it('includes only rules that exist', () => {
    const known = new Set(Object.keys(repository as object).map(name => `#${name}`));
    const included = [...strings(grammar)].filter(([key]) => key === 'include').map(([, name]) => name);
    expect(included.filter(name => !known.has(name))).toEqual([]);
    expect([...known].filter(name => !included.includes(name))).toEqual([]);
  });
});

describe('the language configuration', () => {
  const { wordPattern, autoClosingPairs, colorizedBracketPairs, folding } = JSON.parse(
    readFileSync('syntaxes/language-configuration.json', 'utf8'),
  ) as {
    wordPattern: string;
    autoClosingPairs: unknown[];
    colorizedBracketPairs: unknown[];
    folding: { markers: { start: string; end: string } };
  };

  const CASES = [
    ['[1906] handle_req-Rcvd auth', ['1906', 'handle_req', 'Rcvd', 'auth']],
    ['__get_json_cluster_obj[183]:vSN', ['__get_json_cluster_obj', '183', 'vSN']],
    ['Set token FTKMOB0123456789 to', ['Set', 'token', 'FTKMOB0123456789', 'to']],
    ['192.0.2.2:4500->192.0.2.1:50123', ['192.0.2.2', '4500', '192.0.2.1', '50123']],
    ["hostname 'ftm-ca2.example.com'.", ['hostname', 'ftm-ca2.example.com']],
    ['from 2001:db8::1, to', ['from', '2001:db8::1', 'to']],
    ['FAC-VM0000000001', ['FAC-VM0000000001']],
    ['V=root:0:ra-ikev1_0:1717:', ['V', 'root', '0', 'ra-ikev1_0', '1717']],
    ['{"error_code":31}', ['error_code', '31']],
    ['2025-03-01 08:40:12 [2050] handle_req', ['2025-03-01 08:40:12', '2050', 'handle_req']],
  ] as const;

  it('has the words that a user selects', () => {
    every(CASES, first, ([line, expected]) => {
      expect(line.match(new RegExp(wordPattern, 'g'))).toEqual(expected);
    });
  });

  it('closes no brackets, and does not colour unbalanced ones', () => {
    expect(autoClosingPairs).toEqual([]);
    expect(colorizedBracketPairs).toEqual([]);
  });

  it('folds a block of configuration', () => {
    const start = new RegExp(folding.markers.start);
    const end = new RegExp(folding.markers.end);
    expect(['config user fortitoken', '    edit "FTKMOB0123456789"'].map(line => start.test(line))).toEqual([
      true,
      true,
    ]);
    expect(['    next', 'end'].map(line => end.test(line))).toEqual([true, true]);
    expect(
      ['FGT (root) # config user', 'set status active'].some(line => start.test(line) || end.test(line)),
    ).toBe(false);
  });
});
