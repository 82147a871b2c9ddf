import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  error,
  line,
  pollAttempt,
  pollingRequest,
  pollingResponse,
  post,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  TOKEN,
} from '../../../support/exchange';

const RULE = 'ftm/not-activated';
const sending = (name = 'ftm_cfg_send_token_activation_code'): string =>
  line(`${name}[345]:sent activation code: **** to user01@example.com`);
const setTo = (token: string): string =>
  line(`ftm_cfg_update_token_provision[720]:Set token ${token} to provisioning`);
const sent = (token = TOKEN): string => answered({ tokens: [token] }) + setTo(token) + sending();
const table = (...rows: string[]): string =>
  ['FGT # diagnose fortitoken info', 'FORTITOKEN DRIFT STATUS', ...rows, ''].join('\n');
const waiting = mark(RULE, 'provisioning');

describe('ftm/not-activated fires', () => {
  test('for a token whose code was sent and that a later list shows waiting', () => {
    const text =
      answered({}) +
      setTo(TOKEN) +
      sending(mark('sent', 'ftm_cfg_send_token_activation_code')) +
      table(`${TOKEN} 0 ${waiting}`);
    const [found] = expectFindings(text);
    expect(found).toMatchObject({
      severity: 'warning',
      message: `${TOKEN}: activation code sent, but the state is later still 'provisioning'`,
      entry: undefined,
      related: [{ message: 'the code was sent here' }],
    });
  });

  test('for one that was not activated in time', () => {
    const [found] = expectFindings(sent() + table(`${TOKEN} 0 ${mark(RULE, 'provision timeout')}`));
    expect(found?.message).toContain(`still 'provision timeout'`);
  });

  test('if only `Set token` shows that it was provisioned', () => {
    const set = line(
      `ftm_cfg_update_token_provision[720]:${mark('provisioned', `Set token ${TOKEN} to provisioning`)}`,
    );
    const [found] = expectFindings(answered({}) + set + table(`${TOKEN} 0 ${waiting}`));
    expect(found?.related.map(({ message }) => message)).toEqual(['set to provisioning here']);
  });

  test('if only the line of the code shows that it was sent', () => {
    expectFindings(answered({}) + sending() + table(`${TOKEN} 0 ${waiting}`));
  });

  test('also if the daemon says more after a list that follows `Set token`', () => {
    const more = line('ftm_fc_save_qr_image[138]:Create an QR code image /data2/tmp/ftm_qr.png');
    expectFindings(answered({}) + setTo(TOKEN) + table(`${TOKEN} 0 ${waiting}`) + more);
  });

  test('if the answer is lost', () => {
    expectFindings(attempt() + setTo(TOKEN) + sending() + table(`${TOKEN} 0 ${waiting}`));
    expectFindings(
      attempt() + post(provisionRequest()) + setTo(TOKEN) + table(`${TOKEN} 0 ${waiting}`),
      RULE,
    );
  });

  test('if the lines with which it began are lost', () => {
    expectFindings(received(provisionResponse()) + setTo(TOKEN) + sending() + table(`${TOKEN} 0 ${waiting}`));
  });

  test('if a later poll says so, whatever else it says of its tokens', () => {
    const states = [
      { token: TOKEN, more: `"status":"${waiting}","note":"by mail"` },
      { token: SECOND, more: '"status":"provisioning"' },
    ];
    const poll = pollAttempt + post(pollingRequest()) + received(pollingResponse({ tokens: states }));
    expectFindings(sent() + poll.replace(`"token":"${SECOND}",`, ''));
  });

  test('if a later poll says so', () => {
    const states = [{ token: TOKEN, more: `"status":"${waiting}"` }];
    expectFindings(
      sent() + pollAttempt + post(pollingRequest()) + received(pollingResponse({ tokens: states })),
    );
  });

  test('at the last list that shows it', () => {
    expectFindings(sent() + table(`${TOKEN} 0 provisioning`) + table(`${TOKEN} 0 ${waiting}`));
  });

  test('also if the daemon says more after the list', () => {
    const more = line('ftm_fc_save_qr_image[138]:Create an QR code image /data2/tmp/ftm_qr.png');
    expectFindings(sent() + table(`${TOKEN} 0 ${waiting}`) + more);
  });

  test('for each of two tokens', () => {
    expectFindings(sent(TOKEN) + sent(SECOND) + table(`${TOKEN} 0 ${waiting}`, `${SECOND} 0 ${waiting}`));
  });

  test('instead of the state of the row, which is then not a problem of its own', () => {
    expectFindings(
      sent() + table(`${TOKEN} 0 ${waiting}`, `${SECOND} 0 ${mark('token/status', 'provisioning')}`),
    );
  });
});

describe('ftm/not-activated does not fire', () => {
  test('if the token is activated in the end', () => {
    expectFindings(sent() + table(`${TOKEN} 0 provisioned`));
    expectFindings(sent() + table(`${TOKEN} 0 provisioning`) + table(`${TOKEN} 0 provisioned`), RULE);
  });

  test('if a list after the poll says otherwise', () => {
    const states = [{ token: TOKEN, more: '"status":"provisioning"' }];
    const poll = pollAttempt + post(pollingRequest()) + received(pollingResponse({ tokens: states }));
    expectFindings(sent() + poll + table(`${TOKEN} 0 provisioned`));
  });

  test('if the list is between `Set token` and the line of the code', () => {
    expectFindings(answered({}) + setTo(TOKEN) + table(`${TOKEN} 0 provisioning`) + sending(), RULE);
  });

  test('if the service answered with an error and no code was sent', () => {
    expectFindings(
      answered({ error: error(17, 'no valid token found') }) +
        setTo(TOKEN) +
        table(`${TOKEN} 0 provisioning`),
      RULE,
    );
  });

  test('for a token whose serial number is lost', () => {
    const nameless = provisionResponse().replace(`"token":"${TOKEN}",`, '');
    expectFindings(received(nameless) + sending() + table(`${TOKEN} 0 provisioning`), RULE);
  });

  test('if the list is older than the code', () => {
    expectFindings(table(`${TOKEN} 0 provisioning`) + sent(), RULE);
  });

  test('if nothing later shows the token', () => {
    expectFindings(sent());
    expectFindings(sent() + table(`${SECOND} 0 new`));
  });

  test('if no code was sent', () => {
    expectFindings(table(`${TOKEN} 0 provisioning`), RULE);
    expectFindings(
      answered({
        tokens: [{ token: TOKEN, error: error(55, 'x') }],
        error: error(17, 'no valid token found'),
      }) + table(`${TOKEN} 0 provisioning`),
      RULE,
    );
  });

  test('for a state that is another problem', () => {
    expectFindings(sent() + table(`${TOKEN} 0 ${mark('token/status', 'locked')}`));
    expectFindings(sent() + table(`${TOKEN} 0 ${mark('token/status', 'asleep')}`));
  });
});
