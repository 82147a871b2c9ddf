import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { answered, pollingResponse, received, SECOND, TOKEN } from '../../../support/exchange';

const RULE = 'secret/licence-code';
const LICENCE = 'EFTM000000000001';
const poll = (licence: string): string =>
  received(pollingResponse({ tokens: [{ token: TOKEN, more: `"license":"${licence}"` }] }));
const config = (token: string, licence: string): string =>
  `config user fortitoken\n  edit "${token}"\n    set license "${licence}"\n  next\nend\n`;

describe('secret/licence-code fires', () => {
  test('for the licence in an answer, by its token', () => {
    const [found] = expectFindings(poll(mark(RULE, LICENCE)));
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${TOKEN}: licence number in clear text; mask it before sharing in public`,
    });
  });

  test('in a configuration', () => {
    expect(expectFindings(config(TOKEN, mark(RULE, LICENCE)))[0]?.facts['token']).toBe(TOKEN);
  });

  test('for a trial licence', () => {
    expectFindings(config(TOKEN, mark(RULE, 'FTMTRIAL00000001')));
  });

  test('once for a licence that two tokens share', () => {
    const [found] = expectFindings(
      config(TOKEN, mark(RULE, LICENCE)) + config(SECOND, mark('again', LICENCE)),
    );
    expect(found?.related[0]?.message).toBe('the same licence again');
  });

  test('without a token to name', () => {
    const [found] = expectFindings(`set license ${mark(RULE, LICENCE)}\n`);
    expect(found?.message).toBe('FortiToken licence number in clear text: mask it before sharing in public');
  });
});

describe('secret/licence-code does not fire', () => {
  test('for licences that are masked, cut to their kind, or absent', () => {
    for (const licence of ['****', 'EFTM****', 'EFTMxxxxxxxxxxxx', '']) expectFindings(poll(licence));
    expectFindings(answered({ tokens: [TOKEN] }));
    expectFindings(`${config(TOKEN, '')}license :\n`);
  });

  test('for a line about a licence', () => {
    expectFindings('FortiGate # get system status\nLicense Status: Valid\n');
  });
});

test('secret/licence-code does not fire for the state of a licence', () => {
  expect(expectFindings('FGT # diagnose debug rating\nLicense      : Contract\n')).toEqual([]);
});
