import type { Span } from '../syntax';
import type { Located, ServiceError, ServiceMessage, TokenEntry, TracePart } from '../trace';
import { entryOfError } from './errorEntry';
import { compact } from './compact';
import { identity, type Finding, type Keep, type RelatedPlace } from './types';

/** A unit's request for a token and its outcome. Plain data, so that other threads can gather it. */
export interface TokenRequest {
  readonly unit: string;
  readonly token: Located;
  /** Where the service refused it because of its licence, or returned an activation code. */
  readonly refused: Located | undefined;
  readonly answered: { readonly start: number; readonly end: number } | undefined;
}

/** What one capture shows about the units of a cluster. Masked serial numbers are ignored. */
export interface ClusterFacts {
  readonly requests: readonly TokenRequest[];
  /** Members that the service does not know, though another unit asked. */
  readonly unregistered: readonly Located[];
}

const MASKED_SERIAL = /[*<>]|x{3,}/i;
/** Maximum number of tokens and members kept per unit; a unit has fewer. */
const MAX_NAMES = 20_000;

/** What a part of a capture shows about units: each token once per requesting unit, with the last outcome. */
export function clusterFactsOf({ exchanges }: Pick<TracePart, 'exchanges'>): ClusterFacts {
  const requests: TokenRequest[] = [];
  const unregistered: Located[] = [];
  for (const { service, request, answer } of exchanges) {
    const unit = (request?.unit ?? answer?.unit)?.text;
    if (service !== 'ftm' || unit === undefined) continue;
    if (!MASKED_SERIAL.test(unit)) addRequests(unit, request, answer, requests);
    for (const { serial, error } of answer?.members ?? [])
      if (serial && error && isUnregistered(serial, error, unit)) unregistered.push(located(serial));
  }
  return { requests, unregistered };
}

/** Adds the requests of one exchange to `asked`, in place: a long capture has thousands. */
function addRequests(
  unit: string,
  request: ServiceMessage | undefined,
  answer: ServiceMessage | undefined,
  asked: TokenRequest[],
): void {
  for (const { serial } of (request ?? answer)?.tokens ?? []) {
    if (!serial || MASKED_SERIAL.test(serial.text)) continue;
    const got = answer?.tokens.find(token => token.serial?.text === serial.text);
    asked.push({
      unit,
      token: located(serial),
      refused: got && refusalIn(got),
      answered: got && grantIn(got),
    });
  }
}

/** Where the service refuses a token because of its licence. */
function refusalIn({ error }: TokenEntry): Located | undefined {
  if (!error || ruleOf(error) !== 'ftm/token-not-of-product') return undefined;
  return { text: error.code?.text ?? '', ...place(error) };
}

/** Where the service gives a token its activation code. */
function grantIn({ activationCode, error, serial }: TokenEntry): TokenRequest['answered'] {
  return activationCode && !error && serial ? place(serial) : undefined;
}

function isUnregistered(serial: Located, error: ServiceError, unit: string): boolean {
  return (
    serial.text !== unit && !MASKED_SERIAL.test(serial.text) && ruleOf(error) === 'ftm/product-not-registered'
  );
}

function ruleOf(error: ServiceError): string | undefined {
  return entryOfError(error)?.cause;
}

/** Gathers what captures show about units, and finds contradictions. */
export class ClusterGatherer {
  /** The requests of each unit, by token. */
  readonly #tokens = new Map<string, TokenRequest[]>();
  readonly #unregistered = new Map<string, Located>();
  readonly #units = new Map<string, Located>();

  /** @param keep copies what must outlive the text */
  constructor(readonly keep: Keep = identity) {}

  add({ requests, unregistered }: ClusterFacts): void {
    for (const one of requests) {
      const requests = this.#tokens.get(one.token.text) ?? [];
      const index = requests.findIndex(({ unit }) => unit === one.unit);
      const before = requests[index];
      const now = before ? this.#joined(before, one) : this.keep(one);
      if (before) requests[index] = now;
      else requests.push(now);
      if (requests.length === 1 && this.#tokens.size < MAX_NAMES) this.#tokens.set(now.token.text, requests);
      const first = this.#units.get(now.unit);
      if (!first || one.token.start < first.start) this.#units.set(now.unit, this.keep(one.token));
    }
    for (const member of unregistered) {
      const place = this.#earlier(this.#unregistered.get(member.text), member);
      this.#unregistered.set(place.text, place);
    }
  }

  /** Returns everything, each token of a unit once. */
  get facts(): ClusterFacts {
    const asked = [...this.#tokens.values()].flat();
    return {
      requests: asked.sort((a, b) => a.token.start - b.token.start),
      unregistered: [...this.#unregistered.values()].sort((a, b) => a.start - b.start),
    };
  }

  #joined(before: TokenRequest, one: TokenRequest): TokenRequest {
    return {
      unit: before.unit,
      token: this.#earlier(before.token, one.token),
      refused: this.#earlier(before.refused, one.refused),
      answered: this.#earlier(before.answered, one.answered),
    };
  }

  /** The place that comes first in the text: exchanges are not in the order of their beginnings. `one` is already a copy. */
  #earlier<Place extends Span | undefined>(one: Place | undefined, other: Place): Place {
    return one && (!other || one.start <= other.start) ? one : this.keep(other);
  }

  *problems(): Generator<Finding> {
    for (const [token, asked] of this.#tokens) {
      const problem = asked.length > 1 ? findingOfToken(token, asked) : undefined;
      if (problem) yield problem;
    }
    for (const [member, place] of this.#unregistered) {
      const asks = this.#units.get(member);
      if (asks) yield findingOfMember(member, place, asks);
    }
  }
}

function findingOfToken(token: string, all: readonly TokenRequest[]): Finding | undefined {
  const inOrder = [...all].sort((a, b) => a.token.start - b.token.start);
  const refused = inOrder.find(one => one.refused);
  const owner = inOrder.find(one => one.answered && one !== refused);
  const at = (one: TokenRequest, role: string): RelatedPlace => ({
    ...place(one.token),
    role,
    facts: { unit: one.unit },
  });
  if (refused?.refused && owner?.answered)
    return {
      rule: 'cluster/licence-owner',
      ...place(refused.refused),
      facts: compact({ token, unit: refused.unit, owner: owner.unit, code: refused.refused.text }),
      related: [
        { ...place(owner.answered), role: 'given', facts: { unit: owner.unit } },
        at(refused, 'asked'),
      ],
      cause: token,
    };
  const other = inOrder.find(one => one !== refused);
  // After a failover, the new unit repeats requests of the other one, so only a refusal is worth reporting.
  if (!refused?.refused || !other) return undefined;
  return {
    rule: 'cluster/token-of-two-units',
    ...place(refused.refused),
    facts: compact({ token, unit: refused.unit, other: other.unit, code: refused.refused.text }),
    related: [at(other, 'asked'), at(refused, 'asked')],
    cause: token,
  };
}

function findingOfMember(member: string, { start, end }: Located, asks: Located): Finding {
  return {
    rule: 'cluster/unregistered-asks',
    start,
    end,
    facts: { member },
    related: [{ ...place(asks), role: 'asked', facts: { unit: member } }],
    cause: member,
  };
}

/** Plain data, so that threads can pass it on. */
function located({ text, start, end }: Located): Located {
  return { text, start, end };
}

function place({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
