import { describe, expect, test } from 'vitest';
import { findingsOf, messagesOf } from '../../../support/findings';

const RULE = 'system/vm-licence';
const STATUS = 'FGT-VM # get system status\nVersion: FortiGate-VM64 v7.2.5,build1517,230606 (GA.F)\n';

describe('system/vm-licence fires', () => {
  test.each([
    [
      'Invalid',
      'The licence of this virtual unit is not valid (status Invalid): firewall policies can stop working',
    ],
    [
      'Expired',
      'The licence of this virtual unit is not valid (status Expired): firewall policies can stop working',
    ],
    ['Warning', 'The licence of this virtual unit is not validated (status Warning)'],
  ])('for the status %s among the fields of the unit', (status, message) => {
    expect(messagesOf(RULE, `${STATUS}License Status: ${status}\nHostname: FGT-VM\n`)).toEqual([message]);
  });

  test('less severely for a licence that is only not validated yet', () => {
    const [found] = findingsOf(`${STATUS}License Status: Warning\n`).filter(({ rule }) => rule === RULE);
    expect(found?.severity).toBe('warning');
  });

  test('for a licence of two units', () => {
    const output = 'VM license is invalid because license is duplicated.';
    expect(messagesOf(RULE, `FAZ # diagnose debug vminfo\n${output}\n`)).toEqual([
      `The licence of this virtual unit is used by another unit, too (${output})`,
    ]);
    expect(messagesOf(RULE, `FAZ # diagnose debug vminfo\n${output}\nfds_code: 401\n`)).toHaveLength(1);
  });
});

test('system/vm-licence does not fire for a valid licence', () => {
  expect(messagesOf(RULE, `${STATUS}License Status: Valid\nVM license is valid.\n`)).toEqual([]);
});
