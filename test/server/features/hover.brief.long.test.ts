import { lexer, type Token } from 'marked';
import { describe, expect, test } from 'vitest';
import { RECORD_CAPTURE } from '../../../server/src/features/codeActions';
import { SHOW_INCIDENT } from '../../../server/src/features/codeLens';
import {
  FOLLOW_LINK,
  type LinkTarget,
  relatedAbove,
  SHOW_RULE,
} from '../../../server/src/features/briefHover';
import { COPY_TICKET } from '../../../server/src/features/ticket';
import { hoverAt } from '../../../server/src/features/hover';
import { inEnglish } from '../../../server/src/knowledge';
import { causeIdOf } from '../../../server/src/knowledge/causes';
import { findingMessage } from '../../../server/src/rules';
import { CAPTURES } from '../../support/captures';
import { markAt } from '../../support/markers';
import { linksOf } from '../../support/markdown';
import { hover, open, SEED, SEED_SECRET, URI, wordsOf } from '../../support/reading';
import { every, first } from '../../support/rows';

const issue = (target: LinkTarget): string => ('line' in target ? `line ${target.line}` : 'text');
const commands = new Set([SHOW_RULE, FOLLOW_LINK, COPY_TICKET, RECORD_CAPTURE, SHOW_INCIDENT]);
const brief = (marked: string): string => hover(marked, { commands, issue }) ?? '';

describe('The brief hover on error 31 of seed.log', () => {
  const hoverText = brief(markAt(SEED, '"error_code":31'));

  test('begins with the links, then has three steps', () => {
    const [, ...steps] = hoverText.split('\n');
    expect(steps).toEqual([
      '',
      '1. Delete nothing yet.',
      "2. On support.fortinet.com, see which serial number the token's licence is registered to.",
      '3. If it is another, open a ticket with Customer Service (not TAC) to register it to FG140E4Q17000494.',
    ]);
  });

  test('is cut to first sentences in Japanese, too', () => {
    const first = 'まだ何も削除しないでください。';
    const whole = `${first}割り当て済みのトークンは通常そのまま動作しますが、新たな割り当ては失敗することがあります。`;
    const translate = (text: string): string => (text.startsWith('Delete nothing') ? whole : inEnglish(text));
    const [, , step] = (hover(markAt(SEED, '"error_code":31'), { commands, issue, translate }) ?? '').split(
      '\n',
    );
    expect(step).toBe(`1. ${first}`);
  });

  test('does not repeat the message, which is shown above it', () => {
    expect(hoverText).not.toContain("The token's licence is registered to another FortiGate");
  });

  test('leads to all steps, the commands, the ticket, the lines and the article', () => {
    const words = [...hoverText.matchAll(/\[([^\]]+)\]\(/g)].map(([, name]) =>
      name?.replace(/\d+ commands$/, 'N commands'),
    );
    expect(words).toEqual(['All 11 steps', 'Copy N commands', 'Copy ticket', 'Lines 9–30', 'Article']);
    const [page, , , lines] = linksOf(hoverText).map(address => decodeURIComponent(address));
    expect(page).toBe(`command:fortiosDebug.showIncident?["${URI}","provision/FTKMOB947FDC1754/1",true]`);
    expect(lines).toBe('command:fortiosDebug.followLink?["line 8"]');
    expect(hoverText).not.toContain(SEED_SECRET.slice(0, 8));
  });

  test('has only links to commands that the client has', () => {
    const few = hover(markAt(SEED, '"error_code":31'), { commands: new Set([SHOW_RULE]) }) ?? '';
    const own = linksOf(few).filter(address => address.startsWith('command:'));
    expect(own.map(decodeURIComponent)).toEqual([
      'command:fortiosDebug.showRule?["ftm/token-not-of-product"]',
    ]);
  });
});

test('In a client without the picture, "More" on a SAML clock problem leads to the page on clocks', () => {
  const hoverText =
    hover('__samld_sp_login_resp [871]: Clock <|>skew issue.', { commands: new Set([SHOW_RULE]) }) ?? '';
  const [page = ''] = linksOf(hoverText).map(address => decodeURIComponent(address));
  expect(page).toBe('command:fortiosDebug.showRule?["login/saml/clock"]');
});

