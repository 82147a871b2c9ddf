import { describe, expect, test } from 'vitest';
import { CarriedLines } from '../../../../server/src/secrets/finding/carriedLines';
import { Lines, readRecords, textOf } from '../../../../server/src/syntax';

/** What a text carries, one text for lines that follow each other; `{\t>...}` for an escape and what it is read as. */
function carried(text: string): string[] {
  const lines = new CarriedLines(text, new Lines(text));
  for (const record of readRecords(text)) lines.add(record);
  return lines.finish().map(({ text: inside, pieces = [] }) => {
    let end = 0;
    const parts = pieces.map(piece => {
      // A terminal shows what was typed over in another order.
      if (!text.includes('\b')) expect(piece.start, 'pieces are in order').toBeGreaterThanOrEqual(end);
      expect(piece.end).toBeLessThanOrEqual(text.length);
      end = piece.end;
      const written = textOf(text, piece);
      const read = inside.slice(piece.at, piece.at + (piece.length ?? 0));
      return written === read || written === '' ? read : `{${written}>${read}}`;
    });
    return parts.join('');
  });
}

const SET = 'set passwd kelvin';
/** A line of ike of 80 code units, which a terminal may have wrapped. */
const WIDE = `ike 0:to-hq:123: ${'got it '.repeat(9)}`;

describe('A line is read without what another program put before it', () => {
  test.each([
    `[09:12:31] ${SET}`,
    `[09:12:31.123] ${SET}`,
    `[09:12] Alice: ${SET}`,
    `[9:12] Alice: ${SET}`,
    `[9:12 AM, 1/15/2025] Alice: ${SET}`,
    `[09:12, 1/15/2025] Alice: ${SET}`,
    `[09:12 AM, 1/15/2025] Alice: ${SET}`,
    `b'${SET}'`,
    `r'${SET}'`,
    `u'${SET}'`,
    `'${SET}'`,
    `- ${SET}`,
    `* ${SET}`,
    `<pre>${SET}</pre>`,
    `<p class="x">${SET}</p>`,
    `<p>${SET}</p></div>`,
    `<p>${SET}<br>`,
    `<![CDATA[${SET}]]>`,
    `<134>Jan 15 09:12:31 jump01 script: ${SET}`,
    `<134>1 2025-01-15T09:12:31Z host01 app 7 - - ${SET}`,
    `2025-01-15T09:12:31Z ${SET}`,
    `2025-01-15T09:12:31 ${SET}`,
    `2025-01-15T09:12:31.123456789Z stdout F ${SET}`,
    `Jan 15 09:12:31 jump01 ${SET}`,
    `Jan  5 09:12:31 jump01 app[7]: ${SET}`,
    `web-1  | ${SET}`,
    `a.log:7:${SET}`,
    `   12  ${SET}`,
    `+${SET}`,
    `| ${SET}`,
    `\`${SET}\``,
    `INFO  2025-01-15 09:12:31,123 [main] ${SET}`,
    `\u200b${SET}`,
    `\u2060${SET}`,
    `\ufeff${SET}`,
    `\x1b[0m${SET}`,
    `${'| '.repeat(8)}${SET}`,
  ])('%s', line => {
    expect(carried(line)).toEqual([`${SET}\n`]);
    expect(carried(`got it\n${line}\ngot it`)).toContainEqual(expect.stringContaining(`${SET}\n`));
  });

  test.each([
    'got it',
    SET,
    `[x'${SET}']`,
    `[x] ${SET}`,
    `[ike 0] ${SET}`,
    `bset it`,
    `x'${SET}'`,
    `-${SET}`,
    `*${SET}`,
    `<xyz>${SET}</xyz>`,
    `<xyz>1 2025-01-15T09:12:31Z host01 app 7 - - ${SET}`,
    `${SET}</pre>`,
    `2025-01-15 09:12:31 ${SET}`,
    `web-1 ${SET}`,
    `++${SET}`,
    `<p class\n="x">${SET}`,
  ])('but not without what FortiOS or nobody put there: %s', line => {
    expect(carried(line)).toEqual([]);
  });

  test.each([
    ['the end of an element that goes on', '<p>got</p> it', 'got</p> it\n'],
    ['the end of an element far before its end', `| it </p>${' it'.repeat(30)}`, `it </p>${' it'.repeat(30)}\n`],
    ['the end of an element that did not begin', 'got it&amp;</p>', 'got it{&amp;>&}</p>\n'],
    ['a string of another log after other text', '+got msg="set passwd kelvin"', 'got msg="set passwd kelvin"\n'],
    ['blanks in an element', '|   </p>', '  \n'],
    ['nothing', '| ', '\n'],
    ['the ninth', `${'| '.repeat(9)}it`, '| it\n'],
    ['an element in the line below', '| \n  <pre>it</pre>', '\n'],
  ])('and with what is part of it: %s', (_, line, inside) => {
    expect(carried(line)).toEqual([inside]);
  }); // oxfmt-ignore

  test('if it is not too long', () => {
    const line = `| ${'x'.repeat(65_534)}`;
    expect(carried(`got it\n${line}\n`)).toEqual([`${'x'.repeat(65_534)}\n`]);
    expect(carried(`got it\n${line}x\n| it\n`)).toEqual(['it\n']);
  });
});

