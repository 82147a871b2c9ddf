import { label } from './labels';
import type { Translate } from './translate';

/**
 * The names that ike gives messages of IKEv1 that it sends: `ident_i1send` after "main mode is sending 1st message" (article
 * 198232), `agg_r1send` after "aggressive mode get 1st message"; the answer to `cfg_send` is called "Mode config" (captures of
 * fgt-ike-debugger).
 */
const SENT = /^(?:(?<mode>ident|agg|quick)_(?<side>[ir])(?<number>\d)|(?<config>cfg_))send$/;

/** Puts the name of a message of IKE into words: `aggressive mode answer 1`; other names stay. */
export function ikeMessageName(name: string, translate: Translate): string {
  const { mode, side, number = '', config } = SENT.exec(name)?.groups ?? {};
  if (config !== undefined) return label('ike.cfg', translate);
  if (mode === undefined) return name;
  const words = label(`ike.${mode as 'ident' | 'agg' | 'quick'}`, translate);
  return label(side === 'i' ? 'ike.initiator' : 'ike.responder', translate, { mode: words, number });
}

/** FortiClient's UID, which is the user name where an IdP sends none for a login by IPsec. (article 223528) */
const UID = /^[0-9A-F]{32}$/i;

/** Shortens a user name that nobody knows: `UID 016A8B0E…5E4C`; other names stay. */
export function userName(name: string, translate: Translate): string {
  return UID.test(name)
    ? label('name.uid', translate, { first: name.slice(0, 8), last: name.slice(-4) })
    : name;
}
