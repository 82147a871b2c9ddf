import { BARE, PHRASES, Phrases } from './phrases';
import { FORMS } from './reader';
import { withoutPrefixes } from './prefixes';

/** How much of a text is looked at: enough for a login banner and the commands before the first debug line. */
export const WINDOW_LINES = 200;
const WINDOW_LENGTH = 24_000;
const LONGEST_LINE = 600;
const MAX_SENTENCE = 160;

/** What is needed: together so much weight, from so many signs, in this share of the lines that hold something. */
const ENOUGH = 6;
const FEWEST_SIGNS = 2;
const LEAST_SHARE = 0.06;

const STAMP = '(?:\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? ){0,2}';

/** Signs of FortiOS debug output beside its sentences, and how much each says. Each looks at one line and cannot backtrack far. */
const SIGNS: readonly (readonly [number, RegExp])[] = [
  // Indented by whoever copied it.
  [3, new RegExp(`^ {1,8}${STAMP}i?ike (?:V=[\\w.-]+:\\d+|\\d+:)`)],
  [4, /\bSoftToken\.[A-Z]\w+(?:Request|Response)\b|\/SoftToken\/Provisioning\.asmx/],
  [4, /^Debug messages will be on for |^Current duration is set to unlimited/],
  [4, /^FORTITOKEN\s+DRIFT\s+STATUS|^Token server status: |^Total (?:global )?activated token/],
  [4, /^current vf=[\w.-]+:\d+/],
  [4, /\b(?:id=\d{1,6} (?:pri=\w{1,12} )?)?trace_id=\d{1,9} (?:func=\w|msg=)/],
  [
    3,
    new RegExp(
      `^\\s*${STAMP}\\[\\d+\\] {1,4}(?:__)?(?:fnbam|handle_req|fds_|ftc_|ldap|rad|auth_|tcps_|ssl_|cert|create_auth|destroy_auth|start_remote|find_matched|update_auth|group_match|match_and|compose)\\w*`,
    ),
  ],
  [3, new RegExp(`^\\s*${STAMP}(?:__samld_|samld_|_fnbamd_|fnbamd_)\\w+ ?\\[\\d+\\]`)],
  // A line of FortiAuthenticator's log.
  [3, /\b(?:radiusd|wpa_supplicant|\w{1,8}_tac_plus)\[\d{1,7}\]: /],
  [3, /\) facauth: |\bfacauth: (?:ERROR|Local user|Authentication)/],
  [3, new RegExp(`^${STAMP}\\[(?:httpsd|http_authd) \\d+ - \\d+\\s+\\w+\\]`)],
  [3, /^(?:\[[A-Z]\])?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ (?:\[\w:\d+\])+ wad_\w+ :\d+|^wad_\w+ :\d+ /],
  [
    3,
    /(?:^|[#$] +)(?:d|di|dia|diag|diagn|diagno|diagnos|diagnose) (?:de|deb|debu|debug|forti\w*|test|sys|vpn|sniffer|fdsm|autoupdate)\b/,
  ],
  [
    3,
    /(?:^|[#$] +)(?:exe|exec|execu|execut|execute) (?:fortitoken|fortiguard|forti\w+|update-now|tac|ha|ping fds|ping dir)\S*/,
  ],
  [3, /^\S{1,36} (?:\([^()]{1,60}\) ?)?# ?(?:config|edit|set|unset|get|show|end|next|abort|exit)\b/],
  [2, /^(?:get|show) (?:system|sys|user|full|router|vpn|firewall) ?\S*$|^#+ +(?:show|get) (?:sys|user|full)/],
  [2, /^\s*config (?:user|system|firewall|vpn|router|log|wireless-controller) [a-z-]+|^\s*edit "FTK/],
  [2, /^Command fail\. Return code -?\d+|^object \w+ operator error, -?\d+|^Cannot find ftc server!/],
  [2, /\bFTK(?:MOB|2\d\d)[0-9A-Za-z*]{8,10}\b/],
  [2, /\bFNBAM_[A-Z]+\b|\bfnbam_auth(?:_update_result)? return|\bsslvpn_login_\w+|\bfnbamd\b|\bforticldd\b/],
  [2, /^#config-version=F\w+|^Version: Forti\w+-\S+ v\d|^Serial-Number: F[A-Z0-9-]{15}/],
  [4, /\berror_message['"]{0,2}: ?['"][^'"]{0,80}\b(?:FTM|FortiToken|[Aa]ctivation [Cc]ode)\b/],
  [3, /^Using Original Sniffing Mode|^-{3,8} \d{1,9} listed, \d{1,9} filtered -{3,8}/],
  [2, /^interfaces=\[[^\]]{1,64}\]|^filters=\[[^\]]{0,400}\]/],
  [3, /FortiToken failed: token out of sync/],
  [2, /^=+Forticare response/],
  [
    1,
    /^\s+set (?:license|activation-code|reg-id|two-factor|fortitoken|serial-number|seed) |^(?:serial-number|activation-code|reg-id|os-ver|activation-expire) :/,
  ],
];

/** The line forms that are signs, after a time stamp and a prompt. */
const OF_FORMS = FORMS.flatMap(({ sign }): [number, RegExp][] =>
  sign
    ? [[sign[0], new RegExp(`^${STAMP}(?:\\S{1,40} (?:\\(\\S{1,40}\\) )?# )?(?:${sign[1].source.slice(1)})`)]]
    : [],
);
const ALL_SIGNS = [...SIGNS, ...OF_FORMS];
/** The sentences that are signs, too. */
const SENTENCES = new Phrases(PHRASES.rows.filter(({ sign }) => sign !== undefined));

/**
 * Whether a text is a FortiOS debug capture, by the signs in its first lines. Looks at no more than `WINDOW_LINES` lines
 * that hold something, and lets them vote: one line alone, however telling, is not enough unless it holds several signs
 * itself, as a copy that lost its line breaks does.
 */
export function isCapture(text: string): boolean {
  const view = withoutPrefixes(text.slice(0, WINDOW_LENGTH));
  const lines = view.replace(/\ufeff+/g, '').matchAll(/[^\r\n]+/g);
  let [weight, telling, filled] = [0, 0, 0];
  const seen = new Set<number | string>();
  const isEnough = (share: number): boolean =>
    weight >= ENOUGH && Math.max(telling, seen.size) >= FEWEST_SIGNS && telling >= share;
  for (const [line] of lines) {
    if (line.trim() === '') continue;
    if (filled === WINDOW_LINES) break;
    filled++;
    const head = line.slice(0, LONGEST_LINE);
    const before = weight;
    const note = (sign: number | string, value: number): void => {
      // A sign that comes again says less each time than another one.
      weight += seen.has(sign) ? value / 2 : value;
      seen.add(sign);
    };
    for (const [index, [value, sign]] of ALL_SIGNS.entries()) if (sign.test(head)) note(index, value);
    for (const { row } of SENTENCES.find(head.slice(0, MAX_SENTENCE), 0, '', BARE))
      if (row.sign !== undefined) note(row.id, row.sign);
    if (weight > before) telling++;
    // No line to come can take that away.
    if (isEnough(WINDOW_LINES * LEAST_SHARE)) return true;
  }
  return isEnough(filled * LEAST_SHARE);
}
