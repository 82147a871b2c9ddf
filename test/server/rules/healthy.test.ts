import { describe, expect, test } from 'vitest';
import { analyze, isCapture } from '../../../server/src/analysis';
import { inEnglish } from '../../../server/src/knowledge/translate';
import { findingMessage } from '../../../server/src/rules/findingMessage';
import { every, first } from '../../support/rows';

/** What a healthy unit prints below a command. */
const HEALTHY: Readonly<Record<string, string>> = {
  'get system ha status': `HA Health Status: OK
Model: FortiGate-60F
Cluster Uptime: 40 days 19:16:5
Primary selected using:
    <2024/02/11 15:25:27> FGT60F0000000001 is selected as the primary because the value 0 of link-failure + pingsvr-failure is less than peer member FGT60F0000000002.
Configuration Status:
    FGT60F0000000001(updated 3 seconds ago): in-sync
HBDEV stats:
    FGT60F0000000001(updated 3 seconds ago):
        ha1: physical/1000auto, up, rx-bytes/packets/dropped/errors=2331/162/0/0, tx=2864/161/0/0`,
  'get system status': `Version: FortiGate-60F v7.0.7,build0367,221005 (GA.F)
Serial-Number: FGT60F0000000001
Log hard disk: Not available
Current HA mode: standalone`,
  'diagnose hardware deviceinfo nic port1': `Description     :FortiASIC NP6XLITE Adapter
Rx_CRC_Errors   :0
Host Tx dropped :53
Rx_Errors       :2`,
  'get hardware nic wan1': `Rx_Packets                              1234
Rx_Errors                               0
Rx_Dropped                              17`,
  'diagnose sys session stat': `misc info:       session_count=213 setup_rate=3 exp_count=0 clash=0
firewall error stat:
error1=00000000
policy_deny=0001b2c3`,
  'diagnose sys session list': `session info: proto=6 proto_state=11 duration=19 expire=3597 timeout=3600
statistic(bytes/packets/allow_err): org=1452/8/1 reply=4931/9/1 tuples=2
ofld_fail_reason(kernel, drv): none/not-established, none(0)/none(0)`,
  'diagnose debug crashlog read': `1: 2024-03-30 04:10:03 the killed daemon is /bin/pyfcgid: status=0x0
2: 2024-03-30 04:12:03 the killed daemon is /bin/sflowd: status=0x0
Crash log interval is 3600 seconds
Max crash log line number: 16384`,
  'diagnose wireless-controller wlac -c wtp': `    connection state  : Connected
    last failure      : 0 -- N/A
    last failure param: N/A`,
  'diagnose sys link-monitor status': `Link Monitor: wan1-mon, Status: alive, Server num(1)
                Fail Times(0/5)`,
  'execute ha failover set 1': `Caution: This command will trigger an HA failover.
It is intended for testing purposes.
Do you want to continue? (y/n)y`,
  'execute log display': `12 logs found.
1: date=2024-03-30 time=04:10:03 logid="0000000013" type="traffic" subtype="forward" srcip=192.0.2.1 sessionid=27409697 action="accept"`,
};

const said = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => rule !== 'capture/no-timestamps')
    .map(finding => findingMessage(finding, inEnglish));

describe('A healthy unit has no problem', () => {
  test('in the output of every command', () => {
    every(Object.entries(HEALTHY), first, ([command, output]) => {
      expect(said(output)).toEqual([]);
      const below = `FGT60F # ${command}\n${output}\n`;
      expect(said(below)).toEqual([]);
      expect(isCapture(below)).toBe(true);
    });
  });
});

describe('What is wrong is said with and without the command:', () => {
  test.each([
    [
      'get system ha status',
      '    WARNING: FGT60F0000000002 has hbdev down;',
      'HA: a heartbeat interface of FGT60F0000000002 is down',
    ],
    [
      'get system ha status',
      '    WARNING: FGT60F0000000002 has mondev down;',
      'HA: a monitored interface of FGT60F0000000002 is down',
    ],
    [
      'diagnose wireless-controller wlac -c wtp',
      '    last failure      : 8 -- Control message maximal retransmission limit reached',
      'FortiAP: the unit lost the connection to an access point (Control message maximal retransmission limit reached)',
    ],
  ])('%s: %s', (command, line, message) => {
    expect(said(line)).toEqual([message]);
    expect(said(`FGT60F # ${command}\n${line}`)).toEqual([message]);
  });
});
