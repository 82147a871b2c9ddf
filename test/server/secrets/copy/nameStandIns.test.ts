import { describe, expect, test } from 'vitest';
import { NameStandIns } from '../../../../server/src/secrets/copy/nameStandIns';
import type { FoundKind } from '../../../../server/src/secrets/types';
import { every, firstTwo } from '../../../support/rows';

describe('A name is kept', () => {
  const CASES: readonly (readonly [kind: FoundKind, name: string, keeps: boolean])[] = [
    ['mail', 'support@fortinet.com', true],
    ['mail', 'support@FORTINET.COM', true],
    ['mail', 'noreply@notify.fortinet.com', true],
    ['mail', 'kelvin@fortinet-notifications.com', true],
    ['mail', 'kelvin@mail.fortinet-notifications.com', true],
    ['user', 'kelvin@fortinet.com', false],
    ['mail', 'kelvin@myfortinet.com', false],
    ['mail', 'fortinet.com@one.net', false],
    ['mail', 'kelvin@fortinet.com@one.net', false],
    ['user', 'support@one.net', false],
    ['host', 'update.fortiguard.net', true],
    ['host', 'fortiguard', false],
    ['user', 'localhost', false],
    ['host', 'one.net', false],
    ['host', 'h1.test', true],
    ['user', 'xuser01g', true],
    ['user', 'kelvin', false],
    ['phone', '+00 00 000001', true],
    ['phone', '00001', true],
    ['phone', '00009999', true],
    ['phone', '00010000', false],
    ['phone', '10000', false],
    ['phone', '0001', false],
    ['phone', '+49 30 123456', false],
    ['phone', '000012345', false],
    ['phone', '+49 00001', false],
    ['phone', 'xa', false],
    ['mac', '00:00:5e:00:53:01', true],
    ['mac', '0000.5e00.5301', true],
    ['mac', '00005E005301', true],
    ['mac', '02:00:00:00:00:07', true],
    ['mac', '0200.0000.0007', true],
    ['mac', '00:00:5e:00:54:01', false],
    ['mac', '0200.0100.0007', false],
    ['mac', '7400.005e.0053', false],
    ['mac', '740200000007', false],
    ['user', '0000.5e00.5301', false],
    ['user', '020000000007', false],
  ];

  test('if it needs no stand-in', () => {
    every(CASES, firstTwo, ([kind, name, keeps]) => {
      expect(new NameStandIns().keeps(kind, name)).toBe(keeps);
    });
  });
});

/** The stand-ins of several names of a kind. */
function standInsOf(kind: FoundKind, ...names: readonly string[]): string[] {
  const standIns = new NameStandIns();
  return names.map(name => standIns.of(kind, name));
}

