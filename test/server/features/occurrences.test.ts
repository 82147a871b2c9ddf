import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LocatedName, nameAt, occurrencesOf } from '../../../server/src/features/occurrences';
import { anyText } from '../../support/arbitraries';
import { unmark } from '../../support/markers';
import { open, SEED } from '../../support/reading';
import { captureWithSecrets } from '../../support/secrets';
import { every, first } from '../../support/rows';

function named(marked: string): LocatedName | undefined {
  const { text, offset } = unmark(marked);
  return nameAt(open(text).analysis, offset);
}

const asked = '[1906] handle_req-Rcvd auth req 1516264661 for user01 in vpn opt=00200400 prot=11\n';

describe('The name at a place', () => {
  // oxfmt-ignore
  const CASES = [
    ['a token', 'ftm_cfg_provision_token[417]:provision token: FTK<|>MOB0000000A01', 'token', 'FTKMOB0000000A01'],
    ['a token, with the cursor behind it', 'provision token: FTKMOB0000000A01<|>', 'token', 'FTKMOB0000000A01'],
    ['a token behind an underscore', '/tmp/ftm_qr_FTKMOB00<|>00000A01.png', 'token', 'FTKMOB0000000A01'],
    ['a token of which a part is masked', '"token":"FTKMOB<|>947FDC****"', 'token', 'FTKMOB947FDC****'],
    ['a hardware token', 'FTK2000000<|>000001 0 new', 'token', 'FTK2000000000001'],
    ['a unit', '"serial_number": "FGT60F<|>0000000001"', 'device', 'FGT60F0000000001'],
    ['a unit in an address', '/x?sn=%27FGT60F<|>0000000001%27', 'device', 'FGT60F0000000001'],
    ['the first of two that are glued', 'SN: FGT60F<|>0000000001FGT60F0000000002', 'device', 'FGT60F0000000001'],
    ['the second of two that are glued', 'SN: FGT60F0000000001F<|>GT60F0000000002', 'device', 'FGT60F0000000002'],
    ['the second, with the cursor between them', 'SN: FGT60F0000000001<|>FGT60F0000000002', 'device', 'FGT60F0000000002'],
    ['a licence', '"license":"EFTM90<|>0800700600"', 'licence', 'EFTM900800700600'],
    ['a request of fnbamd', 'for req 15162<|>64661, len=2520', 'request', '1516264661'],
    ['a request that ends its session', 'delete session 15162<|>64661', 'request', '1516264661'],
    ['a request of a group match', 'req id: 7002<|>21448250, server: rad', 'request', '700221448250'],
    ['a request that XAUTH waits for', 'XAUTH 79910<|>5187896 pending', 'request', '799105187896'],
    ['a request that EAP waits for', 'EAP 98528<|>81223178 result FNBAM_ERROR', 'request', '9852881223178'],
    ['a user', asked.replace('user01', 'us<|>er01'), 'user', 'user01'],
    ['a user of a login, in a line of it', asked + "[332] auth_local-started for 'us<|>er01'.", 'user', 'user01'],
    ['a user of a login, in the configuration', asked + 'config user local\n    edit "us<|>er01"\n', 'user', 'user01'],
    ['a user of a login, in a command', asked + 'FGT # diagnose test authserver local vpn us<|>er01 x\n', 'user', 'user01'],
    ['a connection of SSL VPN', '[5784:ro<|>ot:d9]fam_auth_send_req_internal:514 fnbam_auth return: 7', 'connection', '5784:root:d9'],
    ['a connection of ike', 'ike V=root:0:to-<|>hq_0:35392: initiating XAUTH.', 'connection', 'to-hq_0'],
    ['a connection of an older ike', 'ike 0:to-<|>hq:14: out 12F2CB00', 'connection', 'to-hq'],
  ] as const;

  test('is found with its kind', () => {
    every(CASES, first, ([, marked, kind, text]) => {
      expect(named(marked)).toMatchObject({ kind, text });
    });
  });

  test.each([
    ['a word in capitals', 'FORTITOKEN<|>MOBILE'],
    ['hex digits as long as a serial number', 'dec F5A4CF<|>EBB9376250'],
    ['a serial number in a longer run of letters', 'xFGT60F<|>0000000001'],
    ['a longer run of letters that begins so', 'FTKMOB<|>0000000A01abc'],
    ['a user in a longer name', asked + '[332] auth_local-started for us<|>er01@example.com\n'],
    ['a short number behind req', 'fds_queue_task: req 3<|>3'],
    ['white space', 'FTKMOB0000000A01 <|> FTKMOB0000000A01'],
    ['nothing', '<|>'],
  ])('does not exist in %s', (_, marked) => {
    expect(named(marked)).toBeUndefined();
  });

  test('is one name if a terminal wrapped it in a payload', () => {
    const payload =
      '{"d":{"__type":"SoftToken.PollingRequest","tokens":[{"token":"FTKM<|>OB00\n00000A01"}]}}\n';
    const { text } = unmark(payload);
    const name = named(payload);
    expect(name?.text).toBe('FTKMOB0000000A01');
    expect(name && text.slice(name.span.start, name.span.end)).toBe('FTKMOB00\n00000A01');
  });
});

describe('The places of a name', () => {
  test('are all of them, in order', () => {
    const places = occurrencesOf(open(SEED).analysis, 'token', 'FTKMOB947FDC1754');
    expect(places).toHaveLength(4);
    expect(places.map(({ start }) => start)).toEqual(places.map(({ start }) => start).sort((a, b) => a - b));
    for (const { start, end } of places) expect(SEED.slice(start, end)).toBe('FTKMOB947FDC1754');
  });

  test('of a request are those in the lines of both daemons', () => {
    const text = asked + 'ike V=root:0:to-hq:2: XAUTH 1516264661 result FNBAM_DENIED\n';
    expect(occurrencesOf(open(text).analysis, 'request', '1516264661')).toHaveLength(2);
  });

  test('are empty for a name that does not occur', () => {
    expect(occurrencesOf(open(SEED).analysis, 'token', 'FTKMOB0000000000')).toEqual([]);
  });
});

test('the names of any text are within it, equal its text, and do not overlap', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, captureWithSecrets), text => {
      const { analysis } = open(text);
      let last = { start: 0, end: 0 };
      for (let offset = 0; offset <= text.length; offset++) {
        const name = nameAt(analysis, offset);
        if (!name) continue;
        const { start, end } = name.span;
        expect(start).toBeLessThanOrEqual(offset);
        expect(end).toBeGreaterThanOrEqual(offset);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, end).replace(/[\r\n]+/g, '')).toContain(name.text.slice(0, 3));
        expect(start === last.start || start >= last.end).toBe(true);
        expect(occurrencesOf(analysis, name.kind, name.text)).toContainEqual(
          expect.objectContaining({ start, end }),
        );
        last = name.span;
      }
    }),
    { numRuns: 50 },
  );
});
