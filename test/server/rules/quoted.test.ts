import { describe, expect, test } from 'vitest';
import { messageOf } from '../../../server/src/rules/message';
import { quotedLine } from '../../../server/src/rules/quoted';

describe('The quoted line of a daemon', () => {
  const words = (count: number): string => Array.from({ length: count }, () => 'words').join(' ');

  test('is whole if it is short', () => {
    expect(quotedLine(`login failed: ${words(20)}`)).toBe(`login failed: ${words(20)}`);
  });

  test('keeps its beginning and its end if it is long, since the cause can be at its end', () => {
    const quoted = quotedLine(`login failed: ${words(60)}: the certificate has expired`);
    expect(quoted).toMatch(/^login failed: words .* … .* words: the certificate has expired$/);
    expect(quoted.length).toBeLessThanOrEqual(240);
  });

  test('keeps its end in a message, too', () => {
    const quotation = quotedLine(`login failed: ${words(60)}: the certificate has expired`);
    const message = messageOf(
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
    const message = messageOf(
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
