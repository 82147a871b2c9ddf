import { min } from '../../integers';
import { anyBlanks, type Line, type LineForm, type Reading } from '../line';
import { BARE, PHRASES } from '../phrases';
import { asPrinted } from '../printed';
import type { RecordDraft } from '../records';

/** How much of a line is matched against sentences, in UTF-16 code units. */
const MAX_SENTENCE = 200;

/** Sentences that FortiOS and related products print without a prefix: the `bare` rows of `knowledge/data/domains`. */
export const sentence: LineForm = anyBlanks({
  id: 'G28',
  first: '',
  strong: false,
  examples: [
    'Connecting to server address: 192.0.2.1, port nubmer: 443 oif: 0',
    'fnbam_auth_update_result return: 8 (next token code required)',
    'Receive Manually input token result. Push: 0',
    'ID: 1606718672638, Token Auth: NONE, Expires (secs): 18446744073709551615, Auth Type: 0010, Server: ****',
    'Failed to process response message. ret=440(The profile cannot verify a signature on the message)',
    'FTM polling error: connection timeout: server connection failed: SSL session failed',
    'User synchronization completed!',
    '...',
  ],
  read(line: Line, { text }: Reading): RecordDraft | undefined {
    const content = asPrinted(text.slice(line.head, min(line.last, line.head + MAX_SENTENCE)));
    if (PHRASES.find(content, 0, '', BARE).every(({ floats }) => floats)) return undefined;
    const message = { start: line.head, end: line.last };
    return {
      kind: 'sentence',
      start: line.start,
      end: line.next,
      message,
    };
  },
});
