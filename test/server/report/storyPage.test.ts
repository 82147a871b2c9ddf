// The short page of a report: what is not folded.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { storyMarkdown } from '../../../server/src/report/storyMarkdown';
import { leadAdvice, pageOfStory } from '../../../server/src/report/storyPage';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import { asked, deleted, result } from '../../support/logins';
import { unfolded } from '../../support/markdown';
import { every } from '../../support/rows';
import { SEED } from '../../support/reading';
import { storyOne } from '../../support/story';

const FOLDER = 'test/fixtures/captures/';
const FIXTURES = [
  ['seed.log', SEED] as const,
  ...readdirSync(FOLDER)
    .filter(name => name.endsWith('.log'))
    .map(name => [name, readFileSync(FOLDER + name, 'utf8')] as const),
];

/** The longest today is that of the seed, with 299 words; before the page was made, reports had 787 at the median. */
const MAX_WORDS = 300;

const wordsIn = (markdown: string): number => unfolded(markdown).split(/\s+/).filter(Boolean).length;

test('The page of each capture is short', () => {
  every(
    FIXTURES,
    ([name]) => name,
    ([, text]) => expect(wordsIn(storyMarkdown(storyOne(text)))).toBeLessThanOrEqual(MAX_WORDS),
  );
});

test('The line of the problem is in the evidence, and each line is quoted from the capture', () => {
  every(
    FIXTURES,
    ([name]) => name,
    ([, text]) => {
      const story = storyOne(text);
      const { evidence } = pageOfStory(story);
      const problem = leadAdvice(story)?.problems.find(({ guidance }) => guidance);
      if (problem) expect(evidence.map(({ line }) => line)).toContain(problem.line);
      const lines = text.split(/\r+\n|\r|\n/);
      for (const { line, text: quoted } of evidence)
        for (const part of quoted.split(/…|\*{4,}/)) expect(lines[line - 1]).toContain(part.trim());
    },
  );
});