describe('Lines of one carrier are read together', () => {
  test.each<[string, string, string[]]>([
    ['two', '| a\n| b\n', ['a\nb\n']],
    ['an element before other lines', `<p>a</p>\n${'it\n'.repeat(50)}`, ['a\n']],
    ['two with carriage returns', '| a\r\n| b\r\n', ['a\nb\n']],
    ['an empty one', '| a\n| \n| b', ['a\n\nb\n']],
    [
      'of a payload with a time in each',
      '2025-01-15T09:12:31Z {"a":1,\n2025-01-15T09:12:31Z "b":2}\n',
      ['{"a":1,\n"b":2}\n'],
    ],
    ['two strings', '{"msg":"a"}\n{"msg":"b"}', ['a\nb\n']],
    ['two elements', '<p>a<br>\n<p>b', ['a\nb\n']],
    ['with a line between them', '| a\nit\n| b', ['a\n', 'b\n']],
    ['with an empty line between them', '| a\n\n| b', ['a\n', 'b\n']],
    ['of two carriers', '| a\n{"msg":"it"}\n| b', ['a\n', 'it\n', 'b\n']],
    ['all if there are colours', 'got it\n\x1b[0mgot \x1b[1mit\nnow', ['got it\ngot it\nnow\n']],
    ['a colour at the start', '\x1b[0mgot \x1b[1mit', ['got it\n']],
    ['a colour at the end', 'got it\x1b[0m', ['got it\n']],
    ['of two carriers with colours', 'a\x1b[0m\n| b\n{"msg":"it"}\nc', ['a\nb\n', 'it\n', 'c\n']],
    ['a damaged colour is none', 'got \x1b[ it\n', []],
    ['a table in a debug line', '2025-01-15 09:12:31 [1906] handle_req-it,"set passwd kelvin"', []],
    ['a table in a debug line with a number', '[1906] handle_req-it,"set passwd kelvin"', []],
    ['a table in a debug line with a long number', '[20906] handle_req-it,"set passwd kelvin"', []],
    ['a table in a debug line with names', '[58:root:d9]it,"set passwd kelvin"', []],
    ['a table in a debug line that is wrapped', `${WIDE}\n1,"set passwd kelvin"`, ['set passwd kelvin\n']],
    ['a table in a payload', '{"a":[1,\n2,"set passwd kelvin",\n3]}', []],
    ['a table after a debug line', '[1906] handle_req-it\n1,"set passwd kelvin"', ['set passwd kelvin\n']],
  ])('%s', (_, text, inside) => {
    expect(carried(text)).toEqual(inside);
  });
});

