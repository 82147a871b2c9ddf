import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { type Block, codeBlock, paragraph, strong } from '../presentation/markup';
import { columns, twoEndsOf } from '../presentation/twoEnds';

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
  const both = twoEndsOf(finding, analysis, translate);
  if (!both) return [];
  const fields = brief ? both.fields.filter(({ isApart }) => isApart) : both.fields;
  if (fields.length === 0) return [];
  const shown = codeBlock(columns({ ...both, fields }), '');
  return brief ? [shown] : [paragraph(strong(label('proposals', translate))), shown];
}
