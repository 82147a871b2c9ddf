import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  answered,
  attempt,
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
  STANDBY,
  TOKEN,
  UNIT,
} from '../../../support/exchange';

const RULE = 'ftm/no-response';
const asked = mark(RULE, 'SoftToken.ProvisionRequest');
const polled = mark(RULE, 'SoftToken.PollingRequest');

describe('ftm/no-response fires', () => {
  test('for a request at which the capture ends', () => {
    const text =
      attempt(TOKEN, mark('began', `provision token: ${TOKEN}`)) + post(provisionRequest({ type: asked }));
    const [found] = expectFindings(text);
    expect(found).toMatchObject({
      severity: 'information',
      message: `${TOKEN}: the capture ends before an answer to this request could come`,
      entry: undefined,
    });
    expect(found?.related.map(({ message }) => message)).toEqual(['it began here']);
  });

  test.each([
    ['warning', 'of silence', '10:01:00', 'no answer to this request before the capture ends'],
    ['information', 'too early for an answer', '10:00:01', 'the capture ends before an answer to this request could come'],
  ])('as %s, if lines of another daemon show a time %s', (severity, _what, time, words) => {
    const other = `2025-01-15 ${time} [37] fds_queue_task: req-33 is added to ftc\n`;
    const [found] = expectFindings(attempt() + post(provisionRequest({ type: asked })) + other);
    expect(found).toMatchObject({ severity, message: `${TOKEN}: ${words}` });
  }); // oxfmt-ignore

  test('for a request with the next one after it, which is related', () => {
    const [found] = expectFindings(
      attempt() + post(provisionRequest({ type: asked })) + answered({ tokens: [SECOND] }),
    );
    expect(found?.message).toBe(`${TOKEN}: no answer to this request before the next one`);
    expect(found?.related.map(({ message }) => message)).toEqual(['it began here', 'the next request']);
  });

  test('and points to the next request with something that can be seen', () => {
    const [found] = expectFindings(
      attempt() + post(provisionRequest({ type: asked })) + answered({ tokens: [SECOND] }),
    );
    expect(found?.related[1]?.on).toMatch(/SoftToken|provision token/);
  });

  test('for a poll without an answer, by its token', () => {
    const [found] = expectFindings(pollAttempt + post(pollingRequest({ type: polled })));
    expect(found?.message).toBe(`${TOKEN}: the capture ends before an answer to this request could come`);
  });

  test('for a request whose first lines are lost', () => {
    expectFindings(post(provisionRequest({ type: asked })));
    expectFindings(provisionRequest({ type: asked }));
  });

  test('at the address if the payload is lost', () => {
    const head =
      attempt() + post('').replace('/SoftToken', '⟦ftm/no-response|/SoftToken').replace(' HTTP', '⟧ HTTP');
    const [found] = expectFindings(head);
    expect(found?.message).toBe(`${TOKEN}: the capture ends before an answer to this request could come`);
  });

  test('at the first bracket if the type and the address are lost', () => {
    const request = provisionRequest().replace('"__type": "SoftToken.ProvisionRequest", ', '');
    expectFindings(attempt() + request.replace('{', mark(RULE, '{')));
  });

  test('of a poll at the address if the payload is lost', () => {
    const head =
      pollAttempt + post('').replace('/SoftToken', '⟦ftm/no-response|/SoftToken').replace(' HTTP', '⟧ HTTP');
    const [found] = expectFindings(head);
    expect(found?.message).toBe('Request: the capture ends before an answer could come');
  });

  test('where the serial numbers of the token or of the unit are lost', () => {
    const token =
      pollAttempt + post(pollingRequest({ type: polled })).replace(`"token": "${TOKEN}"`, '"digits": 6');
    expect(expectFindings(token, RULE)[0]?.message).toBe(
      `Request of ${UNIT}: the capture ends before an answer could come`,
    );
    const unit =
      attempt() + post(provisionRequest({ type: asked })).replace(`"serial_number": "${UNIT}", `, '');
    expect(expectFindings(unit, RULE)[0]?.message).toBe(
      `${TOKEN}: the capture ends before an answer to this request could come`,
    );
  });

  test('for each token and for each unit whose request has no answer', () => {
    const request = (token: string, unit = UNIT): string =>
      attempt(token) + post(provisionRequest({ type: asked, unit, tokens: [token] }));
    expectFindings(request(TOKEN) + request(SECOND) + request(TOKEN, STANDBY), RULE);
  });

  test('by the unit if no token is named', () => {
    const [found] = expectFindings(pollAttempt + post(pollingRequest({ type: polled, tokens: [] })));
    expect(found?.message).toBe(`Request of ${UNIT}: the capture ends before an answer could come`);
  });

  test('for a request that was cut in its middle', () => {
    const text = attempt() + post(provisionRequest({ type: asked }).slice(0, 160));
    expectFindings(text, RULE);
  });

  test('once for a token whose attempts all stay without an answer', () => {
    const again = attempt() + post(provisionRequest());
    const [found] = expectFindings(attempt() + post(provisionRequest({ type: asked })) + again + again);
    expect(found?.related.map(({ role, message }) => [role, message])).toEqual([
      ['began', 'it began here'],
      ['next', 'the next request'],
      ['again', 'no answer to this request either'],
      ['again', 'no answer to this request either'],
    ]);
  });

  test('for a request before lines of another daemon, which are no answer', () => {
    const cloud =
      line('[37] fds_queue_task: req-33 is added to ftc') +
      line('[328] fds_https_recv: response code is 200');
    expectFindings(attempt() + post(provisionRequest({ type: asked })) + cloud);
  });

  test('for the one of two requests that is not answered, if the answer names the other token', () => {
    const first = attempt(TOKEN) + post(provisionRequest({ tokens: [TOKEN] }));
    const second = attempt(SECOND) + post(provisionRequest({ type: asked, tokens: [SECOND] }));
    expectFindings(first + second + received(provisionResponse({ tokens: [TOKEN] })));
  });

  test('for a request of one unit before the answer to another', () => {
    const here = 'FGT_A # \n' + attempt() + post(provisionRequest({ type: asked }));
    const there =
      'FGT_B # \n' +
      provisioning(provisionRequest({ tokens: [SECOND] }), provisionResponse({ tokens: [SECOND] }), SECOND);
    expectFindings(here + there);
  });
});

