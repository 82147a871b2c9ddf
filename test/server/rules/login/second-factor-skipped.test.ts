import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { asked, fnbamd, on, result } from '../../../support/logins';

const RULE = 'login/second-factor-skipped';
const config = (name: string, factor = 'fortitoken'): string =>
  `config user local\n    edit "${name}"\n        set two-factor ${factor}\n    next\nend\n`;
const notNeeded = fnbamd('handle_req-Two-factor token is not needed');

describe('login/second-factor-skipped fires', () => {
  test('for a local user with a token', () => {
    const [found] = expectFindings(config('user01') + asked('user01') + on(RULE, notNeeded) + result(0));
    expect(found?.message).toBe(
      'user01: logged in without a second factor, although one is set for the local user',
    );
  });

  test('for a name in another case than that of the local user', () => {
    const [found] = expectFindings(config('user01') + asked('User01') + on(RULE, notNeeded) + result(0));
    expect(found?.message).toBe(
      "User01: logged in without the second factor of 'user01': the case of the name differs (CVE-2020-12812)",
    );
  });

  test('for a name that was asked for a code in another case', () => {
    expectFindings(
      asked('user01') +
        fnbamd("handle_req-local auth is done with user 'user01', ret=7") +
        result(7) +
        asked('USER01', '5000000002') +
        on(RULE, notNeeded) +
        result(0, '5000000002'),
    );
  });
});

test('login/second-factor-skipped fires if more is reported after the result', () => {
  const passed = fnbamd('find_matched_usr_grps-Passed group matching');
  expectFindings(config('user01') + asked('user01') + on(RULE, notNeeded) + result(0) + passed);
});

describe('login/second-factor-skipped looks at the first 1,024', () => {
  const others = (count: number, text: (name: string, request: string) => string): string =>
    Array.from({ length: count }, (_one, at) => text(`other${at}`, `${6_000_000_000 + at}`)).join('');
  const skips = (name: string): string => asked(name) + notNeeded + result(0);
  const asks = (name: string, request: string): string =>
    asked(name, request) +
    fnbamd(`handle_req-local auth is done with user '${name}', ret=7`) +
    result(7, request);
  const found = (text: string): string[] => messagesOf(RULE, text);

  test('users with two-factor', () => {
    expect(found(others(1023, name => config(name)) + config('user01') + skips('user01'))).toHaveLength(1);
    expect(found(others(1024, name => config(name)) + config('user01') + skips('user01'))).toEqual([]);
  });

  test('users who were asked for a code', () => {
    expect(found(others(1023, asks) + asks('user01', '5000000002') + skips('USER01'))).toHaveLength(1);
    expect(found(others(1024, asks) + asks('user01', '5000000002') + skips('USER01'))).toEqual([]);
  });

  test('users who were not asked', () => {
    expect(found(config('user01') + others(1023, name => skips(name)) + skips('user01'))).toHaveLength(1);
    expect(found(config('user01') + others(1024, name => skips(name)) + skips('user01'))).toEqual([]);
  });
});

describe('login/second-factor-skipped does not fire', () => {
  test.each([
    ['for a login whose result is not seen', config('user01') + asked('user01') + notNeeded],
    ['for a user without two-factor', config('user01', 'disable') + asked('user01') + notNeeded + result(0)],
    ['for a login with a code', config('user01') + asked('user01') + result(0)],
    [
      'for a login that was asked for a code before',
      config('user01') +
        asked('user01') +
        fnbamd("handle_req-local auth is done with user 'user01', ret=7") +
        notNeeded +
        result(0),
    ],
    [
      'for a login that was denied',
      config('user01') + asked('user01') + notNeeded + on('login/denied', result(1)),
    ],
    ['for another user', config('user02') + asked('user01') + notNeeded + result(0)],
  ])('%s', (_why, text) => {
    expectFindings(text);
  });
});
