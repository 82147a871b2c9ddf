import { describe, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

describe('daemon/crashed fires', () => {
  test('for a process that logs users in', () => {
    expectFindings(
      on(
        'daemon/crashed',
        '16348: 2024-09-03 13:43:59 <02587> application authd\n16349: 2024-09-03 13:43:59 <02587> *** signal 11 (Segmentation fault) received ***\n',
        'application authd',
      ),
    );
  });

  test('once for each process', () => {
    expectFindings(
      on('daemon/crashed', '7: 2024-09-03 13:43:59 <02587> application samld\n', 'application samld') +
        '9: 2024-09-03 14:43:59 <02588> application samld\n',
    );
  });
});

describe('daemon/crashed does not fire', () => {
  test('for other processes', () => {
    expectFindings('7: 2024-09-03 13:43:59 <02587> application newcli\n');
  });
});
