import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/rsso';
const event = (title: string, more: string): string =>
  `date=2024-05-05 time=09:00:12 logid="0102038657" type="event" subtype="user" level="notice" logdesc="${title}" ${more}\n`;

describe('login/rsso fires', () => {
  test('for a value that no group has', () => {
    expect(
      messagesOf(RULE, event('RADIUS profile not found summary', 'count=4 msg="RSSO profile not found"')),
    ).toEqual([
      'A user: RSSO: no group of the FortiGate has the value that the RADIUS accounting message sends (RSSO profile not found)',
    ]);
  });

  test('for a list of groups that is too long', () => {
    const [first, second] = [
      'The group name space is full, this packet will be ignored.',
      'Parse error: RSSO Key',
    ];
    expect(
      messagesOf(
        RULE,
        `FGT # diagnose debug application radiusd -1\n2024-05-05 09:00:12 ${first}\n2024-05-05 09:00:12 ${second}\n`,
      ),
    ).toEqual([
      `RSSO: a RADIUS accounting message is ignored, because its list of groups is too long (${first})`,
    ]);
    expect(
      messagesOf(RULE, event('RADIUS protocol error', 'msg="RADIUS Protocol Error Parse Error RSSO Key"')),
    ).toEqual([
      'RSSO: a RADIUS accounting message is ignored, because its list of groups is too long (RADIUS Protocol Error Parse Error RSSO Key)',
    ]);
  });

  test('for an accounting message that cannot be used', () => {
    expect(
      messagesOf(RULE, event('RADIUS accounting protocol error', 'reason="invalid_secret" msg="an error"')),
    ).toEqual([
      'RSSO: a RADIUS accounting message could not be used; the shared secret may be wrong, or the group list too long (invalid_secret)',
    ]);
  });
});

test('login/rsso does not fire for a user who gets a group', () => {
  const text =
    "Received radius accounting event\nvd 0:root Add/Update auth logon for IP 192.0.2.30 for user user01\nDB 0 insert [ep='user01' pg='students' ip='192.0.2.30/32'] success\n";
  expect(messagesOf(RULE, text + event('RADIUS accounting event', 'msg="RADIUS accounting event"'))).toEqual(
    [],
  );
});
