import { expect, test } from 'vitest';
import {
  address6Length,
  addressEnd,
  hostEnd,
  isPublicHost,
  isSerialNumber,
  macLength,
  serialsIn,
  uuidLength,
} from '../../../../server/src/secrets/positions/shapes';

type Read = (text: string, to: number) => number;

const address: Read = (text, to) => addressEnd(text, 0, to);
const address6: Read = (text, to) => address6Length(text, 0, to);
const mac: Read = (text, to) => macLength(text, 0, to);
const uuid: Read = (text, to) => uuidLength(text, 0, to);
const host: Read = (text, to) => hostEnd(text, 0, text.indexOf('.'), to);
const serial: Read = (text, to) => serialsIn(text, 0, to)[0]?.end ?? 0;

/** What is read, a text in which `|` is the end of what may be read, and the end of the value. */
test.each<[what: string, marked: string, expected: number, read: Read]>([
  ['address', '192.0.2.7|8', 9, address],
  ['address', '192.0.2.7|.4', 9, address],
  ['address', '192.0.2.7.|4', 9, address],
  ['address', '192.0.2.1.22264| -> 198.51.100.13.389', -1, address],
  ['address6', '2001:db8::7|8', 11, address6],
  ['mac', '00:00:5e:00:53:a|f', 0, mac],
  ['uuid', '7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2|c', 0, uuid],
  ['host', 'fgt1.lab.example.com|x', 20, host],
  ['host', 'fgt1.lab.example.com|.x', 20, host],
  ['serial', 'EFTM12345678|9', 12, serial],
])('What is after its passage is not part of the %s: %s', (_what, marked, expected, read) => {
  const to = marked.indexOf('|');
  expect(read(marked.replace('|', ''), to)).toBe(expected);
});

test.each([
  ['FGT60F0000000001', true],
  ['FGT60F0000000001A', false],
  ['xFGT60F0000000001x', false],
  ['EFTM123456789012', false],
])('The number of a unit is the whole value: %s is %s', (value, expected) => {
  expect(isSerialNumber(value)).toBe(expected);
});

test.each([
  ['support.fortinet.com', true],
  ['fds1.fortinet.com', true],
  ['one.fortinet.com', false],
  ['one.forticloud.com', false],
  ['schemas.xmlsoap.org', true],
  ['fortinet.com.lab.example.org', false],
])('A listed host is public: %s is %s', (value, expected) => {
  expect(isPublicHost(value)).toBe(expected);
});
