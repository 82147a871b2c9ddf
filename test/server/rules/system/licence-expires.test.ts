import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'system/licence-expires';
const event = (msg: string): string =>
  `date=2026-01-12 time=09:10:11 logid="0100020103" type="event" subtype="system" level="warning" msg="${msg}"\n`;

describe('system/licence-expires', () => {
  test.each([
    'FortiGuard antivirus license will expire in 14 day(s)',
    'FortiToken Cloud license will expire in 7 days',
    'FortiCare subscription expires in 30 days',
  ])('fires for: %s', msg => {
    expect(messagesOf(RULE, event(msg))).toEqual([`A licence will expire soon (${msg})`]);
  });

  test.each(['FortiGuard antivirus license is valid', 'user session will expire in 5 minutes'])(
    'does not fire for: %s',
    msg => {
      expect(messagesOf(RULE, event(msg))).toEqual([]);
    },
  );
});
