import { expect, test } from 'vitest';
import { commandBlocks, inOrderOfPrice, safeCommands } from '../../../server/src/judge/commands';

const COMMANDS = [
  'config user local',
  'set status enable',
  'show user local',
  'execute ping 192.0.2.1',
  'diagnose debug enable',
  'diagnose sys kill 11 100',
  'diagnose fortitoken-cloud delete user10',
  'execute something-new',
];

test('Only commands that show, send or debug are copied', () => {
  expect(safeCommands(COMMANDS)).toEqual([
    'show user local',
    'execute ping 192.0.2.1',
    'diagnose debug enable',
  ]);
});

test('All commands are shown: those that are not copied, in a block of their own', () => {
  expect(commandBlocks({ commands: COMMANDS })).toEqual([
    ['commands', COMMANDS.slice(2, 5)],
    ['unsafeCommands', [...COMMANDS.slice(0, 2), ...COMMANDS.slice(5)]],
  ]);
  expect(commandBlocks({ commands: ['get system status'] })).toEqual([['commands', ['get system status']]]);
  expect(commandBlocks({})).toEqual([]);
});

test('What only shows comes first, debug output last, and is stopped', () => {
  const debug = 'diagnose debug application fnbamd -1';
  const sniffer = 'diagnose sniffer packet any "port 1812" 4 0 l';
  const commands = [debug, sniffer, 'execute ping 192.0.2.1', 'execute time', 'get system status'];
  expect(inOrderOfPrice(commands)).toEqual([
    'execute time',
    'get system status',
    'execute ping 192.0.2.1',
    sniffer,
    debug,
    'diagnose debug disable',
    'diagnose debug reset',
  ]);
});

test('What needs no debug output is not followed by its end', () => {
  const commands = ['diagnose debug crashlog read', 'diagnose sniffer packet any "port 1812" 4 0 l'];
  expect(inOrderOfPrice(commands)).toEqual(commands);
});

test('A command that changes the unit decides nothing', () => {
  expect(inOrderOfPrice(['execute vm-license install ABC', 'get system status'])).toEqual([
    'get system status',
  ]);
});
