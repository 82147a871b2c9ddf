import { describe, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'system/fortiguard-update-failed';

describe('system/fortiguard-update-failed fires', () => {
  test('for the certificate of the server, and once with what follows', () => {
    const output =
      'Server certificate failed verification. Error: 19 (self signed certificate in certificate chain)';
    expectFindings(
      `${on(RULE, `__upd_peer_vfy[331]-${output}\n`, output)}ssl_connect_fds[392]-Failed SSL connecting (5,0,Success)\n` +
        'upd_comm_connect_fds[476]-Failed SSL connect\nupd_act_HA_contract_info[779]-Error updating FSCI -1\n',
    );
  });

  test('for a unit that is not registered', () => {
    const output = 'pending registration(255)';
    expectFindings(on(RULE, `upd_status_extract_contract_info[1330]-${output}\n`, output));
  });

  test("for a unit's own certificate", () => {
    const output = 'Checking Fortinet_Factory.cer Serial-No. ........[Not Matched]';
    expectFindings(on(RULE, `${output}\n`, output));
  });
});

describe('system/fortiguard-update-failed does not fire', () => {
  test('for a name without an IPv6 address', () => {
    expectFindings(
      'upd_fds_load_default_server6[1046]-Resolve and add fds update.example.com ipv6 address failed.\n',
    );
  });

  test('when the update works after all', () => {
    expectFindings(
      'ssl_connect_fds[392]-Failed SSL connecting (5,0,Success)\ndo_update[651]-UPDATE successful\n',
    );
  });
});
