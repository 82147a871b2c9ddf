import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  answered,
  attempt,
  connected,
  line,
  post,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  TOKEN,
} from '../../../support/exchange';

const RULE = 'ftm/connect-failed';

/** An attempt that never connects. */
const begun = (token: string, output = `provision token: ${token}`): string =>
  line(`ftm_cfg_provision_token[417]:${output}`) +
  line(`ftm_fc_provision_token[810]:Provision token:${token}`);
const failed = (token: string): string => begun(token, mark(RULE, `provision token: ${token}`));

describe('ftm/connect-failed fires', () => {
  test('if provisioning began and the capture ends', () => {
    const [found] = expectFindings(failed(TOKEN));
    expect(found).toMatchObject({
      severity: 'error',
      message: `${TOKEN}: provisioning began, but the capture shows no connection to the service`,
      entry: undefined,
      related: [],
    });
  });

  test('for the first line alone', () => {
    expectFindings(line(`ftm_cfg_provision_token[417]:${mark(RULE, `provision token: ${TOKEN}`)}`));
  });

  test('in the other line form', () => {
    expectFindings(`[417] ftm_cfg_provision_token: ${mark(RULE, `provision token: ${TOKEN}`)}\n`);
  });

  test('before the next attempt for another token, which is related', () => {
    const [found] = expectFindings(failed(TOKEN) + answered({ tokens: [SECOND] }));
    expect(found?.related.map(({ message }) => message)).toEqual(['the next attempt']);
    expect(found?.related[0]?.on).toMatch(/provision token/);
  });

  test('for each of two tokens', () => {
    expectFindings(failed(TOKEN) + failed(SECOND));
  });

  test('once for a token that is tried again and again; the repeats are related', () => {
    const [found] = expectFindings(failed(TOKEN) + begun(TOKEN) + begun(TOKEN));
    expect(found?.related.filter(({ role }) => role === 'again')).toHaveLength(2);
  });

  test('for a poll that never connects', () => {
    const [found] = expectFindings(
      line(`ftm_cfg_poll_token_states[405]:${mark(RULE, 'Poll token status!')}`),
    );
    expect(found?.message).toBe(
      'The FortiGate started to poll the token service, but the capture shows no connection',
    );
  });

  test('with lines of forticldd after it, whose connection is another one', () => {
    const cloud =
      line('[37] fds_queue_task: req-33 is added to ftc') + line('[773] __tcps_ssl_connect: SSL connected.');
    expectFindings(failed(TOKEN) + cloud);
  });
});

describe('ftm/connect-failed does not fire', () => {
  test('if the connection succeeds', () => {
    expectFindings(begun(TOKEN) + connected);
    expectFindings(begun(TOKEN) + line('ftm_fc_comm_connect[66]:ftm TCPS connected.'));
  });

  test('if the line of the connection is missing but a request went out', () => {
    expectFindings(begun(TOKEN) + post(provisionRequest()), RULE);
    expectFindings(begun(TOKEN) + line('ftm_fc_comm_send_request[128]:send packet success.'));
  });

  test('if the line of the connection is missing but an answer came', () => {
    expectFindings(begun(TOKEN) + received(provisionResponse()));
  });

  test('for a whole exchange, and for one whose request has no answer', () => {
    expectFindings(answered({}));
    expectFindings(attempt() + post(provisionRequest()), RULE);
  });

  test('for a request of forticldd that never connects', () => {
    expectFindings(line('[37] fds_queue_task: req-33 is added to ftc'));
  });

  test('for an answer without a beginning', () => {
    expectFindings(received(provisionResponse()));
  });

  test('for the words in a line of another daemon', () => {
    expectFindings(line(`[137] fds_print_msg: provision token: ${TOKEN}`));
  });
});
