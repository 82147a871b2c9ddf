import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import { every, itself } from '../../../support/rows';

const RULE = 'cli/command-failed';
const fail = (number: number | string): string => `Command fail. Return code ${number}`;
const lines = (...all: string[]): string => all.join('\n') + '\n';

describe('cli/command-failed fires', () => {
  test('for a number alone, with the command before it', () => {
    const [found] = expectFindings(
      lines(
        `FGT # ${mark('command', 'execute fortitoken activate FTK200BAA0000001')}`,
        mark(RULE, fail(-12)),
      ),
    );
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'execute fortitoken activate <token>: the command failed (return code -12)',
      related: [{ message: 'the command' }],
    });
  });

  test('with a quoted argument as one', () => {
    const [found] = expectFindings(
      lines(
        `FGT # ${mark('command', 'diagnose sniffer packet any "host 192.0.2.1" 4')}`,
        mark(RULE, fail(-1)),
      ),
    );
    expect(found?.message).toBe(
      'diagnose sniffer packet <interface> <filter> 4: the command failed (return code -1)',
    );
  });

  test('for several lines about one command: the number is the place, the others are related', () => {
    const operator = 'object check operator error, -56, discard the setting';
    const [found] = expectFindings(
      lines(
        'FGT (global) # config system ftm-push',
        'FGT (ftm-push) # set server-ip 192.0.2.1',
        `FGT (ftm-push) # ${mark('command', 'end')}`,
        mark('said', 'Missing server address.'),
        mark('said', operator),
        mark(RULE, fail(-56)),
        'FGT (global) # get system status',
      ),
    );
    expect(found).toMatchObject({
      message: 'ftm-push: end: the command failed (return code -56: Missing server address)',
      entry: 'cli-error/minus-56',
    });
    expect(found?.related.map(({ message }) => message)).toEqual([
      'the command',
      'Missing server address.',
      operator,
    ]);
  });

  test('with the words of the unit that this version does not know, and without what was typed', () => {
    const [found] = expectFindings(
      lines(
        `FGT (user01) # ${mark('command', 'set email-to user01@example.com')}`,
        mark('said', 'The address user01@example.com is already in use by somebody'),
        mark(RULE, fail(-1)),
      ),
    );
    expect(found?.message).toBe(
      'set email-to: the command failed (return code -1: The address … is already in use by somebody)',
    );
  });

  test('with words that contain a short argument', () => {
    const [found] = expectFindings(
      lines(
        `FGT # ${mark('command', 'execute ping x')}`,
        mark('said', 'The x host is next to an exit'),
        mark(RULE, fail(-1)),
      ),
    );
    expect(found?.message).toContain('return code -1: The … host is next to an exit');
  });

  test('without a list that the unit printed before its error', () => {
    const options = ['alpha beta gamma one', 'alpha beta gamma two', 'alpha beta gamma three'];
    const [found] = expectFindings(
      lines(
        `FGT # ${mark('command', 'execute fortitoken activate FTK200BAA0000001')}`,
        ...options,
        'alpha beta gamma four',
        mark(RULE, fail(-1)),
      ),
    );
    expect(found?.message).toBe('execute fortitoken activate <token>: the command failed (return code -1)');
  });

  const ERRORS = [
    `Command parse error before 'fortitokn'`,
    `command parse error before 'fortitokn'`,
    `value parse error before 'x'`,
    'Unknown action 0',
    'incomplete command in the end',
    `ambiguous command before 'e'`,
    'node_check_object fail! for name port9',
    'entry not found in datasource',
    `Attribute 'server' MUST be set.`,
    'The entry is used by other 1 entries',
    'Entry is not found',
    'A duplicate entry has already existed.',
  ];

  test('for every error of the command line', () => {
    every(ERRORS, itself, output => {
      const [found] = expectFindings(
        lines(`FGT # ${mark('command', 'diagnose fortitokn info')}`, mark(RULE, output)),
      );
      expect(found?.message).toBe(
        `diagnose fortitokn info: the command failed (${output.replace(/\.$/, '')})`,
      );
    });
  });

  test('without a command before it', () => {
    const [found] = expectFindings(lines(mark(RULE, fail(-3))));
    expect(found).toMatchObject({ message: 'A command failed (return code -3)', related: [] });
    expect(expectFindings(lines(mark(RULE, 'Unknown action 0')))[0]?.message).toBe(
      'A command failed (Unknown action 0)',
    );
  });

  test('with the words of the unit that say what failed, without a command before them', () => {
    const said = 'Send config file to sftp server via vdom root failed.';
    expect(expectFindings(lines(said, mark(RULE, fail(-1))))[0]?.message).toBe(
      'A command failed (return code -1: Send config file to sftp server via vdom root failed)',
    );
  });

  test('without the value that was refused, which can be a password, if the command is missing', () => {
    const found = expectFindings(lines("value parse error before 'new-pw'", mark(RULE, fail(-651))))[0];
    expect([found?.message, found?.related[0]?.message].join('\n')).not.toContain('new-pw');
  });

  test('for a command without its prompt', () => {
    expectFindings(lines(mark('command', 'exec fortitoken activate X'), mark(RULE, fail(-12))));
  });

  test('with an empty line before it', () => {
    expectFindings(lines(`FGT # ${mark('command', 'exec reboot now')}`, '', mark(RULE, fail(-12))));
  });

  test('for each of two commands that fail one after the other', () => {
    expectFindings(lines('FGT # exec one', mark(RULE, fail(-3)), 'FGT # exec two', mark(RULE, fail(-3))));
  });

  test('once for one command that fails twice in the same way', () => {
    const [found] = expectFindings(
      lines(
        `FGT # ${mark('command', 'exec one')}`,
        mark(RULE, fail(-3)),
        'FGT # exec one',
        mark('again', fail(-3)),
      ),
    );
    expect(found?.related[1]?.message).toBe('it failed again');
  });

  test('once for two numbers in a row after one command', () => {
    expectFindings(
      lines(`FGT # ${mark('command', 'exec one')}`, mark(RULE, fail(-3)), mark('said', fail(-61))),
    );
  });

  test('for an import of a licence, with what is known of its number', () => {
    const output = 'Import FortiToken license error: -7571';
    const [found] = expectFindings(lines('FGT # exec fortitoken-mobile import ****', mark(RULE, output)));
    expect(found?.message).toContain('the command failed (return code -7571');
    expect(found?.entry).toBe('error/import-error-7571');
  });

  test('with CR LF', () => {
    expectFindings(lines('FGT # exec one', mark(RULE, fail(-3))).replaceAll('\n', '\r\n'));
  });

  test('with a command of any length in one short line', () => {
    const [found] = findingsOf(lines(`FGT # exec ${'ping '.repeat(60)}`, fail(-3)));
    expect(found?.message).toMatch(/^exec ping .*…: the command failed \(return code -3\)$/);
  });
});

