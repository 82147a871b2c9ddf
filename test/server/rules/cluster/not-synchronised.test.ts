import { describe, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'cluster/not-synchronised';

describe('cluster/not-synchronised fires', () => {
  test('for the console of a unit whose checksums differ, once', () => {
    const first = 'slave is not in sync with master, sequence:0. (type 0x3)\n';
    expectFindings(
      on(RULE, first, first.trim()) + 'slave is not in sync with master, sequence:1. (type 0x3)\n',
    );
  });

  test('for the words of newer releases, and for files', () => {
    const said =
      "secondary's external files are not in sync with the primary's, sequence:0. (type IPS_ENGINE)";
    expectFindings(on(RULE, `${said}\n`, said));
  });

  test('for a unit in the state of the cluster', () => {
    const said = 'FG1K5D0000000002(updated 2 seconds ago): out-of-sync';
    expectFindings(`FG1K5D0000000001(updated 2 seconds ago): in-sync\n${on(RULE, `${said}\n`, said)}`);
  });
});

describe('cluster/not-synchronised does not fire', () => {
  test('when the unit says later that it was synchronised', () => {
    expectFindings(
      "slave's configuration is not in sync with master's, sequence:0\n" +
        'slave starts to sync with master\nlogout all admin users\nslave succeeded to sync with master\n',
    );
  });
});
