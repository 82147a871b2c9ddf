import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { messageOf } from '../../../../server/src/rules';
import { inEnglish } from '../../../../server/src/knowledge';

const RULE = 'ike/not-established';

const said = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => rule === RULE)
    .map(finding => messageOf(finding, inEnglish));

const listed = (status: string): string =>
  `vd: root/0\nname: to-hq\nversion: 1\n  direction: responder\n  status: ${status}\n`;

describe('ike/not-established fires', () => {
  test.each([
    [
      'for a gateway that is still connecting',
      listed('connecting, state 3, started 15s ago'),
      'IPsec: phase 1 is not established (status: connecting, state 3, started 15s ago); the debug output of ike says why',
    ],
  ])('%s', (_why, text, message) => {
    expect(said(text)).toEqual([message]);
  });
});

describe('ike/not-established does not fire', () => {
  test.each([['for a gateway that is up', listed('established 120-120s ago = 10ms')]])('%s', (_why, text) => {
    expect(said(text)).toEqual([]);
  });
});
