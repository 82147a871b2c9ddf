import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/ztna';
const GATEWAY = 'A client: ZTNA: no API gateway of the access proxy matches the requested host or path';
const event = (msg: string): string =>
  `date=2024-05-05 time=09:00:12 logid="0005000024" type="traffic" subtype="ztna" level="notice" action="deny" vip="web" msg="${msg}"\n`;

describe('login/ztna fires', () => {
  test.each([
    ['for an event', event('Unable to match an API-gateway'), `${GATEWAY} (Unable to match an API-gateway)`],
    [
      'for a denied request',
      event('Denied: failed to match an API-gateway'),
      `${GATEWAY} (Denied: failed to match an API-gateway)`,
    ],
    [
      'for lines of wad with aligned columns, without and with a time',
      '[V][p:2311][s:1801221][r:1006]  wad_vs_proxy_match_vhost             :4013  6:web: no host matched.\n' +
        '[W]2024-02-01 09:50:29.684969 [p:2311][s:1801221][r:1006] wad_vs_proxy_match_gwy               :3972  6:web: no api-gateway matched!\n',
      `${GATEWAY} (6:web: no host matched.)`,
    ],
    [
      'for a device that is offline',
      event('Denied: the device is offline'),
      "A client: ZTNA: EMS says that the client's device is offline (Denied: the device is offline)",
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesOf(RULE, text)[0]).toBe(message);
  });
});

test('login/ztna does not fire for a request that a policy allows', () => {
  expect(
    messagesOf(
      RULE,
      '[V][p:2311][s:1801221][r:1006]  wad_vs_proxy_match_gwy               :3954  6:web: matching gwy with vhost(_def)\n' +
        '[I][p:2311][s:1801221][r:1006]  wad_http_req_policy_set              :11302 match pid=3 policy-id=3 vd=0\n',
    ),
  ).toEqual([]);
});
