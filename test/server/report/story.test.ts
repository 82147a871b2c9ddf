import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { storyOfFile } from '../../../server/src/report/captureStory';
import { storyOf } from '../../../server/src/report/wholeStory';
import { gapTexts, summaryTexts } from '../../../server/src/report/phrases';
import { answered, STANDBY, UNIT, provisionRequest, provisionResponse, pollingRequest, pollingResponse, error, NOT_OF_PRODUCT, NO_VALID_TOKEN, SECOND, TOKEN } from '../../support/exchange'; // oxfmt-ignore
import {
  asked, deleted, fnbamd, ike, inTurn, radiusAnswered, radiusAsked, result, returned, sslvpnAsked, stamped,
} from '../../support/logins'; // oxfmt-ignore
import { SEED } from '../../support/reading';
import { readAs, rowsOf, stepsOf, storyFrom, storyOne } from '../../support/story';

const capture = (name: string): string => readFileSync(`test/fixtures/captures/${name}.log`, 'utf8');
const login = (user: string, request: string, code: number): string =>
  asked(user, request) + result(code, request) + deleted(request);

describe('In the report on the capture that the project started from', () => {
  const story = storyOne(SEED);

  test('the timeline has the exchange', () => {
    expect(rowsOf(story)).toEqual(['a.log:9 2024-03-30 04:10:03 failed provision FTKMOB947FDC1754: licence at another serial number (31)']);
  });

  test('the steps are reported one by one, with all errors of the answer', () => {
    expect(story.rows.flatMap(stepsOf)).toEqual([
      '9 unit begins: provision FTKMOB947FDC1754',
      '11 unit > service connected',
      '26 unit > service request sent | SoftToken.ProvisionRequest',
      '30 service > unit !FTKMOB947FDC1754: licence at another serial number (31), token does not belong to product | the request as a whole: no token accepted (17), no valid token found | FG140E4Q17000407: cluster member not registered',
    ]);
  });

  test('the parties have the names that the capture shows', () => {
    expect(story.rows[0]?.detail?.parties.map(({ party, detail }) => [party, detail])).toEqual([
      ['unit', 'FG140E4Q17000494'],
      ['service', '208.91.113.53:443'],
    ]);
  });

  test('what to do is reported by kind of problem, the most severe first', () => {
    expect(story.advice.map(({ severity, problems }) => [severity, problems.map(({ rule, line }) => `${line} ${rule}`)])).toEqual([
      ['error', ['30 ftm/token-not-of-product']],
      ['warning', ['30 ftm/product-not-registered']],
      ['information', ['30 json/damaged']],
    ]);
    expect(story.advice[0]?.guidance.steps?.length).toBeGreaterThan(3);
  });

  test('the secret is counted apart from the failures', () => {
    expect(story.secrets.map(({ problems }) => problems.map(({ rule }) => rule))).toEqual([['secret/otp-seed']]);
    expect(story.problemCounts).toEqual({ error: 1, warning: 1, information: 1, hint: 0 });
  });

  test('the unit, its release and the time are reported', () => {
    expect(story.captures).toEqual([
      {
        file: 'a.log', line: 1, lastLine: 30, host: 'FGT', vdoms: ['root'], units: ['FG140E4Q17000494'],
        firmware: ['2573 (FortiOS 7.4.3?)'], debugs: ['fortitoken'], from: '2024-03-30 04:10:03', to: '2024-03-30 04:10:04',
      },
    ]);
  });

  test('the token has what happened with it and what is wrong', () => {
    expect(story.tokens.map(({ serial, model, events, problems }) => ({ serial, model, events: events.map(({ text, line }) => `${line} ${text}`), problems: problems.map(({ rule }) => rule) }))).toEqual([
      { serial: 'FTKMOB947FDC1754', model: 'FortiToken Mobile', events: ['9 provision: licence at another serial number (31)'], problems: ['secret/otp-seed', 'ftm/token-not-of-product'] },
    ]);
  });
}); // oxfmt-ignore

