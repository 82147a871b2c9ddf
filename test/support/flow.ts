import { analyze } from '../../server/src/analysis';
import { inEnglish } from '../../server/src/knowledge';
import { findingMessage, severityOf } from '../../server/src/rules';

/** The parts of a debug flow packet that tests choose. */
export interface Packet {
  readonly trace?: number;
  readonly protocol?: number;
  readonly source?: string;
  readonly target?: string;
  readonly from?: string;
  readonly rest?: string;
}

/** One line of the debug flow. */
export function flow(message: string, trace = 7, func = 'fw_forward_handler'): string {
  return `id=65308 trace_id=${trace} func=${func} line=990 msg="${message}"\n`;
}

/** The first lines in the trace of a new packet. */
export function packet(about: Packet = {}): string {
  const {
    trace = 7,
    protocol = 6,
    source = '192.0.2.23:51512',
    target = '198.51.100.5:443',
    from = 'port3',
    rest = ' flag [S], seq 3067915582, ack 0, win 65535',
  } = about;
  return (
    flow(
      `vd-root:0 received a packet(proto=${protocol}, ${source}->${target}) tun_id=0.0.0.0 from ${from}.${rest}`,
      trace,
      'print_pkt_detail',
    ) + flow('allocate a new session-00a1b2c3, tun_id=0.0.0.0', trace, 'init_ip_session_common')
  );
}

/** The line that names the route. */
export function route(via = 'port1', trace = 7, flags = '04000000'): string {
  return flow(`find a route: flag=${flags} gw-203.0.113.2 via ${via}`, trace, 'vf_ip_route_input_common');
}

/** The problems of a text except hints, as `severity rule line: message`. */
export function problems(text: string): string[] {
  return analyze(text)
    .findings.filter(finding => severityOf(finding) !== 'hint')
    .map(finding => {
      const line = text.slice(0, finding.start).split(/\r\n|\n/).length;
      return `${severityOf(finding)} ${finding.rule} ${line}: ${findingMessage(finding, inEnglish)}`;
    });
}
