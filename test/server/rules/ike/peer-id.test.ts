import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { BOTH_SPIS, lines, older, packet, SPI } from '../../../support/negotiations';

const RULE = 'ike/peer-id';
const TAG = 'dialup:2001';
const FAILED = 'gw validation failed';
const INCORRECT = 'ignoring IKE request, incorrect ID.';
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;
const auth =
  packet('IKEv2 exchange=AUTH', `${BOTH_SPIS}:00000001`, 4500) + lines(TAG, 'responder received AUTH msg');

describe('ike/peer-id fires', () => {
  test('for an ID that the gateway does not take', () => {
    const end = 'connection expiring due to phase1 down';
    const text =
      auth +
      lines(TAG, "received peer identifier FQDN 'branch'", 're-validate gw ID') +
      on(RULE, lines(TAG, FAILED), FAILED) +
      lines(TAG, `schedule delete of IKE SA ${BOTH_SPIS}`) +
      on('ended', lines('dialup', end), end);
    expect(message(text)).toBe(
      "dialup: the gateway does not accept the peer with the ID 'branch' (gw validation failed): ID, certificate or EAP",
    );
  });

  test('for an address as ID, in the form of older releases', () => {
    const text =
      auth + lines(TAG, 'peer identifier IPV4_ADDR 198.51.100.2') + on(RULE, lines(TAG, FAILED), FAILED);
    expect(message(older(text))).toContain("ID '198.51.100.2'");
  });

  test('for the same words in the error that closes the negotiation', () => {
    const words = 'dialup Negotiate SA Error: gateway validation failed';
    expect(message(on(RULE, `ike V=root:${words}\n`, words))).toContain('gw validation failed');
  });

  test('for an ID that aggressive mode brings', () => {
    const text = older(
      packet('IKEv1 exchange=Aggressive', SPI) +
        lines(`${SPI}:13`, 'responder: aggressive mode get 1st message...') +
        lines(':13', "received peer identifier FQDN 'branch'") +
        on(RULE, lines('dialup', INCORRECT), INCORRECT) +
        lines(`${SPI}:13`, 'negotiation failure') +
        `ike Negotiate ISAKMP SA Error: ike 0:${SPI}:13: no SA proposal chosen\n`,
    );
    expect(message(text)).toBe(
      "dialup: the peer's ID 'branch' is not the one that the gateway expects (incorrect ID)",
    );
  });
});

describe('ike/peer-id', () => {
  test('fires for an ID that the capture does not show', () => {
    expect(message(on(RULE, lines('dialup', INCORRECT), INCORRECT))).toBe(
      "dialup: the peer's ID is not the one that the gateway expects (incorrect ID)",
    );
  });

  test('keeps apart two peers of a dial-up gateway', () => {
    const of = (number: number, id: string): string =>
      lines(`dialup:${number}`, `received peer identifier FQDN '${id}'`) +
      on(RULE, lines(`dialup:${number}`, FAILED), FAILED);
    const found = expectFindings(of(2001, 'branch1') + of(2002, 'branch2'));
    expect(found.map(({ facts }) => facts['id'])).toEqual(['branch1', 'branch2']);
  });
});

describe('ike/peer-id does not fire', () => {
  test('if the gateway takes it', () => {
    expectFindings(
      auth + lines(TAG, "received peer identifier FQDN 'branch'", 're-validate gw ID', 'gw validation OK'),
    );
  });

  test('if a second look at the gateways finds the right one', () => {
    expectFindings(auth + lines(TAG, 're-validate gw ID', FAILED) + lines('other:2001', 'gw validation OK'));
  });

  test('if another gateway takes the request', () => {
    expectFindings(
      packet('IKEv1 exchange=Aggressive', SPI) +
        lines(`${SPI}:14`, 'responder: aggressive mode get 1st message...') +
        lines('dialup', INCORRECT) +
        lines(`${SPI}:14`, 'SA proposal chosen, matched gateway other'),
    );
  });
});