describe('The strings of another format are read', () => {
  test.each<[string, string]>([
    ['{"msg":"it"}', 'it\n'],
    ['{"msg":"a","msgs":"b"}', 'a\n'],
    ['{"msg":"got it","user":"kelvin","log":"now"}', 'got it\nnow\n'],
    ['{"user":"got\\nit","text":"it"}', 'it\n'],
    ['{"user":"kelvin 77\\nset"}', 'kelvin 77{\\n>\n}set\n'],
    ['{"user":"kelvi 7\\nset"}', 'kelvi 7{\\n>\n}set\n'],
    ['{"a":"kelvin\\"77set"}', 'kelvin{\\">"}77set\n'],
    ['{"message":"it', 'it\n'],
    ['{"log":"it\\', 'it\n'],
    ['{"log":"a\\u0041\\tb\\/c\\bd\\fe\\rf\\n"}', 'a{\\u0041>A}{\\t>\t}b{\\/>/}c{\\b> }d{\\f> }e{\\r>\n}f{\\n>\n}\n'],
    ["{'msg':'it'}", 'it\n'],
    ["{'x': 'got it or not'}", 'got it or not\n'],
    ["['set passwd x12', 'b']", 'set passwd x12\n'],
    ["[b'set passwd x12', 'b']", 'set passwd x12\n'],
    ["[ b'set passwd x12', 'b']", 'set passwd x12\n'],
    ["('set passwd x12')", 'set passwd x12\n'],
    ['time=7 level=info msg="set passwd x12"', 'set passwd x12\n'],
    ['time=7 level=info msg="got \\"it\\" or not" x="got it or not"', 'got {\\">"}it{\\">"} or not\n'],
    ['  - stdout: "set passwd \\"x1\\""', 'set passwd {\\">"}x1{\\">"}\n'],
    ['stdout: "set passwd x1"', 'set passwd x1\n'],
    ['1,"set passwd x1",x', 'set passwd x1\n'],
    ['"set passwd x1"', 'set passwd x1\n'],
    ['"set passwd ""x1""";y', 'set passwd {"">"}x1{"">"}\n'],
    ['1,"got it or not","and,now,got,it",x', 'got it or not\nand,now,got,it\n'],
    ['1\t"got;it;or;not"\r\n', 'got;it;or;not\n'],
  ])('%s', (text, inside) => {
    expect(carried(text)).toEqual([inside]);
    expect(carried(`got it\n${text}\n`)).toEqual([inside]);
  }); // oxfmt-ignore

  test.each([
    '{"user":"it"}',
    '{"x":"got it or not"}',
    '{"x":"kelvinator\\n77"}',
    '{"x":" kelvinator77 ","y\\n":1}',
    '{"msg":1,"x":"it"}',
    '{"x":"got it\\n7"}',
    '"msg":"it"',
    "{'x': 'kelvinator77'}",
    "['got it o', 'not']",
    'time=7 msg=it',
    'time=7 x="got it or not"',
    'time=7 msg="kelvinator77"',
    'got time=7 msg="set passwd x12"',
    '1,"got it o",x',
    '1,"kelvinator77",x',
    '1,"got it or not',
    '7 "got it or not"',
    '("got it or not")',
    'ike 0:hq-1T:123: it,"set passwd kelvin"',
    'ike 0:to-hqq:123: it,"set passwd kelvin"',
    'got-it-no:ab:it,"set passwd kelvin"',
    'got it no: it now,"set passwd kelvin"',
    '-got it,"set passwd kelvin"',
    'bremen,"set passwd kelvin"',
    `d'or it,"set passwd kelvin"`,
  ])('if they may hold a line: not those of %s', text => {
    expect(carried(text)).toEqual([]);
  });
});

