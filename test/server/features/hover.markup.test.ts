import { describe, expect, test } from 'vitest';
import { active, linksOf } from '../../support/markdown';
import { hover } from '../../support/reading';
import { every, itself } from '../../support/rows';
import sources from '../../../server/src/knowledge/data/sources.json';

const ADDRESSES = new Set(sources.map(({ address }) => address));

/** Text that somebody could write into a log to mislead the user who reads it. */
const HOSTILE = [
  '[press here](https://evil.example.com)',
  '[press here](command:workbench.action.terminal.new)',
  '[press here][1]',
  '![picture](https://evil.example.com/a.png)',
  '<https://evil.example.com>',
  '<img src="https://evil.example.com/a.png">',
  '<b onclick="x()">bold</b>',
  '<!-- comment -->',
  'https://evil.example.com/a',
  'www.evil.example.com',
  'user01@evil.example.com',
  '**bold** __bold__ *thin* ~~gone~~',
  '`code` ``code`` ```code```',
  '# heading',
  '| a | b |',
  '&lt;b&gt; &#91;x](https://evil.example.com)',
  '\\[x](https://evil.example.com)',
  'a](https://evil.example.com) [b',
];

/** Every place where text from the log can get into a hover. */
const PLACES: Readonly<Record<string, (hostile: string) => string>> = {
  'the state of a token': hostile =>
    `FGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\nFTKMOB0000000001 0 <|>${hostile}\n`,
  'the name of a token': hostile =>
    `{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":${JSON.stringify(hostile)},"error":{"error_code":3<|>1}}]}}`,
  'a cluster member': hostile =>
    `{"d":{"__type":"SoftToken.ProvisionResponse","__clustered_sns":[{"sn":${JSON.stringify(hostile)},"error":"Product is <|>not registered"}]}}`,
  'the unit that asks': hostile =>
    `{"d":{"__type":"SoftToken.ProvisionResponse","serial_number":${JSON.stringify(hostile)},"error":{"error_code":1<|>7}}}`,
  'a build': hostile => `{"d":{"__device_build":${JSON.stringify(hostile).replace(/^"/, '"<|>')}}}`,
  'a command': hostile => `FGT # <|>get ${hostile}\n`,
  'a server that refuses': hostile =>
    `[1] fds_https_start_server: server: ${hostile.replace(/\s/g, '')}
[2] fds_https_recv: response code is 40<|>3: [HTTP/1.1 403 FORBIDDEN
Server: nginx]
`,
}; // oxfmt-ignore

describe.each(Object.entries(PLACES))('In a hover, %s', (_, place) => {
  test('is shown as the log has it', () => {
    expect(hover(place('F0harmless'))).toContain('F0harm');
  });

  test('cannot become markup', () => {
    every(HOSTILE, itself, hostile => {
      const hoverText = hover(place(hostile)) ?? '';
      const unexpected = active(hoverText).filter(one => !ADDRESSES.has(one.replace(/^link /, '')));
      expect(unexpected, hoverText).toEqual([]);
    });
  });
});

describe('In a hover', () => {
  test('text of the log reads unchanged once it is rendered', () => {
    const table = 'FGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\nFTKMOB0000000001 0 ';
    const hoverText = hover(`${table}<|>a_b *c* <d> ~~e~~ (f)\n`) ?? '';
    expect(hoverText.replace(/\\/g, '')).toContain('State: a_b *c* <d> ~~e~~ (f)');
  });

  test('a line break in a value of the log begins no block of its own', () => {
    const token = JSON.stringify('FTKMOB\n\n# a heading\n\n| a | b |\n|---|---|\n| c | d |\n\n- item');
    const hoverText = hover(
      `{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":${token},"error":{"error_code":3<|>1}}]}}`,
    );
    const unexpected = active(hoverText ?? '').filter(one => !ADDRESSES.has(one.replace(/^link /, '')));
    expect(unexpected, hoverText).toEqual([]);
    // A damaged serial number is not shown as one.
    expect(hoverText).not.toContain('item');
  });

  test('a fence in a command does not end the code block that shows it', () => {
    expect(active(hover('FGT # x ``` [y](https://evil.example.com<|>)\n') ?? '')).toEqual([]);
  });

  test('every link is the address of a source', () => {
    const hoverText =
      hover('{"d":{"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":3<|>1}}]}}') ?? '';
    expect(linksOf(hoverText).length).toBeGreaterThan(2);
    expect(linksOf(hoverText).filter(link => !ADDRESSES.has(link))).toEqual([]);
  });
});
