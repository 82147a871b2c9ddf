import { expect, test } from 'vitest';
import { stretch } from '../../../../server/src/secrets/positions/passage';
import { keyInOneLine, PrivateKey } from '../../../../server/src/secrets/positions/privateKey';

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';

test.each([
  `${BEGIN}\n«kq9X2LmT7vBz4Rw8»\n«Yp1Nd6Hc»\n${END}\nkq9X`,
  `"-----BEGIN RSA PRIVATE KEY-----\\n" +\n"«kq9X2LmT7vBz4Rw8»\\n" +\n'«Yp1Nd6Hc==»\\r\\n',\n"${END}\\n"\nkq9X`,
  `a: ${BEGIN}\n  «kq9X2LmT»  \n«7vBz4Rw8»;\n«Yp1Nd6Hc»\\\n«Js5Gf0aQ»"`,
  `${BEGIN}\nProc-Type: 4,ENCRYPTED\n\n«kq9X2LmT»`,
  `${BEGIN}\nkq9X 2LmT\n«kq9X2LmT»`,
  `${BEGIN}\n«${'k'.repeat(64)}»`,
  `kq9X2LmT\n${END}\nkq9X2LmT`,
  '-----BEGIN CERTIFICATE-----\nkq9X2LmT',
  `${'x'.repeat(200)}${BEGIN}\nkq9X2LmT`,
])('The lines of a private key: %j', marked => {
  const key = new PrivateKey();
  const text = marked.replaceAll(/[«»]/g, '');
  let start = 0;
  const lines = text.split('\n').map(line => {
    const place = key.add(text, { start, end: start + line.length });
    const from = start;
    start += line.length + 1;
    if (!place) return line;
    return `${text.slice(from, place.start)}«${text.slice(place.start, place.end)}»${text.slice(place.end, from + line.length)}`;
  });
  expect(lines.join('\n')).toBe(marked);
});

test.each([
  `|${BEGIN}\\n«kq9X2LmT»\\n«7vBz4Rw8==»|\\n${END}`,
  `|${BEGIN}\\\\r\\\\n«kq9X2LmT»\\\\r\\\\n«7vBz4Rw8»|\\\\r\\\\n${END}`,
  `|${BEGIN}%0D%0A«kq9X2LmT»%0A«7vBz4Rw8»|%0A${END}`,
  `|${BEGIN}&#13;&#10;«kq9X2LmT»&#10;«7vBz4Rw8»|&#10;${END}`,
  `|${BEGIN}<br>«kq9X2LmT»<br/>«7vBz4Rw8»<br />«Yp1Nd6Hc»|<br>${END}`,
  `|${BEGIN} «kq9X2LmT» «7vBz4Rw8»\t«Yp1Nd6Hc»| ${END}`,
  `key |-----BEGIN EC PRIVATE KEY-----\\n«kq9X2LmT»|"`,
  `|-----BEGIN ENCRYPTED PRIVATE KEY-----\\n«kq9X2LmT»|"`,
  `|${BEGIN}|\\nkq9;`,
  `|${BEGIN}|kq9X2LmT`,
  `|-----BEGIN CERTIFICATE-----\\nkq9X2LmT`,
  `|-${BEGIN}\\nkq9X2LmT`,
  `|- ${BEGIN}\\nkq9X2LmT`,
])('A private key in one line, from the first bar to the second: %s', marked => {
  const text = marked.replaceAll(/[«»|]/g, '');
  const start = marked.indexOf('|');
  const taken: string[] = [];
  let copy = '';
  let at = 0;
  const take = (kind: string, from: number, to: number): void => {
    taken.push(kind);
    copy += `${text.slice(at, from)}«${text.slice(from, to)}»`;
    at = to;
  };
  const end = keyInOneLine(stretch(text, 0, text.length), start, { identities: true, take });
  expect(copy + text.slice(at)).toBe(marked.replaceAll('|', ''));
  expect(new Set(taken).size).toBe(marked.includes('«') ? 1 : 0);
  const plain = marked.replaceAll(/[«»]/g, '');
  const close = plain.indexOf('|', start + 1);
  expect(end).toBe(close < 0 ? -1 : close - 1);
});

test('A private key in one line is read to the end of its passage', () => {
  const text = `${BEGIN}\\nkq9X2LmT\\n7vBz4Rw8`;
  const taken: string[] = [];
  const sink = {
    identities: false,
    take: (kind: string, from: number, to: number) => taken.push(`${kind} ${text.slice(from, to)}`),
  };
  expect(keyInOneLine(stretch(text, 0, text.length - 1), 0, sink)).toBe(BEGIN.length + 10);
  expect(keyInOneLine(stretch(text, 0, text.length), 0, sink)).toBe(text.length);
  expect(taken).toEqual(['key kq9X2LmT', 'key kq9X2LmT', 'key 7vBz4Rw8']);
  expect(keyInOneLine(stretch(text, 0, BEGIN.length - 1), 0, sink)).toBe(-1);
});