describe('The steps of a login', () => {
  test.each([
    ['whose token drifted', 'sslvpn-drift', [
      '1 user > unit login user10 (SSL VPN)',
      '3 user > unit a code was entered',
      "4 unit > user !the token's clock had drifted; the next code was requested",
      '6 user > unit another code was received',
      '7 unit !result 1 | Login rejected',
      '8 unit > user !SSL VPN refused the login',
    ]],
    ['that the RADIUS server rejected', 'fnbamd-radius-reject', [
      '6 user > unit login user01',
      '18 unit result 2 | More input is needed',
      '20 server > unit !the RADIUS server rejected the login',
      '22 unit !result 1 | Login rejected',
    ]],
    ['whose push was not answered', 'sslvpn-push-unanswered', [
      '9 user > unit login user08 (SSL VPN)',
      '14 unit > phone a push was sent to the phone',
      '15 unit > user a token code was requested',
    ]],
    ['whose server did not answer', 'ike-xauth-ldap-timeout', [
      '2 user > unit login user15 (XAUTH)',
      '5 server > unit ?the server did not answer',
      '8 unit !no server was left to try',
      '10 unit !result 10 | No answer from the server',
    ]],
  ])('%s', (_, name, steps) => {
    expect(stepsOf(storyOne(capture(name)).rows[0] ?? expect.fail())).toEqual(steps);
  });

  test('that succeeded has nothing marked as failed', () => {
    const [, late] = storyOne(capture('sslvpn-drift')).rows;
    expect(late?.outcome).toBe('accepted after the next code');
    expect(late?.detail?.steps.map(({ mood }) => mood)).toEqual(['plain', 'plain', 'plain', 'good']);
  });

  test('have the time of their lines, if these have one', () => {
    const times = storyOne(capture('sslvpn-drift')).rows[0]?.detail?.steps.map(({ time }) => time);
    expect(times).toEqual(['08:40:00', '08:40:12', '08:40:12', '08:40:30', '08:40:30', '08:40:30']);
    expect(storyOne(capture('fnbamd-radius-reject')).rows[0]?.detail?.steps[0]?.time).toBeUndefined();
  });
}); // oxfmt-ignore

describe('The steps of an exchange', () => {
  const began = `ftm_cfg_provision_token[417]:provision token: ${TOKEN}\n`;
  const steps = (text: string): string[] => stepsOf(storyOne(text).rows[0] ?? expect.fail());

  test('that are cut off end without a failure', () => {
    expect(steps(`${began}${provisionRequest()}\n`).at(-1)).toBe('2 unit answer not shown');
  });

  test('without a connection end there', () => {
    expect(steps(began)).toEqual([`1 unit begins: provision ${TOKEN}`, '1 unit > service ?no connection']);
  });

  test('with FortiIdentity Cloud name its HTTP status', () => {
    expect(steps(capture('forticldd-cloud-refused')).at(-1)).toBe('7 cloud > unit !HTTP status 403');
  });

  test('that went well end with the user', () => {
    const text = `${began}${provisionRequest()}\n${provisionResponse()}\nftm_cfg_send_token_activation_code[345]:sent activation code: **** to user01@example.com\n`;
    expect(steps(text).slice(-2)).toEqual(['3 service > unit +answer received', '4 unit > user +activation code sent']);
  });
}); // oxfmt-ignore

describe('A token', () => {
  const events = (text: string, serial = TOKEN): string[] =>
    storyOne(text).tokens.find(token => token.serial === serial)?.events.map(({ text: words, times }) => `${words}${times > 1 ? ` x${times}` : ''}`) ?? [];

  test('among several has its own outcome', () => {
    const text = [
      provisionRequest({ tokens: [TOKEN, SECOND] }),
      provisionResponse({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }, SECOND], error: NO_VALID_TOKEN }),
      '',
    ].join('\n');
    expect(events(text)).toEqual(['provision: licence at another serial number (31)']);
    expect(events(text, SECOND)).toEqual(['provision: no token accepted (17)']);
  });

  test('is not reported as failed when only another one failed', () => {
    const text = [
      provisionRequest({ tokens: [TOKEN, SECOND] }),
      provisionResponse({ tokens: [{ token: TOKEN, error: error(40, 'activation code is invalid') }, SECOND] }),
      '',
    ].join('\n');
    expect(events(text, SECOND)).toEqual(['provision: answered']);
  });

  test('that is polled repeatedly is reported once, with the number of polls', () => {
    expect(events(`${pollingRequest()}\n${pollingResponse()}\n`.repeat(5))).toEqual(['poll: answered x5']);
  });

  test('has its states in tables and configurations', () => {
    const text = `FORTITOKEN DRIFT STATUS\n${TOKEN} 0 provision timeout\n    edit "${TOKEN}"\n        set status lock\n    next\n`;
    expect(events(text)).toEqual(['in the token table: provision timeout', 'configured, status lock']);
  });

  test('has what all files show about it, and tokens with problems come first', () => {
    const row = (serial: string, state: string): string => `FORTITOKEN DRIFT STATUS\n${serial} 0 ${state}\n`;
    const { tokens } = storyFrom({ 'a.log': row(SECOND, 'active'), 'b.log': row(TOKEN, 'active'), 'c.log': row(TOKEN, 'error') });
    expect(tokens.map(({ serial }) => serial)).toEqual([TOKEN, SECOND]);
    expect(tokens[0]?.events.map(({ file, text }) => `${file} ${text}`)).toEqual(['b.log in the token table: active', 'c.log in the token table: error']);
  });
}); // oxfmt-ignore

