import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { plainFields } from '../rules/proposalDifference';
import { type Block, codeBlock, paragraph, strong } from '../presentation/markup';
import { visible } from '../presentation/visible';
import type { Negotiation, ProposalList } from '../trace';

/** The rules that compare proposals. */
const PROPOSAL_RULES: ReadonlySet<string> = new Set([
  'ike/no-proposal',
  'ike/phase2-proposal',
  'ike/network-id',
]);
const MAX_GATEWAYS = 3;
const MAX_VALUES = 6;
const MAX_WIDTH = 40;

/**
 * Returns a table of what both ends propose, field by field, if the problem is about proposals; `*` marks fields
 * without a common value. If brief, only these are listed.
 */
export function proposalBlocks(
  finding: Finding,
  analysis: Analysis,
  translate: Translate,
  brief = false,
): Block[] {
  const negotiation = PROPOSAL_RULES.has(finding.rule) ? negotiationOf(finding, analysis) : undefined;
  if (!negotiation?.offered) return [];
  const { offered, isChild } = negotiation;
  const own = negotiation.own.slice(0, MAX_GATEWAYS);
  const ends = [offered, ...own].map(list => valuesOf(list, isChild));
  const fields = [...new Set(ends.flatMap(values => [...values.keys()]))];
  const rows = fields.flatMap(field => {
    const [theirs = [], ...ours] = ends.map(values => values.get(field) ?? []);
    const isApart = ours.some(values => !values.some(value => theirs.includes(value)));
    return brief && !isApart ? [] : [[`${isApart ? '*' : ' '} ${field}`, ...[theirs, ...ours].map(cell)]];
  });
  if (rows.length === 0) return [];
  const names = own.map(
    ({ gateway }) => gateway ?? negotiation.gateway ?? label('proposals.unit', translate),
  );
  const header = ['', label('proposals.peer', translate), ...names];
  const shown = codeBlock(table([header, ...rows]), '');
  return brief ? [shown] : [paragraph(strong(label('proposals', translate))), shown];
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
  return values.length > MAX_VALUES ? `${values.slice(0, MAX_VALUES).join(', ')}, …` : values.join(', ');
}

/** Formats columns of equal width, separated by two spaces. */
function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map(row => row.map(one => visible(one.slice(0, MAX_WIDTH))));
  const width = (column: number): number => Math.max(...cells.map(row => row[column]?.length ?? 0));
  return cells
    .map(row =>
      row
        .map((one, column) => one.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
