import { describe, expect, test } from 'vitest';
import { analyze, AnalysisStream } from '../../server/src/analysis';
import { inEnglish } from '../../server/src/knowledge';
import { readLines, unreadParts } from '../../server/src/presentation/coverage';
import { endingOf, verdictOf, verdictText } from '../../server/src/presentation/verdict';
import { CAPTURES } from '../support/captures';

const CRASH = `1: 2024-03-14 15:48:14 <03214> firmware FortiGate-60F v7.4.3,build2573
2: 2024-03-14 15:48:14 <03214> Register dump:
`;
const SESSION = 'session info: proto=6 proto_state=01 duration=60\n';
const LOGIN = '[1906] handle_req-Rcvd auth req 10001 for user01 in vpn opt=0 prot=1\n';
const ACCEPTED = `${LOGIN}[209] fnbamd_comm_send_result-Sending result 0 (nid 0) for req 10001, len=2053\n`;
const TOKENS = `config user fortitoken
    edit "FTKMOB0123456789"
        set status active
    next
end
`;
const INTERFACES = `config system interface
    edit "port1"
        set vdom "root"
    next
end
`;
const PANIC = `Kernel panic - not syncing: Fatal exception in interrupt
Pid: 0, comm: swapper Not tainted
Call Trace:
`;
const SAML = `__samld_sp_create_auth_req [447]: SAML SP algo: 0
`;

/** Everything that is counted, in one text. */
const ALL = [...CAPTURES, PANIC, SESSION, 'state=log\n\n', CRASH, TOKENS, INTERFACES, LOGIN, SAML].join('');

const counts = (text: string) => {
  const { understood, notUnderstood } = analyze(text).coverage;
  return { understood, notUnderstood };
};

describe('The meaning is known of', () => {
  test.each([
    ['a line of a login', LOGIN, 1],
    ['a configuration that is read', TOKENS, 5],
    ['a table', 'Token server status: reachable\n', 1],
    ['an error of the command line', 'FGT # x\nCommand fail. Return code -1\n', 1],
    ['a list of checksums', 'debugzone\nroot: 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff\n', 2],
  ])('%s', (_what, text, understood) => {
    expect(counts(text)).toEqual({ understood, notUnderstood: 0 });
  });
});

describe('The meaning is not known of', () => {
  test.each([
    ['a line of no form', 'hello world\n', 1, undefined],
    ['a crash log', CRASH, 2, 'crash log'],
    ['a session list', `FGT # diagnose sys session list\n${SESSION}state=log\n`, 2, 'session list'],
    ['a kernel panic', PANIC, 3, 'kernel panic'],
    ['another configuration', INTERFACES, 5, 'configuration, except settings that are evidence'],
    [
      'the output of another command',
      'FGT # diag sys top\nRun Time: 1 days\n',
      1,
      'output of diagnose sys top',
    ],
    ['daemons that say nothing known', 'zebra_x[1]: quux\n', 1, 'messages of daemons'],
  ])('%s', (_what, text, notUnderstood, part) => {
    expect(counts(text)).toEqual({ understood: 0, notUnderstood });
    expect(unreadParts(analyze(text).coverage, inEnglish)).toBe(
      part && `Contains parts that this version does not read: ${part}.`,
    );
  });

  test('an argument of a command is not named', () => {
    const text = 'FGT # execute ssh admin@192.0.2.1\nsomething\n';
    expect(analyze(text).coverage.unreadParts).toEqual(['execute ssh']);
  });
});

test('Prompts, commands and blank lines have no meaning that could be read', () => {
  expect(counts('FGT # get system status\n\nFGT #\n')).toEqual({ understood: 0, notUnderstood: 0 });
});

test('In pieces, the coverage is that of the whole', () => {
  const whole = analyze(ALL).trace.coverage;
  for (const size of [997, 4096]) {
    const stream = new AnalysisStream(2048);
    for (let at = 0; at < ALL.length; at += size) stream.push(ALL.slice(at, at + size));
    expect(stream.finish().coverage).toEqual(whole);
  }
});

test('After edits, the coverage is that of the text as it is then', () => {
  let [text, analysis] = [ALL, analyze(ALL)];
  for (const [from, to, put] of [
    [0, 0, 'FGT # diagnose sys session list\n'],
    [ALL.indexOf(PANIC), ALL.indexOf(PANIC) + 13, ''],
    [ALL.indexOf('config system'), ALL.indexOf('config system') + 23, 'config user local'],
    [50, 300, SESSION],
  ] as const) {
    text = text.slice(0, from) + put + text.slice(to);
    analysis = analyze(text, analysis.reusable);
    expect(analysis.coverage).toEqual(analyze(text).coverage);
  }
});

test('Both kinds of lines are counted', () => {
  expect(readLines(analyze(`hello\n${CRASH}`).coverage, inEnglish)).toBe(
    '1 of 3 lines not recognised, 3 not understood',
  );
  expect(readLines(analyze(LOGIN).coverage, inEnglish)).toBe('all 1 lines read');
});

describe('The verdict', () => {
  const verdict = (text: string) => {
    const found = verdictOf(analyze(text), {}, inEnglish);
    return [endingOf(found), verdictText(found, inEnglish)];
  };

  test.each([
    ['an accepted login', ACCEPTED, 'well', 'No problem found · 1 login accepted'],
    ['a login that is cut off', LOGIN, 'open', '1 login, cut off before its result'],
    [
      'one accepted and one cut off',
      ACCEPTED + LOGIN.replaceAll('10001', '10002'),
      'open',
      '1 login, cut off before its result · 1 login accepted',
    ],
    ['no known line', 'one\ntwo\n', 'open', 'Nothing recognised in 2 lines: this is not a result'],
    ['known lines that are not read', CRASH, 'open', 'Nothing understood in 2 lines: this is not a result'],
    ['output without any incident', TOKENS, 'open', 'No problem was found in what was read'],
  ])('on %s', (_what, text, ending, words) => {
    expect(verdict(text)).toEqual([ending, words]);
  });

  test.each(['[9] f_g-Result: accepted', 'FGT # exit', '[1]destroy_auth_session-delete session 10001'])(
    'on a login before %s, which is not known to be cut off',
    last => {
      expect(verdict(`${LOGIN}${last}\n`)[1]).toBe('1 login without a result: cut off, or not recognised');
    },
  );
});
