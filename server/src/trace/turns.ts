import { Forkable } from './fork';

/** A socket that fnbamd waits at, or a question to a DNS server that it has asked. */
const SENT = /^Sent radius req to server .{1,120}\bfd=(?<fd>\d{1,6})/;
const WAITS = /^fd (?<fd>\d{1,6}), state/;
const DNS_ASKED = /^DNS req \w{1,8} 0x(?<id>[\da-f]{1,8})/i;
const DNS_ANSWERED = /^req 0x(?<id>[\da-f]{1,8}):/i;
/** The number of the question for an IPv6 address has this bit more than that for an IPv4 address. */
const IPV6 = 0x2000;

/** Functions whose lines, so begun, are the first of what fnbamd does when an answer or a timer wakes it. */
const WAKES: ReadonlyMap<string, RegExp> = new Map([
  ['__rad_rxtx', WAITS],
  ['__ldap_rxtx', /^state\b/],
  ['__ldap_conn_timeout', /^/],
  ['fnbamd_dns_parse_resp', DNS_ANSWERED],
  ['fnbamd_auth_handle_radius_result', /^Timer of rad/],
]);

/** What a line of fnbamd says of whose turn it is. */
export interface Turn {
  /** Whether a turn begins with the line. */
  readonly begins: boolean;
  /** What the request waited at whose turn begins. */
  readonly wokenBy: string | undefined;
  /** What the request of the line waits at from here on. */
  readonly waitsAt: string | undefined;
  /** Whether what is done for a request ends with the line, so that the next can be of another. */
  readonly ends: boolean;
}

const NONE: Turn = { begins: false, wokenBy: undefined, waitsAt: undefined, ends: false };
const SENDS: ReadonlySet<string> = new Set(['__rad_rxtx', 'fnbamd_radius_auth_send']);

/** @param name the function that prints the line */
export function turnOf(name: string, message: string): Turn {
  const begins = WAKES.get(name)?.test(message) ?? false;
  const wakes = name === '__rad_rxtx' ? WAITS : name === 'fnbamd_dns_parse_resp' ? DNS_ANSWERED : undefined;
  const waits = SENDS.has(name) ? SENT : name === 'fnbamd_dns_resolv_ex' ? DNS_ASKED : undefined;
  const wokenBy = keyOf(wakes, message);
  const waitsAt = keyOf(waits, message);
  const ends = (name === 'handle_req' && /^r=\d/.test(message)) || message.startsWith('Sending result ');
  // Most lines say nothing of it.
  const says = begins || ends || wokenBy !== undefined || waitsAt !== undefined;
  return says ? { begins, wokenBy, waitsAt, ends } : NONE;
}

/**
 * fnbamd does one thing at a time, for one request: it takes a request, or an answer or a timer wakes it. Whose turn it
 * is shows by a request id somewhere in these lines, or by what the request waits at.
 */
export class Turns<Request> extends Forkable {
  private readonly waiting = new Map<string, Request>();
  /** What each request was seen to wait at. */
  private readonly keys = new Map<Request, Set<string>>();

  /** Notes what `request` waits at. */
  note({ waitsAt: key }: Turn, request: Request): void {
    if (key === undefined || this.waiting.get(key) === request) return;
    this.waiting.set(key, request);
    const keys = this.keys.get(request);
    if (keys) keys.add(key);
    else this.keys.set(request, new Set([key]));
  }

  /** Whose turn begins with a line, where that is known. */
  ownerOf({ wokenBy }: Turn): Request | undefined {
    return wokenBy === undefined ? undefined : this.waiting.get(wokenBy);
  }

  /** Forgets what `request` waits at. */
  forget(request: Request): void {
    for (const key of this.keys.get(request) ?? [])
      if (this.waiting.get(key) === request) this.waiting.delete(key);
    this.keys.delete(request);
  }
}

function keyOf(pattern: RegExp | undefined, message: string): string | undefined {
  const groups = pattern?.exec(message)?.groups;
  if (groups?.['fd'] !== undefined) return `fd ${groups['fd']}`;
  return groups?.['id'] === undefined ? undefined : `dns ${Number.parseInt(groups['id'], 16) & ~IPV6}`;
}