describe('What is written in another way is read as it was', () => {
  test.each<[string, string]>([
    ['x\\nset passwd x1\\nend', 'x{\\n>\n}set passwd x1{\\n>\n}end\n'],
    ['\\nset it', '{\\n>\n}set it\n'],
    ['x\\nexecute\\tit\\r\\"now\\"\\\\', 'x{\\n>\n}execute{\\t>\t}it{\\r>\n}{\\">"}now{\\">"}{\\\\>\\}\n'],
    ['set\\u0020passwd x', 'set{\\u0020> }passwd x\n'],
    ['\\u0073et passwd x\\x20', '{\\u0073>s}et passwd x{\\x20> }\n'],
    ['it \\X2E \\\\u002e \\\\\\\\u0041 \\u0080', 'it {\\X2E>.} {\\\\u002e>.} {\\\\\\\\u0041>A} \\u0080\n'],
    ['set pasy\bsswd x', 'set passswd x\n'],
    ['\b\bset', 'set\n'],
    ['abc\b\b\bset passwd', 'set passwd\n'],
    ['abc\b\bx', 'axc\n'],
    ['abcd\b\b\bxy', 'axyd\n'],
    ['set pass\u200bwd x', 'set passwd x\n'],
    ['\u200bset pass\u00adwd x', 'set passwd x\n'],
    ['a\x7fb\u2060c\ufeffd', 'abcd\n'],
    ['set\0', 'set\n'],
    ['set passwd&nbsp;x', 'set passwd{&nbsp;> }x\n'],
    ['&quot;set', '{&quot;>"}set\n'],
    ['a&lt;b&GT;c&amp;d&apos;&num;&what;', "a{&lt;><}b{&GT;>>}c{&amp;>&}d{&apos;>'}{&num;>#}&what;\n"],
    ['it &equals;&colon;&sol;&semi;', 'it {&equals;>=}{&colon;>:}{&sol;>/}{&semi;>;}\n'],
    ['it&#32;&#160;&#xA0;&#10;&#31;&#33;', 'it{&#32;> }{&#160;> }{&#xA0;> }{&#10;> }{&#31;> }{&#33;>!}\n'],
    ['it &#65;&#X41;&#x7a;', 'it {&#65;>A}{&#X41;>A}{&#x7a;>z}\n'],
    ['set%20passwd%3Ax+y%2520z%0A', 'set{%20> }passwd{%3A>:}x{+> }y{%2520> }z{%0A>\n}\n'],
    ['%20x', '{%20> }x\n'],
    ['a%26b%22%5B%7b%41', 'a{%26>&}b{%22>"}{%5B>[}{%7b>{}%41\n'],
    ['a=3Db=20c=27=22=41', "a{=3D>=}b{=20> }c{=27>'}{=22>\"}=41\n"],
    ['set\u00a0passwd x', '{set\u00a0passwd x>set passwd x}\n'],
    ['set\u3000passwd\u202fx', '{set\u3000passwd\u202fx>set passwd x}\n'],
    ['it\x1b[1A now\x1b[0m', 'it now\n'],
  ])('%j', (text, inside) => {
    expect(carried(text)).toEqual([inside]);
  }); // oxfmt-ignore

  test.each<[string, string]>([
    ['a\\u0041&amp;', 'a{\\u0041>A}&amp;\n'],
    ['a\\nset b\\u0041', 'a{\\n>\n}set b\\u0041\n'],
    ['a\bb&quot;', 'b&quot;\n'],
    ['a\u200bb&quot;', 'ab&quot;\n'],
    ['a%20b&quot;', 'a%20b{&quot;>"}\n'],
    ['a%20b=3D', 'a{%20> }b=3D\n'],
    ['1,"got it or not=3D"', '1,"got it or not{=3D>=}"\n'],
    ['1,"got it or not\u00a0"', 'got it or not\u00a0\n'],
    ['+got it %20', 'got it {%20> }\n'],
    ['time=7 msg=it&amp;now', 'time=7 msg=it{&amp;>&}now\n'],
    ['"got it\u00a0now', '{"got it\u00a0now>"got it now}\n'],
    ['| got it&amp;</p>', 'got it{&amp;>&}\n'],
  ])('once: %j', (text, inside) => {
    expect(carried(text)).toEqual([inside]);
  });

  test.each(['x\\nend', 'a\\u00e4', 'a&b', 'a+b', 'set%21', 'a=20b', '\u00ad', 'it \u200b', 'a b', '\0a'])(
    'but not if it means nothing: %j',
    text => {
      expect(carried(text)).toEqual([]);
    },
  );
});

test('What was typed without a correction has one place', () => {
  const text = 'set pasy\bsswd kelvin';
  const lines = new CarriedLines(text, new Lines(text));
  for (const record of readRecords(text)) lines.add(record);
  expect(lines.finish().flatMap(({ pieces = [] }) => pieces.map(piece => textOf(text, piece)))).toEqual([
    'set pas',
    'sswd kelvin',
    '',
  ]);
});
