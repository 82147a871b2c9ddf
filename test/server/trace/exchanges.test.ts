import { describe, expect, test } from 'vitest';
import { readRecords, type Span } from '../../../server/src/syntax';
import { type Exchange, traceOf } from '../../../server/src/trace';
import {
  answered,
  attempt,
  connected,
  line,
  pollAttempt,
  pollingRequest,
  pollingResponse,
  post,
  provisioning,
  provisionRequest,
  provisionResponse,
  received,
  SECOND,
  TOKEN,
  UNIT,
} from '../../support/exchange';

/** The parts of an exchange, in words. */
function shown(text: string, exchange: Exchange): Record<string, string> {
  const at = (span: Span): string => text.slice(span.start, span.end).trim();
  const messageOf = (
    name: 'began' | 'connected' | 'sent' | 'received' | 'provisioned' | 'codeSent',
  ): string => {
    const record = exchange[name];
    return record ? text.slice(record.messageStart, record.messageEnd) : '';
  };
  return Object.fromEntries(
    Object.entries({
      service: exchange.service,
      token: exchange.token?.text ?? '',
      began: messageOf('began'),
      connected: messageOf('connected'),
      sent: messageOf('sent'),
      http: exchange.http?.request ? at(exchange.http.request.method) : '',
      request: exchange.request?.type?.text ?? '',
      received: messageOf('received'),
      answer: exchange.answer?.type?.text ?? '',
      status: exchange.status ? `${exchange.status.code} ${exchange.status.reason}` : '',
      provisioned: messageOf('provisioned'),
      codeSent: messageOf('codeSent'),
      server: exchange.server?.text ?? '',
    }).filter(([, value]) => value !== ''),
  );
}

function exchangesOf(text: string): Record<string, string>[] {
  return traceOf(text, readRecords(text)).exchanges.map(exchange => shown(text, exchange));
}

const WHOLE = {
  service: 'ftm',
  token: TOKEN,
  began: `provision token: ${TOKEN}`,
  connected: 'ftm TCPS connected.',
  sent: 'send packet success.',
  http: 'POST',
  request: 'SoftToken.ProvisionRequest',
  received: 'receive packet success.',
  answer: 'SoftToken.ProvisionResponse',
  server: '192.0.2.53:443',
};
const text = answered({});

