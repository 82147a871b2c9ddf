import { describe, expect, test } from 'vitest';
import { RECIPES } from '../../../server/src/knowledge/recipes';
import { runBuilt, runHere } from '../../support/terminal';

describe('fortios-debug recipe', () => {
  test('lists the recipes if none is named', async () => {
    const { code, out, err } = await runHere(['recipe']);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').map(line => line.split(' ')[0])).toEqual([...RECIPES.map(({ id }) => id), '']);
    expect(out).toMatch(/^sslvpn +Login by SSL VPN$/m);
  });

  test('lists them in the language of the user', async () => {
    const { code, out } = await runBuilt(['--locale', 'es', 'recipe']);
    expect(code).toBe(0);
    expect(out).toMatch(/^sslvpn +Inicio de sesión por SSL VPN$/m);
  });

  test('writes a recipe with its answers', async () => {
    const { code, out, err } = await runHere([
      'recipe',
      'ipsec-xauth',
      '--release',
      '7.2.12',
      '--vdom',
      'VPN',
      '--address',
      '192.0.2.44',
      '--user',
      'user01',
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('\ndiagnose vpn ike log-filter dst-addr4 192.0.2.44\n');
    expect(out).toContain('Enter the VDOM VPN first');
    expect(out).toContain('Connect once as user01');
  });

  test('refuses an unknown name, and lists the recipes', async () => {
    const { code, out, err } = await runHere(['recipe', 'ssl']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^fortios-debug: there is no recipe ssl\nactivation /);
  });

  test('refuses an answer that could become a command', async () => {
    expect(await runHere(['recipe', 'sslvpn', '--vdom', 'root\nexecute reboot'])).toEqual({
      code: 2,
      out: '',
      err: 'fortios-debug: A VDOM name can contain only letters, digits, - and _, at most 31 characters.\n',
    });
  });

  test('lists its options', async () => {
    const { code, out } = await runHere(['recipe', '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/--release[^]*--vdom[^]*--address[^]*--user[^]*Exit code/);
  });
});
