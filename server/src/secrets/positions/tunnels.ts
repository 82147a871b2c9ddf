import type { Span } from '../../syntax';

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
