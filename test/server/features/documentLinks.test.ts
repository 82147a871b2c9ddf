import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentLinksOf, fileNamesOf } from '../../../server/src/features/documentLinks';
import { anyText } from '../../support/arbitraries';
import { mark } from '../../support/markers';
import { offsets, open, shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';
import { every, first } from '../../support/rows';

/** The text with its first link marked in it. */
function linked(text: string): string {
  const { document, analysis } = open(text);
  const [first] = documentLinksOf(analysis, document);
  return first ? mark(text, offsets(document, first.range)) : text;
}

const targets = (text: string): (string | undefined)[] => {
  const { document, analysis } = open(text);
  return documentLinksOf(analysis, document).map(({ target }) => target);
};

describe('A link is', () => {
  test.each([
    ['an article', 'see <|https://community.fortinet.com/t5/x/ta-p/308115|> for more'],
    ['an article at the end of a sentence', 'see (<|https://docs.fortinet.com/document/fortigate/7.4.3|>).'],
    ['an address with brackets of its own', 'see <|https://github.com/a/b_(c)|>'],
    ['an address with a harmless query', '<|https://docs.fortinet.com/search?q=fortitoken+mobile|>'.replace('token', 'gate')],
    ['an address in a debug line', '2025-01-15 10:00:00 ftm_fc[1]:see <|http://www.rfc-editor.org/rfc/rfc6238|>'],
    ['an address in a payload', '{"help":"<|https://community.fortinet.com/a|>"}'],
  ])('%s', (_, marked) => {
    expect(linked(marked.replace(/<\||\|>/g, ''))).toBe(marked);
  }); // oxfmt-ignore

  test('each address of a text', () => {
    expect(
      targets('https://docs.fortinet.com/a https://vpn.example.com/ https://docs.fortinet.com/b'),
    ).toEqual(['https://docs.fortinet.com/a', 'https://docs.fortinet.com/b']);
  });
});

describe('No link is', () => {
  // oxfmt-ignore
  const CASES = [
    ['a host of a customer', 'https://vpn.example.com/remote/login'],
    ['a private address', 'https://192.0.2.10/'],
    ['a public address by its numbers', 'https://208.91.113.53:443/'],
    ['an IPv6 address', 'https://[2001:db8::1]/'],
    ['a service of Fortinet', 'https://fortitokenmobile.fortinet.com/SoftToken/Provisioning.asmx'],
    ['a host that only looks like one of Fortinet', 'https://docs.fortinet.com.example.com/a'],
    ['an address with a user in it', 'https://docs.fortinet.com@example.com/'],
    ['an address with a password in it', 'https://user:word@docs.fortinet.com/'],
    ['another port', 'https://docs.fortinet.com:8443/'],
    ['a SAML request', 'https://docs.fortinet.com/sso?SAMLRequest=fZJdT8IwFIb'],
    ['a session', 'https://community.fortinet.com/a?sessionid=00112233'],
    ['a secret behind #', 'https://community.fortinet.com/a#access_token=00112233'],
    ['another scheme', 'ftp://docs.fortinet.com/a javascript://docs.fortinet.com/%0aalert(1)'],
    ['a word in front', 'xhttps://docs.fortinet.com/a'],
    ['an address without an end', `https://docs.fortinet.com/${'a'.repeat(600)}`],
    ['nothing behind the scheme', 'https:// and ://'],
  ] as const;

  test('made of other text', () => {
    every(CASES, first, ([, text]) => {
      expect(targets(text)).toEqual([]);
    });
  });
});

describe('A file name is', () => {
  test.each([
    ['a path', 'save qr image to <|/data2/tmp/ftm_qr_FTKMOB0000000A01.png|>'],
    ['a name alone', 'see <|fnbamd-debug.log|> please'],
    ['a name at the end of a sentence', 'It is in <|a.txt|>.'],
    ['a Windows path', 'open <|C:\\Temp\\capture.log|>'],
    ['a path in brackets', '(<|./logs/a.pcap|>)'],
  ])('%s', (_, marked) => {
    const text = marked.replace(/<\||\|>/g, '');
    const [first] = fileNamesOf(open(text).analysis);
    expect(first && mark(text, first)).toBe(marked);
    expect(first?.text).toBe(first && text.slice(first.start, first.end));
  }); // oxfmt-ignore

  test.each([
    ['an address', 'https://vpn.example.com/a.png'],
    ['an ending alone', 'all .log files'],
    ['another ending', 'a.exe b.logs c.log.1 vpn.example.com 192.0.2.1'],
    ['a name in a payload', '{"d":{"file":"a.log"}}'],
  ])('not found in %s', (_, text) => {
    expect(fileNamesOf(open(text).analysis)).toEqual([]);
  }); // oxfmt-ignore
});

test('For any text, links and names are inside it, in order, and never secrets', () => {
  const part = fc.constantFrom(
    'https://',
    'docs.fortinet.com',
    '/',
    'a.log',
    '?',
    '#',
    '.',
    ' ',
    '"',
    '://',
    'é',
    '\n',
    ')',
  );
  const addresses = fc.array(part, { maxLength: 12 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(anyText, captureWithSecrets, addresses), text => {
      const { document, analysis } = open(text);
      const links = documentLinksOf(analysis, document).map(({ range }) => offsets(document, range));
      for (const found of [links, fileNamesOf(analysis)]) {
        let last = 0;
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(shownOf(SECRETS, text.slice(start, end))).toEqual([]);
          last = end;
        }
      }
    }),
    { numRuns: 150 },
  );
});
