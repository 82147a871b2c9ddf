import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { differenceOf, plainFields } from '../rules/proposalDifference';
import type { Negotiation, ProposalList } from '../trace';
import { visible } from './visible';

/** What two ends of a connection have, field by field. */
export interface TwoEnds {
  /** The names of the ends: the peer, then each gateway of this unit. */
  readonly ends: readonly string[];
  readonly fields: readonly Field[];
}

/** A field and its values at each end, as text. */
interface Field {
  readonly name: string;
  readonly values: readonly string[];
  /** The ends have no value in common. */
  readonly isApart: boolean;
}

/** The rules that compare proposals. */
const PROPOSAL_RULES: ReadonlySet<string> = new Set([
  'ike/no-proposal',
  'ike/phase2-proposal',
  'ike/network-id',
]);
const MAX_GATEWAYS = 3;
const MAX_VALUES = 6;
/** Maximum length of the text of a field, in UTF-16 code units. */
const MAX_WIDTH = 60;

/** Returns what both ends propose; undefined if the problem is not about proposals, or the capture lacks those of one end. */
export function twoEndsOf(finding: Finding, analysis: Analysis, translate: Translate): TwoEnds | undefined {
  const negotiation = PROPOSAL_RULES.has(finding.rule) ? negotiationOf(finding, analysis) : undefined;
  if (!negotiation?.offered) return undefined;
  const { offered, isChild } = negotiation;
  const own = negotiation.own.slice(0, MAX_GATEWAYS);
  const lists = [offered, ...own].map(list => valuesOf(list, isChild));
  // Those of the two most similar proposals: with another cipher, a field can be needless.
  const apart = differenceOf(negotiation)?.fields ?? [];
  const names = own.map(
    ({ gateway }) => gateway ?? negotiation.gateway ?? label('proposals.unit', translate),
  );
  return {
    ends: [label('proposals.peer', translate), ...names].map(shortened),
    fields: [...new Set(lists.flatMap(values => [...values.keys()]))].map(field => {
      const [theirs = [], ...ours] = lists.map(values => values.get(field) ?? []);
      const isApart = apart.includes(field);
      return { name: shortened(field), values: [theirs, ...ours].map(cell), isApart };
    }),
  };
}

/** Writes some fields as columns of equal width, for text: `*` marks those that are apart. */
export function columns({ ends, fields }: TwoEnds): string {
  const rows = [
    ['', ...ends],
    ...fields.map(({ name, values, isApart }) => [`${isApart ? '*' : ' '} ${name}`, ...values]),
  ];
  const width = (column: number): number => Math.max(...rows.map(row => row[column]?.length ?? 0));
  return rows
    .map(row =>
      row
        .map((one, column) => one.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function negotiationOf({ start }: Finding, { trace }: Analysis): Negotiation | undefined {
  return trace.negotiations.find(
    one => one.own.length > 0 && one.events.some(event => event.start === start),
  );
}

/** Returns all values of a list for each field. */
function valuesOf({ proposals }: ProposalList, isChild: boolean): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const proposal of proposals)
    for (const [field, some] of plainFields(proposal, isChild)) {
      const known = values.get(field) ?? [];
      values.set(field, [...new Set([...known, ...some])]);
    }
  return values;
}

function cell(values: readonly string[]): string {
  if (values.length === 0) return '-';
  return shortened(
    values.length > MAX_VALUES ? `${values.slice(0, MAX_VALUES).join(', ')}, …` : values.join(', '),
  );
}

function shortened(words: string): string {
  return visible(words.length > MAX_WIDTH ? `${words.slice(0, MAX_WIDTH - 1)}…` : words);
}
