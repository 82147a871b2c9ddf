import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  attempt,
  bytesOf,
  connected,
  pollingRequest,
  post,
  provisionRequest,
  provisionResponse,
  received,
} from '../../../support/exchange';

const RULE = 'http/length-mismatch';
const request = provisionRequest();
const bytes = bytesOf(request);
const problemsFor = (
  payload: string,
  length: number | string | null,
  only = '',
): ReturnType<typeof expectFindings> =>
  expectFindings(attempt() + post(payload, length) + received(provisionResponse()), only);

describe('http/length-mismatch fires', () => {
  test('for a payload that is longer than its header says, at the number', () => {
    const [found] = problemsFor(mark('payload', request), mark(RULE, String(bytes - 1)));
    expect(found).toMatchObject({
      severity: 'information',
      message: `Content-Length says ${bytes - 1} bytes, but the payload in the log has ${bytes}: the log was edited or cut`,
      entry: undefined,
      related: [{ role: 'payload', message: 'the payload' }],
    });
  });

  test('for a payload that is shorter than its header says', () => {
    problemsFor(mark('payload', request), mark(RULE, String(bytes + 3)));
  });

  test('for characters counted instead of bytes', () => {
    const wide = provisionRequest({ unit: 'FGT_Zürich_東京_😀' });
    problemsFor(wide, mark(RULE, String(wide.length)));
  });

  test('for a wrapped payload that is whole and has another length', () => {
    const wrapped = request.replace(', "tokens"', ',\n"tokens"');
    problemsFor(wrapped, mark(RULE, '17'));
  });

  test('for a header in lower case', () => {
    const block = post(request, mark(RULE, '1')).replace('Content-Length', 'content-length');
    expectFindings(attempt() + block + received(provisionResponse()));
  });

  test('for each of two requests', () => {
    const poll = connected + post(pollingRequest(), mark(RULE, '2')) + received(provisionResponse());
    expectFindings(attempt() + post(request, mark(RULE, '1')) + received(provisionResponse()) + poll);
  });

  test('for an answer whose own header has another length', () => {
    const body = provisionResponse();
    const block = `\nHTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: ${mark(RULE, '9')}\n\n`;
    expectFindings(attempt() + post(request) + block + mark('payload', body) + '\n');
  });
});

describe('http/length-mismatch does not fire', () => {
  test('for the right length', () => {
    problemsFor(request, bytes);
  });

  test('for the right length in bytes of a payload with characters of several bytes', () => {
    const wide = provisionRequest({ unit: 'FGT_Zürich_東京_😀' });
    expect(bytesOf(wide)).toBeGreaterThan(wide.length);
    problemsFor(wide, bytesOf(wide));
  });

  test('without the header', () => {
    problemsFor(request, null);
  });

  test('for a header that is not a number', () => {
    for (const value of ['many', '4O5', '-1', '', '4.5', '****', '99999999999999999999'])
      problemsFor(request, value);
  });

  test('for a payload that was wrapped between two words and is right when joined', () => {
    problemsFor(request.replace(', "tokens"', ',\n "tokens"'), bytes);
    problemsFor(request.replace(', "tokens"', ',\r\n "tokens"'), bytes);
  });

  test('for a damaged payload: that is one problem, and names both lengths', () => {
    const damaged = request.replace('"seed"', mark('json/damaged', 'seed') + '"');
    const [found] = problemsFor(damaged, mark('length', String(bytes)));
    expect(found?.related[0]?.message).toBe(
      `its Content-Length differs too: ${bytes} bytes, the log has ${bytes - 1}`,
    );
  });

  test('for the answer after a request whose own payload is missing', () => {
    expectFindings(attempt() + post('', 405) + received(provisionResponse()));
  });

  test('for a header far from any payload', () => {
    expectFindings('Content-Length: 12\n\nFGT # get system status\n');
  });

  test('for the answer to a GET, which has a header of its own', () => {
    const body = '{"status":"ok"}';
    expectFindings(
      `GET /api/status HTTP/1.1\nHost: www.example.com\nContent-Length: 0\n\nHTTP/1.1 200 OK\nContent-Length: ${body.length}\n\n${body}\n`,
    );
  });
});
