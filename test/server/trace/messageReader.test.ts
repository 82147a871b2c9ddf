import { expect, it } from 'vitest';
import { plainMessage } from '../../../server/src/syntax';
import { MessageReader } from '../../../server/src/trace/messageReader';

const message = (daemon: string, name: string, text: string) => ({
  ...plainMessage(text, { start: 0, end: text.length }),
  daemon,
  name,
});

it('says the same of a message that comes again', () => {
  const reader = new MessageReader(undefined);
  const read = () => reader.read(message('fnbamd', 'ldap', 'Timed out'));
  expect(read()).toEqual(read());
  expect(read().said).toBe('fails');
});

it('tells apart who prints the same words', () => {
  const reader = new MessageReader(undefined);
  const text = 'Rcvd auth req 7 for alice in group-a opt=00200420 prot=9';
  const [matches, others] = [
    reader.read(message('fnbamd', 'handle_req', text)).matches,
    reader.read(message('', 'other', text)).matches,
  ];
  expect(matches).not.toEqual([]);
  expect(others).toEqual([]);
});
