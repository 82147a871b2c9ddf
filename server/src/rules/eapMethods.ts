/** The names of EAP methods by their type, as IANA lists them. */
const NAMES: Readonly<Record<string, string>> = {
  '00': 'no method',
  '04': 'EAP-MD5',
  '06': 'EAP-GTC',
  '0D': 'EAP-TLS',
  '11': 'LEAP',
  '12': 'EAP-SIM',
  '15': 'EAP-TTLS',
  '17': 'EAP-AKA',
  '19': 'PEAP',
  '1A': 'EAP-MSCHAPv2',
  '2B': 'EAP-FAST',
  '32': "EAP-AKA'",
  '34': 'EAP-PWD',
  '37': 'TEAP',
};
/** Maximum number of methods listed: a client may list any number, and more add nothing. */
const MAX_METHODS = 4;

/** The names of the methods whose types are the bytes in `dump`, `1A 15`; an unknown type is shown as its byte. */
export function eapMethods(dump: string): string {
  const types = dump.toUpperCase().split(/\s+/, MAX_METHODS);
  return types.map(type => NAMES[type] ?? `EAP type 0x${type}`).join(' or ');
}
