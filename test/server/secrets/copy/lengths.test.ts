import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { redact } from '../../../../server/src/secrets';
import { every, first } from '../../../support/rows';

describe('A length in the log', () => {
  const body = (address: string): string =>
    `{"d":{"__type":"SoftToken.PollingRequest","tokens":[],"from":"${address}"}}`;
  const post = (payload: string): string =>
    `POST /SoftToken/Provisioning.asmx/Process HTTP/1.1\nContent-Length: ${Buffer.byteLength(payload)}\n\n${payload}\n`;

  test.each(['10.0.0.1', '192.168.100.200', '10.20.30.40'])('is that of the payload with %s in it', one => {
    const copy = redact(post(body(one)));
    const [, declared] = /Content-Length: (\d+)/.exec(copy) ?? [];
    expect(Number(declared)).toBe(Buffer.byteLength(copy.trimEnd().split('\n').at(-1) ?? ''));
    expect(analyze(copy).findings.filter(({ rule }) => rule === 'http/length-mismatch')).toEqual([]);
  });

  /** The declared lengths in the copy of payloads whose stand-in is a byte shorter. */
  const lengthsOf = (header: string, between = '\n', payloads = '{"user":"müller"}'): string[] =>
    [...redact(`POST /x HTTP/1.1\n${header}\n${between}${payloads}\n`).matchAll(/Length.*: (.*)/g)].map(
      ([, length = '']) => length,
    );
  const line = '2025-01-15 09:12:32 [211] handle_req-r=1\n';

  const CASES = [
    ['Content-Length: 17', '16'],
    ['content-Length: 17', '16'],
    ['Host: lab7.bo.de\nContent-Length: 17\nX-User: bö', '16'],
    ['X-Number-Limit: 40\nContent-Length: 17', '16'],
    ['X-Content-Length: 17', '17'],
    ['Content-Length-X: 17', '17'],
    ['Content-Length: 17 x', '17 x'],
    ['Content-Length: x 17', 'x 17'],
    ['Content-Length: 1234567890123', '1234567890123'],
    ['Content-Length: 0', '0'],
  ] as const;

  test('is that of the copy', () => {
    every(CASES, first, ([headers, length]) => {
      expect(lengthsOf(headers)).toEqual([length]);
    });
  });

  test.each([
    ['a few lines of other daemons', `\n${line.repeat(4)}`, '16'],
    ['blank lines', `\n\n${line}\n${line}\n${line}${line}`, '16'],
    ['many lines of other daemons', `\n${line.repeat(5)}`, '17'],
    ['a command', '\nFGT # get system status\n', '17'],
  ])('with %s before the payload', (_what, between, length) => {
    expect(lengthsOf('Content-Length: 17', between)).toEqual([length]);
  });

  test('is that of the first payload after it', () => {
    expect(lengthsOf('Content-Length: 17', '\n', '{"user":"müller"}\n{"user":"möller"}')).toEqual(['16']);
  });

  test.each([
    ['before', `${line.trimEnd().replace('r=1', 'müller')}{"user":"müller"}`],
    ['after', '{"user":"müller"}müller'],
  ])('does not count a name %s the payload', (_where, payload) => {
    expect(lengthsOf('Content-Length: 17', '\n', payload)).toEqual(['16']);
  });

  test('is written as before if it is still right', () => {
    expect(lengthsOf('Content-Length: 0017', '\n', '{"user":"kelvin"}')).toEqual(['0017']);
  });

  test('is corrected in each message', () => {
    const message = 'POST /x HTTP/1.1\nContent-Length: 17\n\n{"user":"müller"}\n';
    expect(redact(message + message)).toBe(message.replace('17', '16').replace('müller', 'xus01g').repeat(2));
  });

  test('that was wrong differs as much as before', () => {
    const copy = redact(post(body('10.0.0.1')).replace(/Length: \d+/, 'Length: 5'));
    expect(analyze(copy).findings.map(({ rule }) => rule)).toContain('http/length-mismatch');
  });
});
