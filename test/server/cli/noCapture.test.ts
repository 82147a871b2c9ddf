// A text that is no capture is not a capture without problems.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';

const OTHERS = [
  ['nothing', ''],
  ['blank lines', '\n\n'],
  ['prose', 'Dear colleagues,\nthe meeting is at noon.\n'],
  [
    'a log of a web server',
    '192.0.2.7 - - [01/May/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 612\n'.repeat(20),
  ],
] as const;

/** Lines whose form is Fortinet's or that of a client for its gateways. */
const FEW = [
  'BGP: %BGP-3-NOTIFICATION: received from 192.0.2.2 2/2 (OPEN Message Error/Bad Peer AS.) 4 data-bytes [fd e8 00 00]',
  'OSPF: RECV[Hello]: From 192.0.2.2 via port1:192.0.2.1: HelloInterval mismatch',
  'ERROR:  Could not authenticate to gateway (No cookie given).',
  'FortiAuthenticator radiusd[2154]: (8) eap_ttls: (TLS) The client is informing us that it does not recognize the CA used to issue the server certificate.',
  'Unable to establish the VPN connection. The VPN server may be unreachable. (-5)',
  'proxyid=p2 proto=0 sa=0 ref=1 serial=1',
  '0.545306 192.0.2.1.500 -> 192.0.2.9.500: udp 438',
];

test.each(FEW)('One such line is a capture: %s', async line => {
  expect((await runHere(['detect', '-'], `${line}\n`)).out).toBe('-: FortiOS debug output\n');
  expect((await runHere(['check', '--follow', '-'], `${line}\n`)).err).toBe('');
});

test('A cause named in words that others print, too, makes a text a capture for who names the text', async () => {
  const text = 'License Status: Invalid\n';
  for (const how of [['check'], ['check', '--follow']])
    expect((await runHere([...how, '-'], text)).err).not.toContain('does not look like');
  expect((await runHere(['detect', '-'], text)).code).toBe(1);
});

describe.each(['check', 'check --follow', 'report', 'redact'])(
  '%s says that a text is no capture',
  command => {
    test.each(OTHERS)('%s', async (_what, text) => {
      const { code, err } = await runHere([...command.split(' '), '-'], text);
      expect(code).toBe(0);
      expect(err).toMatch(/^fortios-debug: -: does not look like FortiOS debug output\n/);
    });

    test('but not of a capture', async () => {
      expect((await runHere([...command.split(' '), '-'], SEED)).err).not.toContain('does not look like');
    });
  },
);

describe('A file without a command', () => {
  test.each(['capture.log', '-', './captures'])('has a hint: %s', async file => {
    expect(await runHere([file])).toMatchObject({
      code: 2,
      err: `fortios-debug: unknown command '${file}'\n(Did you mean fortios-debug check ${file}?)\n`,
    });
  });

  test('has a hint for a file whose name is a word, too', async () => {
    const file = path.join(folderWith({ putty: SEED }), 'putty');
    expect((await runHere([file])).err).toContain(`(Did you mean fortios-debug check ${file}?)`);
  });

  test('has none for a word, but a similar command', async () => {
    expect((await runHere(['chek'])).err).toContain('(Did you mean check?)');
    expect((await runHere(['qqqq'])).err).not.toContain('Did you mean');
  });
});
