import { expect, test } from 'vitest';
import { logHost } from '../../../../server/src/secrets/finding/logHost';
import { textOf } from '../../../../server/src/syntax';

test.each([
  ['Jan 15 09:12:32 FGT-LAB sshd[123]: got it', 'FGT-LAB'],
  ['<190>Jan  5 09:12:32 fw-lab dhcpd: got it', 'fw-lab'],
  ['<134>1 2025-01-15T09:12:31Z host01 app 7 - - got it', 'host01'],
  ['2025-01-15T09:12:31.123+02:00 fw-lab date=2025-01-15 time=09:12:31', 'fw-lab'],
  ['Jan 15 09:12:32 fw-lab CEF:0|Fortinet|FortiGate', 'fw-lab'],
  ['Jan 15 09:12:32 bremen sshd[123]: got it', undefined],
  ['Jan 15 09:12:32 ipv4 sshd[123]: got it', undefined],
  ['Jan 15 09:12:32 port1 sshd[123]: got it', undefined],
  ['Jan 15 09:12:32 pre-shared sshd[123]: got it', undefined],
  [' Jan 15 09:12:32 FGT-LAB sshd[123]: got it', undefined],
  ['FGT-LAB sshd[123]: got it', undefined],
  ['', undefined],
])('The host that wrote %j is %s', (line, host) => {
  for (const before of ['', 'got it\n', `${'x'.repeat(300)}\n`]) {
    const text = before + line;
    const found = logHost(text, before.length);
    expect(found && [found.kind, textOf(text, found)]).toEqual(host && ['host', host]);
  }
});
