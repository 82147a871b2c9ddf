import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../server/src/syntax';
import { every, first } from '../../support/rows';
import { kinds, only, sketch } from './sketch';

const ARROWS = ['  <<<-----', ' <----', ' <<<<< here', '   <- this one', ' <<'];

describe('The table of tokens', () => {
  test('has a header, rows, totals and the server', () => {
    const text =
      "FORTITOKEN        DRIFT  STATUS\r\nFTKMOB0123456789  0      new\r\nFTK200AAAA000001  -12    token already activated, and seed won't be returned\r\n" +
      '\r\nTotal activated token: 21\r\nTotal global activated token: 3\r\n\r\nToken server status: unreachable\r\n';
    expect(sketch(text).filter(({ kind }) => kind !== 'blank')).toMatchObject([
      { kind: 'table', part: 'header' },
      { part: 'row', token: 'FTKMOB0123456789', drift: '0', status: 'new' },
      {
        part: 'row',
        token: 'FTK200AAAA000001',
        drift: '-12',
        status: "token already activated, and seed won't be returned",
      },
      { part: 'total', status: '21' },
      { part: 'total', status: '3' },
      { part: 'server', status: 'unreachable' },
    ]);
  });

  test.each(['FTKMOBXXXXXXXXXX', 'FTK200XXXXXXXXXX', 'FTKMOB01****6789', 'FTKMOB99AAAxxxxx'])(
    'shows the masked token %s',
    token => {
      expect(only(`${token} 0 provision timeout\n`)).toMatchObject({
        kind: 'table',
        token,
        drift: '0',
        status: 'provision timeout',
      });
    },
  );

  test.each(ARROWS)('excludes an arrow added by the author from the status: %s', arrow => {
    expect(only(`FTKMOB0123456789 0 provision timeout${arrow}\n`)).toMatchObject({
      status: 'provision timeout',
    });
  });

  test.each([
    'FTKMOB0123456789',
    'FTKMOB0123456789 new',
    'FTKMOB0123456789 0',
    'FORTITOKEN',
    'Total tokens: 3',
    'Token server',
  ])('is not recognised in %s', line => {
    expect(only(line).kind).not.toBe('table');
  });
});

describe('A configuration', () => {
  const block = [
    'config user fortitoken',
    '    edit "FTKMOB0123456789"',
    '        set license "FTMTRIAL01234567"',
    '        set activation-expire 1665947817',
    '        set os-ver "5.4.2_IOS"',
    '        set seed ENC AbCd+/==',
    '        unset comments',
    '    next',
    '    edit FTKMOB01AAAxxxxx',
    '    next',
    'end',
  ];
  const expected = [
    { verb: 'config', name: 'user fortitoken', value: '' },
    { verb: 'edit', name: '', value: 'FTKMOB0123456789' },
    { verb: 'set', name: 'license', value: 'FTMTRIAL01234567' },
    { verb: 'set', name: 'activation-expire', value: '1665947817' },
    { verb: 'set', name: 'os-ver', value: '5.4.2_IOS' },
    { verb: 'set', name: 'seed', value: 'ENC AbCd+/==' },
    { verb: 'unset', name: 'comments', value: '' },
    { verb: 'next', name: '', value: '' },
    { verb: 'edit', name: '', value: 'FTKMOB01AAAxxxxx' },
    { verb: 'next', name: '', value: '' },
    { verb: 'end', name: '', value: '' },
  ];

  test.each(['\n', '\r\n', '\r\r\n', '\n\n'])('is read line by line with the line end %j', end => {
    const lines = sketch(block.join(end) + end).filter(({ kind }) => kind !== 'blank');
    expect(lines).toMatchObject(expected.map(line => ({ kind: 'config', ...line })));
  });

  test('is read without its config line, too', () => {
    expect(sketch(block.slice(1, 4).join('\n'))).toMatchObject(expected.slice(1, 4));
    expect(sketch(block.slice(2, 3).join('\n'))).toMatchObject(expected.slice(2, 3));
  });

  test.each(ARROWS)('excludes an arrow added by the author from the value: %s', arrow => {
    expect(only(`  set reg-id "00aa11bb"${arrow}\n`)).toMatchObject({ name: 'reg-id', value: '00aa11bb' });
    expect(only(`  set activation-expire 1665947817${arrow}\n`)).toMatchObject({ value: '1665947817' });
  });

  test('has values with blanks, and with quotes that a backslash keeps', () => {
    expect(only('set comments "token of user01"\n')).toMatchObject({ value: 'token of user01' });
    expect(only('set passwd "a\\"b c"\n')).toMatchObject({ value: 'a\\"b c' });
    expect(only('set passwd "a\\\\"\n')).toMatchObject({ value: 'a\\\\' });
  });

  test('has values whose quote is never closed', () => {
    expect(only('set comments "token of user01  \n')).toMatchObject({ value: 'token of user01' });
  });

  test('with several levels is read at each level', () => {
    const text = 'config system interface\nedit port1\nconfig ipv6\nset ip6-mode static\nend\nnext\nend\n';
    expect(sketch(text).map(({ kind, verb }) => [kind, verb])).toEqual(
      ['config', 'edit', 'config', 'set', 'end', 'next', 'end'].map(verb => ['config', verb]),
    );
  });

  test.each([
    'set',
    'end of file',
    'next week',
    'edit',
    'config',
    'config Everything',
    'set Off now',
    'unset',
    'settle x',
  ])('is not recognised in %s', line => {
    expect(only(line).kind).toBe('text');
  });
});

