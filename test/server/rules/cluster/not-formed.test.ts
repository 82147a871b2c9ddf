import { describe, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

describe('cluster/not-formed', () => {
  test('fires once for what hatalk repeats', () => {
    const output =
      "HA cannot be formed because this box has 3 vdoms. It exceeds the maximum number of vdoms allowed on the HA peer 'FGVM000000000001'";
    expectFindings(`<hatalk> ${on('cluster/not-formed', output, output)}\n<hatalk> ${output}\n`);
  });

  test('does not fire for what hatalk reads of the other unit', () => {
    expectFindings("<hatalk> parse options for 'FGVM000000000001', packet_version=5\n");
  });
});