describe('ftm/no-response does not fire', () => {
  test('for a request with its answer', () => {
    expectFindings(answered({}));
    expectFindings(pollAttempt + post(pollingRequest()) + received(pollingResponse()));
  });

  test('for an answer without the line before it', () => {
    expectFindings(attempt() + post(provisionRequest()) + '\n' + provisionResponse() + '\n');
  });

  test('if `receive packet success` says that an answer came, even if it is not shown', () => {
    expectFindings(attempt() + post(provisionRequest()) + received(''));
  });

  test('for an answer that was cut short', () => {
    const cut = provisionResponse().slice(0, 120);
    expectFindings(attempt() + post(provisionRequest()) + received(cut), RULE);
  });

  test('for an answer if only its HTTP status came', () => {
    const status = `\nHTTP/1.1 ${mark('http/status', '503 Service Unavailable')}\n`;
    expectFindings(attempt() + post(provisionRequest()) + status);
  });

  test('for a request that is printed twice, by the daemon and as HTTP', () => {
    const twice = attempt() + line(`ftm_fc_command[634]:${provisionRequest()}`) + post(provisionRequest());
    expectFindings(twice + received(provisionResponse()));
  });

  test('for an answer alone, or a second answer', () => {
    expectFindings(received(provisionResponse()));
    expectFindings(answered({}) + received(provisionResponse()));
  });

  test('for requests to other servers', () => {
    expectFindings('GET /index.html HTTP/1.1\nHost: www.example.com\n\n');
  });

  test('for an attempt that never came to a request', () => {
    expectFindings(attempt(), RULE);
  });

  test('for lines of other daemons between a request and its answer', () => {
    const noise =
      line('[1906] handle_req-Rcvd auth req 7 for user01 in opt=00200400 prot=11') +
      line('[5784:root:d9]fam_auth_send_req_internal:514 fnbam_auth return: 7');
    expectFindings(attempt() + post(provisionRequest()) + noise + received(provisionResponse()));
  });

  test('for two requests under way at once, with their answers in either order', () => {
    const first = attempt(TOKEN) + post(provisionRequest({ tokens: [TOKEN] }));
    const second = attempt(SECOND) + post(provisionRequest({ tokens: [SECOND] }));
    const [one, two] = [TOKEN, SECOND].map(token => received(provisionResponse({ tokens: [token] })));
    expectFindings(`${first}${second}${one ?? ''}${two ?? ''}`);
    expectFindings(`${first}${second}${two ?? ''}${one ?? ''}`);
  });
});
