// JSON payloads: the scopes of VS Code's own JSON grammar inside, plain log text around.
import { describe, expect, it } from 'vitest';
import { every, first } from '../support/rows';
import { JSON_LANGUAGE, colours, inside, languages, tokenize, words } from './tokenizer';

const EMBEDDED = 'meta.embedded.block.json';
const KEY = 'support.type.property-name.json';
const STRING = 'string.quoted.double.xml.json';

describe('a payload', () => {
  it('has the scopes of the JSON grammar, punctuation included', () => {
    expect(colours('{ "d": { "sn": "FGT60F0000000001", "n": [ -1.5e3, true, "a" ] } }')).toEqual([
      ['{', 'punctuation.definition.dictionary.begin.json'],
      ['"', 'punctuation.support.type.property-name.begin.json'],
      ['d', KEY],
      ['"', 'punctuation.support.type.property-name.end.json'],
      [':', 'punctuation.separator.dictionary.key-value.json'],
      ['{', 'punctuation.definition.dictionary.begin.json'],
      ['"', 'punctuation.support.type.property-name.begin.json'],
      ['sn', KEY],
      ['"', 'punctuation.support.type.property-name.end.json'],
      [':', 'punctuation.separator.dictionary.key-value.json'],
      ['"', 'punctuation.definition.string.begin.json'],
      ['FGT60F0000000001', STRING],
      ['"', 'punctuation.definition.string.end.json'],
      [',', 'punctuation.separator.dictionary.pair.json'],
      ['"', 'punctuation.support.type.property-name.begin.json'],
      ['n', KEY],
      ['"', 'punctuation.support.type.property-name.end.json'],
      [':', 'punctuation.separator.dictionary.key-value.json'],
      ['[', 'punctuation.definition.array.begin.json'],
      ['-1.5e3', 'constant.numeric.json'],
      [',', 'punctuation.separator.array.json'],
      ['true', 'constant.language.json'],
      [',', 'punctuation.separator.array.json'],
      ['"', 'punctuation.definition.string.begin.json'],
      ['a', STRING],
      ['"', 'punctuation.definition.string.end.json'],
      [']', 'punctuation.definition.array.end.json'],
      ['}', 'punctuation.definition.dictionary.end.json'],
      ['}', 'punctuation.definition.dictionary.end.json'],
    ]);
  });

  it('has quotes that carry the scopes of their string too', () => {
    const quotes = tokenize('{"a":"b"}')
      .flat()
      .filter(token => token.text === '"')
      .map(token => token.scopes.slice(2, -1));
    expect(quotes).toEqual([['string.json', KEY], ['string.json', KEY], [STRING], [STRING]]);
  });

  it('has escapes', () => {
    expect(words(String.raw`{"a":"x\"y\u00e9\q"}`)).toEqual([
      ['a', KEY],
      ['x', STRING],
      [String.raw`\"`, 'constant.other.escape.json'],
      ['y', STRING],
      [String.raw`\u00e9`, 'constant.other.escape.json'],
      [String.raw`\q`, 'constant.other.escape.damaged.json'],
    ]);
  });

  it('is JSON to the editor, not a string, so that its brackets match', () => {
    const line = 'Sync status: {"a":[1]} done';
    const expected = Array.from(line, (_, at) => (at < 13 || at > 21 ? 1 : JSON_LANGUAGE));
    expect(languages(line)).toEqual(expected);
    for (const token of tokenize('{"a":[{"b":1}]}')
      .flat()
      .filter(({ text }) => /^[{}[\]]$/.test(text)))
      expect(token.scopes.join(' ')).not.toContain('string');
  });

  it.each([
    ['at the start of a line', ''],
    ['behind a function', '2024-05-06 07:08:09 ftm_fc_command[634]:'],
    ['behind a label', 'Sync status: '],
    ['behind a request that a web page joined to it', 'POST /a HTTP/1.1 '],
    ['behind a prompt', 'FGT # '],
    ['behind a command', 'FGT-A # exec fortitoken-cloud sync '],
  ])('begins %s', (_, before) => {
    const payload = '{"status": "complete", "msg": {"create": {"success": 3}}}';
    expect(inside(`${before}${payload}`, EMBEDDED)).toEqual([payload]);
    expect(colours(`${before}${payload}`)).toEqual([...colours(before.trimEnd()), ...colours(payload)]);
  });

  it('ends at its last brace: what follows on the line is log text', () => {
    const record = '2024-05-06 07:08:09 ftm_fc_comm_recv_response[277]:receive packet success.';
    const payload = '{ "d": { "a": 1 } }';
    expect(inside(`${payload} ${record} ${payload} error`, EMBEDDED)).toEqual([payload, payload]);
    expect(colours(`${payload} ${record} ${payload} error`)).toEqual([
      ...colours(payload),
      ...colours(record),
      ...colours(payload),
    ]);
  });

  it('does not begin at a brace without a quote', () => {
    expect(inside('state {idle} and {1}', EMBEDDED)).toEqual([]);
  });
});

