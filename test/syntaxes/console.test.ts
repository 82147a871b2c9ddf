// What is typed at a console and what it answers: a line in, its coloured pieces out.
import { describe, expect, it } from 'vitest';
import { colours } from './tokenizer';

const STAMP = ['2024-05-06 07:08:09', 'comment.line.timestamp'];

describe('prompts and commands', () => {
  it('a host, its context and a command', () => {
    expect(colours('FGT-A (root) # diagnose debug application fnbamd -1')).toEqual([
      ['FGT-A', 'entity.name.type.host'],
      ['root', 'support.variable.context'],
      ['#', 'punctuation.definition.prompt'],
      ['diagnose', 'entity.name.function.command'],
      ['debug', 'support.variable.argument'],
      ['application', 'support.variable.argument'],
      ['fnbamd', 'support.variable.argument'],
      ['-1', 'constant.numeric'],
    ]);
  });

  it.each([
    ['FGT # ', 'FGT', undefined],
    ['FGT# ', 'FGT', undefined],
    ['FGT_HA_Node1 (Interim)# ', 'FGT_HA_Node1', 'Interim'],
    ['Firewall A (global) # ', 'Firewall A', 'global'],
    ['FGT (ftm-push) # ', 'FGT', 'ftm-push'],
    ['FGT $ ', 'FGT', undefined],
    ['# ', undefined, undefined],
    ['#  ', undefined, undefined],
  ])('the prompt %j', (prompt, host, context) => {
    const sign = ['FGT $ '].includes(prompt) ? '$' : '#';
    expect(colours(`${prompt}get system status`)).toEqual([
      ...(host === undefined ? [] : [[host, 'entity.name.type.host']]),
      ...(context === undefined ? [] : [[context, 'support.variable.context']]),
      [sign, 'punctuation.definition.prompt'],
      ['get', 'entity.name.function.command'],
      ['system', 'support.variable.argument'],
      ['status', 'support.variable.argument'],
    ]);
    expect(colours(prompt).at(-1)).toEqual([sign, 'punctuation.definition.prompt']);
  });

  it('a prompt after a time stamp of the terminal', () => {
    expect(colours('2024-05-06 07:08:09 FGT (root) # get').slice(0, 4)).toEqual([
      STAMP,
      ['FGT', 'entity.name.type.host'],
      ['root', 'support.variable.context'],
      ['#', 'punctuation.definition.prompt'],
    ]);
  });

  it('a doubled prompt', () => {
    expect(colours('FGT # # di de en')).toEqual([
      ['FGT', 'entity.name.type.host'],
      ['#', 'punctuation.definition.prompt'],
      ['#', 'punctuation.definition.prompt'],
      ['di', 'entity.name.function.command'],
      ['de', 'support.variable.argument'],
      ['en', 'support.variable.argument'],
    ]);
  });

  it('a command without its prompt', () => {
    expect(colours('diag debug enable')[0]).toEqual(['diag', 'entity.name.function.command']);
  });

  it('a pipe', () => {
    expect(colours('# show full | grep -f FTK').slice(3)).toEqual([
      ['|', 'keyword.operator.pipe'],
      ['grep', 'support.variable.argument'],
      ['-f', 'support.variable.argument'],
      ['FTK', 'support.variable.argument'],
    ]);
  });

  it('a serial and an address among the arguments', () => {
    expect(colours('# exec fortitoken activate FTKMOB0123456789')).toContainEqual([
      'FTKMOB0123456789',
      'support.type.token-serial',
    ]);
    expect(colours('# exec ping 192.0.2.1')).toContainEqual(['192.0.2.1', 'constant.other.ip-address']);
  });

  it('debug output after a prompt', () => {
    expect(colours('FGT (root) # 2024-05-06 07:08:09 ftm_fc_comm_connect[66]:ftm TCPS connected.')).toEqual([
      ['FGT', 'entity.name.type.host'],
      ['root', 'support.variable.context'],
      ['#', 'punctuation.definition.prompt'],
      STAMP,
      ['ftm_fc_comm_connect', 'entity.name.function'],
      ['66', 'comment.line.source-line'],
      ['connected', 'markup.inserted.success'],
    ]);
    expect(colours('FGT # [328] fds_https_recv: done').slice(2)).toEqual([
      ['328', 'comment.line.source-line'],
      ['fds_https_recv', 'entity.name.function'],
    ]);
    expect(colours('FGT # ftm_fc_command[634]:done').slice(2)).toEqual([
      ['ftm_fc_command', 'entity.name.function'],
      ['634', 'comment.line.source-line'],
    ]);
  });

  it('a line of a daemon after a typed letter', () => {
    expect(colours('FGT # dike 0:p1:14: going to be deleted')).toContainEqual([
      'p1',
      'constant.language.connection',
    ]);
  });
});