describe('In a report on several files', () => {
  test('the rows are in the order of their times', () => {
    const story = storyFrom({
      'late.log': stamped(login('user01', '5000000001', 0), '11:00'),
      'early.log': stamped(login('user02', '5000000002', 1), '10:00'),
    });
    expect(rowsOf(story)).toEqual([
      'early.log:1 2025-02-03 10:00:00 failed login user02: denied',
      'late.log:1 2025-02-03 11:00:00 well login user01: accepted',
    ]);
  });

  test('a clock that goes back does not change the order within one', () => {
    const text = stamped(login('user01', '5000000001', 0), '11:00') + stamped(login('user02', '5000000002', 0), '10:00');
    expect(storyOne(text).rows.map(({ what }) => what)).toEqual(['login user01', 'login user02']);
  });

  test('a problem that shows only in two together is reported with the places in both', () => {
    const { advice, tokens } = storyFrom({
      'a.log': answered({ unit: UNIT, members: [UNIT] }),
      'b.log': answered({ unit: STANDBY, members: [STANDBY], tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] }),
    });
    const found = advice.flatMap(({ problems }) => problems).find(({ rule }) => rule === 'cluster/token-of-two-units');
    expect(found).toMatchObject({ file: 'b.log', also: [{ file: 'a.log', line: 12, message: `${UNIT} requested it here` }] });
    expect(tokens[0]?.problems).toContain(found);
  });

  test('a problem that belongs to no scene has a row of its own', () => {
    const text = `${login('user01', '5000000001', 0)}FORTITOKEN DRIFT STATUS\n${TOKEN} 0 provision timeout\n`;
    expect(storyOne(text).rows.map(({ about, line }) => [about, line])).toEqual([['login', 1], ['problem', 5]]);
  });

  test('alternating lines of logins are reported for each login', () => {
    const { rows } = storyOne(inTurn(1, login('user01', '5000000001', 0), login('user02', '5000000002', 1)));
    expect(rows.map(row => stepsOf(row))).toEqual([
      ['1 user > unit login user01', '3 unit +result 0 | Login accepted'],
      ['2 user > unit login user02', '4 unit !result 1 | Login rejected'],
    ]);
    expect(rows[1]?.detail?.excerpt).not.toContain('user01');
  });
}); // oxfmt-ignore

describe('What exceeds a limit', () => {
  const many = Array.from({ length: 700 }, (_, index) => login(`user${index}`, String(5000000000 + index), index % 100 === 7 ? 1 : 0)).join('');
  const story = storyOne(many);

  test('is left out, failures last, and its number is reported', () => {
    expect(story.rows).toHaveLength(300);
    expect(story.omittedRows).toBe(400);
    expect(story.rows.filter(({ ending }) => ending === 'failed')).toHaveLength(7);
    expect(story.rows.filter(({ ending, detail }) => ending === 'failed' && detail)).toHaveLength(7);
    expect(story.counts.login).toEqual({ well: 693, failed: 7, open: 0 });
    expect(gapTexts(story)).toEqual(expect.arrayContaining([expect.stringMatching(/^400 rows omitted from the timeline/), expect.stringMatching(/^280 exchanges and logins not shown/)]));
  });

  test('is reported once for problems of one kind', () => {
    expect(story.advice.map(({ problems, omitted }) => problems.length + omitted)).toEqual([7]);
  });
}); // oxfmt-ignore

test('The time of day that a terminal put before each line is the time of the line', () => {
  const lines = (asked('user10') + result(0) + deleted()).trimEnd().split('\n');
  const story = storyOne(lines.map((line, at) => `[09:22:4${at}] ${line}\n`).join(''));
  expect(rowsOf(story)).toEqual(['a.log:1 09:22:40 well login user10: accepted']);
  expect(story.rows[0]?.detail?.steps.map(({ time }) => time)).toEqual(['09:22:40', '09:22:41']);
  expect(story.captures.map(({ from, to }) => [from, to])).toEqual([['09:22:40', '09:22:42']]);
});

test('A user whom nobody knows by name is called by the ends of the UID', () => {
  const story = storyOne(asked('0123456789ABCDEF0123456789ABCDEF') + result(0) + deleted());
  expect(story.rows.map(({ what }) => what)).toEqual(['login UID 01234567…CDEF']);
});