describe('A field of get', () => {
  test.each([
    ['serial-number : FTKMOB0123456789', 'serial-number', 'FTKMOB0123456789'],
    ['status : active', 'status', 'active'],
    ['comments :', 'comments', ''],
    ['comments : ', 'comments', ''],
    ['activation-expire : Mon Jul 15 20:10:19 2024', 'activation-expire', 'Mon Jul 15 20:10:19 2024'],
    ['server-ip           : 0.0.0.0', 'server-ip', '0.0.0.0'],
    ['server : ', 'server', ''],
    ['host : a : b', 'host', 'a : b'],
    ['activation-code : EEIOAAAABBBBCCCC  <----', 'activation-code', 'EEIOAAAABBBBCCCC'],
  ])('%s', (line, name, value) => {
    for (const end of ['', '\n', '\r\n', '\r\r\n'])
      expect(only(line + end)).toMatchObject({ kind: 'field', name, value });
  });

  test('needs no blank before its colon after a get', () => {
    const lines = [
      'Version: FortiGate-60F v7.4.4,build2662,240514 (GA.M)',
      'Serial-Number: FGT60F0000000001',
      'Current HA mode: a-p, primary',
      'System time: Tue Jul 16 10:00:00 2024',
    ];
    for (const command of [
      'FGT # get system status',
      'FGT (root) # get',
      'get system status',
      'FGT # ge sys stat',
    ]) {
      const [, ...fields] = sketch([command, ...lines, ''].join('\n'));
      expect(fields.map(({ kind, name, value }) => [kind, name, value])).toEqual(
        lines.map(line => ['field', ...line.split(/: (.*)/).slice(0, 2)]),
      );
    }
  });

  test('is not recognised without a get and a blank before the colon', () => {
    expect(kinds('FGT # diag sys top\nVersion: 3\n')).toEqual(['command', 'text']);
    expect(kinds('FGT # get system status\nFGT # diag sys top\nVersion: 3\n')).toEqual([
      'command',
      'command',
      'text',
    ]);
  });
});

