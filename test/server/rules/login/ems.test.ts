import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'login/ems';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

describe('login/ems fires', () => {
  test.each([
    [
      'for a certificate that no CA validates',
      '[__worker_handle_certinfo:292] Certificate callback error -1: ems 1 has verifying CN but not CA CN.\n',
      'EMS: the FortiGate does not accept the certificate of EMS (Certificate callback error -1: ems 1 has verifying CN but not CA CN.)',
    ],
    [
      'for a certificate that is not authorised',
      '[fcnacd_ems_connect:221] EMS server connection failed: certificate not authorized\n',
      'EMS: the FortiGate does not accept the certificate of EMS (EMS server connection failed: certificate not authorized)',
    ],
    [
      'for a server that answers with an error',
      '[ec_ez_worker_process:458] Call completed with failure.\n',
      'EMS: the connection to FortiClient EMS fails (Call completed with failure.)',
    ],
    [
      'for the line that says why, after one that only says that the request failed',
      'Error in requesting EMS fabric connection: -4\nissue in getting capabilities. EMS server certificate is not signed by any known CA.\n',
      'EMS: the FortiGate does not accept the certificate of EMS (issue in getting capabilities. EMS server certificate is not signed by any known CA.)',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

test('login/ems explains the command that failed for this reason', () => {
  const answer =
    'FGT # execute fctems verify 1\nError in requesting EMS fabric connection: -4\nissue in getting capabilities. EMS server certificate is not signed by any known CA.\nError (-1@_get_capabilities:461).\n\nCommand fail. Return code -9999\n';
  expect(messagesOf('cli/command-failed', answer)).toEqual([]);
});

describe('login/ems does not fire', () => {
  test.each([
    [
      'for a call that succeeds',
      '[ec_ems_context_submit_work:519] Call submitted successfully.\n[ec_ez_worker_process:387] reply:\n',
    ],
    ['for another daemon', '[authd_http_connect:1696]: Call completed\n'],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});
