import { max } from '../integers';
import { withoutRuns } from './blanks';
import { BARE, CLI, PHRASES, Phrases } from './phrases';
import { FORMS } from './forms';
import { viewOf } from './view';
import { NARROWEST } from './width';

/** How much of a text is examined: enough for a login banner and the commands before the first debug line. */
export const WINDOW_LINES = 200;
const WINDOW_LENGTH = 24_000;
const MAX_LINE_LENGTH = 600;
const MAX_SENTENCE = 160;

/** A capture has at least this weight, this many signs or lines with one, and this share of lines that a unit printed. */
const ENOUGH = 6;
const MIN_SIGN_KINDS = 2;
const MIN_SHARE = 0.06;
/** A text of so few lines, copied to ask about them, needs less. */
const SHORT = 3;
const ENOUGH_OF_FEW = 3;
/** Articles contain commands, too: with no other evidence, this share of the lines must be commands. */
const MIN_TYPED_SHARE = 0.7;

/** What a sign shows: output of a unit, input of a user, or a word that any text about FortiOS may use. */
type Evidence = 'printed' | 'typed' | 'word';
type Sign = readonly [number, RegExp, Evidence?];

/** A sentence of prose: a capitalised word followed by six more words. */
const PROSE =
  /^[ \t>*•-]{0,8}(?:\d{1,2}[.)] )?["'(]?[A-Z][A-Za-z'’-]*,?(?: [\w'’"(/-]{1,30}[,;:)."'”]{0,2}){6}/;
/** A Markdown table, heading, or list item with inline code: such a text describes output, it does not contain it. */
const MARKDOWN = /^\s{0,8}(?:\||#{1,4} [A-Z][a-z]+ |[-*] .{0,200}`[^`]+`)/;
/** Words that are frequent in prose and rare in daemon output. */
const SMALL_WORDS =
  / (?:the|a|an|of|to|and|or|is|are|that|this|when|which|with|you|it|in|on|as|be|then|can|if) /g;
const MIN_SMALL_WORDS = 3;

/** A wrapped line of XML, base64 or hex: no evidence for or against a capture. */
const UNBROKEN = /^\S{60}/;

const STAMP = '(?:\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? ){0,2}';

/**
 * Signs of FortiOS debug output other than its sentences, with their weights. Each examines one line and cannot backtrack
 * far.
 */
const SIGNS: readonly Sign[] = [
  [4, /\bSoftToken\.[A-Z]\w+(?:Request|Response)\b|\/SoftToken\/Provisioning\.asmx/],
  [4, /\b(?:id=\d{1,6} (?:pri=\w{1,12} )?)?trace_id=\d{1,9} (?:func=\w|msg=)/],
  [2, /\b(?:radiusd|wpa_supplicant|\w{1,8}_tac_plus)\[\d{1,7}\]: /, 'word'],
  [3, /\) facauth: |\bfacauth: (?:ERROR|Local user|Authentication)/],
  [
    3,
    /(?:^|[#$] +)(?:d|di|dia|diag|diagn|diagno|diagnos|diagnose) (?:de|deb|debu|debug|forti\w*|test|sys|vpn|sniffer|fdsm|autoupdate)\b/,
    'typed',
  ],
  [
    3,
    /(?:^|[#$] +)(?:exe|exec|execu|execut|execute) (?:fortitoken|fortiguard|forti\w+|update-now|tac|ha|ping fds|ping dir)\S*/,
    'typed',
  ],
  [3, /^\S{1,36} (?:\([^()]{1,60}\) ?)?# ?(?:config|edit|set|unset|get|show|end|next|abort|exit)\b/, 'typed'],
  [
    2,
    /^(?:get|show) (?:system|sys|user|full|router|vpn|firewall) ?\S*$|^#+ +(?:show|get) (?:sys|user|full)/,
    'typed',
  ],
  [
    2,
    /^\s*config (?:user|system|firewall|vpn|router|log|wireless-controller) [a-z-]+|^\s*edit "FTK/,
    'typed',
  ],
  [2, /\bFTK(?:MOB|2\d\d)[0-9A-Za-z*]{8,10}\b/, 'word'],
  [
    2,
    /\bFNBAM_[A-Z]+\b|\bfnbam_auth(?:_update_result)? return|\bsslvpn_login_\w+|\bfnbamd\b|\bforticldd\b/,
    'word',
  ],
  // A message of the FortiToken Mobile service, and a server in the list of `diagnose test application dnsproxy 3`.
  [3, /"tokens": ?\[ ?\{ ?"token": ?"FTK[A-Z\d]/],
  [3, /\bvrf=\d{1,4} tz=-?\d{1,5} (?:encrypt=\w{1,8} )?req=\d/],
  [2, /^#config-version=F\w+|^Version: Forti\w+-\S+ v\d|^Serial-Number: F[A-Z0-9-]{15}/],
  [4, /\berror_message['"]{0,2}: ?['"][^'"]{0,80}\b(?:FTM|FortiToken|[Aa]ctivation [Cc]ode)\b/],
  // Two events are enough, or one that states the reason of a failure; the log of traffic is no debug output.
  [4, /log_?id=["']?\d{8,10}["']? .*type=["']?event\b/],
  [3, /log_?id=["']?\d{8,10}["']? .*type=["']?(?!event\b)\w/, 'word'],
  [
    4,
    /(?:status|action|result|outcome)=["']?[\w-]{0,24}(?:fail|err|denied|deny)\w*["']? .*(?:reason|error_num)=["']?(?!N\/A|none)\w/,
  ],
  // A failure of a FortiToken, such as its activation.
  [
    4,
    /\blog_?id=["']?\d{5,10}["']? .*(?:logdesc|msg)=["'](?=[^"']{0,160}(?:FortiToken|token\(s\)|\bFTK[A-Z0-9]))(?=[^"']{0,160}\b(?:[Ff]ail|[Uu]nable|[Ee]rror|[Ii]nvalid))/,
  ],
  // Events of FortiAuthenticator and FortiClient.
  [3, /\boid=\d{1,12} logid=\d{4,6} cat=["']?\w{1,20}["']? subcat=/],
  [3, /\bcategory=["']?\w{1,20}["']? subcategory=["']?\w{1,30}["']? typeid=\d{4,6} /],
  [4, /\bsubcategory=.{1,200} status=["']?Failed["']? [A-Z]/],
  [3, /\blogver=\d{1,3} id=\d{4,6} type=\w{4,20} subtype=\w/],
  [3, /\bdevid=["']?FCT\d{13}|\bfctver=\d/],
  [4, /\d [AP]M\s+[A-Z][a-z]+\s+\w+\s.{0,200}(?:\\forticlient_configuration\\|\bFortiClient\b|=FC[A-Z])/],
  [3, /\bFortiAuthenticator \w{1,20}\[\d{1,7}\]: /],
  [3, /\beventtype=["']?ftgd_err\b|\btype=["']?event["']? .{0,80}\bsubtype=.{1,200} logdesc=["']/],
  // The routing daemons, a link monitor, a switch, a lookup of policies, a list of gateways, a packet, and openfortivpn.
  [
    3,
    /^(?:BGP: (?:%BGP-\d-NOTIFICATION: (?:received|sending) |[\d.]{7,15}-(?:Outgoing|Incoming) \[)|OSPF: (?:RECV|SEND)\[\w{1,10}\]: )/,
  ],
  [
    3,
    /^(?:Seq\(\d{1,5} \S{1,35}\): state\(|L2TPD \d{1,9}: \d{1,9}: |SSLVPN state: |FortiToken Cloud service status: )/,
  ],
  [
    3,
    /^S\d{3}[A-Z]\w\d{10}\s.{1,60}\bAuthorized\/|^<src \[\S{4,60}\] dst \[\S{4,60}\] proto .{1,60}> matches policy id: /,
  ],
  [3, /^(?:Kernel enters memory|The system has entered) conserve mode|^\s{0,8}status: connecting, state \d/],
  [
    3,
    /^\d{1,9}\.\d{6} (?:[\w./-]{1,35} (?:in|out|--) )?[\d.]{9,21} -> [\d.]{9,21}: (?:udp|icmp|syn|fin|rst|psh|ack) /,
  ],
  [3, /^ERROR: +Could not authenticate to gateway \(/],
  // Copies from web pages lose their line breaks.
  [4, / ike (?:V=[\w.-]{1,31}|\d{1,3}):\S.{10,500} ike (?:V=[\w.-]{1,31}|\d{1,3}):/],
  [
    1,
    /^\s+set (?:license|activation-code|reg-id|serial-number|seed) |^(?:serial-number|activation-code|reg-id|os-ver|activation-expire) :/,
  ],
  [1, /^\s+set (?:two-factor|fortitoken) /, 'typed'],
];

/** How a line of a form begins, after white space of a copy, an optional time stamp and a prompt. */
const OF_FORMS = FORMS.flatMap(({ signs = [] }) => signs).map(([weight, head]): Sign => {
  const before = `^\\s*${STAMP}(?:\\S{1,40} (?:\\(\\S{1,40}\\) )?# )?`;
  return [weight, new RegExp(`${before}(?:${head.source.slice(1)})`, head.flags)];
});
const ALL_SIGNS = [...SIGNS, ...OF_FORMS];

/**
 * A command that prints something. At the prompt of a unit, the verb is enough, because those of other systems have others;
 * `show` is left out for this reason. Words can be abbreviated.
 */
const VERB = '(?:d(?:i(?:a(?:g(?:n(?:o(?:s(?:e)?)?)?)?)?)?)?|exe(?:c(?:u(?:t(?:e)?)?)?)?|get|fnsysctl)';
const AT_PROMPT = new RegExp(
  `^\\s*${STAMP}[A-Za-z0-9][\\w.-]{0,62}(?: [\\w. -]{1,62}(?= ?\\())? ?(?:\\([^()#]{1,80}\\) ?)?[#$] {0,3}${VERB} {1,3}[a-z]`,
);
const WITHOUT_PROMPT = new RegExp(
  `^\\s*(?:# {0,3})?${VERB} +(?:sys|sy?st|rout|vpn|hard|netl|deb|test|ha |log|dhcp|ping|trace|sniff|fortit|auto|wirel|firew|switch)[\\w-]*(?: [\\w.:/"'-]+){0,12}\\s*$`,
);
/** A comment, or a prompt and what follows it that is no command: a person put the name of a unit before its output. */
const PROMPT = /^\s*#|^\s*[A-Za-z0-9][\w.-]{0,62} ?(?:\([^()#]{1,80}\) ?)?[#$](?: *$| +(?![\w.-]+: ))/;
/** Weight of the output of a command. Who copies a command without its prompt may be writing about it. */
const OUTPUT = { prompt: 3, none: 2 };
/** The weight of a sentence that states a cause, and the length from which it is no coincidence. */
const CAUSE = { weight: 3, minLength: 12 };
/** Rules about what other programs print: the clients of a VPN. */
const OF_CLIENTS = /^login\/client-/;
/** Known sentences that are signs, and those that state what failed. */
const SENTENCES = new Phrases(
  PHRASES.rows.filter(
    ({ sign, login, negotiation, texts }) =>
      sign !== undefined ||
      ((negotiation !== undefined || (login && !OF_CLIENTS.test(login.rule))) && texts.every(isLong)),
  ),
);

function isLong(text: string): boolean {
  return text.replace(/\{[^{}]*\}/g, '').length >= CAUSE.minLength;
}

/**
 * True if a text is a FortiOS debug capture, judged by the signs in its first `WINDOW_LINES` non-empty lines. Of
 * a longer text, a single line is not enough, however distinctive, unless it has several signs itself, as in a copy without line
 * breaks. An article about FortiOS contains the same commands and words, but more prose than output.
 */
export function isCapture(text: string): boolean {
  const view = viewOf(text.slice(0, WINDOW_LENGTH));
  const rows = (view.replace(/\ufeff+/g, '').match(/[^\r\n]+/g) ?? []).filter(row => row.trim() !== '');
  const lines = rejoined(rows);
  return (
    haveEvidence(rows.map(text => ({ text, rows: rowsOf(text) }))) ||
    (lines.length < rows.length && haveEvidence(lines))
  );
}

/** A line, and the number of rows in which a terminal shows it, without those that are no evidence. */
interface ShownLine {
  text: string;
  rows: number;
}

const rowsOf = (row: string): number => (UNBROKEN.test(row) ? 0 : 1);

function haveEvidence(lines: readonly ShownLine[]): boolean {
  const votes = new Votes();
  let filled = 0;
  for (const { text, rows } of lines) {
    if (filled >= WINDOW_LINES) break;
    filled += rows;
    votes.add(text.slice(0, MAX_LINE_LENGTH), max(1, rows));
    // The evidence is sufficient, whatever follows.
    if (votes.areEnough(WINDOW_LINES)) return true;
  }
  return votes.areEnough(filled);
}

/** Minimum number of rows that end where a terminal does; fewer may be a coincidence. */
const MIN_CUT = 4;

/** The lines as they were before a terminal cut them at its width, which is the length of the longest row. */
function rejoined(rows: readonly string[]): ShownLine[] {
  const width = rows.reduce((longest, { length }) => max(longest, length), 0);
  const isTerminal = width >= NARROWEST && rows.filter(({ length }) => length === width).length >= MIN_CUT;
  const lines: ShownLine[] = [];
  let cut: ShownLine | undefined;
  for (const row of rows) {
    if (cut) {
      cut.text += row;
      cut.rows += rowsOf(row);
    } else lines.push((cut = { text: row, rows: rowsOf(row) }));
    if (!isTerminal || row.length < width) cut = undefined;
  }
  return lines;
}

/** Takes a sign that was found, its weight, and what it shows: output if missing. */
type Note = (sign: number | string, value: number, evidence?: Evidence) => void;

function noteSigns(line: string, note: Note): void {
  for (const [index, [value, sign, evidence]] of ALL_SIGNS.entries())
    if (sign.test(line)) note(index, value, evidence);
  const said = line.trimStart().slice(0, MAX_SENTENCE);
  for (const speaker of [BARE, CLI])
    for (const { row } of SENTENCES.find(said, 0, '', speaker)) note(row.id, row.sign ?? CAUSE.weight);
}

/** The evidence of the lines read so far. */
class Votes {
  #weight = 0;
  /** Numbers of lines with a sign, and of prose. */
  #significant = 0;
  #prose = 0;
  /** Numbers of rows that a unit printed, and that a user typed. */
  #printed = 0;
  #typed = 0;
  readonly #signs = new Set<number | string>();
  /** How the command was typed whose output the next lines may be. */
  #command: keyof typeof OUTPUT | undefined;

  add(shown: string, rows: number): void {
    const line = withoutRuns(shown);
    if (MARKDOWN.test(shown)) {
      this.#prose++;
      return;
    }
    const found = new Set<Evidence>();
    const isTold = isProse(line);
    const note: Note = (sign, value, evidence = 'printed') => {
      // A repeated sign counts half.
      this.#weight += this.#signs.has(sign) ? value / 2 : value;
      this.#signs.add(sign);
      found.add(evidence);
    };
    noteSigns(line, note);
    const command = AT_PROMPT.test(line) ? 'prompt' : WITHOUT_PROMPT.test(line) ? 'none' : undefined;
    const isOther = found.has('typed') || isTold || PROMPT.test(line);
    if (command) note('command', found.has('typed') ? 0 : 3, 'typed');
    else if (this.#command && !isOther) note('output', OUTPUT[this.#command]);
    if (command ?? isOther) this.#command = command;
    this.#count(rows, found, isTold);
  }

  #count(rows: number, found: ReadonlySet<Evidence>, isTold: boolean): void {
    if (found.size > 0) this.#significant++;
    if (found.has('printed')) this.#printed += rows;
    else if (isTold) this.#prose++;
    else if (found.has('typed')) this.#typed += rows;
  }

  /** True if the evidence is enough for a text with `filled` non-empty lines. */
  areEnough(filled: number): boolean {
    if (filled <= SHORT && this.#printed > 0 && this.#weight >= ENOUGH_OF_FEW) return this.#prose === 0;
    if (this.#weight < ENOUGH || max(this.#significant, this.#signs.size) < MIN_SIGN_KINDS) return false;
    if (this.#prose > this.#significant) return false;
    const isPrinted = this.#printed > 0 && this.#printed >= filled * MIN_SHARE;
    return isPrinted || this.#typed >= filled * MIN_TYPED_SHARE;
  }
}

function isProse(line: string): boolean {
  return PROSE.test(line) && (line.match(SMALL_WORDS)?.length ?? 0) >= MIN_SMALL_WORDS;
}
