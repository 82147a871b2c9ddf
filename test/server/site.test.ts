import { describe, expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis';
import { SiteKnowledge } from '../../server/src/site/knowledge';
import { readLibrary } from '../../server/src/site/library';
import { readSiteFile } from '../../server/src/site/read';
import { wrongExamples } from '../../server/src/siteExamples';
import { redact } from '../../server/src/secrets';
import { inEnglish } from '../../server/src/knowledge';
import { findingMessage } from '../../server/src/rules';

const FILE = '.fortios-debug/nac.json';
const ENTRY = {
  id: 'site/nac-posture',
  title: 'NAC refuses the device',
  match: { text: 'posture check failed for {user} at {address:ip}' },
  message: '{user} is refused by NAC',
  examples: { match: ['posture check failed for alice at 192.0.2.1'] },
};
const read = (...entries: object[]) => readSiteFile(FILE, JSON.stringify(entries, undefined, 2));
const labels = (...entries: object[]) => read(...entries).problems.map(({ label }) => label);

function found(text: string, ...entries: object[]) {
  const { findings } = analyze(
    text,
    undefined,
    new SiteKnowledge(readLibrary([{ file: FILE, text: JSON.stringify(entries, undefined, 2) }]).entries),
  );
  return findings.filter(({ rule }) => rule.startsWith('site/'));
}

describe('A message that the site explains', () => {
  const line = '2024-05-01 10:00:00 nac: posture check failed for alice at 192.0.2.1\n';

  test('is a problem with its own words and its origin', () => {
    const [finding] = found(`FGT # diagnose debug enable\n${line}`, ENTRY);
    expect(finding && findingMessage(finding, inEnglish)).toBe('alice is refused by NAC');
    expect(finding?.site?.text.from).toEqual({ file: FILE, line: 2 });
  });

  test('is one problem however often it comes', () => {
    const [finding, ...others] = found(`FGT # diagnose debug enable\n${line.repeat(5)}`, ENTRY);
    expect(others).toEqual([]);
    expect(finding?.related).toHaveLength(4);
  });

  test('is found in a line of a daemon, too', () => {
    const said = '[1906] handle_req-posture check failed for alice at 192.0.2.1\n';
    expect(found(said, ENTRY)).toHaveLength(1);
    expect(found(said, { ...ENTRY, daemon: 'fnbamd' })).toHaveLength(1);
    expect(found(said, { ...ENTRY, daemon: 'ike' })).toHaveLength(0);
  });

  test('never shows the value of a hole that is masked', () => {
    const masked = { ...ENTRY, message: 'NAC', mask: ['user'] };
    expect(found(line, masked)[0]?.facts).toEqual({ address: '192.0.2.1' });
  });
});

test("The problems of the site do not replace the software's own", () => {
  const text = 'FGT # diagnose debug enable\n[812] nac_ask-The badge server refused the door\n';
  const entry = {
    ...ENTRY,
    match: { text: 'badge server refused' },
    message: 'M',
    severity: 'hint',
    examples: { match: ['badge server refused'] },
  };
  const { findings } = analyze(text, undefined, new SiteKnowledge(read(entry).entries.map(one => one.entry)));
  const before = analyze(text).findings;
  expect(before.length).toBeGreaterThan(0);
  expect(findings.filter(({ site }) => !site)).toEqual(before);
});

test('A code that the site explains is a problem of its own, next to that of the software', () => {
  const text =
    'FGT # diagnose debug enable\n{"d":{"error":{"error_code":9999,"error_message":"pool is empty"}}}\n';
  const entry = { id: 'site/pool', title: 'The pool is empty', match: { error: 9999 } };
  const { findings } = analyze(text, undefined, new SiteKnowledge(read(entry).entries.map(one => one.entry)));
  expect(findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['site/pool', 'ftm/unknown-error']),
  );
});

test.each([
  ['an answer of HTTP', { http: 404 }, 'HTTP/1.1 404 Not Found\nServer: nginx\n\n', '404'],
  [
    'an error of a token',
    { error: 9999 },
    '{"d":{"tokens":[{"token":"FTKMOB0000000A01","error":{"error_code":9999,"error_message":"pool is empty"}}]}}\n',
    '9999',
  ],
  [
    'an error of a cluster member',
    { error: 9999 },
    '{"d":{"__clustered_sns":[{"sn":"FGT60F0000000002","error":{"error_code":9999,"error_message":"pool is empty"}}]}}\n',
    '9999',
  ],
  [
    'the result of a login',
    { result: 1 },
    '[1920] handle_req-Rcvd auth req 5000000001 for user01 in vpn-users opt=00200421 prot=11\n[243] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 5000000001, len=2544\n',
    'Sending result 1 (nid 0) for req 5000000001, len=2544',
  ],
  [
    'a result of SAML',
    { saml: 440 },
    '__samld_sp_login_resp [871]: SP Login Response Msg Body\n__samld_sp_login_resp [871]: Failed to process response message. ret=440(Other)\n',
    'Failed to process response message. ret=440(Other)',
  ],
])('A code is explained where it is: %s', (_what, match, text, on) => {
  const [finding, ...others] = found(text, { id: 'site/code', title: 'A known code', match });
  expect(others).toEqual([]);
  expect(text.slice(finding?.start, finding?.end)).toContain(on);
  expect(finding?.facts).toEqual({ code: Object.values(match).join('') });
});

