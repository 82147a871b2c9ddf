import { unmarked } from './findings';

/** Serial numbers that do not exist. */
export const UNIT = 'FGT60F0000000001';
export const STANDBY = 'FGT60F0000000002';
export const TOKEN = 'FTKMOB0000000A01';
export const SECOND = 'FTKMOB0000000A02';

/** The `error` field of an answer, as JSON text. */
export const NOT_OF_PRODUCT = error(31, 'token does not belong to product');
export const NO_VALID_TOKEN = error(17, 'no valid token found');

/** An error object. A code can be any JSON text. */
export function error(code: number | string, message: string | null): string {
  return `{"error_code":${code},"error_message":${message === null ? 'null' : `"${message}"`}}`;
}

export interface TokenPart {
  readonly token: string;
  /** JSON text; `null` if there is none. */
  readonly error?: string;
  /** Additional members as JSON text: `"status":"provisioning"`. */
  readonly more?: string;
}

export interface MemberPart {
  readonly sn: string;
  readonly error?: string;
}

/** A capture in which this unit is refused its token. */
export function refused(unit: string, members: readonly string[] = [unit]): string {
  return answered({ unit, members, tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
}

/** What a unit shows of itself, after this command, and the entry of the token. */
export function statusOf(unit: string, command = 'FGT # get system status\n'): string {
  return `${command}Version: FortiGate-60F v7.4.3,build2573,240201 (GA.F)\nSerial-Number: ${unit}\nCurrent HA mode: standalone\n`;
}
export function licensed(licence: string, token = TOKEN): string {
  return `config user fortitoken\n    edit "${token}"\n        set license "${licence}"\n    next\nend\n`;
}
export const LICENCE = licensed('FTMTRIAL00000001');

/** The contents of a message. Texts are inserted unchanged, including their markers. */
export interface MessageParts {
  readonly type?: string;
  readonly unit?: string;
  readonly version?: string;
  readonly build?: string;
  readonly members?: readonly (string | MemberPart)[];
  readonly tokens?: readonly (string | TokenPart)[];
  readonly seed?: string;
  readonly result?: number;
  readonly error?: string;
}

const tokenOf = (part: string | TokenPart): TokenPart => (typeof part === 'string' ? { token: part } : part);
const memberOf = (part: string | MemberPart): MemberPart => (typeof part === 'string' ? { sn: part } : part);

/** A request as the unit prints it, with spaces. Its seed is masked unless a test provides one. */
export function provisionRequest(parts: MessageParts = {}): string {
  const { type = 'SoftToken.ProvisionRequest', unit = UNIT, version = '7.0', build = '2573' } = parts;
  const members = (parts.members ?? [UNIT]).map(part => `{ "sn": "${memberOf(part).sn}" }`);
  const tokens = (parts.tokens ?? [TOKEN]).map(
    part =>
      `{ "token": "${tokenOf(part).token}", "seed": "${parts.seed ?? '****'}", "code_expire": 4320, "type": "totp", "period": 60, "digits": 6 }`,
  );
  return `{ "d": { "__type": "${type}", "__version": "4", "__device_version": "${version}", "__device_build": "${build}", "serial_number": "${unit}", "__clustered_sns": [ ${members.join(', ')} ], "tokens": [ ${tokens.join(', ')} ] } }`;
}

/** A polling request as the unit prints it. */
export function pollingRequest(parts: MessageParts = {}): string {
  const { type = 'SoftToken.PollingRequest', unit = UNIT, version = '7.0', build = '2573' } = parts;
  const members = (parts.members ?? [UNIT]).map(part => `{ "sn": "${memberOf(part).sn}" }`);
  const tokens = (parts.tokens ?? [TOKEN]).map(part => `{ "token": "${tokenOf(part).token}" }`);
  return `{ "d": { "__type": "${type}", "__version": "4", "serial_number": "${unit}", "__device_version": "${version}", "__device_build": "${build}", "__clustered_sns": [ ${members.join(', ')} ], "tokens": [ ${tokens.join(', ')} ] } }`;
}

/** An answer as the service sends it, without spaces. It contains no error unless a test provides one. */
export function provisionResponse(parts: MessageParts = {}): string {
  return answer({ type: 'SoftToken.ProvisionResponse', ...parts }, ',"license":null,"code_expire":null');
}

export function pollingResponse(parts: MessageParts = {}): string {
  return answer({ type: 'SoftToken.PollingResponse', ...parts }, '');
}

function answer(parts: MessageParts, fields: string): string {
  const { type = '', unit = UNIT, version = '7.0', build = '2573', result = 2 } = parts;
  const members = (parts.members ?? [UNIT])
    .map(memberOf)
    .map(member => `{"sn":"${member.sn}","error":${member.error ?? 'null'}}`);
  const tokens = (parts.tokens ?? [TOKEN])
    .map(tokenOf)
    .map(
      token =>
        `{"token":"${token.token}"${fields}${token.more ? ',' + token.more : ''},"error":${token.error ?? 'null'}}`,
    );
  return `{"d":{"__type":"${type}","__version":"4","serial_number":"${unit}","__device_version":"${version}","__device_build":"${build}","__clustered_sns":[${members.join(',')}],"tokens":[${tokens.join(',')}],"result":${result},"error":${parts.error ?? 'null'}}}`;
}

/** The length of a payload in bytes, without its markers. */
export function bytesOf(payload: string): number {
  return new TextEncoder().encode(unmarked(payload)).length;
}

/** A payload as the body of a POST to the service. `length` is the value of `Content-Length`; null omits it. */
export function post(payload: string, length: number | string | null = bytesOf(payload)): string {
  return [
    'POST /SoftToken/Provisioning.asmx/Process HTTP/1.1',
    'Accept: application/json, text/javascript, */*, q=0.01',
    'Host: 192.0.2.53:443',
    ...(length === null ? [] : [`Content-Length: ${length}`]),
    'Connection: Keep-Alive',
    '',
    payload,
    '',
  ].join('\n');
}

/** One debug line of the daemon. `said` is the function with its message: `[66]:ftm TCPS connected.` */
export function line(content: string): string {
  return `2025-01-15 10:00:00 ${content}\n`;
}

/** The lines before a request: the attempt begins, the connection is open, the request is sent. */
export function attempt(token = TOKEN, began = `provision token: ${token}`): string {
  return (
    line(`ftm_cfg_provision_token[417]:${began}`) +
    line(`ftm_fc_provision_token[810]:Provision token:${token}`) +
    connected
  );
}

export const connected =
  line('ftm_fc_comm_connect[66]:ftm TCPS connected.') +
  line('ftm_fc_comm_send_request[128]:send packet success.');

/** `Poll token status!` and the other lines before the request. */
export const pollAttempt = line('ftm_cfg_poll_token_states[405]:Poll token status!') + connected;

/** An answer and the line before it. */
export function received(payload: string): string {
  return line('ftm_fc_comm_recv_response[277]:receive packet success.') + `\n${payload}\n`;
}

/** A whole attempt to provision a token: the request and its answer. */
export function provisioning(request: string, response: string, token = TOKEN): string {
  return attempt(token) + '\n' + post(request) + '\n' + received(response);
}

/** An attempt with an answer of these parts; the request is for the same tokens and cluster. */
export function answered(parts: MessageParts): string {
  const tokens = (parts.tokens ?? [TOKEN]).map(part => unmarked(tokenOf(part).token));
  const members = (parts.members ?? [UNIT]).map(part => unmarked(memberOf(part).sn));
  const asked = provisionRequest({ ...parts, tokens, members, type: 'SoftToken.ProvisionRequest' });
  return provisioning(unmarked(asked), provisionResponse(parts), tokens[0]);
}
