import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-types';
import { maskedText, maskLines } from '../../../server/src/presentation/mask';
import { redact } from '../../../server/src/secrets';
import { unmark } from '../../support/markers';
import { applied, fix, fixes, open, problems, SEED, SEED_SECRET } from '../../support/reading';
import { every } from '../../support/rows';
import { captureWithSecrets } from '../../support/secrets';

/** Each line, how an excerpt shows it, and what a copy that keeps names has. */
const MASKS: readonly (readonly [line: string, excerpt: string, copy: string])[] = [
  ['{"seed":"00112233445566778899AABBCCDDEEFF00112233"}', `{"seed":"${'*'.repeat(40)}"}`, `{"seed":"${'*'.repeat(37)}158"}`],
  ['set passwd "Sommer-2024"', 'set passwd "***********"', 'set passwd "********155"'],
  ['{"d":{"user":"user10","otp":482913}}', '{"d":{"user":"user10","otp":******}}', '{"d":{"user":"user10","otp":111111}}'],
  ['sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to peer', 'sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to peer', `sent ${'0'.repeat(29)}107 to peer`],
  ['ike 0: comes 198.51.100.7:4500->192.0.2.1:4500, ifindex=3', 'ike 0: comes 198.51.100.7:4500->192.0.2.1:4500, ifindex=3', 'ike 0: comes 198.51.100.7:4500->192.0.2.1:4500, ifindex=3'],
]; // oxfmt-ignore

test('An excerpt hides the secrets that are counted, a copy whatever could be one', () => {
  every(
    MASKS,
    ([line]) => line,
    ([line, excerpt, copy]) => {
      expect(maskedText(open(line).analysis, 0, line.length)).toBe(excerpt);
      expect(redact(`${line}\n`, { keepIdentities: true, keepNames: true })).toBe(`${copy}\n`);
    },
  );
});

/** The marked part of a text, with its secrets masked. */
function masked(marked: string): string {
  const { text, range } = unmark(marked);
  return maskedText(open(text).analysis, range.start, range.end);
}

const SECRET = '"seed":"00112233445566778899AABBCCDDEEFF00112233"';
const IN_REQUEST = `{"d":{"tokens":[{"token":"FTKMOB0000000001",${SECRET}}]}}`;

describe('A part of a text is shown', () => {
  test('with its secrets masked, each as long as it was', () => {
    expect(masked(`<|${IN_REQUEST}|>`)).toBe(
      `{"d":{"tokens":[{"token":"FTKMOB0000000001","seed":"${'*'.repeat(40)}"}]}}`,
    );
  });

  test('with a secret masked that begins before it', () => {
    expect(masked(IN_REQUEST.replace('5566', '55<|66').replace('"}]', '"|>}]'))).toBe('*'.repeat(28) + '"');
  });

  test('with a secret masked that ends after it', () => {
    expect(masked(IN_REQUEST.replace('"seed', '<|"seed').replace('5566', '55|>66'))).toBe(
      '"seed":"************',
    );
  });

  test('with a secret masked whose name is in the line above', () => {
    expect(masked('password: >-\n  <|Winter-Sun-1|>\n')).toBe('*'.repeat(12));
  });

  test('unchanged if it has no secret', () => {
    expect(masked(IN_REQUEST.replace('FTKMOB0000000001', '<|FTKMOB0000000001|>'))).toBe('FTKMOB0000000001');
  });
});

describe('A value that is wrapped', () => {
  test.each(['\n', '\r\n', '\r\r\n'])('keeps its line breaks: %j', end => {
    expect(maskLines(`ABCD${end}EFG`)).toBe(`****${end}***`);
  });
});

/** The first fix that masks one secret. */
function fixOfOne(text: string): CodeAction {
  const one = fixes(text).find(({ title }) => /^Mask (?:this secret|all \d+ occurrences)/.test(title));
  if (!one) throw new Error('not offered');
  return one;
}

/** The text after the fix is applied. */
const maskedOne = (text: string): string => applied(text, fixOfOne(text));