describe('What was not analysed', () => {
  test('is reported with its lines', () => {
    const { coverage } = storyOne('FGT # get system status\nLorem ipsum\ndolor sit\nFGT # x\namet\n');
    expect(coverage).toMatchObject([{ lines: 5, unrecognised: 3, unrecognisedLines: [[2, 3], [5, 5]] }]);
  });

  test('is not mistaken for a capture without problems', () => {
    expect(summaryTexts(storyOne('Lorem ipsum\ndolor sit\n'))).toContain('Nothing recognised in 2 lines: this is not a result');
    expect(summaryTexts(storyOne('FGT # get system status\n'))).toContain('No problem was found in what was read');
  });

  test.each([
    ['cut off', asked(), ['1 login: 1 with unknown outcome', '1 login, cut off before its result']],
    ['open for another reason', asked() + result(99) + deleted(), ['1 login: 1 with unknown outcome']],
    ['well', asked() + result(0) + deleted(), ['1 login: 1 succeeded', 'No problem was found in what was read']],
  ])('is named if a login is %s', (_what, text, summary) => {
    expect(summaryTexts(storyOne(stamped(text))).slice(1)).toEqual(summary);
  });

  test('names the files that could not be read or were skipped', () => {
    const gaps = gapTexts(storyFrom({ 'a.log': SEED }, { unread: [{ file: 'b.log', reason: 'it could not be read: why' }], passedOver: 2 }));
    expect(gaps).toEqual(expect.arrayContaining(['b.log: it could not be read: why.', '2 files in the folders skipped: not FortiOS debug output.']));
  });

  test('includes the timeline of a file that is too long, whose problems are reported', () => {
    const whole = readAs('a.log', SEED);
    const story = storyOf([storyOfFile({ ...whole, analysis: undefined })], { folder: '', unread: [], passedOver: 0 });
    expect(story.rows).toEqual([]);
    expect(story.advice.map(({ title }) => title)).toEqual(storyOne(SEED).advice.map(({ title }) => title));
    expect(gapTexts(story)[0]).toMatch(/^a\.log is too long to report in full/);
  });

  test('includes what the captures lack', () => {
    expect(storyOne(capture('fnbamd-radius-reject')).limits.flatMap(({ problems }) => problems.map(({ rule }) => rule))).toEqual(['capture/no-timestamps']);
  });
}); // oxfmt-ignore

test('A report is plain data that another thread can make', () => {
  const story = storyOne(capture('sslvpn-drift'));
  expect(structuredClone(story)).toEqual(story);
});

describe('What is counted as a login', () => {
  test('is missing if the two ends share no key', () => {
    const story = storyOne(ike('PSK auth failed: probable pre-shared key mismatch'));
    expect(story.rows.map(({ what, outcome }) => `${what}: ${outcome}`)).toEqual([
      'IPsec negotiation dialup_0: pre-shared keys probably differ',
    ]);
    expect(summaryTexts(story)).toContain('1 IPsec negotiation: 1 failed');
    expect(story.rows.flatMap(stepsOf)).toEqual(['1 unit !the pre-shared keys probably differ']);
  });

  test('has no known outcome if a code came after a drift and no result', () => {
    const drifted =
      asked() + fnbamd('handle_req-Token drifted, asking for the next token req 5000000001, len=2596');
    const again = fnbamd('handle_req-Rcvd token sync req for 5000000001');
    const outcomes = (text: string): string[] =>
      storyOne(text).rows.map(({ ending, outcome }) => `${ending}: ${outcome}`);
    expect(outcomes(drifted + again)).toEqual(['open: next code requested, no result seen']);
    expect(outcomes(drifted + again + result(1))).toEqual(['failed: second code refused too']);
  });
});

test('Two causes that share a rule have each its own advice', () => {
  const clock = '__samld_sp_login_resp [790]: Clock skew issue\n';
  const address =
    "Invalid request, ACS Url in request https://vpn.example.com:10443/remote/saml/login/ doesn't match configured ACS Url https://vpn.example.com:10443/remote/saml/login.\n";
  const story = storyFrom({ 'a.log': clock, 'b.log': address });
  expect(story.advice.map(({ title }) => title)).toEqual([
    'The clocks of the FortiGate and the IdP differ',
    'The ACS URL differs',
  ]);
});

test('A login whose beginning is not in the capture is reported to begin before it', () => {
  const story = storyOne(radiusAsked() + radiusAnswered(3) + result(1));
  expect(story.rows.flatMap(stepsOf)[0]).toBe('3 unit the capture begins in the middle of this login');
});

describe('The excerpt of a login', () => {
  const excerpts = (text: string): (string | undefined)[] =>
    storyOne(text).rows.map(({ detail }) => detail?.excerpt);
  const output = "invalid auth params for user 'user01'\n";

  test('has every line from its first to its last, with those that name no connection', () => {
    const text = sslvpnAsked() + output + returned(5);
    expect(excerpts(text)).toEqual([text.trim()]);
  });

  test('has the decisive lines even if another login comes between', () => {
    const [first] = excerpts(
      inTurn(
        1,
        sslvpnAsked() + output + returned(5),
        sslvpnAsked('user02', '312:root:4b') + returned(4, '312:root:4b'),
      ),
    );
    expect(first).toContain(output.trim());
    expect(first).not.toContain('user02');
  });
});
