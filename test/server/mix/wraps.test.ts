import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { attempt } from '../../support/exchange';
import { asked, push, returned, sslvpnAsked, stamped } from '../../support/logins';

/** The findings in a text, except those about the capture itself. */
const found = (text: string): string[] =>
  analyze(text)
    .findings.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`)
    .filter(one => !one.startsWith('capture/'));
const wrapped = (text: string, width: number, end = '\n'): string =>
  text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n').replaceAll('\n', end);
const unrecognised = (text: string): number => analyze(text).coverage.unrecognised;

// The lines that the generator does not wrap.
describe('A wrapped line is rejoined', () => {
  test('if the rest is a pair of hex digits: the end of a serial number', () => {
    expect(found(wrapped(attempt('FTKMOB0000000A07'), 80))).toEqual(found(attempt('FTKMOB0000000A07')));
  });

  test('if it is the status line of a header in brackets', () => {
    const text =
      '[37] fds_queue_task: req-7 is added to ftc\n' +
      '[321] fds_https_recv: received the header from server: 192.0.2.8:8686, [HTTP/1.1 403 FORBIDDEN\nServer: nginx]\n' +
      '[474] fds_free_tsk: cmd=7; req.noreply=0\n';
    for (let width = 76; width < 96; width++) expect(found(wrapped(text, width))).toEqual(found(text));
  });

  test('if it is a sentence without a prefix', () => {
    expect(unrecognised(wrapped(stamped(sslvpnAsked() + push), 80))).toBe(0);
  });

  test('if it is a sentence and the line before has only the module that says it', () => {
    const text = [
      '(2) facauth: ERROR: ERROR: local user \'user01\' auth require "User-Password" (pap)',
      '(2) facauth: Authentication failed',
    ]
      .map(said => `2025-03-01T12:14:09.825065+00:00 FortiAuthenticator radiusd[8155]: ${said}\n`)
      .join('');
    expect(found(text)).toEqual([expect.stringContaining('login/fac-method')]);
    expect(found(wrapped(text, 80))).toEqual(found(text));
  });

  test('if the lines end with CR CR LF', () => {
    expect(unrecognised(wrapped(asked(), 80, '\r\r\n'))).toBe(0);
  });

  test('if it looks like a field, after `get`', () => {
    const text = stamped('FGT # get system status\n' + sslvpnAsked() + returned(4)).replace(
      /^\S+ \S+ (?=FGT)/,
      '',
    );
    expect(found(wrapped(text, 80))).toEqual(found(text));
  });
});

describe('A sentence is read', () => {
  test('even if it looks like a field, after `get`', () => {
    const text = sslvpnAsked() + push + returned(7);
    expect(found('FGT # get system status\n' + text)).toEqual(found(text));
  });
});
