import { describe, expect, test } from 'vitest';
import { every, first, itself } from '../../support/rows';
import { kinds, only, sketch } from './sketch';

const DEBUG = '2024-03-30 04:10:03 ftm_fc_comm_connect[66]:ftm TCPS connected.';

describe('A prompt', () => {
  const CASES = [
    ['FGT # diagnose debug enable', 'FGT', undefined, 'diagnose debug enable'],
    ['FGT# get system status', 'FGT', undefined, 'get system status'],
    ['FGT-60F.example.com # get system status', 'FGT-60F.example.com', undefined, 'get system status'],
    ['60F # exit', '60F', undefined, 'exit'],
    ['FGT (root) # di de en', 'FGT', 'root', 'di de en'],
    ['FGT (root)# di de en', 'FGT', 'root', 'di de en'],
    ['FGT_Node2 (Interim)# diagnose debug reset', 'FGT_Node2', 'Interim', 'diagnose debug reset'],
    ['FGT (fortitoken) # edit "FTKMOB0123456789"', 'FGT', 'fortitoken', 'edit "FTKMOB0123456789"'],
    ['FGT (FTKMOB0123456789) # get', 'FGT', 'FTKMOB0123456789', 'get'],
    ['FGT (system ftm-push) # end', 'FGT', 'system ftm-push', 'end'],
    ['Firewall A (global) # show', 'Firewall A', 'global', 'show'],
    ['My Big Firewall (root) # show', 'My Big Firewall', 'root', 'show'],
    ['FGT $ get system status', 'FGT', undefined, 'get system status'],
    ['FGT (root) $ get', 'FGT', 'root', 'get'],
    ['# exec ping 192.0.2.1', '', undefined, 'exec ping 192.0.2.1'],
    ['#  exec ping fds1.fortinet.com', '', undefined, 'exec ping fds1.fortinet.com'],
    ['FGT # # diag deb en', 'FGT', undefined, 'diag deb en'],
    ['# # # diag deb en', '', undefined, 'diag deb en'],
    ['FGT #', 'FGT', undefined, ''],
    ['FGT (fortitoken) #', 'FGT', 'fortitoken', ''],
    ['#', '', undefined, ''],
    ['FGT # show full | grep -f FTK', 'FGT', undefined, 'show full | grep -f FTK'],
    ['FGT # set comment "# 1"', 'FGT', undefined, 'set comment "# 1"'],
  ] as const;

  test('has its host, its context and its command, whatever the line break', () => {
    every(CASES, first, ([line, host, context, command]) => {
      for (const end of ['', '\n', '\r\n', '\r\r\n', '  \n'])
        expect(only(line + end)).toMatchObject({ kind: 'command', host, context, command });
    });
  });

  test('ends before debug that was glued to it', () => {
    for (const prompt of ['FGT (root) # ', 'FGT # ', 'FGT_Test# ', '# ', 'FGT #   ']) {
      const [command, debug, ...more] = sketch(prompt + DEBUG + '\n');
      expect(command).toMatchObject({ kind: 'command', command: '', text: prompt });
      expect(debug).toMatchObject({ kind: 'debug', name: 'ftm_fc_comm_connect', text: DEBUG + '\n' });
      expect(more).toEqual([]);
    }
  });

  test('ends before a banner, an error or a table that was glued to it', () => {
    expect(kinds('FGT # Debug messages will be on for 30 minutes.\n')).toEqual(['command', 'banner']);
    expect(kinds('FGT # Command fail. Return code -56\n')).toEqual(['command', 'cli-error']);
    expect(kinds('FGT # FORTITOKEN DRIFT STATUS\n')).toEqual(['command', 'table']);
    expect(kinds('FGT # POST /x HTTP/1.1\nHost: 192.0.2.1\n')).toEqual(['command', 'http']);
    expect(kinds('FGT # {"d":{}}\n')).toEqual(['command', 'json']);
  });

  test('before a payload that other lines interrupt leaves the payload whole', () => {
    const text = `FGT # {"d":{"a":1,\n${DEBUG}\n"b":2}}\n`;
    const [command, ...rest] = sketch(text);
    expect(command).toMatchObject({ kind: 'command', command: '' });
    expect(rest).toMatchObject([
      { kind: 'json', first: true, value: { d: { a: 1, b: 2 } } },
      { kind: 'debug', text: DEBUG + '\n' },
      { kind: 'json', first: false, value: { d: { a: 1, b: 2 } } },
    ]);
  });

  const OTHERS = [
    '## Second heading',
    '### Third',
    '#hashtag',
    '#!/bin/sh',
    '#config-version=FGT60F-7.4.4-FW-build2662',
    '$ ls -l',
    '~$ ls',
    'user01@host:~$ ls',
    'user01@host:/etc# ls',
    '[root@host ~]# ls',
    '[user01@host ~]$ ls',
    'C:\\> dir',
    'price is 5$ now',
    'issue #4 # is open, and so is another one (see #5)',
  ];

  test('is not recognised in other lines', () => {
    every(OTHERS, itself, line => {
      expect(only(line).kind).toBe('text');
    });
  });

  test('is not recognised in a Markdown heading, which would spoil what follows', () => {
    const [heading, blank, debug] = sketch(`# How to debug\n\n${DEBUG}\n`);
    expect(heading?.text).toBe('# How to debug\n');
    expect(blank?.kind).toBe('blank');
    expect(debug).toMatchObject({ kind: 'debug', text: DEBUG + '\n' });
  });
});

