import type { Message, PhraseMatch } from '../syntax';
import { Forkable } from './fork';
import { firstHole, says, textOf } from './sentences';

/** The number of the question for an IPv6 address has this bit more than that for an IPv4 address. */
const IPV6 = 0x2000;

/** What a line of fnbamd shows of the request that it belongs to. */
export interface Turn {
  /** A turn begins with the line. */
  readonly begins: boolean;
  /** What the request whose turn begins was waiting for. */
  readonly wokenBy: string | undefined;
  /** What the request of the line waits at from here on. */
  readonly waitsAt: string | undefined;
  /** The work for a request ends with the line, so the next one can belong to another. */
  readonly ends: boolean;
}

const NONE: Turn = { begins: false, wokenBy: undefined, waitsAt: undefined, ends: false };

/** What the sentences of a line of fnbamd say of whose turn it is. */
export function turnOf(message: Message, matches: readonly PhraseMatch[]): Turn {
  const begins = says(matches, 'wakes');
  const waits = says(matches, 'waits');
  const ends = says(matches, 'ends');
  // Most lines say nothing of it.
  if (!begins && !waits && !ends) return NONE;
  const key = keyOf(message, matches);
  return { begins, wokenBy: begins ? key : undefined, waitsAt: waits ? key : undefined, ends };
}

/**
 * fnbamd does one thing at a time, for one request: it takes a request, or an answer or a timer wakes it. Whose turn it
 * is shows by a request id somewhere in these lines, or by what the request waits at.
 */
export class Turns<Request> extends Forkable {
  protected state = {
    waiting: new Map<string, Request>(),
    /** What each request was seen to wait at. */
    keys: new Map<Request, Set<string>>(),
  };

  /** Notes what `request` waits at. */
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

  /** Forgets what `request` waits at. */
  forget(request: Request): void {
    for (const key of this.state.keys.get(request) ?? [])
      if (this.state.waiting.get(key) === request) this.state.waiting.delete(key);
    this.state.keys.delete(request);
  }
}

/** The socket, or the question to a DNS server, that sentences name. */
function keyOf(message: Message, matches: readonly PhraseMatch[]): string | undefined {
  const socket = firstHole(matches, 'fd');
  if (socket) return `fd ${textOf(message, socket)}`;
  const question = firstHole(matches, 'dns');
  return question && `dns ${Number.parseInt(textOf(message, question), 16) & ~IPV6}`;
}
