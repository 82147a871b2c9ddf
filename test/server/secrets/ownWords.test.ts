// What FortiOS itself says in a known sentence is no value, whatever precedes it and follows it.
import { expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

test.each([
  ['a word', '[275:root:1f0]no session id in auth info[7]U'],
  ['a status', '[1642] __ldap_error-Ret 10, st = 0\\a]error'],
  ['a result', '[275:root:1f0]fnbam_auth return: 1(Denied)'],
])('%s of a known sentence is kept', (_what, line) => {
  expect(redact(`${line}\n`)).toBe(`${line}\n`);
});

test('Quotes of an editor around a command are kept, and its code keeps its length', () => {
  expect(redact('“# exec fortitoken activate FTKMOB0000000001 k7d/”\n')).toMatch(/ \S{4}”\n$/);
});

test('A stand-in before the rest of a prompt is no value of a command', () => {
  const copy = redact('d a disabT#\ndisabT#\n');
  expect(redact(copy)).toBe(copy);
});

test('The marks of a quoted mail inside a value are kept', () => {
  expect(redact('"tokens":[{"license":"FTM94\n> > LXQ7K2"}]\n')).toMatch(/\n> > /);
});

test('A bracket that closes a list is not the start of a value', () => {
  expect(redact('> 11:11:11 ftm_push[111]:Provision token:1234\n]aa1a1{\n')).toContain('\n]');
});
