import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { messageOf } from '../../../../server/src/rules';
import { inEnglish } from '../../../../server/src/knowledge';

const RULE = 'login/fsso';

const said = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => rule === RULE)
    .map(finding => messageOf(finding, inEnglish));

describe('login/fsso fires', () => {
  test.each([
    [
      'for passwords that differ',
      '_process_auth[agent1]: server authentication failed, aborting\ndisconnect_server_only[agent1]: disconnecting\n',
      'FSSO: the passwords of the FortiGate and of the collector agent differ (server authentication failed, aborting)',
    ],
    [
      'for an agent that refuses the connection',
      '_event_error[agent1]: error occurred in epoll_in: Connection refused\n',
      'FSSO: no connection to the collector agent (error occurred in epoll_in: Connection refused)',
    ],
  ])('%s', (_why, text, message) => {
    expect(said(text)).toEqual([message]);
  });
});

describe('login/fsso does not fire', () => {
  test.each([
    [
      'for a heartbeat and a login',
      'fsae_io_ctx_process_msg[agent1]: received heartbeat 101609\n[_process_logon:1079]: USER01 (192.0.2.101, 0) logged on from agent1.\n',
    ],
  ])('%s', (_why, text) => {
    expect(said(text)).toEqual([]);
  });
});