describe('An exchange of the FortiToken service', () => {
  test('is the attempt, the request and the answer', () => {
    expect(exchangesOf(text)).toEqual([WHOLE]);
  });

  test('begins with its first line and ends with its answer', () => {
    const before = 'FGT # diagnose debug enable\n';
    const whole = before + text + '\nFGT # \n';
    const [exchange] = traceOf(whole, readRecords(whole)).exchanges;
    expect(exchange?.start).toBe(before.length);
    expect(whole.slice(0, exchange?.end).trimEnd()).toBe((before + text).trimEnd());
  });

  test('has the lines that report its outcome', () => {
    const end =
      line(`ftm_cfg_update_token_provision[720]:Set token ${TOKEN} to provisioning`) +
      line('ftm_cfg_send_token_activation_code[345]:sent activation code: **** to user01@example.com');
    expect(exchangesOf(text + end)).toEqual([
      {
        ...WHOLE,
        provisioned: `Set token ${TOKEN} to provisioning`,
        codeSent: 'sent activation code: **** to user01@example.com',
      },
    ]);
  });

  test('is read in the other line form, with the number before the function', () => {
    const other = text.replace(/(\w+)\[(\d+)\]:/g, '[$2] $1: ');
    expect(other).toContain('[417] ftm_cfg_provision_token: provision token');
    expect(exchangesOf(other)).toEqual([WHOLE]);
  });

  test('is read without time stamps', () => {
    expect(exchangesOf(text.replaceAll('2025-01-15 10:00:00 ', ''))).toEqual([WHOLE]);
  });

  test('is read with every line end', () => {
    for (const end of ['\r\n', '\r\r\n', '\r']) {
      expect(exchangesOf(text.replaceAll('\n', end))).toEqual([WHOLE]);
    }
  });

  test('is read if its first line is after a prompt', () => {
    expect(exchangesOf('FGT (root) # ' + text)).toEqual([WHOLE]);
    expect(exchangesOf('FGT (root) # di de en\nFGT (root) # ' + text)).toEqual([WHOLE]);
  });

  test('is read from a copy that lost its line breaks', () => {
    const parts = [
      `2025-01-15 10:00:00 ftm_cfg_provision_token[417]:provision token: ${TOKEN}`,
      'POST /SoftToken/Provisioning.asmx/Process HTTP/1.1',
      provisionRequest(),
      '2025-01-15 10:00:01 ftm_fc_comm_recv_response[277]:receive packet success.',
      provisionResponse(),
    ];
    const { service, token, began, http, request, received: came, answer } = WHOLE;
    expect(exchangesOf(parts.join(' '))).toEqual([
      { service, token, began, http, request, received: came, answer },
    ]);
  });

  test('is one if the request is printed by the daemon and again as HTTP', () => {
    const twice =
      attempt() +
      line(`ftm_fc_command[634]:${provisionRequest()}`) +
      post(provisionRequest()) +
      received(provisionResponse());
    expect(exchangesOf(twice)).toEqual([WHOLE]);
  });

  test('is read whatever the order of the members', () => {
    const request = `{ "d": { "tokens": [ { "seed": "****", "token": "${TOKEN}" } ], "serial_number": "${UNIT}", "__type": "SoftToken.ProvisionRequest" } }`;
    const response = `{"d":{"error":null,"tokens":[{"error":null,"token":"${TOKEN}"}],"__type":"SoftToken.ProvisionResponse"}}`;
    expect(exchangesOf(provisioning(request, response))).toEqual([WHOLE]);
  });

  test('is read without types: a request has a seed, an answer an error', () => {
    const request = `{ "d": { "tokens": [ { "token": "${TOKEN}", "seed": "****" } ] } }`;
    const response = `{"d":{"tokens":[{"token":"${TOKEN}"}],"error":{"error_code":17,"error_message":"no valid token found"}}}`;
    const [exchange, ...others] = exchangesOf(provisioning(request, response));
    expect(others).toEqual([]);
    expect(exchange).toMatchObject({ token: TOKEN, received: 'receive packet success.' });
    const [traced] = traceOf(request + '\n' + response, readRecords(request + '\n' + response)).exchanges;
    expect(traced?.request?.tokens).toHaveLength(1);
    expect(traced?.answer?.error?.code?.text).toBe('17');
  });

  test('has the HTTP status of its answer', () => {
    const status = attempt() + post(provisionRequest()) + '\nHTTP/1.1 503 Service Unavailable\nServer: x\n';
    expect(exchangesOf(status)[0]).toMatchObject({ token: TOKEN, status: '503 Service Unavailable' });
  });
});

describe('Two exchanges', () => {
  test('of two tokens stay apart', () => {
    const second = { ...WHOLE, token: SECOND, began: `provision token: ${SECOND}` };
    expect(exchangesOf(text + answered({ tokens: [SECOND] }))).toEqual([WHOLE, second]);
  });

  test('of one token stay apart', () => {
    expect(exchangesOf(text + text)).toEqual([WHOLE, WHOLE]);
  });

  test('of one token stay apart if the first never sent a request', () => {
    const begun = line(`ftm_cfg_provision_token[417]:provision token: ${TOKEN}`);
    expect(exchangesOf(begun + text)).toHaveLength(2);
    expect(exchangesOf(attempt() + text)).toHaveLength(2);
  });

  test('stay apart without the lines before their requests', () => {
    const bare = post(provisionRequest()) + received(provisionResponse());
    expect(exchangesOf(bare + bare)).toHaveLength(2);
    expect(exchangesOf(post(provisionRequest()) + post(provisionRequest({ tokens: [SECOND] })))).toHaveLength(
      2,
    );
  });

  test('a poll and an attempt stay apart', () => {
    const poll = pollAttempt + post(pollingRequest()) + received(pollingResponse());
    const found = exchangesOf(poll + text + poll);
    expect(found.map(({ request }) => request)).toEqual([
      'SoftToken.PollingRequest',
      'SoftToken.ProvisionRequest',
      'SoftToken.PollingRequest',
    ]);
    expect(found[0]).toMatchObject({ began: 'Poll token status!', answer: 'SoftToken.PollingResponse' });
  });

  test('stay apart if a poll comes without its first line', () => {
    const poll = connected + post(pollingRequest()) + received(pollingResponse());
    expect(exchangesOf(text + poll)).toHaveLength(2);
  });

  test('that overlap have each its own answer, by the token', () => {
    const asked = (token: string): string => attempt(token) + post(provisionRequest({ tokens: [token] }));
    const both = asked(TOKEN) + asked(SECOND);
    for (const order of [
      [TOKEN, SECOND],
      [SECOND, TOKEN],
    ]) {
      const whole = both + order.map(token => received(provisionResponse({ tokens: [token] }))).join('');
      const pairs = traceOf(whole, readRecords(whole)).exchanges.map(({ request, answer }) => [
        request?.tokens[0]?.serial?.text,
        answer?.tokens[0]?.serial?.text,
      ]);
      expect(pairs).toEqual([
        [TOKEN, TOKEN],
        [SECOND, SECOND],
      ]);
    }
  });

  test('of two units stay apart: an answer in the capture of another unit does not belong to the request before', () => {
    const whole = `FGT_A # \n${attempt()}${post(provisionRequest())}\nFGT_B # \n${received(provisionResponse({ unit: 'FGT60F0000000009' }))}`;
    expect(exchangesOf(whole)).toHaveLength(2);
  });
});

