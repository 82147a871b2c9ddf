import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isCapture, WINDOW_LINES } from '../../../server/src/syntax/isCapture';
import { every, first } from '../../support/rows';
import { CAPTURES } from './captures';
import { FOREIGN } from './foreign';
import { longer, recorded } from './logs';
import { PROSE } from './prose';

const ENDS = ['\n', '\r\n', '\r\r\n', '\n\n'];
const foreign = [...Object.entries(FOREIGN), ...recorded, ...Object.entries(PROSE)];
const captures = Object.entries(CAPTURES);

/** Captures of commands without output. */
const OF_COMMANDS = ['a session of commands', 'commands without prompts'];

describe('A capture is recognised', () => {
  test('with any line break', () => {
    every(captures, first, ([, text]) => {
      for (const end of ENDS)
        expect(isCapture(text.replaceAll('\n', end) + end), JSON.stringify(end)).toBe(true);
      expect(isCapture(text)).toBe(true);
    });
  });

  test('after a byte order mark', () => {
    every(captures, first, ([, text]) => {
      expect(isCapture('\ufeff' + text)).toBe(true);
    });
  });

  test.each([
    'date=2024-05-02 time=10:11:12 logid="0100032159" type="event" subtype="system" logdesc="FortiToken activation failed" msg="FortiToken FTK2000000000001 activation failed"',
    'date=2025-06-04 time=20:13:33+0000 oid=8888 logid=10101 cat="Event" subcat="Admin Configuration" level="warning" msg="Unable to activate token(s): FTK2000000000001."',
    'date=2025-06-04 time=20:13:33+0000 oid=8888 logid=10101 cat="Event" subcat="Admin Configuration" level="warning" msg="FortiToken Activation retry failed due to a connectivity error."',
  ])('an event about the activation of a token: %s', event => {
    expect(isCapture(`${event}\n${event}\n`)).toBe(true);
  });

  test('lines that begin in one row of a terminal and end in the next', () => {
    const said = [
      'handle_req-Rcvd auth req 1 for user01 in vpn-users',
      "__fnbamd_cfg_get_radius_list_by_group-Loading RADIUS server 'rad-hq' for usergroup 'vpn-users' (3)",
      'radius_start-Opened radius socket 12',
      'fnbamd_radius_auth_send-Compose RADIUS request',
      "fnbamd_radius_auth_send-Sent radius req to server 'rad-hq': fd=12, IP=192.0.2.10 code=1 id=135 len=122 using PAP",
      "ldap_start-Didn't find ldap servers (0)",
      'create_auth_session-Total 1 server(s) to try',
      'fnbamd_radius_auth_validate_pkt-RADIUS resp code 3',
      'fnbamd_comm_send_result-Sending result 1 (error 0) for req 1',
      'destroy_auth_session-delete session 1',
    ];
    // A web page has lost the line breaks.
    const text = [...said, ...said, ...said].map((one, index) => `[${400 + 31 * index}] ${one}`).join(' ');
    for (let width = 60; width <= 100; width++) {
      const cut = text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
      expect(isCapture(`# diag debug enable\n${cut}\n`), String(width)).toBe(true);
    }
  });

  // Commands and words alone can also come from a guide.
  const printed = captures.filter(([name]) => !OF_COMMANDS.includes(name));
  test('after the words of its author', () => {
    every(printed, first, ([, text]) => {
      expect(isCapture(`Hello,\n\nthis is what I see when I try it:\n\n${text}\n`)).toBe(true);
    });
  });

  test('without its last lines', () => {
    every(captures, first, ([, text]) => {
      expect(isCapture(longer(text, 1000))).toBe(true);
    });
  });
});

test.each(['test/fixtures/', 'test/fixtures/captures/'])('Every capture of %s is recognised', folder => {
  const logs = readdirSync(folder).filter(name => name.endsWith('.log'));
  expect(logs.length).toBeGreaterThan(0);
  expect(logs.filter(name => !isCapture(readFileSync(folder + name, 'utf8')))).toEqual([]);
});

describe('Another log is not recognised', () => {
  test('there are enough of them', () => {
    expect(recorded.length + Object.keys(PROSE).length).toBeGreaterThanOrEqual(60);
  });

  test('with any line break', () => {
    every(foreign, first, ([, text]) => {
      for (const end of ENDS)
        expect(isCapture(text.replaceAll('\n', end) + end), JSON.stringify(end)).toBe(false);
    });
  });

  test('in a thousand lines', () => {
    every(foreign, first, ([, text]) => {
      expect(isCapture(longer(text, 1000))).toBe(false);
    });
  });

  test('with one line of a capture among a thousand others', () => {
    every(foreign, first, ([, text]) => {
      const line = '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789';
      for (const at of [0, 7, 120, 500]) {
        const lines = longer(text, 1000).split('\n');
        lines.splice(at, 0, line);
        expect(isCapture(lines.join('\n')), String(at)).toBe(false);
      }
    });
  });

  const EMPTY = [
    '',
    ' ',
    '\n',
    '\n'.repeat(10_000),
    '\0'.repeat(10_000),
    'FGT',
    '# ',
    'x'.repeat(100_000),
    '{"d":{}}',
    '\ud800',
  ];

  test('nor is a text without any evidence', () => {
    every(
      EMPTY,
      text => JSON.stringify(text),
      text => {
        expect(isCapture(text)).toBe(false);
      },
    );
  });

  test('a capture far after the window does not count', () => {
    const text = longer(FOREIGN['nginx'] ?? '', WINDOW_LINES) + '\n' + longer(CAPTURES['fnbamd'] ?? '', 500);
    expect(isCapture(text)).toBe(false);
  });
});
