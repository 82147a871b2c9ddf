import { describe, expect, test } from 'vitest';
import { inEnglish, type RuleId } from '../../../server/src/knowledge';
import {
  type Facts,
  findingMessage,
  findingReason,
  relatedMessage,
  severityOf,
  titleAsReason,
} from '../../../server/src/rules';

const findingOf = (rule: RuleId, facts: Facts, variant?: string) =>
  ({ rule, facts, variant, start: 0, end: 1, related: [], cause: undefined }) as const;
const message = (rule: RuleId, facts: Facts, variant?: string): string =>
  findingMessage(findingOf(rule, facts, variant), inEnglish);
const reason = (rule: RuleId, facts: Facts, variant?: string): string =>
  findingReason({ rule, facts, variant }, inEnglish);

describe('The message of a problem', () => {
  test('is the first one whose facts are known, or the last', () => {
    expect(message('ike/selectors', { connection: 'site-a' })).toBe(
      'site-a: the phase 2 selectors of the two ends do not match',
    );
    expect(message('token/status', { token: 'FTKMOB0000000A01' }, 'unknown')).toContain(
      'no source for its state',
    );
  });

  test('is the general one for an outcome without words of its own', () => {
    expect(message('login/denied', { user: 'user01' }, 'a new outcome')).toContain(
      'user01: fnbamd denied the login',
    );
  });

  test('continues a sentence with a title', () => {
    const facts = { token: 'FTKMOB0000000A01', code: '31', title: 'Token does not belong to product' };
    expect(message('ftm/service-error', facts)).toBe(
      'FTKMOB0000000A01: token does not belong to product (error 31)',
    );
    expect(message('ftm/service-error', { ...facts, title: 'FortiToken not found' })).toContain(
      ': FortiToken not found (',
    );
    expect(message('ftm/service-error', { ...facts, title: 'HTTP is refused' })).toContain(
      ': HTTP is refused (',
    );
    expect(message('ftm/service-error', { ...facts, title: 'The FortiToken is locked' })).toContain(
      ': the FortiToken is locked (',
    );
  });

  test('has a title with its capital in another language, whose nouns have one', () => {
    const inGerman = (text: string): string => (text === 'Token not found' ? 'Token nicht gefunden' : text);
    const finding = findingOf('ftm/service-error', { title: 'Token not found' });
    expect(findingMessage(finding, inGerman)).toContain(': Token nicht gefunden');
  });

  test('is one line, with long names cut', () => {
    expect(message('ike/no-gateway', { connection: 'a\r\n\u0000b' })).toBe(
      'a b: no phase 1 matches the request',
    );
    expect(message('ike/no-gateway', { connection: '\ta\r\n' })).toBe('a: no phase 1 matches the request');
    expect(message('ike/no-gateway', { connection: 'a'.repeat(71) })).toBe(
      `${'a'.repeat(69)}…: no phase 1 matches the request`,
    );
    expect(message('ike/no-gateway', { connection: 'a'.repeat(70) })).toContain(`${'a'.repeat(70)}: no`);
    expect(message('ike/no-gateway', { connection: `${'a'.repeat(68)}😀😀` })).toContain(
      `${'a'.repeat(68)}…: no`,
    );
    expect(message('ike/no-gateway', { connection: `😀${'a'.repeat(70)}` })).toContain(
      `😀${'a'.repeat(67)}…: no`,
    );
  });

  test('names a time in units', () => {
    expect(message('capture/clock-jump', { seconds: '240' })).toContain('goes back by 4 min here');
  });

  test('fits into a line', () => {
    const said = Array.from({ length: 60 }, () => 'words').join(' ');
    const text = message('login/denied', { user: 'u'.repeat(60), said }, 'said');
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/refused: words .* … .*words$/);
  });

  test('shortens a quotation no further than the line needs', () => {
    const said = Array.from({ length: 60 }, () => 'word').join(' ');
    const lengths = [1, 33, 34, 60].map(
      length => message('login/denied', { user: 'u'.repeat(length), said }, 'said').length,
    );
    expect(lengths).toEqual([128, 160, 156, 157]);
  });
});

describe('The reason of a problem', () => {
  test('is that of its outcome, or the general one', () => {
    expect(reason('ike/no-proposal', {}, 'dh')).toBe('DH groups differ (phase 1)');
    expect(reason('ike/no-proposal', {}, 'mode')).toBe('no phase 1 proposal accepted');
    expect(reason('ike/no-proposal', {})).toBe('no phase 1 proposal accepted');
    expect(reason('ike/peer-id', {})).toBe('the gateway does not accept the peer');
    expect(reason('ike/peer-id', {}, 'incorrect')).toBe('peer ID does not match');
    expect(reason('ike/phase2-down', {})).toBe('phase 2 down');
    expect(reason('ike/phase2-down', {}, 'event')).toBe('phase 2 negotiation failed');
  });

  test('is the first one whose facts are known', () => {
    expect(reason('token/status', { status: 'locked' })).toBe("token 'locked'");
    expect(reason('token/status', { status: 'locked', title: 'The token is locked' })).toBe(
      'the token is locked',
    );
  });

  test('is the title of a rule without one', () => {
    expect(reason('secret/key', {})).toBe('key material (IKE/ESP key or MSCHAP exchange)');
    expect(reason('ftm/service-error', {})).toBe('the service answered with a known error');
  });

  test('is short', () => {
    const facts = { status: 'locked', title: 'The token cannot be used: it is locked' };
    expect(reason('token/status', facts)).toBe('the token cannot be used');
    expect(reason('token/status', { ...facts, title: 'x'.repeat(80) }).length).toBe(60);
    expect(titleAsReason(`Token ${'x'.repeat(80)}`, inEnglish)).toBe(`token ${'x'.repeat(53)}…`);
    expect(titleAsReason('Denied', inEnglish)).toBe('denied');
  });

  test('is the first part of a title with the punctuation of Chinese', () => {
    expect(titleAsReason('令牌已被锁定无法使用：请解锁', inEnglish)).toBe('令牌已被锁定无法使用');
  });
});

test('The severity of a problem is its own, or that of its rule', () => {
  expect(severityOf(findingOf('ike/dead-peer', {}))).toBe('warning');
  expect(severityOf({ ...findingOf('ike/dead-peer', {}), severity: 'hint' })).toBe('hint');
});

test('A related place without words of its own is named by its role', () => {
  const place = { start: 0, end: 1, role: 'elsewhere' };
  expect(relatedMessage(findingOf('ike/dead-peer', {}), place, inEnglish)).toBe('elsewhere');
});
