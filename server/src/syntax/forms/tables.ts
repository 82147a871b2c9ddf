import { min } from '../../integers';
import { withoutRuns } from '../blanks';
import { isSpace, trimEnd } from '../characters';
import type { Line, LineForm, Reading } from '../line';
import { indexWithin, endBeforeNote } from '../notes';
import { BARE, PHRASES } from '../phrases';
import type { Span, TableRecord, Draft, RecordDraft } from '../records';

const HEADER = /^FORTITOKEN\s{1,20}DRIFT\s{1,20}STATUS\b/;
const ROW = /^(?<token>FTK[\w*]{5,29})\s{1,20}(?<drift>[+-]?\d{1,9})\s{1,20}(?<status>\S.*)$/d;
const TOTAL = /^Total (?:global )?activated tokens?:\s{0,4}(?<status>\d{1,9})/d;
const SERVER = /^Token server status:\s{0,4}(?<status>\S+)/d;

/** `diagnose fortitoken info`: the table of tokens, the totals, and whether the token server answers. */
export const tokenTable: LineForm = {
  id: 'G30',
  first: 'FT',
  strong: true,
  signs: [[4, /^(?:FORTITOKEN\s+DRIFT\s+STATUS|Token server status: |Total (?:global )?activated token)/]],
  examples: [
    'FORTITOKEN DRIFT STATUS',
    'FTKMOB0123456789 0 provision timeout',
    "FTK200AAAA000001  -1     token already activated, and seed won't be returned",
    'Total activated token: 21',
    'Token server status: reachable',
  ],
  read(line: Line, { text }: Reading): RecordDraft | undefined {
    const head = text.slice(line.head, min(line.last, line.head + 200));
    if (HEADER.test(head)) return table(text, line, 'header');
    const row = ROW.exec(head);
    if (row) return table(text, line, 'row', row.indices?.groups);
    const total = TOTAL.exec(head);
    if (total) return table(text, line, 'total', total.indices?.groups);
    const server = SERVER.exec(head);
    return server ? table(text, line, 'server', server.indices?.groups) : undefined;
  },
};

function table(
  text: string,
  line: Line,
  part: TableRecord['part'],
  groups?: Record<string, [number, number]>,
): Draft<TableRecord> {
  const place = (name: string): Span => {
    const [start, end] = groups?.[name] ?? [0, 0];
    return { start: line.head + start, end: line.head + end };
  };
  const whole = place('status');
  const status = { start: whole.start, end: endBeforeNote(text, whole.start, whole.end) };
  return {
    kind: 'table',
    start: line.start,
    end: line.next,
    part,
    token: place('token'),
    drift: place('drift'),
    status,
  };
}

const FIELD = /^(?<name>[A-Za-z][\w -]{0,39}?)\s?:(?:\s+(?<value>.*))?$/d;

/** `key : value` lines of `get`. Without a space before the colon they count only as output of a `get` command. */
export const getField: LineForm = {
  id: 'G33',
  mayBeRest: true,
  first: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  strong: false,
  examples: ['serial-number : FTKMOB0123456789', 'activation-expire : Mon Jul 15 20:10:19 2024', 'reg-id :'],
  read(line: Line, { text, isOfGet }: Reading): RecordDraft | undefined {
    if (line.stampStart >= 0) return undefined;
    const colon = indexWithin(text, ':', line.head, min(line.end, line.head + 44));
    if (colon < 0) return undefined;
    const spaced = colon > line.head && isSpace(text.charCodeAt(colon - 1));
    if (!spaced && !isOfGet) return undefined;
    const content = text.slice(line.head, min(line.end, line.head + 400));
    const match = FIELD.exec(content);
    // A value that shows a problem is read as a sentence.
    if (!match || PHRASES.find(withoutRuns(content), 0, '', BARE).some(({ row }) => row.alone))
      return undefined;
    const name = match.indices?.groups?.['name'] ?? [0, 0];
    const value = match.indices?.groups?.['value'] ?? [name[1], name[1]];
    return {
      kind: 'field',
      start: line.start,
      end: line.next,
      name: { start: line.head + name[0], end: trimEnd(text, line.head + name[0], line.head + name[1]) },
      value: {
        start: line.head + value[0],
        end: endBeforeNote(text, line.head + value[0], line.head + value[1]),
      },
    };
  },
};
