import { describe, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const EVENT =
  'date=2024-01-02 time=09:22:41 logid="0105035001" type="event" subtype="ha" level="critical" msg=';

describe('cluster/heartbeat-lost', () => {
  test('fires for an event of the heartbeat interface', () => {
    const event = `${EVENT}"HA slave heartbeat interface internal lost neighbor information"`;
    expectFindings(on('cluster/heartbeat-lost', `${event}\n`, event));
  });

  test('fires for the history of the cluster', () => {
    const output = 'FG1K5D0000000001 detected member FG1K5D0000000002 lost heartbeat';
    expectFindings(`<2024-01-02 09:22:41> vcluster 1: ${on('cluster/heartbeat-lost', output, output)}\n`);
  });

  test('does not fire when the interface gets information again', () => {
    expectFindings(`${EVENT}"HA master heartbeat interface internal get peer information"\n`);
  });
});
