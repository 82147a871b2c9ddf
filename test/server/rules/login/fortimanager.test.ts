import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/fortimanager';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

describe('login/fortimanager fires', () => {
  test.each([
    [
      'for a serial number that the certificate lacks',
      "FGFMs(probing...): __get_handler:1060: sn doesn't match\n",
      "FortiManager refuses the FortiGate: the FortiGate's certificate does not contain its serial number (sn doesn't match)",
    ],
    [
      'for a connection that fails',
      'FGFMc: connect failed\n',
      'FortiManager: the FGFM connection fails (connect failed)',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('login/fortimanager does not fire', () => {
  test.each([
    [
      'for a connection that comes up',
      'FGFMc: connecting to 192.0.2.9\nFGFMs(192.0.2.1): __get_handler:1060: sn matches\n',
    ],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});