describe('The stand-in of', () => {
  const CASES: readonly (readonly [kind: FoundKind, name: string, standIn: string])[] = [
    ['user', 'kelvin77', 'xuser01g'],
    ['user', 'kelvin', 'xus01g'],
    ['user', 'kelv', 'xaas'],
    ['user', 'kel', 'xap'],
    ['user', 'ke', 'xa'],
    ['user', 'k', 'xa'],
    ['user', 'kelvin.stone', 'xuser000001p'],
    ['group', 'kelvin77', 'xgrou01k'],
    ['server', 'kelvin77', 'xserv01e'],
    ['connection', 'kelvin77', 'xtunn01z'],
    ['name', 'kelvin77', 'xname01u'],
    ['host', 'kelvin77', 'xhost01c'],
    ['user', 'kelvin.one', 'xuser0001p'],
    ['uuid', '7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c', '00000000-0000-0000-0000-000000000001'],
    ['serial', 'FGT60F0000000042', 'FGT60F9999900112'],
    ['serial', 'FGT60F00000000042', 'FGT60F99999000123'],
    ['mail', 'kelvin.stone@one.net', 'u0000001@example.com'],
    ['mail', 'kelv@lan7.net', 'u00001@x.test'],
    ['mail', 'kelvi@lan7.net', 'u1@example.com'],
    ['mail', 'kel@lan7.net', 'u0001@x.test'],
    ['mail', 'ke@lan.ne', 'u1@x.test'],
    ['mail', 'ke@la.ne', 'xmail01n'],
    ['host', 'vpn.lan7.net', 'h000001.test'],
    ['host', 'vpn77.lan7.net', 'h1.example.com'],
    ['host', 'vpn7.lan7.net', 'h0000001.test'],
    ['host', 'vpn.net', 'h1.test'],
    ['host', 'vpn.ne', 'xho01u'],
    ['phone', '+49 30 123456', '+00 00 000001'],
    ['phone', '030/123456', '000/000001'],
    ['mac', '74:0a:5c:a6:6e:1a', '00:00:5e:00:53:01'],
    ['mac', '74-0A-5C-A6-6E-1A', '00-00-5E-00-53-01'],
    ['mac', '740a5ca66e1a', '00:00:5e:00:53:01'],
  ];

  test('a name has its kind and its form', () => {
    every(CASES, firstTwo, ([kind, name, standIn]) => {
      expect(standInsOf(kind, name)).toEqual([standIn]);
    });
  });

  test.each<readonly [what: string, kind: FoundKind, names: readonly string[], standIns: readonly string[]]>([
    ['names', 'user', ['kelvin77', 'marvin'], ['xuser01g', 'xus02h']],
    ['hosts with and without a domain', 'host', ['vpn.lan7.net', 'vpn7', 'vpn.lan8.net'], ['h000001.test', 'xabt', 'h000003.test']],
    ['mail addresses', 'mail', ['kelvi@lan7.net', 'kel@lan7.net'], ['u1@example.com', 'u0002@x.test']],
    ['units of two models', 'serial', ['FGT60F0000000042', 'FG100F0000000042', 'FGT60F0000000043'], ['FGT60F9999900112', 'FG100F9999900112', 'FGT60F9999900209']],
    ['phone numbers', 'phone', ['+49 30 123456', '030 1'], ['+00 00 000001', '000 2']],
    ['cards', 'mac', ['74:0a:5c:a6:6e:1a', '74-0A-5C-A6-6E-1B'], ['00:00:5e:00:53:01', '00-00-5E-00-53-02']],
    ['policies', 'uuid', ['7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c', '7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2d'], ['00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002']],
  ])('%s are numbered', (_, kind, names, standIns) => {
    expect(standInsOf(kind, ...names)).toEqual(standIns);
  }); // oxfmt-ignore

  test.each<readonly [what: string, kind: FoundKind, name: string, standIns: Readonly<Record<number, string>>]>([
    ['cards', 'mac', '74:0a:5c:a6:6e:1a', { 255: '00:00:5e:00:53:ff', 256: '02:00:00:00:01:00', 65_537: '02:00:00:01:00:01' }],
    ['phone numbers', 'phone', '030 1', { 9: '000 9', 10: '001 0', 9999: '999 9' }],
  ])('%s goes on, however many there are', (_, kind, name, standIns) => {
    const many = new NameStandIns();
    const numbers = Object.keys(standIns).map(Number);
    const all = Array.from({ length: Math.max(...numbers) }, () => many.of(kind, name));
    for (const number of numbers) expect(all[number - 1]).toBe(standIns[number]);
  }); // oxfmt-ignore

  test('a short number has the last digits, if there are too many before it', () => {
    const many = new NameStandIns();
    for (let number = 1; number < 123; number++) many.of('phone', '+49 30 123456');
    expect(many.of('phone', '30')).toBe('23');
  });

  test('a name is not one that the text has', () => {
    const standIns = new NameStandIns();
    for (const [kind, name] of [
      ['user', 'XUSER01G'],
      ['host', 'h1.TEST'],
      ['phone', '00001'],
      ['mac', '0000.5e00.5301'],
    ] as const)
      // oxfmt-ignore
      expect(standIns.keeps(kind, name)).toBe(true);
    expect(standIns.of('user', 'kelvin77')).toBe('xuser02h');
    expect(standIns.of('host', 'vpn.net')).toBe('h3.test');
    expect(standIns.of('phone', '12345')).toBe('00002');
    expect(standIns.of('user', 'marvin77')).toBe('xuser04k');
  });

  test('another name is another one, even if their forms differ', () => {
    const standIns = new NameStandIns();
    const all = ['x', 'ke', 'kel', 'kelv'].flatMap(name =>
      Array.from({ length: 200 }, () => standIns.of('user', name)),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});
