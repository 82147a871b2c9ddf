import { max, min } from '../../integers';
import { isDigit, isAlphanumeric, isHexDigit, type Span } from '../../syntax';
import { secretKeys } from '../../knowledge/secretWords';
import { ENTRIES } from '../../knowledge';
import { numbered } from '../chunks';

/** Maximum length of a host name, in UTF-16 code units. */
const MAX_HOST_LENGTH = 253;
const TOP_DOMAINS = secretKeys('top-domain');
const PUBLIC_HOSTS = secretKeys('public-host');
const MAIL_HOSTS = secretKeys('public-host', 'mail');
/** Known hosts and addresses of Fortinet. */
const KNOWN_HOSTS: ReadonlySet<string> = new Set(
  ENTRIES.filter(({ kind }) => kind === 'host').flatMap(({ keys }) => keys.map(key => key.toLowerCase())),
);

/** The end of the IPv4 address at `at`, or -1. Four numbers below 256 that are not part of a longer number. */
export function addressEnd(text: string, at: number, to: number): number {
  if (isPartOfOther(text, at)) return -1;
  const end = fourNumbersEnd(text, at, to);
  if (end < 0 || (end < to && isDigit(text.charCodeAt(end))) || isVersion(text, at)) return -1;
  const continues = end + 1 < to && text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1));
  return continues && !isSniffed(text, at, end, to) ? -1 : end;
}

/** `Chrome/120.0.0.0` is a version. */
const PRODUCT = /[A-Z][A-Za-z]+\/$/;
const MAX_PRODUCT = 24;

/** True if the word at `at` continues another name or number. */
function isPartOfOther(text: string, at: number): boolean {
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  if (before === 46) return at > 1 && isAlphanumeric(text.charCodeAt(at - 2));
  return before === 47 && at > 2 && PRODUCT.test(text.slice(max(0, at - MAX_PRODUCT), at));
}

/** The end of four numbers below 256 with dots between them at `at`, or -1. */
function fourNumbersEnd(text: string, at: number, to: number): number {
  let end = at;
  for (let part = 0; part < 4; part++) {
    if (part > 0) {
      if (end >= to || text.charCodeAt(end) !== 46) return -1;
      end++;
    }
    const start = end;
    let number = 0;
    while (end < to && end - start < 3 && isDigit(text.charCodeAt(end))) {
      number = number * 10 + text.charCodeAt(end) - 48;
      end++;
    }
    if (end === start || number > 255) return -1;
  }
  return end;
}

const VERSION = /\bver(?:sion)?[=:] ?$/i;

/** True if `version=` precedes `at`. */
function isVersion(text: string, at: number): boolean {
  const character = text.charCodeAt(text.charCodeAt(at - 1) === 32 ? at - 2 : at - 1);
  return (character === 61 || character === 58) && VERSION.test(text.slice(max(0, at - 10), at));
}

/** `->` in the FortiOS sniffer, `>` in tcpdump. */
const PORT_AND_ARROW = /^\.\d{1,5} -?> /;
const PORT = /^\.\d{1,5}(?![\d.])/;

/** True if an address with a port after a dot is next to an arrow, as in packet sniffers. */
function isSniffed(text: string, start: number, end: number, to: number): boolean {
  const after = text.slice(end, min(to, end + 12));
  return (
    PORT_AND_ARROW.test(after) || (PORT.test(after) && / -?> $/.test(text.slice(max(0, start - 4), start)))
  );
}

/** True if an IPv4 address identifies nobody: unspecified, loopback, link-local, mask, multicast, or Fortinet's own. */
export function isSpecialAddress(address: string): boolean {
  return (
    /^(?:0\.0|127|2(?:2[4-9]|[345]\d))\.|^169\.254\./.test(address) ||
    KNOWN_HOSTS.has(address) ||
    PUBLIC_HOSTS.has(address)
  );
}

const MAC =
  /^(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f]|\1[0-9A-Fa-f]{2}(?!\w))|(?=[.\da-f]*\d)(?:[\da-f]{4}\.){2}[\da-f]{4}(?![\w.]))/i;