describe('cli/command-failed says nothing that its source does not say', () => {
  test.each([-10, -160, -561])('of return code %i, which only begins like a known one', number => {
    const [found] = expectFindings(lines('FGT # exec one', mark(RULE, fail(number))));
    expect(['cli-error/command-fail.-return-code', undefined]).toContain(found?.entry);
  });

  test('of -56 for a setting that is not the push service', () => {
    const [found] = expectFindings(lines('FGT (port1) # end', mark(RULE, fail(-56))));
    expect(found?.entry).not.toBe('cli-error/minus-56');
  });

  test.each([
    ['a password', 'set passwd "Sommer-2024-geheim"'],
    ['a pre-shared key', 'set psksecret Sommer-2024-geheim'],
    ['an activation code', 'set activation-code "EEIOAAAABBBBDJMR"'],
    ['a seed', 'set seed 00112233445566778899AABBCCDDEEFF00112233'],
    ['a licence', 'set license "EFTM000000000001"'],
  ])('and does not repeat %s of the command', (_, command) => {
    const value = /\S+$/.exec(command)?.[0].replaceAll('"', '') ?? '';
    for (const output of [fail(-3), `value parse error before '${value}'`]) {
      const text = lines(`FGT (x) # ${command}`, output);
      const found = findingsOf(text).filter(({ rule }) => rule === RULE);
      expect(found).toHaveLength(1);
      for (const { message, facts, related } of found) {
        expect(message + JSON.stringify(facts)).not.toContain(value.slice(0, 8));
        for (const place of related) expect(place.message).not.toContain(value.slice(0, 8));
      }
    }
  });

  test('nor a value that lost its field name', () => {
    const [found] = findingsOf(lines('FGT (user01) # set passwdommer-2024-geheim', fail(-3)));
    expect(found?.message).toContain('set …');
  });

  test.each([
    ['a licence code', 'execute fortitoken-mobile import ABCD1-EFGH2-IJKL3-MNOP4', 'ABCD1-EF'],
    ['a password behind a mistyped word', 'sett passwd Sommer-2024-geheim', 'Sommer-2'],
    ['a password', 'diagnose test authserver ldap server01 user01 Sommer-2024-geheim', 'Sommer-2'],
    [
      'a password of a server',
      'execute fortitoken import ftp tokens.txt 192.0.2.1 user01 Sommer-2024',
      'Sommer-2',
    ],
  ])('and does not repeat %s on the command line', (_, command, value) => {
    for (const { message, facts } of findingsOf(lines(`FGT # ${command}`, fail(-3)))) {
      expect(message + JSON.stringify(facts)).not.toContain(value);
    }
  });
});

