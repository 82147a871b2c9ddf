import { describe, expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';
import { RecordFinder } from '../../../../server/src/secrets/finding/finder';
import { readRecords } from '../../../../server/src/syntax';

const START = 'FGT # diagnose debug enable\n';

/** The redacted copy of a line, which a second redaction must not change. */
function copyOf(line: string): string {
  const copy = redact(`${START}${line}\n`);
  expect(redact(copy)).toBe(copy);
  return copy;
}

describe('A domain and its user are masked', () => {
  test.each([
    ['EXNET\\kelvin77 logged on', 'EXNET', 'kelvin77'],
    ['logon of EXNET\\kelvin', 'EXNET', 'kelvin'],
    ['logon of exnet\\kelvin77', 'exnet', 'kelvin77'],
    ['who="EXNET\\\\kelvin77"', 'EXNET', 'kelvin77'],
    ['EX-NET\\newton, from the other site', 'EX-NET', 'newton'],
  ])('%s', (line, domain, user) => {
    const copy = copyOf(line);
    expect(copy).not.toContain(domain);
    expect(copy).not.toContain(user);
  });
});

describe('A backslash elsewhere is ignored', () => {
  test.each([
    'C:\\Windows\\System32',
    '\\\\.\\pipe\\x',
    '{"text":"FAILED\\nretry"}',
    'matches ^[a-z]\\d+$',
    'NT AUTHORITY\\SYSTEM',
    'Files\\Fortinet',
  ])('%s', line => {
    expect(redact(`${START}${line}\n`)).toBe(`${START}${line}\n`);
  });
});

test.each(['session of LAB\\alice ended', 'user LAB/alice logged on'])(
  'Neither half is found if only secrets are searched for: %s',
  line => {
    const kinds: string[] = [];
    new RecordFinder(false, ({ kind }) => void kinds.push(kind)).read(line, readRecords(line));
    expect(kinds).toEqual([]);
  },
);
