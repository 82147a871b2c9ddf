import { TextDocument } from 'vscode-languageserver-textdocument';
import { MarkupContent } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { hoverAt } from '../../../server/src/features/hover';
import { inEnglish } from '../../../server/src/knowledge';
import { AES, changed, lines, proposals, SPI } from '../../support/negotiations';

const WORDS = 'no proposal chosen';

function hover(text: string): string {
  const document = TextDocument.create('file:///a.log', 'fortios-debug', 1, text);
  const options = { severities: {}, translate: inEnglish, markdown: true };
  const found = hoverAt(analyze(text), document, text.lastIndexOf(WORDS) + 1, options);
  return found && MarkupContent.is(found.contents) ? found.contents.value : '';
}

test('A refusal shows the proposals of both ends, and which fields share no value', () => {
  const text = lines(
    `${SPI}:301`,
    ...proposals('incoming proposal:', changed(AES, { ENCR: 'DES_CBC', DH_GROUP: 'MODP1536.' }), AES),
    ...proposals('my proposal, gw site-a:', changed(AES, { PRF: 'PRF_HMAC_MD5' })),
    WORDS,
  );
  expect(hover(text)).toContain(
    [
      '```',
      '            peer         site-a',
      '  ENCR      des, aes128  aes128',
      '  INTEGR    sha256       sha256',
      '* PRF       sha256       md5',
      '  DH_GROUP  5, 14        14',
      '```',
    ].join('\n'),
  );
});

test('A refusal without lists shows none', () => {
  expect(hover(lines('site-a:301', WORDS))).not.toContain('```\n  ');
});