describe('An echoed command', () => {
  test('pasted as a block before its prompts is read as commands', () => {
    const text =
      'FGT (Interim)# diagnose debug reset\r\r\ndiagnose debug console timestamp enable\r\ndiagnose debug enable\r\n\r\nFGT (Interim)# diagnose debug enable\r\r\n';
    const commands = sketch(text).filter(record => record.kind !== 'blank');
    expect(commands.map(({ kind, command, context }) => [kind, context, command])).toEqual([
      ['command', 'Interim', 'diagnose debug reset'],
      ['command', undefined, 'diagnose debug console timestamp enable'],
      ['command', undefined, 'diagnose debug enable'],
      ['command', 'Interim', 'diagnose debug enable'],
    ]);
  });

  test.each([
    'di de en',
    'dia deb app fnbamd -1',
    'diagnose fortitoken info',
    'exec fortitoken activate FTKMOB0123456789',
    'execute ping fds1.fortinet.com',
    'get system status',
    'get sys status',
    'show full-configuration user fortitoken',
    'show user fortitoken',
  ])('without a prompt is a command without a host: %s', line => {
    expect(only(line + '\r\n')).toMatchObject({ kind: 'command', host: undefined, command: line });
  });

  test('is not recognised if only the next line continues like one', () => {
    expect(sketch('D\n        set seed "x"\n').map(({ kind }) => kind)).toEqual(['text', 'config']);
  });

  test.each(['get out of here', 'show me the way', 'died at noon', 'example text', 'executive summary'])(
    'is not recognised in prose: %s',
    line => {
      expect(only(line).kind).toBe('text');
    },
  );
});

describe('Without its line breaks, a capture', () => {
  test('is split into its lines again', () => {
    const text =
      'FGT (vdom) # edit root FGT (root) # 2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789 ' +
      'POST /SoftToken/Provisioning.asmx/Process HTTP/1.1 { "d": { "__type": "SoftToken.ProvisionRequest" } } ' +
      '2024-03-30 04:10:04 ftm_fc_comm_recv_response[277]:receive packet success. {"d":{"result":0}} FGT (root) # di de dis';
    expect(sketch(text)).toMatchObject([
      { kind: 'command', host: 'FGT', context: 'vdom', command: 'edit root' },
      { kind: 'command', host: 'FGT', context: 'root', command: '' },
      { kind: 'debug', name: 'ftm_cfg_provision_token', message: 'provision token: FTKMOB0123456789' },
      { kind: 'http', request: { method: 'POST', target: '/SoftToken/Provisioning.asmx/Process' } },
      { kind: 'json', value: { d: { __type: 'SoftToken.ProvisionRequest' } } },
      { kind: 'debug', stamp: '2024-03-30 04:10:04', message: 'receive packet success.' },
      { kind: 'json', value: { d: { result: 0 } } },
      { kind: 'command', context: 'root', command: 'di de dis' },
    ]);
  });

  test('gives each command its own prompt once the host is known', () => {
    const text = 'FGT # di de dis\nFGT # di de reset FGT # di de en FGT # di de info\n';
    expect(sketch(text).map(({ command }) => command)).toEqual([
      'di de dis',
      'di de reset',
      'di de en',
      'di de info',
    ]);
  });

  test('gives each command its own prompt on the first line, too', () => {
    expect(sketch('FGT # di de reset FGT # di de en\n').map(({ command }) => command)).toEqual([
      'di de reset',
      'di de en',
    ]);
  });

  test('has adjacent debug lines', () => {
    const lines = [
      DEBUG,
      '2024-03-30 04:10:04 [95] ftc_res: x',
      '2024-03-30 04:10:05 [1906] handle_req-Rcvd',
    ];
    expect(sketch(lines.join(' ')).map(({ kind, name, message }) => [kind, name, message])).toEqual([
      ['debug', 'ftm_fc_comm_connect', 'ftm TCPS connected.'],
      ['debug', 'ftc_res', 'x'],
      ['debug', 'handle_req', 'Rcvd'],
    ]);
  });

  test('has its status line in brackets after the message', () => {
    const text = '[328] fds_https_recv: response code is 403: [HTTP/1.1 403 FORBIDDEN]\n';
    expect(sketch(text)).toMatchObject([
      { kind: 'debug', message: 'response code is 403:' },
      { kind: 'http', status: { code: '403', reason: 'FORBIDDEN' } },
    ]);
  });

  test('keeps a sentence that names a time or an address together', () => {
    const text = 'ftm_fc[1]:see http://example.com/HTTP/ and FGT # 4 of 2024-03-30 in {braces}\n';
    expect(kinds(text)).toEqual(['debug']);
  });
});