test('cli/command-failed fires if the terminal has put the time before every line', () => {
  const [found] = expectFindings(
    lines(
      '2025-01-15 10:00:00 FGT # end',
      `2025-01-15 10:00:01 ${mark(RULE, 'Command fail. Return code -3')}`,
    ),
  );
  expect(found?.message).toBe('end: the command failed (return code -3: the entry does not exist)');
});

describe('cli/command-failed does not fire', () => {
  test('for commands that worked', () => {
    expectFindings(lines('FGT # diagnose debug reset', 'FGT # get system status', 'Version: FortiGate-60F'));
  });

  test('for the words inside a line', () => {
    expectFindings(lines('It printed Command fail. Return code -3'));
  });

  test('for FortiIdentity Cloud that cannot be reached: the number follows from that', () => {
    expectFindings(lines('FGT # exec fortitoken-cloud sync', 'Cannot find ftc server!', fail(-1)), RULE);
  });

  test('at a command that has nothing to do with a configuration pasted after it', () => {
    const [found] = findingsOf(
      lines(
        'FGT # get system status',
        'Version: FortiGate-60F',
        'config system ftm-push',
        'set server-ip 192.0.2.1',
        'end',
        fail(-56),
      ),
    );
    expect(found?.rule).toBe(RULE);
    expect(found?.message).not.toContain('get system status');
  });
});

describe('cli/command-failed says what a number means', () => {
  const messageFor = (command: string, number: number): string | undefined =>
    findingsOf(`FGT (local) # ${command}\n${fail(number)}\n`.replace('(local) # execute', '# execute'))[0]
      ?.message;

  test('of a configuration', () => {
    expect(messageFor('delete user01', -23)).toBe(
      'delete …: the command failed (return code -23: the entry is in use)',
    );
    expect(messageFor('end', -37)).toBe(
      'local: end: the command failed (return code -37: the administrator has no permission for it)',
    );
  });

  test('of no other command', () => {
    expect(messageFor('execute reboot now', -23)).toMatch(/\(return code -23\)$/);
  });

  test('of no other number', () => {
    expect(messageFor('end', -999)).toBe('local: end: the command failed (return code -999)');
  });

  test('if the number is in a sentence of its own', () => {
    const [found] = findingsOf('FGT (local) # set passwd x\nPermission denied. Return code -37\n').filter(
      ({ rule }) => rule === RULE,
    );
    expect(found?.entry).toBe('cli-error/no-permission');
  });
});

