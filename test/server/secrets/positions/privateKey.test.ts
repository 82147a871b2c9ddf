import { expect, test } from 'vitest';
import { PrivateKey } from '../../../../server/src/secrets/positions/privateKey';
import { every, itself } from '../../../support/rows';

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';

const MARKED = [
  `${BEGIN}\n«kq9X2LmT7vBz4Rw8»\n«Yp1Nd6Hc»\n${END}\nkq9X`,
  `"-----BEGIN RSA PRIVATE KEY-----\\n" +\n"«kq9X2LmT7vBz4Rw8»\\n" +\n'«Yp1Nd6Hc==»\\r\\n',\n"${END}\\n"\nkq9X`,
  `a: ${BEGIN}\n  «kq9X2LmT»  \n«7vBz4Rw8»;\n«Yp1Nd6Hc»\\\n«Js5Gf0aQ»"`,
  `${BEGIN}\nProc-Type: 4,ENCRYPTED\n\n«kq9X2LmT»`,
  `${BEGIN}\nkq9X 2LmT\n«kq9X2LmT»`,
  `${BEGIN}\n«${'k'.repeat(64)}»`,
  `kq9X2LmT\n${END}\nkq9X2LmT`,
  '-----BEGIN CERTIFICATE-----\nkq9X2LmT',
  `${'x'.repeat(200)}${BEGIN}\nkq9X2LmT`,
];

test('The lines of a private key are found', () => {
  every(MARKED, itself, marked => {
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
});