test('The result of a login is no result of SAML', () => {
  const text = '[243] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 5000000001, len=2544\n';
  expect(found(text, { id: 'site/code', title: 'A known code', match: { saml: 1 } })).toEqual([]);
});

test('A problem of the site is one for each of its values, without those that can be a secret', () => {
  const line = (user: string): string => `posture check failed for ${user} at 192.0.2.1\n`;
  const text = `FGT # diagnose debug enable\n${line('alice')}${line('bob')}${line("'user'")}`;
  expect(found(text, ENTRY).map(({ facts }) => facts['user'])).toEqual(['alice', 'bob', "'…'"]);
});

describe('An error in a file of site knowledge is reported', () => {
  test.each([
    ['site.json.name', '[{]'],
    ['site.list', '{}'],
    ['site.long', `["${'a'.repeat(70_000)}"]`],
    ['site.deep', '['.repeat(50_000)],
  ])('%s', (label, text) => {
    expect(readSiteFile(FILE, text).problems.map(one => one.label)).toContain(label);
  });

  test.each([
    ['site.missing', { ...ENTRY, title: undefined }],
    ['site.value.choice', { ...ENTRY, severity: 'fatal' }],
    ['site.id', { ...ENTRY, id: 'NAC' }],
    ['site.unknown', { ...ENTRY, regex: '.*' }],
    ['site.text.name', { ...ENTRY, match: { text: 'failed for {person}' } }],
    ['site.general', { ...ENTRY, match: { text: 'a {user}' } }],
    ['site.nothing', { ...ENTRY, match: {}, message: undefined }],
    ['site.noExample', { ...ENTRY, examples: undefined }],
    ['site.placeholder', { ...ENTRY, message: '{group} is refused' }],
    ['site.masked', { ...ENTRY, mask: ['user'] }],
  ])('%s', (label, entry) => {
    expect(labels(entry)).toContain(label);
  });

  test('at its place', () => {
    const text = JSON.stringify([{ ...ENTRY, severity: 'fatal' }]);
    const [problem] = readSiteFile(FILE, text).problems;
    expect(text.slice(problem?.start, problem?.end)).toBe('"fatal"');
  });

  test('and nothing if it is valid', () => {
    expect(labels(ENTRY)).toEqual([]);
  });
});

describe('The examples of an entry', () => {
  const wrong = (examples: object) =>
    wrongExamples(read({ ...ENTRY, examples }).examples).map(({ label }) => label);
  const right = ENTRY.examples.match;

  test('must be explained by it', () => {
    expect(wrong({ match: [...right, 'posture check passed'] })).toEqual(['site.noMatch']);
  });

  test('must not be explained by it', () => {
    expect(wrong({ match: right, not: right })).toEqual(['site.wrongMatch']);
    expect(wrong({ match: right, not: ['posture check passed'] })).toEqual([]);
  });
});

test('the first of several entries with the same id is used', () => {
  const text = JSON.stringify([ENTRY, ENTRY]);
  const { entries, files } = readLibrary([
    { file: FILE, text },
    { file: 'b.json', text },
  ]);
  expect(entries).toHaveLength(1);
  expect(files.flatMap(({ problems }) => problems.map(({ label }) => label))).toEqual(
    Array.from({ length: 3 }, () => 'site.duplicate'),
  );
});

test('No more than 500 entries are used', () => {
  const many = Array.from({ length: 501 }, (_, index) => ({
    id: `site/e${index}`,
    title: 'T',
    match: { error: index },
  }));
  const { entries, files } = readLibrary([{ file: FILE, text: JSON.stringify(many) }]);
  expect(entries).toHaveLength(500);
  expect(files[0]?.problems.map(({ label }) => label)).toEqual(['site.many']);
});

describe('A value that the site masks', () => {
  const text = 'FGT # diagnose debug enable\nposture check failed for alice, badge 4711-22\n';
  const entry = {
    id: 'site/badge',
    title: 'The badge is refused',
    match: { text: 'posture check failed for {user}, badge {number:word}' },
    mask: ['number'],
    examples: { match: ['posture check failed for bob, badge 1'] },
  };
  const site = () => new SiteKnowledge(read(entry).entries.map(one => one.entry));

  test('is a secret of the capture', () => {
    const { secrets } = analyze(text, undefined, site());
    expect(secrets.map(({ places: [place] }) => text.slice(place?.start, place?.end))).toEqual(['4711-22']);
  });

  test('is in no redacted copy, and neither is a name', () => {
    const copy = redact(text, { site: site() });
    expect(copy).not.toMatch(/alice|4711/);
    expect(copy).toContain('posture check failed for ');
    expect(redact(text, { keepIdentities: true })).toContain('4711-22');
  });
});
