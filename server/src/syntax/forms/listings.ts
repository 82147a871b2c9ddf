import { min } from '../../integers';
import { afterPrefix, type Line, type LineForm, type Reading } from '../line';
import type { RecordDraft } from '../records';

/** How much of a line is read. */
const HEAD = 240;
const MIN_INDENT = 4;
/** A logged-in user, and the lines below in `diagnose firewall auth list`. */
const LOGGED_IN = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{3,39}), \S{1,128}$/i;
const BELOW =
  /^(?:src_mac: [\da-f:]{17}|type: [\w-]{1,16}, id: \d|expire: \d{1,12}, allow-idle: \d|flag ?\([\da-f]{1,16}\):|packets: in \d|user_id: \d|group_id: ?\d|group_name: ?\S|server: ?\S|vfid: ?\d)/i;
const COUNT = /^-{3,8} \d{1,9} listed, \d{1,9} filtered -{3,8}$/;
/** A field of the data block that FortiClient sends about its computer. */
const CLIENT_DATA = /^(?:VER|FCTVER|UID|IP|MAC|HOST|USER|OSVER|REG_STATUS|EMSSN|EMSID|CODE)=/;
/** An element of FortiClient's configuration, or one of its tags. */
const ELEMENT =
  /^(?:<[a-z][a-z\d_]{1,40}>(?:[^<>]{0,160}<\/[a-z][a-z\d_]{1,40}>)?|<\/[a-z][a-z\d_]{1,40}>|<[a-z][a-z\d_]{1,40} ?\/>)$/;

/** The name of an IPsec gateway, and the line after it. */
export const GATEWAY = /^name: (\S{1,64})$/;
const VERSION = /^version: \d$/;

/** Lines of lists that FortiOS and FortiClient print: logged-in users, gateways, data about the client. */
export const listing: LineForm = {
  id: 'G37',
  mayBeRest: true,
  first: '',
  strong: false,
  signs: [[3, /^-{3,8} \d{1,9} listed, \d{1,9} filtered -{3,8}/]],
  examples: [
    '        type: fw, id: 0, duration: 1302, idled: 15',
    '        flag(80): sslvpn',
    '        group_name: vpn-staff',
    '----- 2 listed, 0 filtered ------',
    'FCTVER=7.4.1.1736',
    'REG_STATUS=0',
    '<use_otp>0</use_otp>',
    '</xauth>',
  ],
  read(line: Line, reading: Reading): RecordDraft | undefined {
    const { text } = reading;
    const content = text.slice(line.head, min(line.last, line.head + HEAD));
    if (
      line.stampStart >= 0 ||
      !(
        isListed(line, content, reading) ||
        COUNT.test(content) ||
        ELEMENT.test(content) ||
        CLIENT_DATA.test(content)
      )
    )
      return undefined;
    const message = { start: line.head, end: line.last };
    return {
      kind: 'sentence',
      start: line.start,
      end: line.next,
      message,
    };
  },
};

function isListed(line: Line, content: string, reading: Reading): boolean {
  const { text } = reading;
  const indent = line.head - afterPrefix(text, line.start);
  if (indent >= MIN_INDENT) return BELOW.test(content);
  const after = LOGGED_IN.test(content) ? BELOW : GATEWAY.test(content) ? VERSION : undefined;
  if (!after) return false;
  const below = reading.lineAt(line.next);
  return after.test(text.slice(below.head, min(below.last, below.head + HEAD)));
}
