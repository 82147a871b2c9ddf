import { describe, expect, test } from 'vitest';
import {
  asked,
  deleted,
  ike,
  inTurn,
  pending,
  radiusAnswered,
  radiusAsked,
  radiusResult,
  REQUEST,
  result,
  returned,
  sslvpnAsked,
  stamped,
} from '../../support/logins';
import { logins, shownAll } from '../../support/tracedLogins';

describe('Line ends, wraps and time stamps', () => {
  const login =
    sslvpnAsked() +
    asked('user01', REQUEST, 'Branch Users') +
    radiusAsked() +
    pending +
    radiusAnswered(3) +
    radiusResult(1) +
    result(1) +
    deleted();
  const whole = shownAll(login);

  test('change nothing with CR LF and CR CR LF', () => {
    for (const end of ['\r\n', '\r\r\n']) expect(shownAll(login.replaceAll('\n', end))).toEqual(whole);
  });

  test('change nothing with time stamps', () => {
    expect(shownAll(stamped(login))).toEqual(whole);
  });

  test.each([80, 100, 138])('are the same if the terminal wraps at %i columns', width => {
    for (const lines of [login, stamped(login)])
      expect(shownAll(lines.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\r\n'))).toEqual(whole);
  });

  test('the user of a wrapped line is recognised', () => {
    const text =
      '[1920] handle_req-Rcvd auth req 5000000001 for user01 \n       in Branch \n      Users opt=00000500 prot=10\n';
    const [found] = logins(text);
    expect([found?.user?.text, found?.group?.text]).toEqual(['user01', 'Branch Users']);
  });
});

describe('The duration', () => {
  const durations = (text: string): (number | undefined)[] => logins(text).map(({ duration }) => duration);

  test('is from the first stamp to the last', () => {
    const text = stamped(asked() + radiusAsked() + pending + result(0));
    expect(durations(text)).toEqual([3000]);
  });

  test('counts fractions of a second', () => {
    const at = (stamp: string, output: string): string => `2025-02-03 10:00:0${stamp} ${output}`;
    expect(
      durations(
        at('1.250000', ike('XAUTH user "user01"', 'dialup_0')) +
          at('3.500000', ike(`XAUTH ${REQUEST} result FNBAM_SUCCESS`)),
      ),
    ).toEqual([2250]);
  });

  test('ends with the result: what follows is a remainder or a new attempt', () => {
    const at = (stamp: string, output: string): string => `2025-02-03 10:00:${stamp} ${output}`;
    const text =
      at('01.000000', ike('XAUTH user "user01"', 'dialup_0')) +
      at('02.000000', ike(`XAUTH ${REQUEST} result FNBAM_DENIED`)) +
      at('09.000000', ike('sent IKE msg (CFG_RETRANS)'));
    expect(durations(text)).toEqual([1000]);
  });

  test('has no fraction of a second if one stamp has none', () => {
    const at = (stamp: string, output: string): string => `2025-02-03 10:00:${stamp} ${output}`;
    const from = (stamp: string, last: string): (number | undefined)[] =>
      durations(at(stamp, ike(`XAUTH ${REQUEST} pending`)) + at(last, result(1)));
    expect(from('01.900000', '01')).toEqual([0]);
    expect(from('01.100000', '04')).toEqual([2000]);
  });

  test('is missing if the capture begins in the middle of the login', () => {
    expect(durations(stamped(radiusAsked() + result(1)))).toEqual([undefined]);
  });

  test('is missing without two stamps, or if the clock went back', () => {
    expect(durations(asked() + result(0))).toEqual([undefined]);
    expect(durations(stamped(asked(), '10:05') + stamped(result(0), '10:04'))).toEqual([undefined]);
  });

  test('is separate for two interleaved logins', () => {
    const one = (user: string, connection: string): string =>
      sslvpnAsked(user, connection) + returned(0, connection);
    expect(durations(stamped(inTurn(1, one('user01', '311:root:4a'), one('user02', '312:root:4a'))))).toEqual(
      [4000, 4000],
    );
  });
});