describe('an error in a payload', () => {
  it('is coloured as any other value: only the server decides what failed', () => {
    expect(words('{"error":{"error_code":31,"error_message":"token does not belong to product"}}')).toEqual([
      ['error', KEY],
      ['error_code', KEY],
      ['31', 'constant.numeric.json'],
      ['error_message', KEY],
      ['token does not belong to product', STRING],
    ]);
  });
});

describe('a payload over several lines', () => {
  it('continues if the terminal wrapped it, in the middle of a text', () => {
    expect(words('{"license":"EFTM0000\n00000001","code_expire":43\n20,"result":2}')).toEqual([
      ['license', KEY],
      ['"EFTM0000', STRING],
      ['00000001"', STRING],
      ['code_expire', KEY],
      ['43', 'constant.numeric.json'],
      ['20', 'constant.numeric.json'],
      ['result', KEY],
      ['2', 'constant.numeric.json'],
    ]);
  });

  it('continues if it was wrapped in the middle of a key', () => {
    expect(words('{"a":1,"__device_ver\nsion":"7.0"}').slice(2)).toEqual([
      ['"__device_ver', STRING],
      ['sion', KEY],
      ['7.0', STRING],
    ]);
  });

  it('continues if it was printed with indents', () => {
    const text = '{\n  "d": {\n    "tokens": [\n      "a"\n    ]\n  }\n}';
    expect(inside(text, EMBEDDED)).toEqual(text.split('\n'));
    expect(words(text)).toEqual([
      ['d', KEY],
      ['tokens', KEY],
      ['a', STRING],
    ]);
  });

  it('ends with its last brace, even if lines follow', () => {
    expect(inside('{"a":1,\n"b":2}\nUser synchronization completed!', EMBEDDED)).toEqual([
      '{"a":1,',
      '"b":2}',
    ]);
  });

  const CASES = [
    ['a time stamp', '2024-05-06 07:08:09 ftm_a[1]:b'],
    ['a prompt', 'FGT (root) # get system status'],
    ['[line] func', '[1906] handle_req-Rcvd'],
    ['func[line]:', 'ftm_fc_command[634]:x'],
    ['[pid:vdom:conn]', '[3311:root:d9]fam_auth:514 x'],
    ['a request line', 'POST /a HTTP/1.1'],
    ['a status line', 'HTTP/1.1 200 OK'],
    ['ike', 'ike V=root:0:vpn: flushed'],
    ['a debug flow', 'id=20085 trace_id=6 func=f line=1 msg="a"'],
    ['a header', 'Content-Type: application/json'],
    ['a sentence', 'User synchronization completed!'],
  ] as const;

  it('ends before the next record', () => {
    every(CASES, first, ([, next]) => {
      expect(tokenize(`{"a":[{"b":1,\n${next}`)[1]).toEqual(tokenize(next)[0]);
    });
  });

  it('ends at a blank line, whatever follows it', () => {
    expect(inside('{"a":[{"b":1,\n\n"c":2', EMBEDDED)).toEqual(['{"a":[{"b":1,']);
  });
});
