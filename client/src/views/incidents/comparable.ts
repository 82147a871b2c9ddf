import type { IncidentAddress, SceneSummary } from '../../../../server/src/lsp/protocol';

interface Capture {
  readonly uri: { toString(): string };
  readonly list: { readonly scenes: readonly SceneSummary[] };
}

interface End extends IncidentAddress {
  readonly isInitiator: boolean;
}

/** What the incidents of the known captures can be compared with. */
export class Comparable {
  readonly #successful = new Set<string>();
  /** The ends of IKE negotiations, by SPI. */
  readonly #ends = new Map<string, End[]>();

  constructor(captures: readonly Capture[]) {
    for (const { uri, list } of captures)
      for (const { id, kind, ending, tunnel } of list.scenes) {
        if (ending === 'well') this.#successful.add(kind);
        for (const spi of tunnel?.spis ?? []) {
          const ends = this.#ends.get(spi) ?? [];
          this.#ends.set(spi, ends);
          ends.push({ uri: uri.toString(), id, isInitiator: tunnel?.isInitiator === true });
        }
      }
  }

  /** True if a success of the same kind is known. */
  hasSuccess({ ending, kind }: SceneSummary): boolean {
    return ending !== 'well' && this.#successful.has(kind);
  }

  /** The other end of a negotiation, in another capture; undefined if none is known. */
  otherEnd(uri: { toString(): string }, { tunnel }: SceneSummary): IncidentAddress | undefined {
    const own = uri.toString();
    return tunnel?.spis
      .flatMap(spi => this.#ends.get(spi) ?? [])
      .find(end => end.uri !== own && end.isInitiator !== tunnel.isInitiator);
  }
}