describe('A banner', () => {
  const CASES = [
    ['Debug messages will be on for 30 minutes.', 'duration', '30'],
    ['Debug messages will be on for unlimited time.', 'duration', 'unlimited'],
    ['Current duration is set to unlimited.', 'duration', 'unlimited'],
    ['current vf=root:0', 'vdom', 'root'],
    ['current vf=vd-1:12', 'vdom', 'vd-1'],
    ['==========', 'rule', ''],
    ['========Forticare response error========', 'rule', ''],
    ['------------------------------------------------------------', 'rule', ''],
    ['~~~~~~~~', 'rule', ''],
    ['******WARNING: This firmware failed signature validation.******', 'rule', ''],
    ['Fortinet cannot verify the authenticity of this firmware and therefore', 'firmware', ''],
    ['In short, Fortinet cannot validate the firmware and makes no warranties', 'firmware', ''],
    ['SSH Connection: user01@host.example.com:22', 'session', ''],
    ['Started: 2025-12-10 21:53:40.190084', 'session', ''],
    ['Connection to 192.0.2.1 closed by remote host.', 'session', ''],
  ] as const;

  test('has what it is about and its value, whatever the line break', () => {
    every(CASES, first, ([line, about, value]) => {
      for (const end of ['', '\n', '\r\n', '\r\r\n'])
        expect(only(line + end)).toMatchObject({ kind: 'banner', about, value });
    });
  });

  test('after a prompt is not a part of the command', () => {
    expect(sketch('FGT # Timeout\n')).toMatchObject([
      { kind: 'command', command: '' },
      { kind: 'banner', about: 'session' },
    ]);
  });

  test.each(['== 3', '** note **', 'The current vf=root:0', 'Started: now'])(
    'is not recognised in %s',
    line => {
      expect(only(line).kind).not.toBe('banner');
    },
  );
});

describe('An error of the command line', () => {
  const CASES = [
    ['Command fail. Return code -56', '-56'],
    ['Command fail. Return code 1', '1'],
    ['object check operator error, -56, discard the setting', '-56'],
    ['object set operator error, -651 discard the setting', '-651'],
    ['Import FortiToken license error: -7571', '-7571'],
    ["Command parse error before 'fortitokn'", ''],
    ['command parse error before', ''],
    ["value parse error before '999'", ''],
    ['Unknown action 0', ''],
    ['Incomplete command', ''],
    ['Ambiguous command', ''],
    ['node_check_object fail! for server-ip x', ''],
    ['entry not found in datasource', ''],
    ['Missing server address.', ''],
    ['Cannot find ftc server!', ''],
    ["Attribute 'server-ip' MUST be set.", ''],
  ] as const;

  test('has its message and its code, whatever the line break', () => {
    every(CASES, first, ([line, code]) => {
      for (const end of ['', '\n', '\r\n', '\r\r\n', '  \n'])
        expect(only(line + end)).toMatchObject({ kind: 'cli-error', message: line, code });
    });
  });

  test('is after the command that it is about', () => {
    const text =
      'FGT (ftm-push) # set server-ip x\nFGT (ftm-push) # end\nMissing server address.\nobject check operator error, -56, discard the setting\nCommand fail. Return code -56\n';
    expect(kinds(text)).toEqual(['command', 'command', 'cli-error', 'cli-error', 'cli-error']);
  });

  test.each(['Command failed', 'The command fail. Return code 3', 'Unknown host', 'operator error, -56'])(
    'is not recognised in %s',
    line => {
      expect(only(line).kind).not.toBe('cli-error');
    },
  );
});

describe('The list of users who are logged in', () => {
  const LIST = [
    'FGT # diagnose firewall auth list',
    '',
    '192.0.2.77, user01',
    '        type: fw, id: 0, duration: 1302, idled: 15',
    '        expire: 585, allow-idle: 600',
    '        flag(80): sslvpn',
    '        server: idp-saml',
    '        packets: in 9513 out 8872, bytes: in 6412245 out 2117830',
    '        group_id: 2 33554433',
    '        group_name: vpn-staff',
    '----- 1 listed, 0 filtered ------',
  ].join('\n');

  test('is recognised line by line', () => {
    expect(readRecords(LIST).filter(({ kind }) => kind === 'text')).toEqual([]);
  });

  test('is not an address and a name alone', () => {
    expect(readRecords('192.0.2.77, user01\n').map(({ kind }) => kind)).toEqual(['text']);
  });
});
