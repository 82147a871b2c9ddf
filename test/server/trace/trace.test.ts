import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../server/src/syntax';
import { type Trace, traceOf } from '../../../server/src/trace';
import { SECOND, TOKEN } from '../../support/exchange';

const trace = (...lines: string[]): Trace => {
  const text = lines.join('\n') + '\n';
  return traceOf(text, readRecords(text));
};
const captures = (...lines: string[]): [string | undefined, string | undefined][] =>
  trace(...lines).captures.map(({ host, vdom }) => [host?.text, vdom?.text]);

describe('A capture', () => {
  test('has the host of the prompts', () => {
    expect(captures('FGT_A # di de en', 'FGT_A (root) # di de reset')).toEqual([['FGT_A', undefined]]);
  });

  test('has no host if no prompt shows one', () => {
    expect(
      captures('2025-01-15 10:00:00 ftm_cfg_poll_token_states[405]:Poll token status!', '# di de en'),
    ).toEqual([[undefined, undefined]]);
    expect(captures('')).toEqual([[undefined, undefined]]);
  });

  test('ends at a prompt of another host, and captures are adjacent', () => {
    const text = 'FGT_A # get\nFGT_B # get\nFGT_B # get\nFGT_A # get\n';
    const found = traceOf(text, readRecords(text)).captures;
    expect(found.map(({ host }) => host?.text)).toEqual(['FGT_A', 'FGT_B', 'FGT_A']);
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [0, 12],
      [12, 36],
      [36, text.length],
    ]);
  });

  test('has the vdom of `current vf=`', () => {
    expect(captures('FGT (vdom) # edit root', 'current vf=root:0', 'FGT (root) # get')).toEqual([
      ['FGT', 'root'],
    ]);
    expect(captures('FGT_A # get', 'current vf=one:1', 'FGT_B # get', 'current vf=two:2')).toEqual([
      ['FGT_A', 'one'],
      ['FGT_B', 'two'],
    ]);
  });

  test('has the offset of the host', () => {
    const text = '\n\nFGT_A # get\n';
    expect(traceOf(text, readRecords(text)).captures[0]?.host).toEqual({ text: 'FGT_A', start: 2, end: 7 });
  });
});

describe('Configured tokens', () => {
  const shown = (...lines: string[]): [string, Record<string, string>][] =>
    trace(...lines).configured.map(({ serial, fields }) => [
      serial.text,
      Object.fromEntries([...fields].map(([name, value]) => [name, value.text])),
    ]);

  test('are those of `config user fortitoken`, with their fields', () => {
    expect(
      shown(
        'config user fortitoken',
        `    edit "${TOKEN}"`,
        '        set license "FTMTRIAL****"',
        '        set activation-expire 1665947817',
        '        set reg-id "00aa" <<<-----',
        '    next',
        `    edit "${SECOND}"`,
        '        set status lock',
        '    next',
        'end',
      ),
    ).toEqual([
      [TOKEN, { license: 'FTMTRIAL****', 'activation-expire': '1665947817', 'reg-id': '00aa' }],
      [SECOND, { status: 'lock' }],
    ]);
  });

  test('are those that were edited at a prompt', () => {
    expect(
      shown('FGT (fortitoken) # edit ' + TOKEN, `FGT (${TOKEN}) # set status lock`, `FGT (${TOKEN}) # end`),
    ).toEqual([[TOKEN, { status: 'lock' }]]);
  });

  test('are those that `get` shows', () => {
    expect(
      shown('FGT # get user fortitoken', `serial-number : ${TOKEN}`, 'status : active', 'comments :'),
    ).toEqual([[TOKEN, { status: 'active' }]]);
  });

  test('are not other entries, and have no fields of those', () => {
    expect(
      shown(
        'config user local',
        '  edit "user01"',
        '    set status enable',
        '  next',
        'end',
        `edit "${TOKEN}"`,
        'next',
        '    set status lock',
      ),
    ).toEqual([[TOKEN, {}]]);
  });
});

describe('The token table', () => {
  test('gives its rows and the state of the server', () => {
    const { rows, serverStates } = trace(
      'FORTITOKEN DRIFT STATUS',
      `${TOKEN}  -1   provision timeout  <---- here`,
      `${SECOND} 0 new`,
      '',
      'Total activated token: 0',
      'Token server status: unknown',
    );
    expect(rows.map(({ serial, status }) => [serial.text, status.text])).toEqual([
      [TOKEN, 'provision timeout'],
      [SECOND, 'new'],
    ]);
    expect(serverStates.map(({ text }) => text)).toEqual(['unknown']);
  });
});

describe('A failure', () => {
  const failures = (...lines: string[]): { typed: string; errors: string[]; code: string | undefined }[] =>
    trace(...lines).failures.map(({ typed, context, errors, code }) => ({
      typed: `${context ? `${context.text}: ` : ''}${typed}`,
      errors: errors.map(({ text }) => text),
      code: code?.text,
    }));

  test('is everything that the command line printed about one command', () => {
    expect(
      failures(
        'FGT (ftm-push) # end',
        'Missing server address.',
        'object check operator error, -56, discard the setting',
        'Command fail. Return code -56',
      ),
    ).toEqual([
      {
        typed: 'ftm-push: end',
        errors: [
          'Missing server address.',
          'object check operator error, -56, discard the setting',
          'Command fail. Return code -56',
        ],
        code: '-56',
      },
    ]);
  });

  test('is one for each command', () => {
    expect(
      failures('FGT # exec one', 'Command fail. Return code -1', 'FGT # exec two', 'Unknown action 0'),
    ).toEqual([
      { typed: 'exec one', errors: ['Command fail. Return code -1'], code: '-1' },
      { typed: 'exec two', errors: ['Unknown action 0'], code: undefined },
    ]);
  });

  test('has the number of `Command fail` rather than that of another line', () => {
    expect(
      failures(
        'FGT # x y',
        'object set operator error, -7 discard the setting',
        'Command fail. Return code -9',
      )[0]?.code,
    ).toBe('-9');
  });

  test('has no command if none was captured', () => {
    expect(failures('Command fail. Return code -1')).toEqual([
      { typed: '', errors: ['Command fail. Return code -1'], code: '-1' },
    ]);
  });
});

describe('The system', () => {
  test('does not have the serial number of a token', () => {
    const { system } = trace('FGT # get user fortitoken FTKMOB0000000A01', 'serial-number : FTKMOB0000000A01', 'status : active');
    expect(system.has('serial-number')).toBe(false);
  }); // oxfmt-ignore

  test('is what `get system status` shows', () => {
    const { system } = trace(
      'FGT # diagnose ips signature status',
      'Version: 7.00945',
      'FGT # get system status',
      'Version: FortiGate-60F v7.4.9,build2829',
      'Serial-Number: FGT60F0000000001',
    );
    expect([...system].map(([name, value]) => [name, value.text])).toEqual([
      ['version', 'FortiGate-60F v7.4.9,build2829'],
      ['serial-number', 'FGT60F0000000001'],
    ]);
  });
});