describe('cli/command-failed leaves a reason to the rule that knows it', () => {
  const asked = 'FGT # diagnose test authserver ldap ldap-hq user01 Example-1';
  const answer = 'Failed to authenticate: Invalid credentials';
  const rules = (...all: string[]): string[] =>
    findingsOf(lines(...all))
      .filter(({ rule }) => /^(?:cli|login)\//.test(rule))
      .map(({ rule, related }) =>
        `${rule} ${related.find(({ role }) => role === 'command')?.on ?? ''}`.trim(),
      );

  test('if it is in the answer of the command', () => {
    expect(rules(asked, answer, fail(-1))).toEqual(['login/account']);
  });

  test('but not the failure of another command, before it or after it', () => {
    expect(rules(asked, answer, 'FGT # execute foo', fail(-1))).toEqual([
      'login/account',
      `${RULE} execute foo`,
    ]);
    expect(rules('FGT # execute foo', fail(-1), asked, answer, fail(-1))).toEqual([
      `${RULE} execute foo`,
      'login/account',
    ]);
    expect(rules(asked, answer, fail(-1), fail(-3))).toEqual(['login/account']);
  });

  test('of a second command, too', () => {
    const other = 'the account is locked';
    const found = rules(asked, answer, fail(-1), 'FGT # execute foo', other, fail(-1));
    expect(found).not.toContain(RULE);
  });
});

describe('cli/command-failed is reported beside', () => {
  const foo = `FGT # execute foo\n`;
  test.each([
    ['what a daemon says', `${foo}[1304] ldap_start-user is disabled\n`, 'login/account'],
    ['a failure that is no login', `${foo}Unable to connect to FortiToken Cloud\n`, 'daemon/said-failure'],
    ['a reason without a command', 'Failed to authenticate: Invalid credentials\n', 'login/account'],
  ])('%s', (_what, before, rule) => {
    const rules = findingsOf(before + lines(fail(-3))).map(one => one.rule);
    expect(rules.filter(one => !one.startsWith('capture/'))).toEqual([rule, RULE]);
  });
});

test('cli/command-failed knows the configuration that a number is about from the prompt', () => {
  const [found] = expectFindings(lines('FGT (ftm-push) # end', mark(RULE, fail(-56))));
  expect(found?.entry).toBe('cli-error/minus-56');
});

describe('cli/command-failed shows of a command', () => {
  test('no argument of four characters that is part of a word, and no word that is none of a command', () => {
    const text = lines('FGT # execute ping host', 'The hosts of host are not known', fail(-1));
    expect(findingsOf(text)[0]?.message).toContain('return code -1: The …s of … are not known');
    expect(findingsOf(lines('FGT # 123 foo bar', fail(-1)))[0]?.message).toMatch(/^…: the command failed/);
  });

  const messageOf = (command: string, ...output: string[]): string | undefined =>
    findingsOf(lines(`FGT (local) # ${command}`, ...output)).find(({ rule }) => rule === RULE)?.message;

  test.each([
    ['four words of an unknown one', 'execute very odd words of it', 'execute very odd words …'],
    ['no word that can be a name', 'execute foo ABC123def more', 'execute foo …'],
    ['no word after one that can be a mistyped `set`', 'show something odd', 'show …'],
    ['the field of a setting alone', 'set type ldap extra value', 'set type'],
    ['the field of a setting that is unset', 'unset type ldap', 'unset type'],
    ['no field that can be a value', 'set 1abc value', 'set …'],
    ['no field that ends in other characters', 'set abc!def value', 'set …'],
    ['a word alone with its table', 'set', 'local: set'],
  ])('%s', (_what, command, name) => {
    expect(messageOf(command, fail(-999))).toBe(`${name}: the command failed (return code -999)`);
  });

  test('the value of a setting that its answer repeats, unless it is a secret', () => {
    expect(messageOf('set type abc', "value parse error before 'abc'")).toBe(
      "set type: the command failed (value parse error before 'abc')",
    );
    expect(messageOf('set passwd abc', "value parse error before 'abc'")).toBe(
      "set passwd: the command failed (value parse error before '…')",
    );
  });

  test('its answer without the last full stop, with its own first word', () => {
    expect(messageOf('execute foo', 'The poll cannot execute it on 192.0.2.1 now.', fail(-999))).toContain(
      '(return code -999: The poll cannot execute it on 192.0.2.1 now)',
    );
  });

  test('no line that is no sentence', () => {
    expect(messageOf('execute foo', 'x = {1, 2}', fail(-999))).toBe(
      'execute foo: the command failed (return code -999)',
    );
  });

  test('what a number means for any command in a table of the configuration', () => {
    expect(messageOf('abort', fail(-23))).toContain('(return code -23: the entry is in use)');
  });
});

test('cli/command-failed knows that a number is about the configuration before it', () => {
  const messageOf = (...output: string[]): string | undefined =>
    findingsOf(lines(...output)).find(({ rule }) => rule === RULE)?.message;
  expect(messageOf('config system interface', 'edit "vlan100"', fail(-4))).toBe(
    'A command failed (return code -4: the table is full)',
  );
  expect(messageOf(fail(-4))).toBe('A command failed (return code -4)');
  expect(
    messageOf('config system interface', 'object set operator error, -4 discard the setting', fail(-4)),
  ).toBe('A command failed (return code -4: the table is full)');
});