const ADDRESS6 = /^(?:[0-9A-Fa-f]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?![\w:])/;
const UUID = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])/;

/** The length of the MAC address at `at`, or 0. */
export function macLength(text: string, at: number, to: number): number {
  return MAC.exec(text.slice(at, min(to, at + 21)))?.[0].length ?? 0;
}

export function uuidLength(text: string, at: number, to: number): number {
  return UUID.exec(text.slice(at, min(to, at + 37)))?.[0].length ?? 0;
}

/** The length of the IPv6 address at `at`, or 0. A time of day is not one. */
export function address6Length(text: string, at: number, to: number): number {
  const found = ADDRESS6.exec(text.slice(at, min(to, at + 48)))?.[0] ?? '';
  const groups = found.split(':');
  const open = found.includes('::');
  if (found.includes(':::') || found.indexOf('::') !== found.lastIndexOf('::')) return 0;
  if (open ? groups.length < 3 || groups.length > 9 : groups.length !== 8) return 0;
  if (!open && groups.some(group => group === '')) return 0;
  return /[0-9A-Fa-f]{2}/.test(found) || open ? found.length : 0;
}

/** True for unspecified, loopback and multicast addresses, and for text too short for a host address. */
export function isSpecialAddress6(address: string): boolean {
  return /^(?:ff[0-9a-f]{2}:.*|[0-9a-f:]{1,5})$/i.test(address);
}

/** The end of the host name that starts at `start` and has its first dot at `dot`, or -1. */
export function hostEnd(text: string, start: number, dot: number, to: number): number {
  const limit = min(to, start + MAX_HOST_LENGTH);
  let last = start;
  let end = dot;
  while (end < limit && text.charCodeAt(end) === 46) {
    const label = end + 1;
    let at = label;
    while (at < limit && (isAlphanumeric(text.charCodeAt(at)) || text.charCodeAt(at) === 45)) at++;
    if (at === label || text.charCodeAt(at) === 95) break;
    last = label;
    end = at;
  }
  if (last === start) return -1;
  while (end > last && text.charCodeAt(end - 1) === 45) end--;
  // `->` after a name is an arrow.
  const top = text.slice(last, end).toLowerCase();
  return TOP_DOMAINS.has(top) && /[a-z]/i.test(text.slice(start, last)) ? end : -1;
}

/**
 * True for a listed host, whose labels can end with another number, and for a host below a listed domain: vendors give names
 * below most of theirs to customers.
 */
export function isPublicHost(host: string): boolean {
  const name = host.toLowerCase();
  if (PUBLIC_HOSTS.has(name) || KNOWN_HOSTS.has(name) || PUBLIC_HOSTS.has(numbered(name))) return true;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
    if (PUBLIC_HOSTS.has(`*${name.slice(dot)}`)) return true;
  return false;
}

/** True for a mail address of Fortinet. */
export function isPublicMail(mail: string): boolean {
  const at = mail.lastIndexOf('@');
  const host = mail.slice(at + 1).toLowerCase();
  return at > 0 && (MAIL_HOSTS.has(host) || [...MAIL_HOSTS].some(own => host.endsWith('.' + own)));
}

const SERIAL = 16;
/** Model prefixes: FortiGate and similar, FortiSwitch, FortiAP-S and FortiAP-U. */
const MODEL = /^(?:F[A-Z]|S\d{3}|P[SU]\d)/;
/** Cloud and trial units have letters in place of digits. */
const IN_CLOUD = /^(?:FGTA(?:WS|ZR|LI)|FGTGCP|FGTOCI|FGVM(?:EV|PG))[A-Z\d]{10}/;
const LICENCE = /^(?:EFTM\d{8,12}|FTMTRIAL\d{4,12})/;
const MAX_LICENCE_LENGTH = 20;

/** A serial number or licence number in a run of capitals and digits, and its end. */
export interface Serial {
  readonly start: number;
  readonly end: number;
  readonly licence: boolean;
}