describe('What the capture knows comes before what is generally true', () => {
  test.each([
    ['the token that is refused', 'provision token: FTKMOB<|>947FDC1754', 'Here: licence at another serial number (31).'],
    ['the unit that asks', '"serial_number": "FG140E4Q170<|>00494"', 'Requested the token.'],
    ['a member that is not registered', '"sn": "FG140E4Q170<|>00407"', 'Here: cluster member not registered.'],
    ['an error that follows from another', '"error_code":1<|>7', 'Follows from: licence at another serial number (31). Nothing to do for this error alone.'],
  ])('for %s', (_, marked, role) => {
    const text = marked.replace('<|>', '');
    const at = SEED.indexOf(text) + marked.indexOf('<|>');
    expect(hover(`${SEED.slice(0, at)}<|>${SEED.slice(at)}`, { commands })?.split('\n')[1]).toBe(role);
  });

  test('for a result: its reason', () => {
    const refused = CAPTURES.find(text => text.includes('ldap-main') && text.includes('Sending result 1'));
    const at = (refused ?? '').indexOf('Sending result 1') + 'Sending result '.length;
    expect(hover(`${refused?.slice(0, at)}<|>${refused?.slice(at)}`, { commands })).toMatch(/^Here: /m);
  });
}); // oxfmt-ignore

describe('In the space that VS Code gives it, the brief hover', () => {
  // Pixels, as measured in VS Code: the window, a row of text, a margin, a related place, the frame and the actions below.
  const [WINDOW, ROW, AROUND, PLACE, FRAME] = [250, 19, 8, 27, 28];
  const rows = (text: string, length: number): number => Math.max(1, Math.ceil(text.length / length));

  /** The height of Markdown, at 102 characters per row. */
  function heightOf(tokens: readonly Token[]): number {
    return tokens.reduce((sum, token) => sum + blockHeight(token), 0);
  }

  function blockHeight(token: Token): number {
    switch (token.type) {
      case 'space':
        return 0;
      case 'list':
        return 3 * AROUND + heightOf((token as { items: Token[] } & Token).items);
      case 'list_item':
        return ROW * rows(plain(token), 102);
      case 'code':
        return AROUND + ROW * (token as { text: string } & Token).text.split('\n').length;
      default:
        return (
          AROUND +
          plain(token)
            .split('\n')
            .reduce((sum, line) => sum + ROW * rows(line, 102), 0)
        );
    }
  }

  /** The visible text of a block: links without their addresses. */
  function plain(token: Token): string {
    const { tokens, text } = token as { tokens?: Token[]; text?: string };
    return tokens ? tokens.map(plain).join('') : (text ?? token.raw);
  }

  test('shows its steps without scrolling at every place of a capture', () => {
    every(
      [['seed.log', SEED], ...CAPTURES.map((text, index) => [`capture ${index + 1}`, text])] as [
        string,
        string,
      ][],
      first,
      ([, text]) => {
        const { document, analysis } = open(text);
        const tall: string[] = [];
        for (let offset = 0; offset < text.length; offset += 3) {
          const answer = hoverAt(analysis, document, offset, {
            severities: {},
            translate: inEnglish,
            markdown: true,
            commands,
          });
          if (!answer) continue;
          const problems = analysis.findings.filter(({ start, end }) => start <= offset && offset <= end);
          const above = problems.reduce((sum, problem) => {
            const message = findingMessage(problem, inEnglish);
            const shown = `${message} fortios(${causeIdOf(problem)})`;
            const places = Math.min(relatedAbove(message), problem.related.length);
            return sum + ROW * rows(shown, 86) + AROUND + PLACE * places;
          }, FRAME);
          const blocks = lexer(wordsOf(answer)).filter(({ type }) => type !== 'space');
          const needed = heightOf(blocks);
          if (above + needed > WINDOW) tall.push(`${above} + ${needed}: ${wordsOf(answer)}`);
        }
        expect(tall.slice(0, 3)).toEqual([]);
      },
    );
  });
});
