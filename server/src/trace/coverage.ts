import { max } from '../integers';
import type { CaptureRecord, DebugForm, DebugRecord, SentenceRecord, UnreadPart } from '../syntax';
import type { CommandLine } from './commandReader';
import type { LineReader } from './lineReader';
import type { LoginLine } from './loginLine';
import { serviceMessageIn } from './serviceMessages';
import type { LineCounts } from './types';

/** Maximum number of parts that are named. */
const MAX_PARTS = 12;
/** The part that debug lines of a form belong to; those of any other form are messages of daemons. */
const PART_OF_FORM: Partial<Record<DebugForm, UnreadPart>> = {
  'collector-agent': 'collector-agent',
  'crash-log': 'crash-log',
  dump: 'dump',
  'event-log': 'event-log',
  fgfm: 'fgfm',
  flow: 'flow',
  'server-log': 'server-log',
  sniffer: 'sniffer',
  'system-log': 'system-log',
  wireless: 'wireless',
};
/** The words of a command that name what it prints: no argument, which could be a name or a secret. */
const COMMAND =
  /^(?:(?:di\w* +(?!deb)|(?:get|show?) +)[a-z][\w-]*(?: +[a-z][\w-]*)?(?: +(?:list|status|info|show|read|stats?|summary)(?!\S))?|(?:exec?\w*|fnsysctl) +[a-z][\w-]*)/;
/** The end of the XML of a SAML message. */
const XML_END = /(?:Response|Request)>\s*$/;

type Count = 'understood' | 'notUnderstood' | 'neither';

/** Counts the lines whose meaning is read. The only place that decides which these are. */
export class CoverageBuilder {
  readonly #counts = { unrecognised: 0, understood: 0, notUnderstood: 0 };
  readonly #parts = new Set<string>();
  /** The parts of debug lines that were not understood; true if others of the part were. */
  readonly #debug = new Map<UnreadPart, boolean>();
  /** The part that a sentence heads, and the command that prints the lines; debug output ends both. */
  #headed: UnreadPart | undefined;
  #command = '';
  /** The XML of a SAML message continues. */
  #isXml = false;
  #last: Count = 'neither';
  #isAfterHttp = false;

  /**
   * @param command the last command
   * @param isGathered whether it is part of a list or a configuration whose entries are gathered
   */
  add(record: CaptureRecord, lines: LineReader, command: CommandLine | undefined, isGathered: boolean): void {
    const { kind } = record;
    if (kind === 'blank') return;
    if (kind === 'text') this.#counts.unrecognised++;
    else this.#isXml = false;
    if (kind === 'command' || kind === 'debug') {
      this.#headed = undefined;
      this.#command = kind === 'command' ? (command?.typed ?? '') : '';
    }
    const count = this.#countOf(record, lines, isGathered);
    if (count !== 'neither') this.#counts[count]++;
    if (count === 'notUnderstood' && kind !== 'debug') this.#name(record);
    this.#last = count;
    this.#isAfterHttp = kind === 'http';
  }

  finish(): LineCounts {
    for (const [part, isRead] of this.#debug) if (!isRead) this.#addPart(part);
    return { ...this.#counts, unreadParts: [...this.#parts] };
  }

  #countOf(record: CaptureRecord, lines: LineReader, isGathered: boolean): Count {
    switch (record.kind) {
      case 'command':
      case 'banner':
        return 'neither';
      case 'debug':
        return this.#debugLine(record, lines);
      case 'json':
        // Another payload is data of the line before it.
        return this.#isAfterHttp || serviceMessageIn(record.payload) ? 'understood' : 'neither';
      case 'sentence':
        return this.#sentence(record, lines);
      case 'text':
        return counted(
          isGathered || this.#continuesXml(record, lines) || lines.unrecognised(record).length > 0,
        );
      case 'config':
      case 'field':
        return counted(isGathered);
      default:
        return 'understood';
    }
  }

  #sentence(record: SentenceRecord, lines: LineReader): Count {
    const { login, part, isKnown } = lines.sentence(record);
    this.#isXml = beginsXml(login);
    this.#headed = part ?? this.#headed;
    return counted(isKnown && !part);
  }

  #debugLine(record: DebugRecord, lines: LineReader): Count {
    const { login, isKnown } = lines.debug(record).facts;
    this.#isXml = beginsXml(login);
    const { form } = record;
    // A dump has the bytes of the message that the line before it announces.
    const isUnderstood = isKnown || (form === 'dump' && this.#last === 'understood');
    const part = PART_OF_FORM[form] ?? (form === 'stamp' ? undefined : 'daemon');
    if (part) this.#noteDebug(part, isUnderstood);
    return counted(isUnderstood);
  }

  #noteDebug(part: UnreadPart, isUnderstood: boolean): void {
    // One line of a crash is read, its registers and calls never.
    if (part === 'crash-log') this.#addPart(part);
    else this.#debug.set(part, isUnderstood || (this.#debug.get(part) ?? false));
  }

  #continuesXml({ start, end }: CaptureRecord, { text }: LineReader): boolean {
    if (!this.#isXml) return false;
    this.#isXml = !XML_END.test(text.slice(max(start, end - 80), end));
    return true;
  }

  #name({ kind }: CaptureRecord): void {
    if (this.#parts.size >= MAX_PARTS) return;
    const part =
      this.#headed ?? (kind === 'config' ? 'config' : COMMAND.exec(this.#command)?.[0].replace(/ +/g, ' '));
    if (part !== undefined) this.#addPart(part);
  }

  #addPart(part: string): void {
    if (this.#parts.size < MAX_PARTS) this.#parts.add(part);
  }
}

function counted(isUnderstood: boolean): Count {
  return isUnderstood ? 'understood' : 'notUnderstood';
}

function beginsXml(login: LoginLine | undefined): boolean {
  return login?.daemon === 'none' && login.saml?.isMessage === true;
}
