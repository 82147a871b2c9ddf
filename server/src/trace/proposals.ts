/** One proposal: the acceptable values of each field, such as `ENCR` or `DH_GROUP`. */
export type Proposal = ReadonlyMap<string, readonly string[]>;

/** The proposals of one end, in its order. */
export interface ProposalList {
  /** The gateway that they belong to; missing for those of the peer and if the line names none. */
  readonly gateway: string | undefined;
  readonly proposals: readonly Proposal[];
}

const MAX_PROPOSALS = 64;
const MAX_VALUES = 24;

/** Reads the lines of a list of proposals, in the order of the text. */
export class ProposalReader implements ProposalList {
  readonly proposals: Map<string, string[]>[] = [];

  constructor(readonly gateway: string | undefined) {}

  /** A new proposal starts. */
  begin(): void {
    if (this.proposals.length < MAX_PROPOSALS) this.proposals.push(new Map());
  }

  /** Adds a value to the current proposal, and starts one if there is none. */
  add(field: string, value: string): void {
    if (this.proposals.length === 0) this.begin();
    const proposal = this.proposals[this.proposals.length - 1];
    const values = proposal?.get(field);
    const plain = plainValue(value);
    if (!values) proposal?.set(field, [plain]);
    else if (values.length < MAX_VALUES && !values.includes(plain)) values.push(plain);
  }
}

/** `AES_CBC (key_len = 128)` and `AES_CBC, key-len=128` are `AES_CBC 128`, `MODP2048 (Group 14).` is `MODP2048`. */
function plainValue(value: string): string {
  const found = /^(?<name>[\w-]{1,64})(?:,? \(?key[_-]len ?= ?(?<length>\d{1,4})\)?)?/.exec(value);
  const { name = value.slice(0, 64), length } = found?.groups ?? {};
  return length === undefined ? name : `${name} ${length}`;
}
