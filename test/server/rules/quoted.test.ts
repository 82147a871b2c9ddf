import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../support/findings';
import { findingMessage } from '../../../server/src/rules/findingMessage';
import { quotedAnswer, quotedLine } from '../../../server/src/rules/quoted';

describe('The quoted line of a daemon', () => {
  const words = (count: number): string => Array.from({ length: count }, () => 'words').join(' ');

  test('is whole if it is short', () => {
    expect(quotedLine(`login failed: ${words(20)}`)).toBe(`login failed: ${words(20)}`);
  });

  test('keeps its beginning and its end if it is long, since the cause can be at its end', () => {
    const quoted = quotedLine(`login failed: ${words(60)}: the certificate has expired`);
    expect(quoted).toMatch(/^login failed: words .* … .* words: the certificate has expired$/);
    expect(quoted.length).toBeLessThanOrEqual(240);
    expect(quoted).toMatch(/^login failed:(?: words)+ …(?: words)+: /);
  });

  test('loses quotation marks around all of it', () => {
    expect(quotedLine('  "The login failed"')).toBe('The login failed');
  });

  test('keeps its end in a message, too', () => {
    const quotation = quotedLine(`login failed: ${words(60)}: the certificate has expired`);
    const message = findingMessage(
      {
        rule: 'daemon/said-failure',
        start: 0,
        end: 0,
        related: [],
        cause: undefined,
        facts: { said: quotation },
      },
      text => text,
    );
    expect(message).toMatch(/login failed: words .* … .*: the certificate has expired/);
    expect(message.length).toBeLessThanOrEqual(160);
  });

  test('gives way to the words around it in a message', () => {
    const said = `The identifier ${words(30)}`;
    const message = findingMessage(
      {
        rule: 'login/saml',
        variant: 'entity',
        start: 0,
        end: 0,
        related: [],
        cause: undefined,
        facts: { said },
      },
      text => text,
    );
    expect(message).toMatch(/^A login: SAML: the issuer of .* idp-entity-id \(The identifier .*words\)$/);
  });

  test('shows no part of a secret at the cut', () => {
    const secret = 'Tr0ub4dor-and-Correct-Horse-Battery-Staple';
    expect(quotedLine(`login failed: ${words(60)} password=${secret} was refused`)).not.toMatch(
      /Staple|Horse/,
    );
  });
});

describe('The quoted line of a daemon leaves out', () => {
  test.each([
    [
      'quoted names',
      "group 'admins' refused 'User One' of 'admins2024'",
      "group 'admins' refused '…' of '…'",
    ],
    ['a quoted name that is cut', "login of 'User One", "login of '…'"],
    ['the end of a quotation that began before', 'the login failed"', 'the login failed'],
    ['brackets that are no words', '[Login, main] [4a:root] failed [9', '[Login, main] […] failed […]'],
    ['brackets that are more than words', '[Login=user01] failed', '[…] failed'],
    ['what a person notes', 'the login failed <<<<< here', 'the login failed'],
    ['what an arrow notes', 'the login failed <-- here', 'the login failed'],
    ['what an arrow to the right notes', 'the login failed >> here', 'the login failed'],
    ['blanks in a row', '  the   login\tfailed ', 'the login failed'],
  ])('%s', (_what, line, quoted) => {
    expect(quotedLine(line)).toBe(quoted);
  });

  test('no comparison', () => {
    expect(quotedLine('the login failed: 3 < 5 and 5 > 3')).toBe('the login failed: 3 < 5 and 5 > 3');
  });

  test('nothing of a line as long as a quotation, and the end of a longer one without blanks', () => {
    expect(quotedLine('.'.repeat(240))).toBe('.'.repeat(240));
    expect(quotedLine('.'.repeat(241))).toBe(`${'.'.repeat(239)}…`);
    expect(quotedLine(`a b ${'.'.repeat(300)}`)).toBe(`a b ${'.'.repeat(235)}…`);
    expect(quotedLine(`${'.'.repeat(238)}😀😀`)).toBe(`${'.'.repeat(238)}…`);
    expect(quotedLine(`😀${'.'.repeat(240)}`)).toBe(`😀${'.'.repeat(237)}…`);
    expect(quotedLine(`${'.'.repeat(200)} ${'a b '.repeat(20)}`)).toBe(
      `${'.'.repeat(200)} ${'a b '.repeat(9)}a …`,
    );
  });
});

describe('The quoted answer of a service', () => {
  test.each([
    ['is whole if it is of plain words', ' Token not found ', 'Token not found'],
    ['ends at a bracket', 'Token 31 refused {"serial"', 'Token 31 refused'],
    ['ends at a line break', 'Token 31 refused\nnext', 'Token 31 refused'],
    ['hides quoted values that are no words', "no such 'user' as 'User1'", "no such 'user' as '…'"],
    ['hides a quoted value that is cut', "no user 'User1", "no user '…'"],
    ['hides a quoted name with a capital or a number', "no 'Admin' or 'user01'", "no '…' or '…'"],
    ['hides a long number', 'no token 123456789012', 'no token …'],
    ['keeps a long word in capitals', 'error -1 AUTHENTICATION', 'error -1 AUTHENTICATION'],
    ['is no longer than a message', 'busy, '.repeat(30), 'busy, '.repeat(20).trim()],
    ['hides long words', 'no token abcdefghijklmnopqrst', 'no token …'],
    ['hides serial numbers', 'no token FTKMOB0000000A01', 'no token …'],
    ['keeps short ones', 'error FTK1 -12', 'error FTK1 -12'],
  ])('%s', (_what, answer, quoted) => {
    expect(quotedAnswer(answer)).toBe(quoted);
  });

  test('hides all quoted values if they can be a secret', () => {
    expect(quotedAnswer("no such 'user' as 'User1'", true)).toBe("no such '…' as '…'");
    expect(quotedAnswer(undefined)).toBeUndefined();
  });
});

describe('The secrets that were found are not quoted', () => {
  const said = (text: string): (string | undefined)[] =>
    findingsOf(text).flatMap(({ rule, facts }) => (rule.startsWith('secret/') ? [] : facts['said']));

  test.each([
    ['in a sentence', 'login with password hunter failed\n', 'login with password … failed'],
    ['in a field', 'login failed: password=hunter, code 7\n', 'login failed: password=…, code 7'],
    ['in a line of a daemon', '[2391] handle_req-Error: psk=hunter\n', 'Error: psk=…'],
    ['in a line of a web page', '[2391] handle_req-Error &gt; psk=hunter\n', '…'],
  ])('%s', (_what, text, quoted) => {
    expect(said(text)).toContain(quoted);
    expect(JSON.stringify(findingsOf(text).map(({ facts, message }) => [facts, message]))).not.toMatch(/hunter/);
  }); // oxfmt-ignore

  test('nor in the value of a payload that reports a failure', () => {
    const event = { logid: '0101039426', type: 'event', status: 'failed', msg: 'login with password hunter failed' };
    expect(JSON.stringify(findingsOf(`${JSON.stringify(event)}\n`).map(({ facts }) => facts))).not.toMatch(/hunter/);
  }); // oxfmt-ignore
});
