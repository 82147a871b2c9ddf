import { expect, it } from 'vitest';
import { plainMessage } from '../../../server/src/syntax';
import { failureIn, MessageReader } from '../../../server/src/trace/messageReader';

const message = (daemon: string, name: string, text: string) => ({
  ...plainMessage(text, { start: 0, end: text.length }),
  daemon,
  name,
});

it('a repeated message has the same contents', () => {
  const reader = new MessageReader(undefined);
  const again = () => reader.read(message('fnbamd', 'ldap', 'Timed out'));
  expect(again()).toEqual(again());
  expect(again().outcome).toBe('fails');
});

it('the same words of two daemons are distinguished', () => {
  const reader = new MessageReader(undefined);
  const text = 'Rcvd auth req 7 for alice in group-a opt=00200420 prot=9';
  const [matches, others] = [
    reader.read(message('fnbamd', 'handle_req', text)).matches,
    reader.read(message('', 'other', text)).matches,
  ];
  expect(matches).not.toEqual([]);
  expect(others).toEqual([]);
});

it('a word that says a failure is not taken for a name', () => {
  const reader = new MessageReader(undefined);
  const outcome = (text: string) => reader.read(message('fnbamd', 'ldap', text)).outcome;
  expect(outcome("started for user 'failed' in group")).toBe('nothing');
  expect(outcome('started for failed@example.org')).toBe('nothing');
  expect(outcome('failed for user@example.org')).toBe('fails');
});

it('lines that differ only in names have the same words', () => {
  const reader = new MessageReader(undefined);
  const words = (text: string) => {
    const said = message('fnbamd', 'ldap', text);
    return failureIn(said, reader.read(said));
  };
  expect(words('failed for bob@example.org')).toBe(words('failed for amy@example.com'));
  expect(words('failed for bob@example.org')).not.toBe(words('failed at bob@example.org'));
});
