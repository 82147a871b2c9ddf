import { describe, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

describe('system/clock-not-synchronised', () => {
  test('fires once with the servers that do not answer', () => {
    const output = 'synchronized: no, ntpsync: enabled, server-mode: disabled';
    expectFindings(
      `${on('system/clock-not-synchronised', `${output}\n`, output)}\nipv4 server(ntp1.fortiguard.com) 192.0.2.60 -- unreachable(0x0) S:4 T:6\n\tno data\n`,
    );
  });

  test('does not fire for a clock that is synchronised', () => {
    expectFindings(
      'synchronized: yes, ntpsync: enabled, server-mode: disabled\n\nipv4 server(ntp1.fortiguard.com) 192.0.2.60 -- reachable(0xff) S:3 T:54 selected\n',
    );
  });
});
