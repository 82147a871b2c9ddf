import { expect, test } from 'vitest';
import { isInVocabulary, isOrdinary, isVocabulary } from '../../../server/src/secrets/vocabulary';

test.each([
  'authentication',
  'Authentication',
  'FORTITOKEN',
  'password',
  'psksecret',
  'status',
  'guest',
  'fortiproxy',
  'datasource',
  'node_check_object',
  'pidof',
  'clock-tolerance',
  'tolerance',
  'Diffie-Hellman',
  'hellman',
  'dnsproxy',
  'status-full',
  '09:12:32',
  '9:12:32.123',
  '2025-01-15',
  '2025-01-15 09:12:32',
  '2025-01-15T09:12:32.123Z',
  '2025-01-15T09:12:32+01:00',
  '-01 09:31',
  '15 9:12:32',
])('%s is a term or a time', value => {
  expect(isVocabulary(value)).toBe(true);
});

test.each([
  'kelvin77',
  'authenticationx',
  'tication',
  'Winter-Sun-1',
  '@',
  '.',
  'at 09:12:32',
  '09:12:32x',
  '2025-01-15 kelvin',
  'x15 9:12',
  '15 9:12 x',
])('%s is neither a term nor a time', value => {
  expect(isVocabulary(value)).toBe(false);
});

test.each([
  ['tication', true],
  ['Tication', true],
  ['authentication', true],
  ['kelvinq', false],
  ['09:12:32', false],
  ['n a', false],
  ['testerstaff', false],
])('%s is within a term: %s', (value, expected) => {
  expect(isInVocabulary(value)).toBe(expected);
});

test.each([
  ['authentication', true],
  ['09:12:32', true],
  ['workaround', true],
  ['WORKAROUND', true],
  ['kelvinq', false],
])('%s may be an ordinary word: %s', (value, expected) => {
  expect(isOrdinary(value)).toBe(expected);
});
