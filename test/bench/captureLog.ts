// The log for the measurements: exchanges like the seed's with changing tokens, one in ten damaged, and lines of other
// daemons in between. It is the same in each run.
import { openSync, readFileSync, closeSync, writeSync } from 'node:fs';

const SEED = readFileSync('test/fixtures/seed.log', 'utf8');
/** Maximum number of tokens on a unit; a longer log repeats them. */
const TOKENS = 5000;
const DAMAGED = 10;

/** One exchange; its number determines its token, seed and times. */
export function exchangeAt(number: number): string {
  const hex = (number % TOKENS).toString(16).toUpperCase().padStart(10, '0');
  const text = SEED.replaceAll('947FDC1754', hex)
    .replaceAll('A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A', hex.padStart(40, 'A'))
    .replaceAll('2024-03-30 04:10:', timeOf(number))
    // The seed is damaged itself: repair nine of ten.
    .replace('", license"', number % DAMAGED === 0 ? '", license"' : '", "license"');
  return text + '\n';
}

/** Lines of other daemons between two exchanges. */
export function daemonsAt(number: number): string {
  const hex = (number % 0x10000).toString(16).toUpperCase().padStart(4, '0');
  const stamp = `${timeOf(number)}05`;
  return [
    `${stamp} [1906] handle_req-Rcvd auth req ${1234567890 + number} for user${number % 900} in group-a opt=00100200 prot=11`,
    `${stamp} [402] radius_start-Didn't find radius server (0)`,
    `${stamp} [594] __ldap_conn_timeout-Connction with ldap-a:192.0.2.${number % 250} timed out.`,
    `${stamp} [411] fds_https_recv: response code is 403: [HTTP/1.1 403 FORBIDDEN`,
    'Server: nginx',
    'Connection: close]',
    `${stamp} [888] tcps_connect: 203.0.113.9:8686 -- ret 1, state 0x12(SSL-Connecting) -> 0x12(SSL-Connecting)`,
    `${stamp} [3311:root:${hex}]fam_auth_send_req_internal:514 fnbam_auth return: 7`,
    `${stamp}.123456 ike V=root:0:vpn_${number % 40}:${number}: sent IKE msg (cfg_send): 192.0.2.2:4500->192.0.2.1:50123, len=92, vrf=0`,
    `${stamp}.123457 ike 0:vpn_${number % 40}:${number}: out 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDD${hex}`,
    `id=20085 trace_id=${number} func=fw_forward_handler line=701 msg="Denied by forward policy check (policy 0)"`,
    `${stamp}  02 10 00 20 30 02 10 00 1c 40 50 60 70 80 90 a0 b0 c0 d0 e0 f0 01 02 03 04 05 68 6f`,
    'Waiting for the answer to a push. Push: 0',
    'FGT (root) # diagnose debug disable',
    '',
  ].join('\n');
}

function timeOf(number: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(number / 2) % (28 * 24 * 60);
  return `2024-03-${two(1 + Math.floor(minutes / 1440))} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:`;
}

/** A generated log, piece by piece. */
export type Log = () => Generator<string>;

/** Generates the log up to this many bytes. */
export function captureLog(bytes: number): Log {
  return function* () {
    for (let [number, length] = [0, 0]; length < bytes; number++) {
      const piece = exchangeAt(number) + daemonsAt(number);
      length += piece.length;
      yield piece;
    }
  };
}

/** Number of findings per exchange: its token is refused, and its seed is a secret. */
const FINDINGS = 2;

/** Exchanges that have this many findings in total. */
export function failuresLog(findings: number): Log {
  return function* () {
    for (let number = 0; number < findings / FINDINGS; number++) yield exchangeAt(number);
  };
}

/** A log as one flat string, as if read from a file: a concatenated string is slower to read. */
export function textOf(log: Log): string {
  return Buffer.from([...log()].join('')).toString('latin1');
}

/** The log as a text of this many bytes. */
export function captureText(bytes: number): string {
  return textOf(captureLog(bytes));
}

/** Writes a log to a file. */
export function writeLog(path: string, log: Log): void {
  const file = openSync(path, 'w');
  try {
    let pieces: string[] = [];
    for (const piece of log()) {
      pieces.push(piece);
      if (pieces.length < 1000) continue;
      writeSync(file, pieces.join(''));
      pieces = [];
    }
    writeSync(file, pieces.join(''));
  } finally {
    closeSync(file);
  }
}
