import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';

describe('The user of a login is where the line names it', () => {
  test.each(['req', 'auth', 'in', 'for', '1516264661', 'v', 'opt'])('when the name is %s', user => {
    const line = `[1906] handle_req-Rcvd auth req 1516264661 for ${user} in vpn opt=00200421`;
    const [login] = analyze(line).trace.logins;
    expect(login?.user).toMatchObject({ text: user, start: 47, end: 47 + user.length });
    expect(login?.group).toMatchObject({ text: 'vpn', start: 51 + user.length });
  });

  test('when a terminal wrapped it', () => {
    const wrapped = `${'u'.repeat(33)}\nv`;
    const text = `${'x'.repeat(80)}\n[1906] handle_req-Rcvd auth req 1516264661 for ${wrapped} in vpn opt=00200421\n`;
    const [login] = analyze(text).trace.logins;
    expect(login?.user?.text).toBe(wrapped.replace('\n', ''));
    expect(text.slice(login?.user?.start, login?.user?.end)).toBe(wrapped);
  });
});
