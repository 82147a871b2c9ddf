import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'system/dns-silent';
const HEAD = 'diagnose test application dnsproxy 3\nworker idx: 0\nDNS servers:\n';
const server = (address: string, late: number, answered: number): string =>
  `${address}:53 vrf=0 tz=0 encrypt=none req=7 to=${late} res=${answered} rt=8 ready=1 timer=0 probe=0 failure=0 last_failed=0`;

describe('system/dns-silent fires', () => {
  test('once, if no server of the list answered', () => {
    const [first, second] = [server('192.0.2.53', 7, 0), server('192.0.2.54', 7, 0)];
    const text = HEAD + on(RULE, `${first}\n`, first) + on('also', `${second}\n`, second);
    expect(expectFindings(text)[0]).toMatchObject({
      severity: 'error',
      message: 'DNS: none of the servers answered (192.0.2.53:53, 192.0.2.54:53)',
    });
  });

  test('for one of several, which costs time alone', () => {
    const first = server('192.0.2.53', 7, 0);
    const text = `${HEAD}${on(RULE, `${first}\n`, first)}${server('192.0.2.54', 0, 7)}\n`;
    expect(expectFindings(text)[0]).toMatchObject({
      severity: 'information',
      message: 'DNS: no answer from 192.0.2.53:53; other servers of the list answer',
    });
  });

  test('with a limited number of places', () => {
    const all = Array.from({ length: 25 }, (_, at) => `${server(`192.0.2.${at + 1}`, 7, 0)}\n`).join('');
    expect(findingsOf(HEAD + all)[0]?.related).toHaveLength(20);
  });

  test('for the form of older releases', () => {
    const output = '192.0.2.53:53 tz=0 req=1199 to=1199 res=0 rt=60 secure=0 ready=1';
    expectFindings(HEAD + on(RULE, `${output}\n`, output));
  });
});

describe('system/dns-silent does not fire', () => {
  test('if none was asked', () => {
    expectFindings(`${HEAD}192.0.2.53:53 vrf=0 tz=0 encrypt=none req=0 to=0 res=0 rt=0 ready=1\n`);
  });

  test.each([
    ['if no answer was late', '192.0.2.53:53 vrf=0 tz=0 encrypt=none req=7 to=0 res=0 rt=8 ready=1'],
    ['if it was not asked since', '192.0.2.53:53 vrf=0 tz=0 encrypt=none req=0 to=7 res=0 rt=8 ready=1'],
    ['if some answers were late', '192.0.2.53:53 vrf=0 tz=0 encrypt=none req=7 to=2 res=5 rt=8 ready=1'],
  ])('%s', (_why, line) => {
    expectFindings(`${HEAD}${line}\n`);
  });

  test('if they answer in a later list', () => {
    expectFindings(`${HEAD}${server('192.0.2.53', 7, 0)}\n${HEAD}${server('192.0.2.53', 0, 7)}\n`);
  });

  test('for servers of another list', () => {
    expectFindings(`${HEAD}${server('192.0.2.53', 0, 7)}\nSDNS servers:\n${server('192.0.2.60', 7, 0)}\n`);
  });
});
