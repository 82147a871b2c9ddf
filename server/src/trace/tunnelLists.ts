import {
  detached,
  GATEWAY,
  type Message,
  type PhraseMatch,
  type SentenceRecord,
  within,
  type Within,
} from '../syntax';
import { firstHole, quoteOf, holeText } from './matchedSentences';
import type { ListedTunnel } from './shownTypes';
import type { Quote } from './quote';

/** What a line of a list of IPsec tunnels says. */
export interface TunnelLine extends Within, Quote {
  readonly part: NonNullable<PhraseMatch['row']['listed']>;
  /** The name of the phase 1; in a line about a phase 2, the name of that. */
  readonly name: string | undefined;
  readonly count: number;
  readonly total: number;
}

/** Maximum length of a quoted line, in UTF-16 code units. */
const MAX_QUOTE = 120;

/** Reads a line of `diagnose vpn ike gateway list`, `get vpn ipsec tunnel summary` and the like; undefined for any other. */
export function tunnelLineOf(
  record: SentenceRecord,
  message: Message,
  matches: readonly PhraseMatch[],
): TunnelLine | undefined {
  const gateway = GATEWAY.exec(message.text)?.[1];
  const part = gateway === undefined ? matches.find(({ row }) => row.listed)?.row.listed : 'gateway';
  if (!part) return undefined;
  const valueOf = (holeName: string): string | undefined => {
    const hole = firstHole(matches, holeName);
    return hole && detached(holeText(message, hole));
  };
  return within(record, record.message, {
    part,
    name: detached(gateway) ?? valueOf('connection') ?? valueOf('name'),
    count: Number(valueOf('up') ?? NaN),
    total: Number(valueOf('total') ?? NaN),
    ...quoteOf(message, record.message, MAX_QUOTE),
  });
}

/** Maximum number of tunnels kept until they are taken out; a unit has fewer that are down. */
const MAX_TUNNELS = 1024;

/** Gathers the tunnels that lists show as down. */
export class TunnelListBuilder {
  #tunnels: ListedTunnel[] = [];
  /** The gateway being read, and the line that shows it as connecting. */
  #gateway: string | undefined;
  #connecting: TunnelLine | undefined;

  /** Takes the next line of a list. */
  line(line: TunnelLine): void {
    const { part, name, count, total } = line;
    switch (part) {
      case 'gateway':
        this.end();
        this.#gateway = name;
        return;
      case 'connecting':
        this.#connecting ??= line;
        return;
      case 'established':
        // Another SA of the same gateway is up, which this one will replace.
        this.#gateway = undefined;
        this.#connecting = undefined;
        return;
      case 'summary':
        if (count < total) this.#add(line, 'phase 2', name, undefined);
        return;
      case 'selector':
        if (count === 0) this.#add(line, 'phase 2', this.#gateway, name);
        return;
      case 'counts':
        if (count === 0 && total > 0) this.#connecting ??= line;
    }
  }

  /** The list ends. */
  end(): void {
    if (this.#connecting) this.#add(this.#connecting, 'phase 1', this.#gateway, undefined);
    this.#gateway = undefined;
    this.#connecting = undefined;
  }

  /** Takes out the tunnels since the last call. */
  take(): readonly ListedTunnel[] {
    const tunnels = this.#tunnels;
    this.#tunnels = [];
    return tunnels;
  }

  #add(
    { start, end, text, textAt, count, total }: TunnelLine,
    down: ListedTunnel['down'],
    connection: string | undefined,
    child: string | undefined,
  ): void {
    if (this.#tunnels.length >= MAX_TUNNELS) return;
    this.#tunnels.push({ start, end, text, textAt, down, connection, child, up: count, total });
  }
}
