import { expect, test } from 'vitest';
import { listedSecrets } from '../../../../server/src/secrets/finding/secretLines';
import { unmarked } from '../../../support/found';

/** The text with the secrets of each of its lines marked. */
function inLines(text: string): string {
  let copy = '';
  let at = 0;
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g))
    for (const { kind, start, end } of listedSecrets(text, { start: index, end: index + line.length })) {
      copy += `${text.slice(at, start)}«${kind}:${text.slice(start, end)}»`;
      at = end;
    }
  return copy + text.slice(at);
}

test.each([
  // A secrets file of several lines.
  'key 7 «password:moribandelu»\nserver-key 0 «password:bandelumori»\nanother line',
  '«user:alice» * «password:moribandelu» *\n«user:bob» * «password:bandelumori» *',
  '%any : PSK "«password:moribandelu»"',
  'server-key 0 «password:moribandelu»'.padEnd(320 + '«password:»'.length),
  'another line. '.repeat(50),
  // A setting or a command, and an own word.
  'PASS «password:moribandelu»',
  'enable password «password:Winter77»',
  ' pre-shared-key «password:moribandelu»',
  ' pre-shared-key failed',
  ' pre-shared-key mode-2',
  // A statement of SQL.
  "INSERT INTO users (password) VALUES ('«password:moribandelu»');",
  "INSERT INTO users (`name`, `password`) VALUES ('alice', '«password:moribandelu»');",
  `INSERT INTO users ("name", 'password') VALUES ('alice', '«password:moribandelu»');`,
  "INSERT INTO users (name, password) VALUES ('alice', '«password:moribandelu»'), ('bob', \"«password:bandelumori»\")",
  "INSERT INTO users (password, name) VALUES ('«password:moribandelu»', 'alice') -- the end",
  "INSERT INTO users (password, changed) VALUES ('«password:moribandelu»', now())",
  "INSERT INTO users (password, name) VALUES (7, 'alice')",
  "INSERT INTO users (password, name) VALUES ('', 'alice')",
  "INSERT INTO users (name, size) VALUES ('alice', 'moribandelu')",
  "'start', 'first', INSERT INTO users (name, password) VALUES ('alice', '«password:moribandelu»')",
  'INSERT INTO users SELECT name FROM others',
])('The secrets of lines: %j', marked => {
  expect(inLines(unmarked(marked))).toBe(marked);
});
