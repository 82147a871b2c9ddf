// How fast the grammar is, against the one that VS Code has for log files: same bytes, same engine, same process.
import { readFileSync } from 'node:fs';
import { lines, loadGrammar, time } from '../syntaxes/tokenizer';

const ROUNDS = 7;

/** A log of the seed's provisioning with ever new tokens, and of lines as other daemons write them. */
export function defaultLog(copies = 60): string[] {
  const seed = readFileSync('test/fixtures/seed.log', 'utf8');
  const daemons = (number: number): string => {
    const hex = number.toString(16).toUpperCase().padStart(4, '0');
    const stamp = `2024-05-06 07:08:${String(number % 60).padStart(2, '0')}`;
    return [
      `${stamp} [1906] handle_req-Rcvd auth req ${1234567890 + number} for user${number} in group-a opt=00100200 prot=11`,
      `${stamp} [402] radius_start-Didn't find radius server (0)`,
      `${stamp} [594] __ldap_conn_timeout-Connction with ldap-a:192.0.2.${number % 250} timed out.`,
      `${stamp} [411] fds_https_recv: response code is 403: [HTTP/1.1 403 FORBIDDEN`,
      'Server: nginx',
      'Connection: close]',
      `${stamp} [888] tcps_connect: 203.0.113.9:8686 -- ret 1, state 0x12(SSL-Connecting) -> 0x12(SSL-Connecting)`,
      `${stamp} [3311:root:${hex}]fam_auth_send_req_internal:514 fnbam_auth return: 7`,
      `${stamp}.123456 ike V=root:0:vpn_0:${number}: sent IKE msg (cfg_send): 192.0.2.2:4500->192.0.2.1:50123, len=92, vrf=0`,
      `${stamp}.123457 ike 0:vpn_0:${number}: out 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDD${hex}`,
      `id=20085 trace_id=${number} func=fw_forward_handler line=701 msg="Denied by forward policy check (policy 0)"`,
      `${stamp}  02 10 00 20 30 02 10 00 1c 40 50 60 70 80 90 a0 b0 c0 d0 e0 f0 01 02 03 04 05 68 6f`,
      'Waiting for the answer to a push. Push: 0',
      'FGT (root) # diagnose debug disable',
      '',
    ].join('\n');
  };
  return Array.from({ length: copies }, (_, number) => {
    const token = `FTKMOB${number.toString(16).toUpperCase().padStart(10, '0')}`;
    return lines(`${seed.replaceAll('FTKMOB947FDC1754', token)}\n${daemons(number)}`);
  }).flat();
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds for the text in each grammar, and how many times as fast ours is. */
export async function benchGrammar(
  text: string[] = defaultLog(),
): Promise<{ ours: number; theirs: number; ratio: number }> {
  const engines = { ours: await loadGrammar('fortios-debug'), theirs: await loadGrammar('log') };
  const runs = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -2; round < ROUNDS; round++)
    for (const name of ['ours', 'theirs'] as const) {
      const spent = time(engines[name], text);
      // The first rounds compile the patterns and warm the engine up.
      if (round >= 0) runs[name].push(spent);
    }
  const ours = median(runs.ours);
  const theirs = median(runs.theirs);
  return { ours, theirs, ratio: theirs / ours };
}
