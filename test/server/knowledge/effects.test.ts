import { expect, test } from 'vitest';
import { type Effect, effectOf, ENTRIES, RULES } from '../../../server/src/knowledge';
import effects from '../../../server/src/knowledge/data/effects.json';
import { RECIPES } from '../../../server/src/knowledge/recipes';
import { every, first } from '../../support/rows';

const EFFECTS: readonly [string, Effect | undefined][] = [
  ['get system status', 'shows'],
  ['show firewall policy | grep -f ssl.root', 'shows'],
  ['sh ful', 'shows'],
  ['config vdom', 'shows'],
  ['config system global', 'changes'],
  ['conf sys glo', 'changes'],
  ['set status disable', 'changes'],
  ['unset status', 'changes'],
  ['delete 5', 'deletes'],
  ['purge', 'deletes'],
  ['execute date', 'shows'],
  ['execute date | grep 2031', 'shows'],
  ['execute date 2031-01-01', 'changes'],
  ['exe date 2031-01-01', 'changes'],
  ['EXECUTE TIME', 'shows'],
  ['execute time 10:00:00', 'changes'],
  ['execute fortitoken-mobile import 0000-0000-0000-0000-0000', 'changes'],
  ['exec fortitoken-m imp 0000-0000-0000-0000-0000', 'changes'],
  ['execute fortitoken sync FTKMOB0123456789 000000 000001', 'changes'],
  ['execute fortitoken-cloud show', 'shows'],
  ['execute fortitoken-cloud sync', 'changes'],
  ['execute ping 192.0.2.1', 'sends'],
  ['execute telnet 192.0.2.1 443', 'sends'],
  ['execute vm-license install ABC', 'interrupts'],
  ['execute reboot', 'interrupts'],
  ['execute factoryreset', 'deletes'],
  ['execute vpn sslvpn list', 'shows'],
  ['execute vpn sslvpn del-tunnel 3', 'interrupts'],
  ['diagnose sniffer packet any "host 192.0.2.1" 4', 'debugs'],
  ['diag sniff pack any "host 192.0.2.1" 4', 'debugs'],
  ['diagnose debug enable', 'debugs'],
  ['di de app fnbamd -1', 'debugs'],
  ['diagnose debug crashlog read', 'shows'],
  ['diag deb crash read', 'shows'],
  ['diagnose debug crashlog clear', 'deletes'],
  ['diagnose debug authd fsso list', 'shows'],
  ['diagnose debug authd fsso clear-logons', 'interrupts'],
  ['diagnose debug rating', 'shows'],
  ['diagnose debug info', 'shows'],
  ['diagnose fortitoken debug enable', 'debugs'],
  ['diagnose fortitoken info', 'shows'],
  ['diagnose fortitoken-cloud migrate-ftm show EFTM012345678901', 'shows'],
  ['diagnose fortitoken-cloud migrate-ftm start EFTM012345678901', 'changes'],
  ['diagnose fortitoken-cloud server', 'shows'],
  ['diagnose fortitoken-cloud server 192.0.2.1 443', 'changes'],
  ['diagnose sys kill 11 100', 'interrupts'],
  ['diagnose sys session list', 'shows'],
  ['diagnose sys session clear', 'interrupts'],
  ['diagnose sys ha checksum cluster', 'shows'],
  ['diagnose sys ha checksum recalculate', 'changes'],
  ['diagnose test authserver ldap corp user10 password', 'sends'],
  ['diagnose vpn ike gateway list name site-a', 'shows'],
  ['diagnose vpn ike gateway clear', 'interrupts'],
  ['diag vpn ike gat cl', 'interrupts'],
  ['diagnose vpn ike log filter clear', 'debugs'],
  ['diagnose vpn tunnel flush site-a', 'interrupts'],
  ['', undefined],
  ['| grep debug', undefined],
  ['diagnose', undefined],
  ['diagnose sys ha history', undefined],
  ['diagnose vpn ike gateway', undefined],
  ['execute backup config', undefined],
  ['sudo root show', undefined],
  ['gets', undefined],
  // Ambiguous on a unit, too.
  ['d debug enable', undefined],
  ['diag debug r', undefined],
];

test('A command has the effect of its longest known beginning', () => {
  every(EFFECTS, first, ([command, effect]) => {
    expect(effectOf(command)).toBe(effect);
  });
});

test('The table has each command once, in lower case and in order', () => {
  const lists = Object.values(effects);
  expect(lists).toEqual(lists.map(list => list.toSorted()));
  expect(lists.flat()).toEqual([...new Set(lists.flat())].map(command => command.toLowerCase()));
});

test('The effect of each command of the guidance is known', () => {
  const variants = RULES.flatMap(rule => Object.values(rule.variants ?? {}));
  const commands = [...ENTRIES, ...RULES, ...variants].flatMap(({ commands: list = [], causes = [] }) => [
    ...list,
    ...causes.flatMap(({ askWith = [] }) => askWith),
  ]);
  expect([...new Set(commands)].filter(command => !effectOf(command))).toEqual([]);
});

test('No recipe changes a unit', () => {
  const commands = RECIPES.flatMap(({ begin, end }) => [...begin, ...end]).map(({ command }) => command);
  expect(commands.filter(one => !['shows', 'sends', 'debugs'].includes(effectOf(one) ?? ''))).toEqual([]);
});