test('A capture in which all is well has a page of ten lines at most', () => {
  const page = unfolded(storyMarkdown(storyOne(asked('user10') + result(0) + deleted())));
  expect(page.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  expect(page).toMatch(
    /^# login user10: accepted\n\na\.log · lines 1–\d+ · .*\n\nNo problem was found in what was read\.\n/,
  );
});

describe('The page of a refused token', () => {
  const page = pageOfStory(storyOne(SEED));

  test('has four steps at most, and the causes with what decides them', () => {
    expect(page.steps.shown.length).toBeLessThanOrEqual(4);
    expect(page.steps.rest.length + page.steps.shown.length).toBe(11);
    expect(page.causes.shown.map(({ shown }) => shown?.why)).toEqual([
      'decide with `show user fortitoken FTKMOB947FDC1754`',
      'decide with `get system ha status`',
    ]);
  });

  test('has long lines shortened to the words that decide, with the seed masked', () => {
    const line = page.evidence.find(one => one.line === 30)?.text ?? '';
    expect(line).toContain('"error_message":"token does not belong to product"');
    expect(line.length).toBeLessThan(300);
    expect(page.evidence.map(one => one.text).join('\n')).toContain(`"seed": "${'*'.repeat(40)}"`);
  });

  test('has the other problems and the secrets in a line each', () => {
    expect(page.also).toEqual([
      'FG140E4Q17000407: this cluster member is not registered in FortiCare (requested by FG140E4Q17000494) (line 30): Register every cluster member in the same FortiCare account.',
      'Invalid JSON: missing quotation mark before license (recovered) (line 30)',
      'FTKMOB947FDC1754: OTP seed in clear text; mask it before sharing (line 26): `fortios-debug redact`',
    ]);
  });

  test('says nothing twice', () => {
    const lines = unfolded(storyMarkdown(storyOne(SEED)))
      .split('\n')
      .filter(line => line.length > 20);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

test('A confirmed cause stands alone', () => {
  const text = [
    '[1909] handle_req-Rcvd auth req 1001 for alice in vpn opt=00000000 prot=10',
    '[1] fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 775, v2580)',
    '[239] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 1001, len=2524',
    '',
  ].join('\n');
  const { causes, evidence } = pageOfStory(storyOne(text));
  expect(causes.shown.map(({ shown }) => shown?.verdict)).toEqual(['asserted']);
  expect(evidence.map(({ line }) => line)).toContain(2);
});

test('An event is shortened to what it says', () => {
  const event =
    'date=2024-12-20 time=14:56:10 eventtime=1734724570250926112 tz="-0500" logid="0101037124" type="event" subtype="vpn" level="error" vd="root" logdesc="IPsec phase 1 error" msg="IPsec phase 1 error" action="negotiate" remip=198.51.100.25 locip=203.0.113.140 remport=500 locport=500 outintf="wan1" srccountry="Reserved" cookies="3c79f9acd30b9c4b/0000000000000000" user="N/A" group="N/A" useralt="N/A" xauthuser="N/A" xauthgroup="N/A" assignip=N/A vpntunnel="N/A" status="negotiate_error" reason="peer SA proposal not match local policy" peer_notif="NOT-APPLICABLE"\n';
  const [line] = pageOfStory(storyOne(event)).evidence;
  expect(line?.text).toMatch(
    /^… .*remip=198\.51\.100\.25.* … .*reason="peer SA proposal not match local policy"/,
  );
});

test('A failure that no problem explains has the line where it failed', () => {
  const { title, evidence } = pageOfStory(storyOne(asked('user10') + result(99) + deleted()));
  expect(title).toMatch(/^login user10/);
  expect(evidence.length).toBeGreaterThan(0);
});

test('An excerpt that is too long has the failure, and not the beginning', () => {
  const noise = Array.from({ length: 200 }, (_, at) => `fnbamd_dbg[${at}] something else of this login`).join(
    '\n',
  );
  const excerpt = storyOne(`${asked()}${noise}\n${result(1)}${deleted()}`).rows[0]?.detail?.excerpt ?? '';
  expect(excerpt).toContain('Sending result 1');
  expect(excerpt.split('\n').length).toBeLessThan(70);
});

test('The page of a token names what is asked and what is answered', () => {
  const { evidence } = pageOfStory(storyOne(answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] })));
  expect(evidence.some(({ text }) => text.includes('token does not belong to product'))).toBe(true);
});

describe('The page of two ends without a common proposal', () => {
  const COOKIE = 'ike V=root:0:bdb6664c9a3e5f1e/0000000000000000:1979:';
  const proposal = (cipher: string, group: string): string[] => [
    `        type=ENCR, val=${cipher}`,
    '        type=INTEGR, val=AUTH_HMAC_SHA2_256_128',
    `        type=DH_GROUP, val=${group}.`,
  ];
  const REFUSED = [
    'responder received SA_INIT msg',
    'incoming proposal:',
    ...proposal('DES_CBC', 'MODP2048'),
    'my proposal, gw site-b:',
    ...proposal('AES_CBC (key_len = 128)', 'MODP2048'),
    'no proposal chosen',
  ];
  const text = REFUSED.map(line => `${COOKIE} ${line}\n`).join('');

  test('has a table in which what differs stands out', () => {
    const page = unfolded(storyMarkdown(storyOne(text)));
    expect(page).toContain('| **ENCR** | **des** | **aes128** |');
    expect(page).toContain('| DH_GROUP | 14 | 14 |');
  });

  test('has no step against another cause than that which the message names', () => {
    const { steps } = pageOfStory(storyOne(text));
    expect(steps.shown[0]?.shown?.words).toBe('Set a common proposal and dhgrp at both ends.');
    const others = steps.shown.filter(({ against }) => against?.includes('differ') === false);
    expect(others).toEqual([]);
  });
});