/** The serial and licence numbers in the run of capitals and digits `[start, end)`, even if glued to each other. */
export function serialsIn(text: string, start: number, end: number): Serial[] {
  const found: Serial[] = [];
  for (let at = start; at < end;) {
    const serial = serialAt(text, at, end);
    if (serial) found.push(serial);
    at = serial?.end ?? at + 1;
  }
  return found;
}

/** The serial or licence number that begins at `at` of a run that ends at `end`. */
export function serialAt(text: string, at: number, end: number): Serial | undefined {
  const code = text.charCodeAt(at);
  // Only these letters begin one: E, F, P, S.
  const length = code === 70 || code === 69 || code === 80 || code === 83 ? serialLength(text, at, end) : 0;
  return length > 0 ? { start: at, end: at + length, licence: isLicence(text, at) } : undefined;
}

const LICENCE_STARTS = ['EFTM', 'FTMTRIAL'];

/** The licence numbers of tokens in `[from, to)`. */
export function licencesIn(text: string, from: number, to: number): Span[] {
  const slice = text.slice(from, to);
  return LICENCE_STARTS.flatMap(start => {
    const found: Span[] = [];
    for (let at = slice.indexOf(start); at >= 0; at = slice.indexOf(start, at + start.length)) {
      const length = serialLength(slice, at, slice.length);
      if (length > 0) found.push({ start: from + at, end: from + at + length });
    }
    return found;
  });
}

/** True for the serial number of a unit or a token. */
export function isSerialNumber(value: string): boolean {
  const [found] = serialsIn(value, 0, value.length);
  return found !== undefined && !found.licence && found.end - found.start === value.length;
}

function isLicence(text: string, at: number): boolean {
  return text.startsWith('EFTM', at) || text.startsWith('FTMTRIAL', at);
}

function serialLength(text: string, at: number, end: number): number {
  if (isLicence(text, at)) {
    const licence = LICENCE.exec(text.slice(at, min(end, at + MAX_LICENCE_LENGTH)));
    if (licence) return licence[0].length;
  }
  const length = min(SERIAL, end - at);
  if (length < SERIAL - 1) return 0;
  if (text.startsWith('FTKMOB', at) || text.startsWith('FTK2', at)) return length;
  if (length < SERIAL) return 0;
  return IN_CLOUD.test(text.slice(at, at + SERIAL)) || isOfModel(text, at) ? SERIAL : 0;
}

/** True if the 16 characters at `at` are a model and a number, and not hex digits only. */
function isOfModel(text: string, at: number): boolean {
  if (!MODEL.test(text.slice(at, at + 4)) || !/^[\w-]*$/.test(text.slice(at, at + SERIAL))) return false;
  let [digits, beyondHex] = [0, false];
  for (let index = at; index < at + SERIAL; index++) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) digits++;
    else if (!isHexDigit(code)) beyondHex = true;
  }
  return digits >= 4 && beyondHex && /\d{2}$|\d[A-Z\d]\d/.test(text.slice(at, at + SERIAL));
}

/** A phase 2 name after the tunnel name. It contains a letter, so it is not a number. */
const PHASE_2 = /:(?=[^:]{0,63}[A-Za-z])([^:\s/]{2,64})(?![^:])/g;
/** The tunnel name in `V=root:0:to-hq_0:35392`, without the number of its negotiation. */
const TUNNEL = /^(?:V=[^:]{1,31}:)?\d{1,9}:([^:/]{1,64})(?![^:])/;

/** The tunnel name in the tag of an ike line, and phase 2 names among the numbers after it. */
export function tunnelNames(text: string): Span[] {
  const tunnel = TUNNEL.exec(text);
  const name = tunnel?.[1];
  if (!tunnel || name === undefined) return [];
  const end = tunnel[0].length;
  const phase2Names = Array.from(text.slice(end).matchAll(PHASE_2), ({ index, 1: phase2 = '' }) => ({
    start: end + index + 1,
    end: end + index + 1 + phase2.length,
  }));
  return [{ start: end - name.length, end }, ...phase2Names];
}