describe('Mask this secret', () => {
  test('masks the one value and nothing else', () => {
    const after = applied(SEED, fix(SEED, 'secret/otp-seed', 'Mask this secret'));
    expect(after).toBe(SEED.replace(SEED_SECRET, '*'.repeat(40)));
  });

  test.each([
    [`    set passwd "Sommer-2024"`, `    set passwd "***********"`],
    [`    set seed 00112233445566778899AABBCCDDEEFF00112233`, `    set seed ${'*'.repeat(40)}`],
    [`AuthCode: 482913`, `AuthCode: ******`],
    [
      'ike 0:t:1: dec 0800000040890007757365723031AA408A0009536F6D6D6572323032',
      'ike 0:t:1: dec 0800000040890007757365723031AA408A0009******************',
    ],
  ])('writes stars of the same length: %s', (line, after) => {
    expect(maskedOne(`${line}\n`)).toBe(`${after}\n`);
  });

  test('masks all its occurrences, and says how many', () => {
    const text = `${IN_REQUEST}\n    set seed 00112233445566778899AABBCCDDEEFF00112233\n`;
    expect(fixOfOne(text).title).toBe('Mask all 2 occurrences of this secret');
    expect(maskedOne(text)).toBe(text.replace(/[0-9A-F]{40}/g, '*'.repeat(40)));
  });

  test('keeps the line breaks of a value that is wrapped, which is one place', () => {
    const text = IN_REQUEST.replace('AABB', 'AA\r\nBB');
    expect(fixOfOne(text).title).toBe('Mask this secret');
    expect(maskedOne(text)).toBe(
      text.replace(/(?<="seed":")[^"]+/, value => value.replace(/[0-9A-F]/g, '*')),
    );
  });

  test('masks two secrets, one after the other', () => {
    const text = `${IN_REQUEST}\n    set passwd "Sommer-2024"\n`;
    const after = maskedOne(maskedOne(text));
    expect(problems(after).filter(({ code }) => String(code).startsWith('secret/'))).toEqual([]);
  });

  test('leaves the other secrets', () => {
    const text = `${IN_REQUEST}\n${IN_REQUEST.replace('00112233445566778899', 'FFEEDDCCBBAA99887766')}\n`;
    const after = applied(text, fix(text, 'secret/otp-seed', 'Mask this secret'));
    expect(problems(after).filter(({ code }) => code === 'secret/otp-seed')).toHaveLength(1);
  });
});

describe('Mask every secret', () => {
  const all = (text: string): string => {
    const offered = fixes(text).find(({ title }) => title.startsWith('Mask every secret'));
    return offered ? applied(text, offered) : text;
  };
  const secretsOf = (text: string): string[] =>
    problems(text, { maxProblems: 1000 })
      .map(({ code }) => String(code))
      .filter(code => code.startsWith('secret/'));

  test('masks every occurrence of a value', () => {
    const text = `${IN_REQUEST}\n${IN_REQUEST}\n`;
    expect(all(text)).toBe(text.replace(/[0-9A-F]{40}/g, '*'.repeat(40)));
  });

  test('says how many occurrences it masks', () => {
    const text = `${IN_REQUEST}\n${IN_REQUEST}\n`;
    expect(fixes(text).map(({ title }) => title)).toContain('Mask every secret in this file (2)');
  });

  test('leaves the lines of another daemon that are inside a secret', () => {
    const other = '2024-03-30 04:10:04 [328] fds_https_recv: something else';
    const text = IN_REQUEST.replace('5566', `55\n${other}\n66`);
    expect(all(text).split('\n')[1]).toBe(other);
  });

  test('leaves no secret, changes no length, and masking again changes nothing', () => {
    fc.assert(
      fc.property(captureWithSecrets, text => {
        fc.pre(secretsOf(text).length > 0);
        const after = all(text);
        expect(after).toHaveLength(text.length);
        expect(after.split('\n').map(({ length }) => length)).toEqual(
          text.split('\n').map(({ length }) => length),
        );
        expect(secretsOf(after)).toEqual([]);
        expect(all(after)).toBe(after);
      }),
      { numRuns: 150 },
    );
  });

  test('leaves JSON that parses', () => {
    const after = all(IN_REQUEST);
    expect(JSON.parse(after)).toMatchObject({ d: { tokens: [{ seed: '*'.repeat(40) }] } });
  });

  test('keeps Content-Length correct', () => {
    const length = new TextEncoder().encode(IN_REQUEST).length;
    const text = `POST /SoftToken/Provisioning.asmx/Process HTTP/1.1\nContent-Length: ${length}\n\n${IN_REQUEST}\n`;
    const mismatches = (of: string): number =>
      problems(of).filter(({ code }) => code === 'http/length-mismatch').length;
    expect(mismatches(text)).toBe(0);
    expect(mismatches(all(text))).toBe(0);
  });
});
