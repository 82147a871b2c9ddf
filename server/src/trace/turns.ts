import type { Message, PhraseMatch } from '../syntax';
import { Forkable } from './fork';
import { firstHole, hasFact, holeText } from './matchedSentences';

/** The number of the DNS query for an IPv6 address is that of the query for an IPv4 address with this bit set. */
const IPV6 = 0x2000;

/** What a line of fnbamd shows about the request that it belongs to. */
export interface Turn {
  /** The line begins a turn. */
  readonly begins: boolean;
  /** What the request whose turn begins was waiting for. */
  readonly wokenBy: string | undefined;
  /** What the request waits for from this line on. */
  readonly waitsAt: string | undefined;
  /** The work for a request ends with this line, so the next one can belong to another. */
  readonly ends: boolean;
}

const NO_TURN: Turn = { begins: false, wokenBy: undefined, waitsAt: undefined, ends: false };

/** Reads from the sentences of a line of fnbamd whose turn it is. */
export function turnOf(message: Message, matches: readonly PhraseMatch[]): Turn {
  const begins = hasFact(matches, 'wakes');
  const waits = hasFact(matches, 'waits');
  const ends = hasFact(matches, 'ends');
  // Most lines do not show it.
  if (!begins && !waits && !ends) return NO_TURN;
  const key = keyOf(message, matches);
  return { begins, wokenBy: begins ? key : undefined, waitsAt: waits ? key : undefined, ends };
}

/**
 * fnbamd works on one request at a time: it takes a new one, or an answer or a timer wakes one. A request id
 * somewhere in the turn, or what the request waits for, shows whose turn it is.
 */
export class Turns<Request> extends Forkable {
  protected state = {
    waiting: new Map<string, Request>(),
    /** What each request waits for. */
    keys: new Map<Request, Set<string>>(),
  };

  /** Notes what `request` waits for. */
  note({ waitsAt: key }: Turn, request: Request): void {
    if (key === undefined || this.state.waiting.get(key) === request) return;
    this.state.waiting.set(key, request);
    const keys = this.state.keys.get(request);
    if (keys) keys.add(key);
    else this.state.keys.set(request, new Set([key]));
  }

  /** The request whose turn begins with a line, if known. */
  ownerOf({ wokenBy }: Turn): Request | undefined {
    return wokenBy === undefined ? undefined : this.state.waiting.get(wokenBy);
  }

  /** Forgets what `request` waits for. */
  forget(request: Request): void {
    for (const key of this.state.keys.get(request) ?? [])
      if (this.state.waiting.get(key) === request) this.state.waiting.delete(key);
    this.state.keys.delete(request);
  }
}

/** The socket or DNS query that sentences name. */
function keyOf(message: Message, matches: readonly PhraseMatch[]): string | undefined {
  const socket = firstHole(matches, 'fd');
  if (socket) return `fd ${holeText(message, socket)}`;
  const question = firstHole(matches, 'dns');
  return question && `dns ${Number.parseInt(holeText(message, question), 16) & ~IPV6}`;
}