describe('Lines of other daemons', () => {
  const noise =
    line('[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200400 prot=11') +
    line('[5784:root:d9]fam_auth_send_req_internal:514 fnbam_auth return: 7') +
    line('__samld_sp_create_auth_req [447]: SAML SP algo: 0');

  test('between those of an exchange change nothing', () => {
    const mixed = text.replace(/^(?=2025)/gm, noise);
    expect(mixed.length).toBeGreaterThan(text.length + 3 * noise.length);
    expect(exchangesOf(mixed)).toEqual([WHOLE]);
  });

  test('make no exchange by themselves', () => {
    expect(exchangesOf(noise)).toEqual([]);
  });
});

describe('An exchange of forticldd', () => {
  const cloud =
    line('[37] fds_queue_task: req-33 is added to ftc') +
    line('[614] fds_https_start_server: server: 192.0.2.8:8686') +
    line('[773] __tcps_ssl_connect: SSL connected.') +
    line('[245] fds_https_send: sent 286 bytes: pos=0, len=286') +
    line('[318] fds_https_recv: received the header from server: 192.0.2.8:8686, [HTTP/1.1 403 FORBIDDEN') +
    'Server: nginx\nConnection: close]\n' +
    line('[471] fds_free_tsk: cmd=33; req.noreply=0');
  const CLOUD = {
    service: 'cloud',
    began: 'req-33 is added to ftc',
    connected: 'SSL connected.',
    sent: 'sent 286 bytes: pos=0, len=286',
    received: 'received the header from server: 192.0.2.8:8686,',
    status: '403 FORBIDDEN',
    server: '192.0.2.8:8686',
  };

  test('is of FortiToken Cloud if its queue says so', () => {
    expect(exchangesOf(cloud)).toEqual([CLOUD]);
  });

  test('is of the cloud service if its port says so', () => {
    expect(exchangesOf(cloud.replace(/.*added to ftc.*\n/, ''))).toMatchObject([{ service: 'cloud' }]);
    expect(exchangesOf(cloud.replace(/.*added to ftc.*\n/, '').replaceAll(':8686', ':443'))).toMatchObject([
      { service: 'other' },
    ]);
  });

  test('is of another server if its queue says so', () => {
    expect(exchangesOf(cloud.replace('added to ftc', 'added to upd'))).toEqual([
      { ...CLOUD, service: 'other', began: 'req-33 is added to upd' },
    ]);
  });

  test('is one for each task', () => {
    expect(exchangesOf(cloud + cloud)).toEqual([CLOUD, CLOUD]);
  });

  test('and one of the FortiToken service do not mix', () => {
    expect(exchangesOf(attempt() + cloud + post(provisionRequest()) + received(provisionResponse()))).toEqual(
      [WHOLE, CLOUD],
    );
  });
});
