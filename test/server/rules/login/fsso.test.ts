import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/fsso';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

describe('login/fsso fires', () => {
  test.each([
    [
      'for passwords that differ',
      '_process_auth[agent1]: server authentication failed, aborting\ndisconnect_server_only[agent1]: disconnecting\n',
      'FSSO: the passwords of the FortiGate and of the collector agent probably differ (server authentication failed, aborting)',
    ],
    [
      'for an agent that refuses the connection',
      '_event_error[agent1]: error occurred in epoll_in: Connection refused\n',
      'FSSO: the connection to the collector agent is lost or not made (error occurred in epoll_in: Connection refused)',
    ],
    [
      'for an agent that is listed as not connected',
      'FGT # diagnose debug authd fsso server-status\nFSSO_two    waiting for retry      192.0.2.6\n',
      'FSSO: the collector agent of FSSO_two is not connected (waiting for retry)',
    ],
    [
      'for a list without logons',
      'Total number of logons listed: 0, filtered: 0\n',
      'FSSO: the FortiGate knows of nobody who is logged on (0 logons listed)',
    ],
    [
      'for a workstation that the agent cannot check, once',
      '[ 2940] failed to connect to workstation: pc01.example.com (192.0.2.20)\n[ 2940] [WORKSTATION_CHECK] workstation:PC01 status: not verified\n',
      'FSSO: a workstation cannot be checked, so its user stays unverified (failed to connect to workstation: pc01.example.com (192.0.2.20))',
    ],
    [
      'for a password in the log of the agent',
      '[ 2940] FortiGate authentication failed: password mismatch\n',
      'FSSO: the collector agent refuses the FortiGate, probably because their passwords differ (FortiGate authentication failed: password mismatch)',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('login/fsso does not fire', () => {
  test.each([
    [
      'for a heartbeat and a login',
      'fsae_io_ctx_process_msg[agent1]: received heartbeat 101609\n[_process_logon:1079]: USER01 (192.0.2.101, 0) logged on from agent1.\n',
    ],
    [
      'for an agent that is heard again',
      '_event_error[agent1]: error occurred in epoll_in: Connection refused\nfsae_io_ctx_process_msg[agent1]: received heartbeat 1\n',
    ],
    ['for an agent that is connected', 'FSSO_one    connected      FSSO 5.0.0289    192.0.2.5\n'],
    ['for a list of logons', 'Total number of logons listed: 10, filtered: 0\n'],
    [
      'for the log of an agent with logons',
      '[ 2940] Accepting one FortiGate connection\n[12940] [I][LOGON_ITEM] logon:1 ip:192.0.2.20 workstation:PC01 user:user01\n',
    ],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});

test('login/fsso fires for the account that the collector agent reads groups with', () => {
  expect(messagesOf(RULE, '[ 2200] ldap_bind_s() failed: Invalid Credentials, error code:49\n')).toEqual([
    'FSSO: the directory refuses the account that the collector agent reads groups with (ldap_bind_s() failed: Invalid Credentials, error code:49)',
  ]);
});

test('login/fsso fires for a port of the collector agent that is taken', () => {
  expect(messagesOf(RULE, '[ 1820] bind() failed for port 8000, error code:10048\n')).toEqual([
    'FSSO: the collector agent cannot open its port, because another program uses it (bind() failed for port 8000, error code:10048)',
  ]);
});

test('login/fsso fires for an event log that the FortiGate cannot poll', () => {
  const said = 'failed to open event log on 192.0.2.10: RPC server unavailable';
  expect(messagesOf(RULE, `fssod: ${said}\n`)).toEqual([
    `FSSO: the domain controller's event log cannot be read (${said})`,
  ]);
});