describe('configuration', () => {
  it('config, edit, set, next, end', () => {
    expect(
      colours(
        'config user fortitoken\n    edit "FTKMOB0123456789"\n        set license "FTMTRIAL00000001"\n    next\nend',
      ),
    ).toEqual([
      ['config', 'entity.name.function.command'],
      ['user', 'support.variable.argument'],
      ['fortitoken', 'support.variable.argument'],
      ['edit', 'entity.name.function.command'],
      ['"', 'string.quoted.double.xml'],
      ['FTKMOB0123456789', 'support.type.token-serial'],
      ['"', 'string.quoted.double.xml'],
      ['set', 'entity.name.function.command'],
      ['license', 'support.variable.argument'],
      ['"', 'string.quoted.double.xml'],
      ['FTMTRIAL00000001', 'support.type.licence'],
      ['"', 'string.quoted.double.xml'],
      ['next', 'entity.name.function.command'],
      ['end', 'entity.name.function.command'],
    ]);
  });

  it('an arrow that an author drew after a setting', () => {
    expect(colours('set reg-id "abc" <<<-----')).toEqual([
      ['set', 'entity.name.function.command'],
      ['reg-id', 'support.variable.argument'],
      ['"abc"', 'string.quoted.double.xml'],
      ['<<<-----', 'comment.line.note'],
    ]);
  });

  it('key : value of get', () => {
    expect(colours('serial-number : FTKMOB0123456789')).toEqual([
      ['serial-number', 'support.variable.key'],
      [':', 'punctuation.separator.key-value'],
      ['FTKMOB0123456789', 'support.type.token-serial'],
    ]);
    expect(colours('reg-id :')).toEqual([
      ['reg-id', 'support.variable.key'],
      [':', 'punctuation.separator.key-value'],
    ]);
  });

  it('Label: value of get system status', () => {
    expect(colours('Serial-Number: FGT60F0000000001')).toEqual([
      ['Serial-Number', 'support.variable.key'],
      [':', 'punctuation.separator.key-value'],
      ['FGT60F0000000001', 'support.type.device-serial'],
    ]);
  });
});

describe('tables, banners and errors of the command line', () => {
  it('the token table', () => {
    expect(
      colours(
        'FORTITOKEN DRIFT STATUS\nFTK2000000000001 -2 token already activated\nFTKMOB0123456789  0      new\nTotal activated token: 2\nToken server status: reachable\nToken server status: unreachable',
      ),
    ).toEqual([
      ['FORTITOKEN DRIFT STATUS', 'comment.line.banner'],
      ['FTK2000000000001', 'support.type.token-serial'],
      ['-2', 'constant.numeric.drift'],
      ['activated', 'markup.inserted.success'],
      ['FTKMOB0123456789', 'support.type.token-serial'],
      ['0', 'constant.numeric.drift'],
      ['Total activated token', 'support.variable.key'],
      [':', 'punctuation.separator.key-value'],
      ['2', 'constant.numeric'],
      ['Token server status', 'support.variable.key'],
      [':', 'punctuation.separator.key-value'],
      ['reachable', 'markup.inserted.success'],
      ['Token server status', 'support.variable.key'],
      [':', 'punctuation.separator.key-value'],
    ]);
  });

  it.each(['========Forticare response========', '**** LogoutRequest ****', '---------------'])(
    'the banner %s',
    line => {
      expect(colours(line)).toEqual([[line, 'comment.line.banner']]);
    },
  );

  it.each(['Debug messages will be on for 30 minutes.', 'Current duration is set to unlimited.'])(
    'the notice %s',
    line => {
      expect(colours(line)).toEqual([[line, 'comment.line.notice']]);
    },
  );

  // The server decides if something failed, not the grammar.
  it.each([
    'Command fail. Return code -56',
    'Command parse error',
    "Command parse error before 'foo'",
    'object check operator error, -56, discard the setting',
    'Registration failed',
    'Cannot find ftc server',
  ])('the error %s has no colour of its own', line => {
    expect(colours(line)).toEqual([]);
  });
});
